/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the first stream header to a session that stanzas can flow on (RFC 6120 §4.3). */
#include "config.h"

#include "xmpp/negotiator.h"

#include "base/random.h"
#include "xmpp/negotiate/feature.h"
#include "xmpp/ns.h"
#include "xmpp/stanza.h"
#include "xmpp/stream-error.h"

#include <string.h>

/* What a server may send between binding and the end; nobody knows yet that we are there. */
#define MAX_EARLY 64

const XmppFeature *const xmpp_features[] = {
  &xmpp_feature_starttls, &xmpp_feature_sasl2,  &xmpp_feature_sasl,
  &xmpp_feature_legacy,   &xmpp_feature_resume, &xmpp_feature_bind,
  &xmpp_feature_session,  &xmpp_feature_manage, NULL,
};

G_DEFINE_QUARK (xmpp_negotiation_error, xmpp_negotiation_error)

static void
unref_element (gpointer data)
{
  xml_element_unref (data);
}

static void
bindings_copy (XmppBindings *to, const XmppBindings *from)
{
  *to = *from;
  for (guint i = 0; i < G_N_ELEMENTS (to->binding) && to->binding[i].type != NULL; i++)
    g_bytes_ref (to->binding[i].data);
}

static void
bindings_clear (XmppBindings *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->binding); i++)
    g_clear_pointer (&self->binding[i].data, g_bytes_unref);
}

/* Every public function ends here, so that no error leaves anything to be done. */
static XmppStep
end_step (XmppNegotiator *self, XmppStep step)
{
  if (step == XMPP_STEP_FAILED) {
    self->phase = XMPP_PHASE_FAILED;
    g_queue_clear_full (&self->outbox, unref_element);
    g_clear_pointer (&self->exchange, xmpp_sasl_exchange_free);
    g_clear_pointer (&self->request, xmpp_key_request_unref);
  }
  return step;
}

XmppNegotiator *
xmpp_negotiator_new (const XmppNegotiation *negotiation)
{
  XmppNegotiator *self = g_new0 (XmppNegotiator, 1);

  self->account = xmpp_jid_bare (negotiation->account);
  self->credentials = xmpp_credentials_ref (negotiation->credentials);
  self->resource = g_strdup (negotiation->resource);
  self->nonce = g_strdup (negotiation->nonce);
  self->allow_clear = negotiation->allow_clear;
  self->bind_inline = negotiation->bind_inline;
  self->inactive = negotiation->inactive;
  self->enable = g_strdupv ((char **) negotiation->enable);
  self->stop_when_secure = negotiation->stop_when_secure;
  self->no_resumption = negotiation->no_resumption;
  if (negotiation->resume != NULL && !negotiation->no_resumption) {
    self->resume_id = g_strdup (negotiation->resume->id);
    self->resume_h = negotiation->resume->h;
    self->resume_jid = xmpp_jid_ref (negotiation->resume->jid);
    self->result.resume = XMPP_RESUME_REFUSED; /* until it is done */
  }
  self->known = negotiation->known != NULL ? xml_element_ref (negotiation->known) : NULL;
  if (negotiation->secure != NULL) {
    bindings_copy (&self->bindings, negotiation->secure);
    self->stage = XMPP_STAGE_SECURE;
  }
  if (negotiation->signed_in)
    self->stage = XMPP_STAGE_SIGNED_IN;
  return self;
}

