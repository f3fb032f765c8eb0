/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ANONYMOUS: the server gives an address for the time being (RFC 4505, XEP-0175). */
#include "config.h"

#include "xmpp/sasl/mechanism.h"
#include "xmpp/sasl/sasl-error.h"

static XmppSaslStep
step (gpointer state,
      const XmppSaslInput *input,
      GBytes *challenge,
      XmppSaslOutput *output,
      GError **error)
{
  if (challenge != NULL) {
    g_set_error_literal (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL,
                         "ANONYMOUS has no challenge");
    return XMPP_SASL_FAILED;
  }
  output->response = g_bytes_new (NULL, 0);
  return XMPP_SASL_RESPOND;
}

static gboolean
finish (gpointer state, GBytes *data, GError **error)
{
  return TRUE;
}

/* There is nothing that could be told to the wrong server, so no strength is too little. */
const XmppSaslMechanism xmpp_sasl_anonymous = {
  .name = "ANONYMOUS",
  .strength = XMPP_SASL_STRENGTH_BOUND,
  .pins = XMPP_SASL_STRENGTH_NONE,
  .step = step,
  .finish = finish,
};
