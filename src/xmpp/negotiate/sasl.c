/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Authentication by SASL (RFC 6120 §6). */
#include "config.h"

#include "xmpp/negotiate/feature.h"
#include "xmpp/ns.h"
#include "xmpp/sasl/base64.h"
#include "xmpp/sasl/choice.h"
#include "xmpp/sasl/sasl-error.h"
#include "xmpp/sasl/secret.h"

/* Of names in one list, and of the octets of one message; far more than any server has. */
#define MAX_NAMES 64
#define MAX_MESSAGE 16384

static gboolean
add_name (GPtrArray *names, char *name, GError **error)
{
  g_ptr_array_add (names, name);
  if (names->len <= MAX_NAMES)
    return TRUE;
  g_set_error_literal (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL,
                       "The server offers too many ways to sign in");
  return FALSE;
}

/* (nullable): the names of the mechanisms, ending with NULL. */
static GPtrArray *
parse_mechanisms (const XmlElement *offer, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  XmlIter iter = { .parent = offer, .name = "mechanism", .ns = XMPP_NS_SASL };
  const XmlElement *mechanism;

  while (xml_iter_next (&iter, &mechanism)) {
    if (!add_name (names, g_strstrip (xml_element_dup_text (mechanism)), error))
      return NULL;
  }
  g_ptr_array_add (names, NULL);
  return g_steal_pointer (&names);
}

/* XEP-0440: the names of the binding types likewise, NULL without an error if there is no list. */
static GPtrArray *
parse_bindings (const XmlElement *features, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const XmlElement *list =
    xml_element_find (features, "sasl-channel-binding", XMPP_NS_CHANNEL_BINDING);
  XmlIter iter = { .parent = list, .name = "channel-binding", .ns = XMPP_NS_CHANNEL_BINDING };
  const XmlElement *binding;

  if (list == NULL)
    return NULL;
  while (xml_iter_next (&iter, &binding)) {
    const char *type = xml_element_get (binding, "type");

    if (type != NULL && !add_name (names, g_strdup (type), error))
      return NULL;
  }
  g_ptr_array_add (names, NULL);
  return g_steal_pointer (&names);
}

