/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Authentication by SASL in the profile of RFC 6120 §6. */
#include "config.h"

#include "xmpp/negotiate/feature.h"
#include "xmpp/ns.h"
#include "xmpp/sasl/sasl-error.h"

static XmppStep
begin (XmppNegotiator *self, const XmlElement *offer, GError **error)
{
  g_auto (XmppOfferedNames) names = { 0 };
  g_auto (XmppSaslChoice) choice = { 0 };
  g_autoptr (GBytes) response = NULL;
  const XmppSaslMechanism *mechanism;
  XmlElement *auth;

  if (!xmpp_offered_names_parse (&names, offer, self->result.features, error) ||
      !xmpp_sasl_choose (&names.offer, self->credentials, xmpp_jid_local (self->account),
                         &self->bindings, &choice, error))
    return XMPP_STEP_FAILED;
  mechanism = choice.mechanism;
  response = xmpp_negotiator_begin_exchange (self, XMPP_NS_SASL, &choice, error);
  if (response == NULL)
    return XMPP_STEP_FAILED;
  auth = xml_element_new ("auth", XMPP_NS_SASL);
  xml_element_set (auth, "mechanism", mechanism->name);
  /* RFC 6120 §6.4.2 */
  xmpp_element_set_bytes (auth, response, mechanism->server_first ? NULL : "=");
  xmpp_negotiator_send (self, auth);
  return XMPP_STEP_WAIT;
}

static XmppStep
handle_success (XmppNegotiator *self, const XmlElement *success, GError **error)
{
  g_autofree char *text = g_strstrip (xml_element_dup_text (success));
  g_autoptr (GBytes) bytes = NULL;

  if (*text != '\0' && !g_str_equal (text, "=")) {
    bytes = xmpp_negotiator_parse_bytes (success, error);
    if (bytes == NULL)
      return XMPP_STEP_FAILED;
  }
  if (!xmpp_negotiator_finish_exchange (self, bytes, error))
    return XMPP_STEP_FAILED;
  return xmpp_negotiator_restart (self, XMPP_STAGE_SIGNED_IN);
}

static XmppStep
handle (XmppNegotiator *self, const XmlElement *reply, GError **error)
{
  if (xml_element_is (reply, "challenge", XMPP_NS_SASL))
    return xmpp_negotiator_handle_challenge (self, reply, error);
  if (xml_element_is (reply, "success", XMPP_NS_SASL))
    return handle_success (self, reply, error);
  if (xml_element_is (reply, "failure", XMPP_NS_SASL)) {
    g_propagate_error (error, xmpp_sasl_error_parse (reply));
    return XMPP_STEP_FAILED;
  }
  return xmpp_negotiator_fail_unexpected (self, reply, error);
}

/* Where only the oldest way is offered and allowed, that comes next. */
static gboolean
is_missing (XmppNegotiator *self)
{
  return !xmpp_legacy_auth_is_possible (self);
}

const XmppFeature xmpp_feature_sasl = {
  .name = "mechanisms",
  .ns = XMPP_NS_SASL,
  .stage = XMPP_STAGE_SECURE,
  .is_missing = is_missing,
  .missing = "The server offers no way to sign in",
  .missing_code = XMPP_NEGOTIATION_ERROR_NO_FEATURE,
  .begin = begin,
  .handle = handle,
};
