/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * EXTERNAL: the client certificate that TLS has shown already (RFC 4422 Appendix A, XEP-0178). */
#include "config.h"

#include "xmpp/sasl/mechanism.h"
#include "xmpp/sasl/sasl-error.h"

#include <string.h>

static XmppSaslStep
step (gpointer state,
      const XmppSaslInput *input,
      GBytes *challenge,
      XmppSaslOutput *output,
      GError **error)
{
  const char *authzid = input->authzid != NULL ? input->authzid : "";

  if (challenge != NULL) {
    g_set_error_literal (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL,
                         "EXTERNAL has no challenge");
    return XMPP_SASL_FAILED;
  }
  output->response = g_bytes_new (authzid, strlen (authzid));
  return XMPP_SASL_RESPOND;
}

static gboolean
finish (gpointer state, GBytes *data, GError **error)
{
  return TRUE;
}

/* Nobody between can use what the client signs for its own handshake, so it is as good as a
 * binding; but a certificate that is taken away again must not leave SCRAM out of reach. */
const XmppSaslMechanism xmpp_sasl_external = {
  .name = "EXTERNAL",
  .strength = XMPP_SASL_STRENGTH_BOUND,
  .pins = XMPP_SASL_STRENGTH_PROOF,
  .step = step,
  .finish = finish,
};
