/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * STARTTLS (RFC 6120 §5). Kith goes nowhere without it, unless TLS was there from the start. */
#include "config.h"

#include "xmpp/negotiate/feature.h"
#include "xmpp/ns.h"

static XmppStep
begin (XmppNegotiator *self, const XmlElement *offer, GError **error)
{
  xmpp_negotiator_send (self, xml_element_new ("starttls", XMPP_NS_TLS));
  return XMPP_STEP_WAIT;
}

static XmppStep
handle (XmppNegotiator *self, const XmlElement *reply, GError **error)
{
  if (xml_element_is (reply, "proceed", XMPP_NS_TLS)) {
    self->phase = XMPP_PHASE_SECURING;
    return XMPP_STEP_SECURE;
  }
  if (xml_element_is (reply, "failure", XMPP_NS_TLS)) {
    g_set_error_literal (error, XMPP_NEGOTIATION_ERROR, XMPP_NEGOTIATION_ERROR_TLS_REFUSED,
                         "The server offers encryption but cannot begin it");
    return XMPP_STEP_FAILED;
  }
  return xmpp_negotiator_fail_unexpected (self, reply, error);
}

const XmppFeature xmpp_feature_starttls = {
  .name = "starttls",
  .ns = XMPP_NS_TLS,
  .stage = XMPP_STAGE_CLEAR,
  .missing = "The server does not offer encryption",
  .missing_code = XMPP_NEGOTIATION_ERROR_NO_TLS,
  .begin = begin,
  .handle = handle,
};
