/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SCRAM (RFC 5802, RFC 7677), with what XEP-0474 and XEP-0515 add to the server's first message. */
#include "config.h"

#include "xmpp/sasl/scram.h"

#include "base/random.h"
#include "xmpp/sasl/base64.h"
#include "xmpp/sasl/mechanism.h"
#include "xmpp/sasl/sasl-error.h"
#include "xmpp/sasl/saslprep.h"
#include "xmpp/sasl/secret.h"

#include <gnutls/gnutls.h>
#include <string.h>

/* RFC 5802 §5.1 would have servers use 4096, and all of today's do. Less is accepted down to the
 * 1000 of RFC 8018 §4.2: whoever could lower it without being noticed has the server's certificate
 * and gains two bits for guessing the password, while refusing keeps people out of old servers. At
 * the upper end a key takes about a second to derive. */
#define MIN_ITERATIONS 1000
#define MAX_ITERATIONS 2000000

#define MAX_MESSAGE 8192 /* octets */
#define MAX_NONCE 1024
#define MAX_SALT 1024

typedef enum {
  SCRAM_START,
  SCRAM_FIRST_SENT,
  SCRAM_DERIVING,
  SCRAM_FINAL_SENT,
  SCRAM_VERIFIED,
} ScramPhase;

typedef struct {
  ScramPhase phase;
  char *gs2_header;
  char *nonce;
  char *auth_message;  /* as far as it is known, RFC 5802 §3 */
  char *final_message; /* the client's, without its proof */
  char *password;      /* prepared */
  gsize n_signature;
  guint8 server_signature[XMPP_HASH_MAX_SIZE];
} ScramState;

/* A message taken apart. */
typedef struct {
  char **fields;
  const char *value[128]; /* by the attribute's letter, into fields */
} Attributes;

/* RFC 5802 §7, server-error-value */
static const struct {
  const char *value;
  XmppSaslError code;
} server_errors[] = {
  { "channel-binding-not-supported", XMPP_SASL_ERROR_BINDING },
  { "channel-bindings-dont-match", XMPP_SASL_ERROR_BINDING },
  { "invalid-encoding", XMPP_SASL_ERROR_MALFORMED_REQUEST },
  { "invalid-proof", XMPP_SASL_ERROR_NOT_AUTHORIZED },
  { "invalid-username-encoding", XMPP_SASL_ERROR_MALFORMED_REQUEST },
  { "no-resources", XMPP_SASL_ERROR_TEMPORARY },
  { "server-does-support-channel-binding", XMPP_SASL_ERROR_DOWNGRADE },
  { "unknown-user", XMPP_SASL_ERROR_NOT_AUTHORIZED },
  { "unsupported-channel-binding-type", XMPP_SASL_ERROR_BINDING },
};

static const struct {
  GTlsProtocolVersion version;
  const char *hex;
} tls_versions[] = {
  { G_TLS_PROTOCOL_VERSION_TLS_1_0, "0301" },
  { G_TLS_PROTOCOL_VERSION_TLS_1_1, "0302" },
  { G_TLS_PROTOCOL_VERSION_TLS_1_2, "0303" },
  { G_TLS_PROTOCOL_VERSION_TLS_1_3, "0304" },
};

static gboolean
fail (GError **error, XmppSaslError code, const char *what)
{
  g_set_error_literal (error, XMPP_SASL_ERROR, code, what);
  return FALSE;
}

static void
attributes_clear (Attributes *self)
{
  g_strfreev (self->fields);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Attributes, attributes_clear)

/* Takes @message apart; it has to begin with the attributes named in @required, in that order. What
 * follows are extensions: unknown ones are ignored, but a mandatory one ("m") is the end
 * (RFC 5802 §5.1). */
static gboolean
attributes_parse (Attributes *self, const char *message, const char *required, GError **error)
{
  self->fields = g_strsplit (message, ",", -1);
  for (guint i = 0; self->fields[i] != NULL; i++) {
    const char *field = self->fields[i];
    guint8 letter = field[0];

    if (!g_ascii_isalpha (letter) || field[1] != '=' || field[2] == '\0')
      return fail (error, XMPP_SASL_ERROR_PROTOCOL, "The message is not made of attributes");
    if (letter == 'm')
      return fail (error, XMPP_SASL_ERROR_PROTOCOL, "The server wants an unknown extension");
    if (self->value[letter] != NULL)
      return fail (error, XMPP_SASL_ERROR_PROTOCOL, "The message has an attribute twice");
    if (*required != '\0' && letter != (guint8) *required++)
      return fail (error, XMPP_SASL_ERROR_PROTOCOL, "An attribute is missing or out of place");
    self->value[letter] = field + 2;
  }
  if (*required != '\0')
    return fail (error, XMPP_SASL_ERROR_PROTOCOL, "An attribute is missing");
  return TRUE;
}

