/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signing in before there was SASL: jabber:iq:auth (XEP-0078), which is also the binding of a
 * resource. Only for who allows it, and the password itself only if the server takes no digest. */
#include "config.h"

#include "base/random.h"
#include "xmpp/negotiate/feature.h"
#include "xmpp/ns.h"
#include "xmpp/sasl/sasl-error.h"
#include "xmpp/sasl/secret.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0030-disco.h"

gboolean
xmpp_legacy_auth_is_possible (XmppNegotiator *self)
{
  return xmpp_credentials_get_legacy (self->credentials) &&
         xmpp_credentials_get_password (self->credentials) != NULL &&
         xmpp_jid_local (self->account) != NULL;
}

static const char *
get_username (XmppNegotiator *self)
{
  const char *own = xmpp_credentials_get_username (self->credentials);

  return own != NULL ? own : xmpp_jid_local (self->account);
}

XmppStep
xmpp_legacy_auth_begin (XmppNegotiator *self)
{
  XmlElement *query = xml_element_new ("query", XMPP_NS_AUTH);

  for (self->row = 0; xmpp_features[self->row] != &xmpp_feature_legacy;)
    self->row++;
  self->phase = XMPP_PHASE_FEATURE;
  xml_element_add_text_child (query, "username", NULL, get_username (self));
  xmpp_negotiator_send_question (self, query);
  return XMPP_STEP_WAIT;
}

static gboolean
wanted (XmppNegotiator *self, const XmlElement *offer)
{
  return xmpp_legacy_auth_is_possible (self);
}

static XmppStep
begin (XmppNegotiator *self, const XmlElement *offer, GError **error)
{
  return xmpp_legacy_auth_begin (self);
}

/* The digest: SHA-1 of the stream's id and the password (§3.1). */
static void
add_digest (XmppNegotiator *self, XmlElement *query)
{
  char *both =
    g_strconcat (self->stream_id, xmpp_credentials_get_password (self->credentials), NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA1, both, -1);

  xml_element_add_text_child (query, "digest", NULL, digest);
  xmpp_secret_free (both);
}

static XmppStep
send_proof (XmppNegotiator *self, const XmlElement *fields, GError **error)
{
  gboolean digest = self->stream_id != NULL && xml_element_find (fields, "digest", NULL) != NULL;
  XmlElement *query;

  /* Whoever has signed in in a better way does not show the password any more. */
  if (xmpp_credentials_get_min_strength (self->credentials) > XMPP_SASL_STRENGTH_PASSWORD) {
    g_set_error_literal (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_DOWNGRADE,
                         "The server offers no more than jabber:iq:auth, but it did before");
    return XMPP_STEP_FAILED;
  }
  if (!digest && xml_element_find (fields, "password", NULL) == NULL) {
    g_set_error_literal (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_NO_MECHANISM,
                         "The server wants neither a digest nor the password");
    return XMPP_STEP_FAILED;
  }

  query = xml_element_new ("query", XMPP_NS_AUTH);
  xml_element_add_text_child (query, "username", NULL, get_username (self));
  if (digest)
    add_digest (self, query);
  else
    xml_element_add_text_child (query, "password", NULL,
                                xmpp_credentials_get_password (self->credentials));
  xml_element_add_text_child (query, "resource", NULL, self->resource);
  self->legacy_proven = TRUE;
  xmpp_negotiator_send_iq (self, query);
  return XMPP_STEP_WAIT;
}

/* §4: not-authorized, conflict over the resource, or not-acceptable. */
static XmppStep
take_refusal (XmppNegotiator *self, const XmlElement *iq, GError **error)
{
  GError *refusal = xmpp_stanza_error_parse (iq);

  if (g_error_matches (refusal, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_NOT_AUTHORIZED)) {
    g_error_free (refusal);
    refusal = g_error_new_literal (XMPP_SASL_ERROR, XMPP_SASL_ERROR_NOT_AUTHORIZED,
                                   "The server refuses the sign-in: not-authorized");
  }
  g_propagate_error (error, refusal);
  return XMPP_STEP_FAILED;
}

static XmppStep
handle (XmppNegotiator *self, const XmlElement *reply, GError **error)
{
  const XmlElement *fields = xml_element_find (reply, "query", XMPP_NS_AUTH);

  if (!xmpp_negotiator_is_answer (self, reply))
    return xmpp_negotiator_fail_unexpected (self, reply, error);
  if (xmpp_iq_type (reply) == XMPP_IQ_ERROR)
    return take_refusal (self, reply, error);
  if (!self->legacy_proven) {
    if (fields == NULL)
      return xmpp_negotiator_fail_unexpected (self, reply, error);
    if (self->resource == NULL) {
      g_autofree char *id = base_random_id ();

      self->resource = g_strconcat (XMPP_CLIENT_NAME, "-", id, NULL);
    }
    return send_proof (self, fields, error);
  }

  self->result.jid = xmpp_jid_with_resource (self->account, self->resource, error);
  if (self->result.jid == NULL)
    return XMPP_STEP_FAILED;
  self->result.mechanism = XMPP_NS_AUTH;
  self->result.strength = XMPP_SASL_STRENGTH_PASSWORD;
  self->stage = XMPP_STAGE_BOUND;
  self->phase = XMPP_PHASE_READY;
  return XMPP_STEP_READY;
}

const XmppFeature xmpp_feature_legacy = {
  .name = "auth",
  .ns = XMPP_NS_AUTH_FEATURE,
  .stage = XMPP_STAGE_SECURE,
  .missing = "The server offers no way to sign in",
  .missing_code = XMPP_NEGOTIATION_ERROR_NO_FEATURE,
  .wanted = wanted,
  .begin = begin,
  .handle = handle,
};
