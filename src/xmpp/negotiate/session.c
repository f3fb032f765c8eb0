/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The session that servers of the time of RFC 3921 (§3) want before anything else; RFC 6120 has
 * done away with it. */
#include "config.h"

#include "xmpp/negotiate/feature.h"
#include "xmpp/ns.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"

static gboolean
wanted (XmppNegotiator *self, const XmlElement *offer)
{
  return xml_element_find (offer, "optional", NULL) == NULL;
}

static XmppStep
begin (XmppNegotiator *self, const XmlElement *offer, GError **error)
{
  xmpp_negotiator_send_iq (self, xml_element_new ("session", XMPP_NS_SESSION));
  return XMPP_STEP_WAIT;
}

static XmppStep
handle (XmppNegotiator *self, const XmlElement *reply, GError **error)
{
  if (!xmpp_negotiator_is_answer (self, reply))
    return xmpp_negotiator_fail_unexpected (self, reply, error);
  if (xmpp_iq_type (reply) == XMPP_IQ_ERROR) {
    g_propagate_error (error, xmpp_stanza_error_parse (reply));
    return XMPP_STEP_FAILED;
  }
  return xmpp_negotiator_next (self, error);
}

const XmppFeature xmpp_feature_session = {
  .name = "session",
  .ns = XMPP_NS_SESSION,
  .stage = XMPP_STAGE_BOUND,
  .wanted = wanted,
  .begin = begin,
  .handle = handle,
};