/* (nullable): the octets as text, if they are any. */
static char *
dup_message (GBytes *bytes, GError **error)
{
  gsize n_bytes;
  const char *data = g_bytes_get_data (bytes, &n_bytes);

  if (n_bytes == 0 || n_bytes > MAX_MESSAGE || !g_utf8_validate_len (data, n_bytes, NULL)) {
    fail (error, XMPP_SASL_ERROR_PROTOCOL, "The server's message is no text or too long");
    return NULL;
  }
  return g_strndup (data, n_bytes);
}

/* saslname, RFC 5802 §7 */
static void
append_escaped (GString *message, const char *name)
{
  for (const char *c = name; *c != '\0'; c++) {
    if (*c == ',')
      g_string_append (message, "=2C");
    else if (*c == '=')
      g_string_append (message, "=3D");
    else
      g_string_append_c (message, *c);
  }
}

static char *
dup_gs2_header (const XmppSaslInput *input)
{
  GString *header = g_string_new (NULL);

  g_string_append_c (header, input->choice.gs2_flag);
  if (input->choice.gs2_flag == 'p')
    g_string_append_printf (header, "=%s", input->choice.binding.type);
  g_string_append_c (header, ',');
  if (input->authzid != NULL) {
    g_string_append (header, "a=");
    append_escaped (header, input->authzid);
  }
  g_string_append_c (header, ',');
  return g_string_free (header, FALSE);
}

static XmppSaslStep
send_first (ScramState *state, const XmppSaslInput *input, XmppSaslOutput *output, GError **error)
{
  g_autofree char *username = xmpp_saslprep (input->username, error);
  g_autofree char *message = NULL;
  GString *bare;

  if (username == NULL)
    return XMPP_SASL_FAILED;
  state->password = xmpp_saslprep (input->password, error);
  if (state->password == NULL)
    return XMPP_SASL_FAILED;

  state->gs2_header = dup_gs2_header (input);
  state->nonce = input->nonce != NULL ? g_strdup (input->nonce) : base_random_id ();
  bare = g_string_new ("n=");
  append_escaped (bare, username);
  g_string_append_printf (bare, ",r=%s", state->nonce);
  state->auth_message = g_string_free (bare, FALSE);

  message = g_strconcat (state->gs2_header, state->auth_message, NULL);
  output->response = g_bytes_new (message, strlen (message));
  state->phase = SCRAM_FIRST_SENT;
  return XMPP_SASL_RESPOND;
}

/* The nonce of both has to begin with ours, or it may be a reply to somebody else. */
static gboolean
check_nonce (const ScramState *state, const char *nonce, GError **error)
{
  if (strlen (nonce) > MAX_NONCE)
    return fail (error, XMPP_SASL_ERROR_PROTOCOL, "The server's nonce is too long");
  for (const char *c = nonce; *c != '\0'; c++) {
    if (!g_ascii_isgraph (*c))
      return fail (error, XMPP_SASL_ERROR_PROTOCOL, "The server's nonce is not printable");
  }
  if (!g_str_has_prefix (nonce, state->nonce) || g_str_equal (nonce, state->nonce))
    return fail (error, XMPP_SASL_ERROR_PROTOCOL, "The server's nonce does not continue ours");
  return TRUE;
}

gboolean
xmpp_scram_parse_iterations (const char *value, guint *iterations, GError **error)
{
  guint64 number;

  if (value == NULL || *value == '0' ||
      !g_ascii_string_to_unsigned (value, 10, 1, G_MAXUINT, &number, NULL))
    return fail (error, XMPP_SASL_ERROR_PROTOCOL, "The iteration count is no number");
  if (number < MIN_ITERATIONS || number > MAX_ITERATIONS) {
    g_set_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL,
                 "%" G_GUINT64_FORMAT " iterations are too few or too many", number);
    return FALSE;
  }
  *iterations = number;
  return TRUE;
}

/* XEP-0474: the server tells what it offered, and XEP-0515 over which version of TLS. It tells so
 * in the message that both sides sign with the password, so that nobody between can adapt it. */
