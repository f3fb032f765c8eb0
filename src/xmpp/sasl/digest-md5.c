/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * DIGEST-MD5 (RFC 2831), historic since RFC 6331: for servers that have nothing better, if the person
 * says so. The password is not shown, but whoever records the exchange can guess it cheaply. */
#include "config.h"

#include "base/random.h"
#include "xmpp/sasl/mechanism.h"
#include "xmpp/sasl/sasl-error.h"
#include "xmpp/sasl/secret.h"

#include <gnutls/gnutls.h>
#include <string.h>

#define MAX_MESSAGE 2048 /* octets, §2.1.1 */
#define NC "00000001"

typedef enum {
  DIGEST_START,
  DIGEST_ASKED,
  DIGEST_ANSWERED,
  DIGEST_VERIFIED,
} DigestPhase;

typedef struct {
  DigestPhase phase;
  char *expected; /* rspauth */
} DigestState;

/* What a challenge says, and what goes into the hashes beside the password. */
typedef struct {
  char *realm, *nonce, *qop, *algorithm, *rspauth;
  char *cnonce;
  char *uri;
} Directives;

static gboolean
fail (GError **error, const char *what)
{
  g_set_error_literal (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL, what);
  return FALSE;
}

static void
directives_clear (Directives *self)
{
  char **const all[] = { &self->realm,   &self->nonce,  &self->qop, &self->algorithm,
                         &self->rspauth, &self->cnonce, &self->uri };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_free (*all[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Directives, directives_clear)

/* Unquoted, up to what follows; NULL if a quote is open. */
static char *
dup_value (const char **text)
{
  GString *value = g_string_new (NULL);
  const char *c = *text;
  gboolean quoted = *c == '"';

  for (c += quoted; *c != '\0' && (quoted ? *c != '"' : *c != ','); c++) {
    if (quoted && *c == '\\' && c[1] != '\0')
      c++;
    g_string_append_c (value, *c);
  }
  if (quoted && *c++ != '"')
    return g_string_free (value, TRUE);
  if (!quoted)
    g_strchomp (value->str);
  *text = c;
  return g_string_free (value, FALSE);
}

/* The first of each name counts; unknown ones do not (§2.1.1). */
static gboolean
directives_parse (Directives *self, const char *text, GError **error)
{
  const struct {
    const char *name;
    char **value;
  } known[] = {
    { "realm", &self->realm },         { "nonce", &self->nonce },     { "qop", &self->qop },
    { "algorithm", &self->algorithm }, { "rspauth", &self->rspauth },
  };

  while (*(text += strspn (text, ", \t\r\n")) != '\0') {
    gsize n_name = strcspn (text, "=, ");
    const char *name = text;
    g_autofree char *value = NULL;

    text += n_name;
    if (n_name == 0 || *text++ != '=')
      return fail (error, "The challenge is not made of directives");
    value = dup_value (&text);
    if (value == NULL)
      return fail (error, "A quote in the challenge has no end");
    for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
      if (strlen (known[i].name) == n_name && strncmp (known[i].name, name, n_name) == 0 &&
          *known[i].value == NULL)
        *known[i].value = g_steal_pointer (&value);
    }
  }
  return TRUE;
}

static gboolean
is_usable (const Directives *directives, GError **error)
{
  g_auto (GStrv) qops =
    g_strsplit_set (directives->qop != NULL ? directives->qop : "auth", ", ", -1);

  if (directives->nonce == NULL || g_strcmp0 (directives->algorithm, "md5-sess") != 0)
    return fail (error, "The challenge has no nonce or another hash");
  if (!g_strv_contains ((const char *const *) qops, "auth"))
    return fail (error, "The server wants more than DIGEST-MD5's authentication");
  return TRUE;
}

/* In ISO 8859-1 if it can be (§2.1.2.1). */
static char *
dup_latin (const char *text)
{
  char *latin = g_convert (text, -1, "ISO-8859-1", "UTF-8", NULL, NULL, NULL);

  return latin != NULL ? latin : g_strdup (text);
}

/* A1, up to the nonces: H (username ":" realm ":" password), 16 octets. */
static void
hash_secret (const XmppSaslInput *input, const char *realm, guint8 digest[16])
{
  g_autoptr (GChecksum) md5 = g_checksum_new (G_CHECKSUM_MD5);
  g_autofree char *username = dup_latin (input->username);
  char *password = dup_latin (input->password);
  gsize n_digest = 16;

  g_checksum_update (md5, (const guint8 *) username, -1);
  g_checksum_update (md5, (const guint8 *) ":", 1);
  g_checksum_update (md5, (const guint8 *) realm, -1);
  g_checksum_update (md5, (const guint8 *) ":", 1);
  g_checksum_update (md5, (const guint8 *) password, -1);
  g_checksum_get_digest (md5, digest, &n_digest);
  xmpp_secret_free (password);
}

/* The value of `response`, or that of `rspauth` without @method (§2.1.2.1, §2.1.3). */
static char *
compute (const XmppSaslInput *input, const Directives *d, const char *method)
{
  g_autoptr (GChecksum) a1 = g_checksum_new (G_CHECKSUM_MD5);
  g_autofree char *a2 = g_strconcat (method, ":", d->uri, NULL);
  g_autofree char *a2_hash = g_compute_checksum_for_string (G_CHECKSUM_MD5, a2, -1);
  g_autofree char *nonces = g_strconcat (":", d->nonce, ":", d->cnonce, NULL);
  g_autofree char *all = NULL;
  guint8 secret[16];

  hash_secret (input, d->realm, secret);
  g_checksum_update (a1, secret, sizeof secret);
  xmpp_secret_wipe (secret, sizeof secret);
  g_checksum_update (a1, (const guint8 *) nonces, -1);
  if (input->authzid != NULL) {
    g_checksum_update (a1, (const guint8 *) ":", 1);
    g_checksum_update (a1, (const guint8 *) input->authzid, -1);
  }
  all = g_strjoin (":", g_checksum_get_string (a1), d->nonce, NC, d->cnonce, "auth", a2_hash, NULL);
  return g_compute_checksum_for_string (G_CHECKSUM_MD5, all, -1);
}

static void
append_quoted (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, "%s%s=\"", text->len > 0 ? "," : "", name);
  for (const char *c = value; *c != '\0'; c++) {
    if (*c == '"' || *c == '\\')
      g_string_append_c (text, '\\');
    g_string_append_c (text, *c);
  }
  g_string_append_c (text, '"');
}