static gboolean
choose (XmppNegotiator *self, const XmlElement *offer, XmppSaslChoice *choice, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (GPtrArray) mechanisms = parse_mechanisms (offer, error);
  g_autoptr (GPtrArray) bindings = NULL;
  XmppSaslOffer parsed = { 0 };

  if (mechanisms == NULL)
    return FALSE;
  bindings = parse_bindings (self->result.features, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  parsed.mechanisms = (const char *const *) mechanisms->pdata;
  if (bindings != NULL)
    parsed.bindings = (const char *const *) bindings->pdata;
  return xmpp_sasl_choose (&parsed, self->credentials, xmpp_jid_local (self->account),
                           &self->bindings, choice, error);
}

/* Adds @bytes in base64; nothing at all is "=" in an initial response (RFC 6120 §6.4.2). */
static void
send_bytes (XmppNegotiator *self, XmlElement *element, GBytes *bytes, const char *nothing)
{
  gsize n_bytes;
  const guint8 *data = g_bytes_get_data (bytes, &n_bytes);
  char *text = g_base64_encode (data, n_bytes);

  xml_element_text (element, n_bytes > 0 ? text : nothing);
  xmpp_secret_free (text);
  xmpp_negotiator_send (self, element);
}

/* What follows a step in which the mechanism may have asked for a key. */
static XmppStep
respond_or_derive (XmppNegotiator *self, XmppSaslStep step, GError **error)
{
  g_autoptr (GBytes) known_key = NULL, response = NULL;

  if (step == XMPP_SASL_DERIVE) {
    XmppKeyRequest *request = xmpp_sasl_exchange_get_key_request (self->exchange);

    known_key = xmpp_credentials_lookup_key (self->credentials, request);
    if (known_key == NULL) {
      self->request = xmpp_key_request_ref (request);
      self->phase = XMPP_PHASE_DERIVING;
      return XMPP_STEP_DERIVE;
    }
    step = xmpp_sasl_exchange_supply_key (self->exchange, known_key, error);
  }
  if (step == XMPP_SASL_FAILED)
    return XMPP_STEP_FAILED;
  response = xmpp_sasl_exchange_take_response (self->exchange);
  send_bytes (self, xml_element_new ("response", XMPP_NS_SASL), response, NULL);
  return XMPP_STEP_WAIT;
}

XmppStep
xmpp_negotiator_continue_sasl (XmppNegotiator *self, GBytes *key, GError **error)
{
  XmppKeyRequest *request = xmpp_sasl_exchange_get_key_request (self->exchange);

  xmpp_credentials_store_key (self->credentials, request, key);
  self->phase = XMPP_PHASE_FEATURE;
  return respond_or_derive (self, xmpp_sasl_exchange_supply_key (self->exchange, key, error),
                            error);
}

static XmppStep
begin (XmppNegotiator *self, const XmlElement *offer, GError **error)
{
  g_auto (XmppSaslChoice) choice = { 0 };
  g_autoptr (GBytes) response = NULL;
  const char *name;
  XmlElement *auth;

  if (!choose (self, offer, &choice, error))
    return XMPP_STEP_FAILED;
  name = choice.mechanism->name;
  self->exchange = xmpp_sasl_exchange_new (self->credentials, xmpp_jid_local (self->account),
                                           self->nonce, &choice);
  if (xmpp_sasl_exchange_step (self->exchange, NULL, error) == XMPP_SASL_FAILED)
    return XMPP_STEP_FAILED;
  auth = xml_element_new ("auth", XMPP_NS_SASL);
  xml_element_set (auth, "mechanism", name);
  response = xmpp_sasl_exchange_take_response (self->exchange);
  send_bytes (self, auth, response, "=");
  return XMPP_STEP_WAIT;
}

static XmppStep
handle_challenge (XmppNegotiator *self, const XmlElement *challenge, GError **error)
{
  g_autofree char *text = g_strstrip (xml_element_dup_text (challenge));
  g_autoptr (GBytes) bytes = xmpp_base64_decode (text, MAX_MESSAGE, error);

  if (bytes == NULL)
    return XMPP_STEP_FAILED;
  return respond_or_derive (self, xmpp_sasl_exchange_step (self->exchange, bytes, error), error);
}

static XmppStep
handle_success (XmppNegotiator *self, const XmlElement *success, GError **error)
{
  const XmppSaslChoice *choice = xmpp_sasl_exchange_get_choice (self->exchange);
  g_autofree char *text = g_strstrip (xml_element_dup_text (success));
  g_autoptr (GBytes) bytes = NULL;

  if (*text != '\0' && !g_str_equal (text, "=")) {
    bytes = xmpp_base64_decode (text, MAX_MESSAGE, error);
    if (bytes == NULL)
      return XMPP_STEP_FAILED;
  }
  if (!xmpp_sasl_exchange_finish (self->exchange, bytes, error))
    return XMPP_STEP_FAILED;

  self->result.mechanism = choice->mechanism->name;
  self->result.strength = choice->mechanism->strength;
  if (choice->pins > xmpp_credentials_get_min_strength (self->credentials))
    xmpp_credentials_set_min_strength (self->credentials, choice->pins);
  g_clear_pointer (&self->exchange, xmpp_sasl_exchange_free);
  return xmpp_negotiator_restart (self, XMPP_STAGE_SIGNED_IN);
}

static XmppStep
handle (XmppNegotiator *self, const XmlElement *reply, GError **error)
{
  if (xml_element_is (reply, "challenge", XMPP_NS_SASL))
    return handle_challenge (self, reply, error);
  if (xml_element_is (reply, "success", XMPP_NS_SASL))
    return handle_success (self, reply, error);
  if (xml_element_is (reply, "failure", XMPP_NS_SASL)) {
    g_propagate_error (error, xmpp_sasl_error_parse (reply));
    return XMPP_STEP_FAILED;
  }
  return xmpp_negotiator_fail_unexpected (self, reply, error);
}

const XmppFeature xmpp_feature_sasl = {
  .name = "mechanisms",
  .ns = XMPP_NS_SASL,
  .stage = XMPP_STAGE_SECURE,
  .missing = "The server offers no way to sign in",
  .missing_code = XMPP_NEGOTIATION_ERROR_NO_FEATURE,
  .begin = begin,
  .handle = handle,
};