static gboolean
check_downgrade (const XmppSaslChoice *choice, const Attributes *first, GError **error)
{
  XmppHash hash = choice->mechanism->hash;
  guint8 digest[XMPP_HASH_MAX_SIZE];
  g_autofree char *expected = NULL;

  xmpp_hash (hash, choice->offer, strlen (choice->offer), digest);
  expected = g_base64_encode (digest, xmpp_hash_size (hash));
  if (first->value['h'] != NULL && !g_str_equal (first->value['h'], expected))
    return fail (error, XMPP_SASL_ERROR_DOWNGRADE, "Somebody has changed what the server offers");
  if (first->value['h'] == NULL && choice->offer_must_be_proven)
    return fail (error, XMPP_SASL_ERROR_DOWNGRADE,
                 "The server offers less than it should, and does not prove that it does");

  for (guint i = 0; i < G_N_ELEMENTS (tls_versions) && first->value['t'] != NULL; i++) {
    if (tls_versions[i].version == choice->tls &&
        !g_str_equal (first->value['t'], tls_versions[i].hex))
      return fail (error, XMPP_SASL_ERROR_DOWNGRADE, "The server has another version of TLS");
  }
  return TRUE;
}

/* The c attribute: what we said first, and the binding (RFC 5802 §7). */
static char *
dup_binding_input (const ScramState *state, const XmppSaslChoice *choice)
{
  g_autoptr (GByteArray) input = g_byte_array_new ();

  g_byte_array_append (input, (const guint8 *) state->gs2_header, strlen (state->gs2_header));
  if (choice->gs2_flag == 'p') {
    gsize n_bytes;
    const guint8 *data = g_bytes_get_data (choice->binding.data, &n_bytes);

    g_byte_array_append (input, data, n_bytes);
  }
  return g_base64_encode (input->data, input->len);
}

static XmppSaslStep
handle_first (ScramState *state,
              const XmppSaslInput *input,
              GBytes *challenge,
              XmppSaslOutput *output,
              GError **error)
{
  g_auto (Attributes) first = { 0 };
  g_autofree char *message = dup_message (challenge, error);
  g_autofree char *binding = NULL, *auth_message = NULL;
  g_autoptr (GBytes) salt = NULL;
  guint iterations;

  if (message == NULL || !attributes_parse (&first, message, "rsi", error) ||
      !check_nonce (state, first.value['r'], error) ||
      !xmpp_scram_parse_iterations (first.value['i'], &iterations, error))
    return XMPP_SASL_FAILED;
  salt = xmpp_base64_decode (first.value['s'], MAX_SALT, error);
  if (salt == NULL || !check_downgrade (&input->choice, &first, error))
    return XMPP_SASL_FAILED;

  binding = dup_binding_input (state, &input->choice);
  state->final_message = g_strdup_printf ("c=%s,r=%s", binding, first.value['r']);
  auth_message = g_steal_pointer (&state->auth_message);
  state->auth_message = g_strjoin (",", auth_message, message, state->final_message, NULL);

  output->request =
    xmpp_key_request_new (input->choice.mechanism->hash, salt, iterations, state->password);
  state->phase = SCRAM_DERIVING;
  return XMPP_SASL_DERIVE;
}

static XmppSaslStep
supply_key (gpointer data,
            const XmppSaslInput *input,
            GBytes *salted_password,
            XmppSaslOutput *output,
            GError **error)
{
  ScramState *state = data;
  XmppHash hash = input->choice.mechanism->hash;
  gsize n_key, n_auth = strlen (state->auth_message);
  const guint8 *key = g_bytes_get_data (salted_password, &n_key);
  guint8 client_key[XMPP_HASH_MAX_SIZE], stored_key[XMPP_HASH_MAX_SIZE];
  guint8 proof[XMPP_HASH_MAX_SIZE], server_key[XMPP_HASH_MAX_SIZE];
  g_autofree char *proof_text = NULL, *message = NULL;

  g_return_val_if_fail (state->phase == SCRAM_DERIVING, XMPP_SASL_FAILED);
  g_return_val_if_fail (n_key == xmpp_hash_size (hash), XMPP_SASL_FAILED);

  /* RFC 5802 §3 */
  xmpp_hmac (hash, key, n_key, "Client Key", strlen ("Client Key"), client_key);
  xmpp_hash (hash, client_key, n_key, stored_key);
  xmpp_hmac (hash, stored_key, n_key, state->auth_message, n_auth, proof);
  for (gsize i = 0; i < n_key; i++)
    proof[i] ^= client_key[i];
  xmpp_hmac (hash, key, n_key, "Server Key", strlen ("Server Key"), server_key);
  xmpp_hmac (hash, server_key, n_key, state->auth_message, n_auth, state->server_signature);
  xmpp_secret_wipe (client_key, sizeof client_key);
  xmpp_secret_wipe (stored_key, sizeof stored_key);
  xmpp_secret_wipe (server_key, sizeof server_key);

  proof_text = g_base64_encode (proof, n_key);
  message = g_strdup_printf ("%s,p=%s", state->final_message, proof_text);
  output->response = g_bytes_new (message, strlen (message));
  state->n_signature = n_key;
  state->phase = SCRAM_FINAL_SENT;
  return XMPP_SASL_RESPOND;
}

