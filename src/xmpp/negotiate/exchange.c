/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What SASL has in common in the profiles of RFC 6120 §6 and XEP-0388: names, challenges, proofs. */
#include "config.h"

#include "xmpp/negotiate/feature.h"
#include "xmpp/ns.h"
#include "xmpp/sasl/base64.h"
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

static gboolean
parse_mechanisms (GPtrArray *names, const XmlElement *list, GError **error)
{
  XmlIter iter = { .parent = list, .name = "mechanism", .ns = xml_element_get_ns (list) };
  const XmlElement *mechanism;

  while (xml_iter_next (&iter, &mechanism)) {
    if (!add_name (names, g_strstrip (xml_element_dup_text (mechanism)), error))
      return FALSE;
  }
  g_ptr_array_add (names, NULL);
  return TRUE;
}

/* XEP-0440 */
static gboolean
parse_bindings (GPtrArray *names, const XmlElement *list, GError **error)
{
  XmlIter iter = { .parent = list, .name = "channel-binding", .ns = XMPP_NS_CHANNEL_BINDING };
  const XmlElement *binding;

  while (xml_iter_next (&iter, &binding)) {
    const char *type = xml_element_get (binding, "type");

    if (type != NULL && !add_name (names, g_strdup (type), error))
      return FALSE;
  }
  g_ptr_array_add (names, NULL);
  return TRUE;
}

gboolean
xmpp_offered_names_parse (XmppOfferedNames *self,
                          const XmlElement *list,
                          const XmlElement *features,
                          GError **error)
{
  const XmlElement *bindings =
    xml_element_find (features, "sasl-channel-binding", XMPP_NS_CHANNEL_BINDING);

  self->mechanisms = g_ptr_array_new_with_free_func (g_free);
  if (!parse_mechanisms (self->mechanisms, list, error))
    return FALSE;
  self->offer.mechanisms = (const char *const *) self->mechanisms->pdata;
  if (bindings == NULL)
    return TRUE;

  self->bindings = g_ptr_array_new_with_free_func (g_free);
  if (!parse_bindings (self->bindings, bindings, error))
    return FALSE;
  self->offer.bindings = (const char *const *) self->bindings->pdata;
  return TRUE;
}

void
xmpp_offered_names_clear (XmppOfferedNames *self)
{
  g_clear_pointer (&self->mechanisms, g_ptr_array_unref);
  g_clear_pointer (&self->bindings, g_ptr_array_unref);
}

GBytes *
xmpp_negotiator_parse_bytes (const XmlElement *element, GError **error)
{
  g_autofree char *text = g_strstrip (xml_element_dup_text (element));

  return xmpp_base64_decode (text, MAX_MESSAGE, error);
}

void
xmpp_element_set_bytes (XmlElement *element, GBytes *bytes, const char *nothing)
{
  gsize n_bytes;
  const guint8 *data = g_bytes_get_data (bytes, &n_bytes);
  char *text = g_base64_encode (data, n_bytes);

  xml_element_text (element, n_bytes > 0 ? text : nothing);
  xmpp_secret_free (text);
}

static XmppStep
respond (XmppNegotiator *self, XmppSaslStep step)
{
  g_autoptr (GBytes) response = NULL;
  XmlElement *element;

  if (step == XMPP_SASL_FAILED)
    return XMPP_STEP_FAILED;
  response = xmpp_sasl_exchange_take_response (self->exchange);
  element = xml_element_new ("response", self->profile);
  xmpp_element_set_bytes (element, response, NULL);
  xmpp_negotiator_send (self, element);
  return XMPP_STEP_WAIT;
}

static XmppStep
on_derived (XmppNegotiator *self, GBytes *key, GError **error)
{
  XmppKeyRequest *request = xmpp_sasl_exchange_get_key_request (self->exchange);

  xmpp_credentials_store_key (self->credentials, request, key);
  return respond (self, xmpp_sasl_exchange_supply_key (self->exchange, key, error));
}

XmppStep
xmpp_negotiator_handle_challenge (XmppNegotiator *self, const XmlElement *challenge, GError **error)
{
  g_autoptr (GBytes) bytes = xmpp_negotiator_parse_bytes (challenge, error);
  g_autoptr (GBytes) known_key = NULL;
  XmppKeyRequest *request;
  XmppSaslStep step;

  if (bytes == NULL)
    return XMPP_STEP_FAILED;
  step = xmpp_sasl_exchange_step (self->exchange, bytes, error);
  if (step != XMPP_SASL_DERIVE)
    return respond (self, step);

  request = xmpp_sasl_exchange_get_key_request (self->exchange);
  known_key = xmpp_credentials_lookup_key (self->credentials, request);
  if (known_key == NULL)
    return xmpp_negotiator_derive (self, xmpp_key_request_ref (request), on_derived);
  return respond (self, xmpp_sasl_exchange_supply_key (self->exchange, known_key, error));
}

GBytes *
xmpp_negotiator_begin_exchange (XmppNegotiator *self,
                                const char *profile,
                                XmppSaslChoice *choice,
                                GError **error)
{
  g_clear_pointer (&self->exchange, xmpp_sasl_exchange_free);
  self->profile = profile;
  choice->domain = g_strdup (xmpp_jid_domain (self->account));
  self->exchange =
    xmpp_sasl_exchange_new (self->credentials, xmpp_jid_local (self->account), self->nonce, choice);
  if (xmpp_sasl_exchange_step (self->exchange, NULL, error) == XMPP_SASL_FAILED)
    return NULL;
  return xmpp_sasl_exchange_take_response (self->exchange);
}

gboolean
xmpp_negotiator_finish_exchange (XmppNegotiator *self, GBytes *data, GError **error)
{
  const XmppSaslChoice *choice = xmpp_sasl_exchange_get_choice (self->exchange);

  if (!xmpp_sasl_exchange_finish (self->exchange, data, error))
    return FALSE;
  self->result.mechanism = choice->mechanism->name;
  self->result.strength = choice->mechanism->strength;
  if (choice->pins > xmpp_credentials_get_min_strength (self->credentials))
    xmpp_credentials_set_min_strength (self->credentials, choice->pins);
  g_clear_pointer (&self->exchange, xmpp_sasl_exchange_free);
  return TRUE;
}