void
xmpp_negotiator_free (XmppNegotiator *self)
{
  xmpp_jid_unref (self->account);
  xmpp_credentials_unref (self->credentials);
  g_free (self->resource);
  g_free (self->resume_id);
  g_clear_pointer (&self->resume_jid, xmpp_jid_unref);
  g_free (self->nonce);
  g_strfreev (self->enable);
  g_free (self->stream_id);
  bindings_clear (&self->bindings);
  g_queue_clear_full (&self->outbox, unref_element);
  g_queue_clear_full (&self->early, unref_element);
  g_clear_pointer (&self->result.jid, xmpp_jid_unref);
  g_free (self->result.sm_id);
  g_free (self->result.sm_location);
  g_strfreev (self->result.enabled);
  g_clear_pointer (&self->result.features, xml_element_unref);
  g_clear_pointer (&self->result.offer, xml_element_unref);
  g_clear_pointer (&self->known, xml_element_unref);
  g_clear_pointer (&self->exchange, xmpp_sasl_exchange_free);
  g_clear_pointer (&self->request, xmpp_key_request_unref);
  g_free (self->iq_id);
  g_free (self);
}

XmlElement *
xmpp_negotiator_dup_header (XmppNegotiator *self)
{
  XmlElement *header = xml_element_new ("stream", XMPP_NS_STREAM);

  xml_element_set (header, "to", xmpp_jid_domain (self->account));
  xml_element_set (header, "version", "1.0");
  /* RFC 6120 §4.7.1; a server is nobody who signs in. */
  if (self->stage != XMPP_STAGE_CLEAR && xmpp_jid_local (self->account) != NULL)
    xml_element_set (header, "from", xmpp_jid_string (self->account));
  return header;
}

XmppStep
xmpp_negotiator_opened (XmppNegotiator *self, const XmlElement *header, GError **error)
{
  const char *version = xml_element_get (header, "version");

  /* RFC 6120 §4.8.1: what is no stream leads nowhere. */
  if (self->phase != XMPP_PHASE_OPENING || !xml_element_is (header, "stream", XMPP_NS_STREAM))
    return end_step (self, xmpp_negotiator_fail_unexpected (self, header, error));
  g_free (self->stream_id);
  self->stream_id = g_strdup (xml_element_get (header, "id"));
  /* RFC 6120 §4.7.5: before version 1.0 there are no features, so they would never come. */
  if (version == NULL || g_ascii_strtoull (version, NULL, 10) < 1) {
    if (self->stage == XMPP_STAGE_CLEAR && self->allow_clear)
      self->stage = XMPP_STAGE_SECURE;
    if (self->stage == XMPP_STAGE_SECURE && xmpp_legacy_auth_is_possible (self))
      return xmpp_legacy_auth_begin (self);
    g_set_error_literal (error, XMPP_NEGOTIATION_ERROR, XMPP_NEGOTIATION_ERROR_OLD_SERVER,
                         "The server does not speak XMPP 1.0");
    return end_step (self, XMPP_STEP_FAILED);
  }
  self->phase = XMPP_PHASE_FEATURES;
  return XMPP_STEP_WAIT;
}

static void
set_features (XmppNegotiator *self, const XmlElement *features)
{
  g_clear_pointer (&self->result.features, xml_element_unref);
  self->result.features = xml_element_ref (features);
}

gboolean
xmpp_negotiator_hurry (XmppNegotiator *self)
{
  const XmlElement *offer =
    self->known != NULL ? xml_element_find (self->known, "authentication", XMPP_NS_SASL2) : NULL;

  if (offer == NULL || self->stage != XMPP_STAGE_SECURE || self->phase != XMPP_PHASE_OPENING)
    return FALSE;
  set_features (self, self->known);
  if (xmpp_sasl2_begin_early (self, offer))
    return TRUE;
  g_clear_pointer (&self->result.features, xml_element_unref);
  return FALSE;
}

static XmppStep
handle_features (XmppNegotiator *self, const XmlElement *features, GError **error)
{
  if (self->phase != XMPP_PHASE_FEATURES)
    return xmpp_negotiator_fail_unexpected (self, features, error);
  set_features (self, features);
  if (self->stage == XMPP_STAGE_SECURE) {
    g_clear_pointer (&self->result.offer, xml_element_unref);
    self->result.offer = xml_element_ref (features);
  }
  self->row = 0;
  if (self->exchange == NULL)
    return xmpp_negotiator_next (self, error);
  /* We were in a hurry, and the answer is on its way. */
  while (xmpp_features[self->row] != &xmpp_feature_sasl2)
    self->row++;
  self->phase = XMPP_PHASE_FEATURE;
  return XMPP_STEP_WAIT;
}