static gboolean
set_server_error (const char *value, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (server_errors); i++) {
    if (g_str_equal (value, server_errors[i].value)) {
      g_set_error (error, XMPP_SASL_ERROR, server_errors[i].code,
                   "The server refuses the sign-in: %s", value);
      return FALSE;
    }
  }
  return fail (error, XMPP_SASL_ERROR_REFUSED, "The server refuses the sign-in without a reason");
}

/* The server's final message: who knows the password can sign like this, and nobody else. */
static gboolean
verify (ScramState *state, GBytes *data, GError **error)
{
  g_auto (Attributes) final = { 0 };
  g_autofree char *message = dup_message (data, error);
  g_autoptr (GBytes) signature = NULL;

  if (message == NULL || !attributes_parse (&final, message, *message == 'e' ? "e" : "v", error))
    return FALSE;
  if (final.value['e'] != NULL)
    return set_server_error (final.value['e'], error);
  signature = xmpp_base64_decode (final.value['v'], XMPP_HASH_MAX_SIZE, error);
  if (signature == NULL)
    return FALSE;
  if (g_bytes_get_size (signature) != state->n_signature ||
      gnutls_memcmp (g_bytes_get_data (signature, NULL), state->server_signature,
                     state->n_signature) != 0)
    return fail (error, XMPP_SASL_ERROR_SERVER_UNPROVEN,
                 "The server's signature is wrong: it does not know the password");
  state->phase = SCRAM_VERIFIED;
  return TRUE;
}

static XmppSaslStep
step (gpointer data,
      const XmppSaslInput *input,
      GBytes *challenge,
      XmppSaslOutput *output,
      GError **error)
{
  ScramState *state = data;

  switch (state->phase) {
  case SCRAM_START:
    return send_first (state, input, output, error);
  case SCRAM_FIRST_SENT:
    return handle_first (state, input, challenge, output, error);
  case SCRAM_FINAL_SENT:
    if (!verify (state, challenge, error))
      return XMPP_SASL_FAILED;
    output->response = g_bytes_new (NULL, 0);
    return XMPP_SASL_RESPOND;
  case SCRAM_DERIVING:
  case SCRAM_VERIFIED:
  default:
    fail (error, XMPP_SASL_ERROR_PROTOCOL, "SCRAM has no such challenge");
    return XMPP_SASL_FAILED;
  }
}

/* The signature comes with the success, or came in a challenge before (RFC 6120 §6.4.6). */
static gboolean
finish (gpointer state_data, GBytes *data, GError **error)
{
  ScramState *state = state_data;

  if (state->phase == SCRAM_VERIFIED && data == NULL)
    return TRUE;
  if ((state->phase != SCRAM_FINAL_SENT && state->phase != SCRAM_VERIFIED) || data == NULL)
    return fail (error, XMPP_SASL_ERROR_SERVER_UNPROVEN,
                 "The server lets us in without having proven that it knows the password");
  return verify (state, data, error);
}

static void
clear (gpointer data)
{
  ScramState *state = data;

  g_free (state->gs2_header);
  g_free (state->nonce);
  g_free (state->auth_message);
  g_free (state->final_message);
  xmpp_secret_free (state->password);
  xmpp_secret_wipe (state, sizeof *state);
}

#define SCRAM(hash_name, suffix, hash_code, grade)                                                 \
  {                                                                                                \
    .name = "SCRAM-" hash_name suffix, .strength = grade, .pins = grade, .hash = hash_code,        \
    .state_size = sizeof (ScramState), .step = step, .supply_key = supply_key, .finish = finish,   \
    .clear = clear,                                                                                \
  }

const XmppSaslMechanism xmpp_sasl_scram[] = {
  SCRAM ("SHA-512", "-PLUS", XMPP_HASH_SHA512, XMPP_SASL_STRENGTH_BOUND),
  SCRAM ("SHA-256", "-PLUS", XMPP_HASH_SHA256, XMPP_SASL_STRENGTH_BOUND),
  SCRAM ("SHA-1", "-PLUS", XMPP_HASH_SHA1, XMPP_SASL_STRENGTH_BOUND),
  SCRAM ("SHA-512", "", XMPP_HASH_SHA512, XMPP_SASL_STRENGTH_PROOF),
  SCRAM ("SHA-256", "", XMPP_HASH_SHA256, XMPP_SASL_STRENGTH_PROOF),
  SCRAM ("SHA-1", "", XMPP_HASH_SHA1, XMPP_SASL_STRENGTH_PROOF),
};
