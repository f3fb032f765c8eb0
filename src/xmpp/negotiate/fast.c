/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tokens instead of the password (XEP-0484). They are not counted: that is for TLS's early data,
 * which GIO does not send. */
#include "config.h"

#include "base/time.h"
#include "xmpp/negotiate/feature.h"
#include "xmpp/ns.h"

/* FALSE: the server gives none. */
static gboolean
parse_offer (XmppNegotiator *self, const XmlElement *inline_offer, XmppOfferedNames *names)
{
  const XmlElement *fast =
    inline_offer != NULL ? xml_element_find (inline_offer, "fast", XMPP_NS_FAST) : NULL;

  return fast != NULL && xmpp_credentials_get_agent_id (self->credentials) != NULL &&
         xmpp_offered_names_parse (names, fast, self->result.features, NULL);
}

gboolean
xmpp_fast_choose (XmppNegotiator *self, const XmlElement *inline_offer, XmppSaslChoice *choice)
{
  g_auto (XmppOfferedNames) names = { 0 };

  return parse_offer (self, inline_offer, &names) &&
         xmpp_sasl_choose_token (&names.offer, self->credentials, xmpp_jid_local (self->account),
                                 &self->bindings, choice);
}

void
xmpp_fast_request (XmppNegotiator *self, XmlElement *to, const XmlElement *inline_offer)
{
  g_auto (XmppOfferedNames) names = { 0 };
  XmlElement *request;

  self->token_kind = NULL;
  if (parse_offer (self, inline_offer, &names))
    self->token_kind =
      xmpp_sasl_choose_token_kind (&names.offer, self->credentials, &self->bindings);
  if (self->token_kind == NULL)
    return;
  request = xml_element_add (to, "request-token", XMPP_NS_FAST);
  xml_element_set (request, "mechanism", self->token_kind);
}

/* One that was asked for, or the next one for a mechanism that has just been used (§3.5). */
void
xmpp_fast_take_token (XmppNegotiator *self, const XmlElement *element)
{
  const char *secret = xml_element_get (element, "token");
  const char *expiry = xml_element_get (element, "expiry");
  g_autoptr (XmppSaslToken) token = NULL;
  gint64 expiry_us;

  if (self->token_kind == NULL || secret == NULL || expiry == NULL ||
      !base_time_parse (expiry, &expiry_us, NULL))
    return;
  token = xmpp_sasl_token_new (self->token_kind, secret, expiry_us);
  if (token != NULL)
    xmpp_credentials_set_token (self->credentials, token);
}
