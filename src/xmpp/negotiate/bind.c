/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Resource binding (RFC 6120 §7). */
#include "config.h"

#include "xmpp/negotiate/feature.h"
#include "xmpp/ns.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"

static XmppStep
begin (XmppNegotiator *self, const XmlElement *offer, GError **error)
{
  XmlElement *bind = xml_element_new ("bind", XMPP_NS_BIND);

  xml_element_add_text_child (bind, "resource", NULL, self->resource);
  xmpp_negotiator_send_iq (self, bind);
  return XMPP_STEP_WAIT;
}

/* The server may give another resource than we asked for, but not another account: all that comes
 * later, such as who may change our contacts, relies on that. */
static XmppJid *
parse_result (XmppNegotiator *self, const XmlElement *iq, GError **error)
{
  const XmlElement *bind = xml_element_find (iq, "bind", XMPP_NS_BIND);
  g_autofree char *text = NULL;
  g_autoptr (XmppJid) jid = NULL;

  if (bind != NULL)
    text = xml_element_dup_child_text (bind, "jid", XMPP_NS_BIND);
  if (text != NULL)
    jid = xmpp_jid_parse_wire (g_strstrip (text), NULL);
  if (jid != NULL && !xmpp_jid_is_bare (jid) && xmpp_negotiator_is_own (self, jid))
    return g_steal_pointer (&jid);
  g_set_error (error, XMPP_NEGOTIATION_ERROR, XMPP_NEGOTIATION_ERROR_BIND,
               "The server gave us the address %s",
               jid != NULL ? xmpp_jid_string (jid) : "of nobody");
  return NULL;
}

static XmppStep
handle_error (XmppNegotiator *self, const XmlElement *iq, GError **error)
{
  GError *refusal = xmpp_stanza_error_parse (iq);

  /* Somebody else has our resource, or it is none: the server shall choose (RFC 6120 §7.7.2). */
  if (self->resource != NULL &&
      (g_error_matches (refusal, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_CONFLICT) ||
       g_error_matches (refusal, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_BAD_REQUEST))) {
    g_error_free (refusal);
    g_clear_pointer (&self->resource, g_free);
    return begin (self, NULL, error);
  }
  g_propagate_error (error, refusal);
  return XMPP_STEP_FAILED;
}

static XmppStep
handle (XmppNegotiator *self, const XmlElement *reply, GError **error)
{
  if (!xmpp_negotiator_is_answer (self, reply))
    return xmpp_negotiator_fail_unexpected (self, reply, error);
  if (xmpp_iq_type (reply) == XMPP_IQ_ERROR)
    return handle_error (self, reply, error);
  self->result.jid = parse_result (self, reply, error);
  if (self->result.jid == NULL)
    return XMPP_STEP_FAILED;
  self->stage = XMPP_STAGE_BOUND;
  return xmpp_negotiator_next (self, error);
}

const XmppFeature xmpp_feature_bind = {
  .name = "bind",
  .ns = XMPP_NS_BIND,
  .stage = XMPP_STAGE_SIGNED_IN,
  .missing = "The server offers no resource binding",
  .missing_code = XMPP_NEGOTIATION_ERROR_NO_FEATURE,
  .begin = begin,
  .handle = handle,
};