/* Stanzas for us, from when the server has an address for them. */
static XmppStep
keep_early (XmppNegotiator *self, const XmlElement *stanza, GError **error)
{
  if (self->early.length >= MAX_EARLY) {
    g_set_error_literal (error, XMPP_NEGOTIATION_ERROR, XMPP_NEGOTIATION_ERROR_ENDLESS,
                         "The server sends stanzas but not the answer");
    return XMPP_STEP_FAILED;
  }
  g_queue_push_tail (&self->early, xml_element_ref (stanza));
  return XMPP_STEP_WAIT;
}

static XmppStep
handle_element (XmppNegotiator *self, const XmlElement *element, GError **error)
{
  if (xml_element_is (element, "error", XMPP_NS_STREAM)) {
    g_propagate_error (error, xmpp_stream_error_parse (element));
    return XMPP_STEP_FAILED;
  }
  if (xml_element_is (element, "features", XMPP_NS_STREAM))
    return handle_features (self, element, error);
  if (self->stage == XMPP_STAGE_BOUND && xmpp_stanza_kind (element) != XMPP_STANZA_OTHER &&
      !xmpp_negotiator_is_answer (self, element))
    return keep_early (self, element, error);
  if (self->phase != XMPP_PHASE_FEATURE)
    return xmpp_negotiator_fail_unexpected (self, element, error);
  return xmpp_features[self->row]->handle (self, element, error);
}

XmppStep
xmpp_negotiator_feed (XmppNegotiator *self, const XmlElement *element, GError **error)
{
  return end_step (self, handle_element (self, element, error));
}

XmppStep
xmpp_negotiator_secured (XmppNegotiator *self, const XmppBindings *bindings, GError **error)
{
  g_return_val_if_fail (self->phase == XMPP_PHASE_SECURING, XMPP_STEP_FAILED);

  bindings_copy (&self->bindings, bindings);
  return xmpp_negotiator_restart (self, XMPP_STAGE_SECURE);
}

XmppKeyRequest *
xmpp_negotiator_take_key_request (XmppNegotiator *self)
{
  return g_steal_pointer (&self->request);
}

XmppStep
xmpp_negotiator_supply_key (XmppNegotiator *self, GBytes *salted_password, GError **error)
{
  g_return_val_if_fail (self->phase == XMPP_PHASE_DERIVING, XMPP_STEP_FAILED);

  self->phase = XMPP_PHASE_FEATURE;
  return end_step (self, self->derived (self, salted_password, error));
}

XmlElement *
xmpp_negotiator_pop (XmppNegotiator *self)
{
  return g_queue_pop_head (&self->outbox);
}

const XmppNegotiated *
xmpp_negotiator_get_result (XmppNegotiator *self)
{
  g_return_val_if_fail (self->phase == XMPP_PHASE_READY, NULL);

  return &self->result;
}

XmlElement *
xmpp_negotiator_pop_early (XmppNegotiator *self)
{
  return g_queue_pop_head (&self->early);
}

/* --- For the features --- */

void
xmpp_negotiator_send (XmppNegotiator *self, XmlElement *element)
{
  xml_element_seal (element);
  g_queue_push_tail (&self->outbox, element);
}

static void
send_iq (XmppNegotiator *self, const char *type, XmlElement *payload)
{
  XmlElement *iq = xmpp_iq_new (type, NULL, payload);

  g_free (self->iq_id);
  self->iq_id = base_random_id ();
  xml_element_set (iq, "id", self->iq_id);
  xmpp_negotiator_send (self, iq);
}

void
xmpp_negotiator_send_iq (XmppNegotiator *self, XmlElement *payload)
{
  send_iq (self, "set", payload);
}

