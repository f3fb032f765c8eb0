/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * PLAIN: the password itself (RFC 4616). What keeps it from the wrong eyes is TLS alone. */
#include "config.h"

#include "xmpp/sasl/mechanism.h"
#include "xmpp/sasl/sasl-error.h"
#include "xmpp/sasl/secret.h"

#include <string.h>

static XmppSaslStep
step (gpointer state,
      const XmppSaslInput *input,
      GBytes *challenge,
      XmppSaslOutput *output,
      GError **error)
{
  const char *authzid = input->authzid != NULL ? input->authzid : "";
  gsize n_bytes = strlen (authzid) + strlen (input->username) + strlen (input->password) + 2;
  char *message;

  if (challenge != NULL) {
    g_set_error_literal (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL,
                         "PLAIN has no challenge");
    return XMPP_SASL_FAILED;
  }
  /* In one piece, so that no copy of the password is left behind by growing. */
  message = g_malloc (n_bytes + 1);
  g_snprintf (message, n_bytes + 1, "%s%c%s%c%s", authzid, '\0', input->username, '\0',
              input->password);
  output->response = xmpp_secret_bytes_new (message, n_bytes);
  xmpp_secret_wipe (message, n_bytes);
  g_free (message);
  return XMPP_SASL_RESPOND;
}

/* Nothing is proven here; whatever a server adds has no meaning. */
static gboolean
finish (gpointer state, GBytes *data, GError **error)
{
  return TRUE;
}

const XmppSaslMechanism xmpp_sasl_plain = {
  .name = "PLAIN",
  .strength = XMPP_SASL_STRENGTH_PASSWORD,
  .pins = XMPP_SASL_STRENGTH_PASSWORD,
  .step = step,
  .finish = finish,
};