static XmppSaslStep
answer (DigestState *state, const XmppSaslInput *input, Directives *d, XmppSaslOutput *output)
{
  GString *message = g_string_new (NULL);
  g_autofree char *response = NULL;

  if (d->realm == NULL)
    d->realm = g_strdup (input->choice.domain);
  d->cnonce = input->nonce != NULL ? g_strdup (input->nonce) : base_random_id ();
  d->uri = g_strconcat ("xmpp/", input->choice.domain, NULL);
  response = compute (input, d, "AUTHENTICATE");
  state->expected = compute (input, d, "");

  append_quoted (message, "username", input->username);
  append_quoted (message, "realm", d->realm);
  append_quoted (message, "nonce", d->nonce);
  append_quoted (message, "cnonce", d->cnonce);
  g_string_append (message, ",nc=" NC ",qop=auth");
  append_quoted (message, "digest-uri", d->uri);
  g_string_append_printf (message, ",response=%s,charset=utf-8", response);
  if (input->authzid != NULL)
    append_quoted (message, "authzid", input->authzid);
  output->response = g_string_free_to_bytes (message);
  state->phase = DIGEST_ANSWERED;
  return XMPP_SASL_RESPOND;
}

static gboolean
read_challenge (GBytes *bytes, Directives *directives, GError **error)
{
  gsize n_bytes;
  const char *data = g_bytes_get_data (bytes, &n_bytes);
  g_autofree char *text = NULL;

  if (n_bytes == 0 || n_bytes > MAX_MESSAGE || !g_utf8_validate_len (data, n_bytes, NULL))
    return fail (error, "The challenge is no text or too long");
  text = g_strndup (data, n_bytes);
  return directives_parse (directives, text, error);
}

static gboolean
verify (DigestState *state, GBytes *data, GError **error)
{
  g_auto (Directives) directives = { 0 };

  if (!read_challenge (data, &directives, error))
    return FALSE;
  if (directives.rspauth == NULL || strlen (directives.rspauth) != strlen (state->expected) ||
      gnutls_memcmp (directives.rspauth, state->expected, strlen (state->expected)) != 0) {
    g_set_error_literal (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_SERVER_UNPROVEN,
                         "The server does not know the password");
    return FALSE;
  }
  state->phase = DIGEST_VERIFIED;
  return TRUE;
}

static XmppSaslStep
step (gpointer data,
      const XmppSaslInput *input,
      GBytes *challenge,
      XmppSaslOutput *output,
      GError **error)
{
  DigestState *state = data;
  g_auto (Directives) directives = { 0 };

  switch (state->phase) {
  case DIGEST_START:
    state->phase = DIGEST_ASKED;
    output->response = g_bytes_new (NULL, 0);
    return XMPP_SASL_RESPOND;
  case DIGEST_ASKED:
    if (!read_challenge (challenge, &directives, error) || !is_usable (&directives, error))
      return XMPP_SASL_FAILED;
    return answer (state, input, &directives, output);
  case DIGEST_ANSWERED:
    if (!verify (state, challenge, error))
      return XMPP_SASL_FAILED;
    output->response = g_bytes_new (NULL, 0);
    return XMPP_SASL_RESPOND;
  case DIGEST_VERIFIED:
  default:
    fail (error, "DIGEST-MD5 has no such challenge");
    return XMPP_SASL_FAILED;
  }
}

/* The proof comes in a challenge, or with the success. Newer ejabberds say with that that there is
 * nothing more: "=" (RFC 6120 §6.4.6). */
static gboolean
finish (gpointer state_data, GBytes *data, GError **error)
{
  DigestState *state = state_data;

  if (state->phase == DIGEST_VERIFIED && (data == NULL || g_bytes_get_size (data) == 0))
    return TRUE;
  if (state->phase == DIGEST_ANSWERED && data != NULL)
    return verify (state, data, error);
  g_set_error_literal (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_SERVER_UNPROVEN,
                       "The server lets us in without having proven that it knows the password");
  return FALSE;
}

static void
clear (gpointer data)
{
  DigestState *state = data;

  xmpp_secret_free (state->expected);
}

const XmppSaslMechanism xmpp_sasl_digest_md5 = {
  .name = "DIGEST-MD5",
  .strength = XMPP_SASL_STRENGTH_PASSWORD,
  .pins = XMPP_SASL_STRENGTH_PASSWORD,
  .server_first = TRUE,
  .state_size = sizeof (DigestState),
  .step = step,
  .finish = finish,
  .clear = clear,
};