void
xmpp_negotiator_send_question (XmppNegotiator *self, XmlElement *payload)
{
  send_iq (self, "get", payload);
}

gboolean
xmpp_negotiator_is_own (XmppNegotiator *self, const XmppJid *jid)
{
  if (xmpp_jid_local (self->account) == NULL)
    return g_str_equal (xmpp_jid_domain (self->account), xmpp_jid_domain (jid));
  return xmpp_jid_equal_bare (jid, self->account);
}

gboolean
xmpp_negotiator_is_answer (XmppNegotiator *self, const XmlElement *element)
{
  XmppIqType type;

  if (xmpp_stanza_kind (element) != XMPP_STANZA_IQ ||
      g_strcmp0 (xmpp_stanza_id (element), self->iq_id) != 0)
    return FALSE;
  type = xmpp_iq_type (element);
  return type == XMPP_IQ_RESULT || type == XMPP_IQ_ERROR;
}

XmppStep
xmpp_negotiator_next (XmppNegotiator *self, GError **error)
{
  if (self->phase == XMPP_PHASE_FEATURE)
    self->row++;
  if (self->stop_when_secure && self->stage == XMPP_STAGE_SECURE) {
    self->phase = XMPP_PHASE_READY;
    return XMPP_STEP_READY;
  }
  self->phase = XMPP_PHASE_FEATURE;
  for (; xmpp_features[self->row] != NULL; self->row++) {
    const XmppFeature *feature = xmpp_features[self->row];
    const XmlElement *offer;

    if (feature->stage != self->stage)
      continue;
    offer = xml_element_find (self->result.features, feature->name, feature->ns);
    if (offer != NULL && (feature->wanted == NULL || feature->wanted (self, offer)))
      return feature->begin (self, offer, error);
    if (offer == NULL && feature == &xmpp_feature_starttls && self->allow_clear) {
      self->stage = XMPP_STAGE_SECURE;
      continue;
    }
    if (offer == NULL && feature->missing != NULL &&
        (feature->is_missing == NULL || feature->is_missing (self))) {
      g_set_error_literal (error, XMPP_NEGOTIATION_ERROR, feature->missing_code, feature->missing);
      return XMPP_STEP_FAILED;
    }
  }
  /* Every stage before the last has a feature that must not be missing and leads on. */
  g_assert (self->stage == XMPP_STAGE_BOUND);
  self->phase = XMPP_PHASE_READY;
  return XMPP_STEP_READY;
}

XmppStep
xmpp_negotiator_restart (XmppNegotiator *self, XmppStage stage)
{
  g_assert (stage > self->stage);

  self->stage = stage;
  self->phase = XMPP_PHASE_OPENING;
  return XMPP_STEP_RESTART;
}

XmppStep
xmpp_negotiator_derive (XmppNegotiator *self,
                        XmppKeyRequest *request,
                        XmppStep (*derived) (XmppNegotiator *self, GBytes *key, GError **error))
{
  self->request = request;
  self->derived = derived;
  self->phase = XMPP_PHASE_DERIVING;
  return XMPP_STEP_DERIVE;
}

XmppStep
xmpp_negotiator_go_on (XmppNegotiator *self, XmppStage stage)
{
  g_assert (stage > self->stage);

  self->stage = stage;
  self->phase = XMPP_PHASE_FEATURES;
  return XMPP_STEP_WAIT;
}

XmppStep
xmpp_negotiator_fail_unexpected (XmppNegotiator *self, const XmlElement *element, GError **error)
{
  const char *name = xml_element_get_name (element);

  g_set_error (error, XMPP_NEGOTIATION_ERROR, XMPP_NEGOTIATION_ERROR_UNEXPECTED,
               "The server sent <%s/> at the wrong moment", strlen (name) <= 64 ? name : "…");
  return XMPP_STEP_FAILED;
}
