/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HT: both sides hash a token that they share, with the binding, in one round trip
 * (draft-schmaus-kitten-sasl-ht-09). */
#include "config.h"

#include "xmpp/sasl/mechanism.h"
#include "xmpp/sasl/sasl-error.h"

#include <gnutls/gnutls.h>
#include <string.h>

typedef struct {
  guint8 expected[XMPP_HASH_MAX_SIZE]; /* of the server */
} HtState;

/* HMAC (token, @who || cb-data), §3.1 and §3.2 */
static void
hash_token (const XmppSaslInput *input, const char *who, guint8 *digest)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();

  g_byte_array_append (message, (const guint8 *) who, strlen (who));
  if (input->choice.binding.data != NULL) {
    gsize n_bytes;
    const guint8 *data = g_bytes_get_data (input->choice.binding.data, &n_bytes);

    g_byte_array_append (message, data, n_bytes);
  }
  xmpp_hmac (input->choice.mechanism->hash, input->password, strlen (input->password),
             message->data, message->len, digest);
}

static XmppSaslStep
step (gpointer data,
      const XmppSaslInput *input,
      GBytes *challenge,
      XmppSaslOutput *output,
      GError **error)
{
  HtState *state = data;
  g_autoptr (GByteArray) message = g_byte_array_new ();
  guint8 digest[XMPP_HASH_MAX_SIZE];

  if (challenge != NULL) {
    g_set_error_literal (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL, "HT has no challenge");
    return XMPP_SASL_FAILED;
  }
  hash_token (input, "Initiator", digest);
  hash_token (input, "Responder", state->expected);
  g_byte_array_append (message, (const guint8 *) input->username, strlen (input->username) + 1);
  g_byte_array_append (message, digest, xmpp_hash_size (input->choice.mechanism->hash));
  output->response = g_byte_array_free_to_bytes (g_steal_pointer (&message));
  return XMPP_SASL_RESPOND;
}

/* The server's hash is its proof: whoever has no token of ours cannot make it. All are SHA-256. */
static gboolean
finish (gpointer data, GBytes *final, GError **error)
{
  HtState *state = data;
  gsize n_bytes = 0;
  const void *hash = final != NULL ? g_bytes_get_data (final, &n_bytes) : NULL;

  if (n_bytes == xmpp_hash_size (XMPP_HASH_SHA256) &&
      gnutls_memcmp (hash, state->expected, n_bytes) == 0)
    return TRUE;
  g_set_error_literal (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_SERVER_UNPROVEN,
                       "The server does not know the token that it should have given");
  return FALSE;
}

/* A token says nothing about what the server offers to a password, so nothing is pinned. */
#define HT(suffix, binding_type, grade)                                                            \
  {                                                                                                \
    .name = "HT-SHA-256-" suffix, .strength = grade, .pins = XMPP_SASL_STRENGTH_NONE,              \
    .hash = XMPP_HASH_SHA256, .binding = binding_type, .state_size = sizeof (HtState),             \
    .step = step, .finish = finish,                                                                \
  }

const XmppSaslMechanism xmpp_sasl_ht[] = {
  HT ("EXPR", XMPP_BINDING_EXPORTER, XMPP_SASL_STRENGTH_BOUND),
  HT ("UNIQ", XMPP_BINDING_UNIQUE, XMPP_SASL_STRENGTH_BOUND),
  HT ("ENDP", XMPP_BINDING_END_POINT, XMPP_SASL_STRENGTH_BOUND),
  HT ("NONE", NULL, XMPP_SASL_STRENGTH_PROOF),
};
