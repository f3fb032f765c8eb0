/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The extensible profile of SASL (XEP-0388): what comes after the sign-in is asked for with it. */
#include "config.h"

#include "xmpp/negotiate/feature.h"
#include "xmpp/ns.h"
#include "xmpp/sasl/sasl-error.h"
#include "xmpp/xep/0030-disco.h"

#include <string.h>

/* Tasks after the password; nobody has more than two. */
#define MAX_TASKS 8

/* (nullable) */
static const XmlElement *
find_inline (const XmlElement *offer)
{
  return xml_element_find (offer, "inline", XMPP_NS_SASL2);
}

static void
add_user_agent (XmppNegotiator *self, XmlElement *to)
{
  XmlElement *agent = xml_element_add (to, "user-agent", XMPP_NS_SASL2);

  xml_element_set (agent, "id", xmpp_credentials_get_agent_id (self->credentials));
  xml_element_add_text_child (agent, "software", NULL, XMPP_CLIENT_NAME);
}

/* A failed resumption is followed by the new session (XEP-0198 §5.1). Where the former one can only
 * be resumed after the sign-in, nothing must be bound before. */
static void
add_session (XmppNegotiator *self, XmlElement *to, const XmlElement *inline_offer)
{
  gboolean can_resume = inline_offer != NULL &&
                        xml_element_find (inline_offer, "sm", XMPP_NS_STREAM_MANAGEMENT) != NULL;

  if (inline_offer == NULL || (self->resume_id != NULL && !can_resume))
    return;
  if (self->resume_id != NULL)
    xml_element_take (to, xmpp_resume_request (self));
  xmpp_bind2_request (self, to, inline_offer);
}

/* @choice: its content is taken */
static XmppStep
send_authenticate (XmppNegotiator *self,
                   const XmlElement *offer,
                   XmppSaslChoice *choice,
                   GError **error)
{
  const XmppSaslMechanism *mechanism = choice->mechanism;
  g_autoptr (GBytes) response = xmpp_negotiator_begin_exchange (self, XMPP_NS_SASL2, choice, error);
  XmlElement *request;

  if (response == NULL)
    return XMPP_STEP_FAILED;
  request = xml_element_new ("authenticate", XMPP_NS_SASL2);
  xml_element_set (request, "mechanism", mechanism->name);
  if (!mechanism->server_first)
    xmpp_element_set_bytes (xml_element_add (request, "initial-response", XMPP_NS_SASL2), response,
                            NULL);
  add_user_agent (self, request);
  add_session (self, request, find_inline (offer));
  if (xmpp_sasl_mechanism_is_ht (mechanism)) {
    xml_element_add (request, "fast", XMPP_NS_FAST);
    self->token_kind = mechanism->name;
  } else {
    xmpp_fast_request (self, request, find_inline (offer));
    xmpp_upgrade_request (self, request, offer);
  }
  xmpp_negotiator_send (self, request);
  return XMPP_STEP_WAIT;
}

/* XEP-0388 §3: after TLS only. In the clear somebody could offer this to get at a token. */
static gboolean
is_wanted (XmppNegotiator *self, const XmlElement *offer)
{
  return self->bindings.tls != G_TLS_PROTOCOL_VERSION_UNKNOWN;
}

static XmppStep
begin (XmppNegotiator *self, const XmlElement *offer, GError **error)
{
  g_auto (XmppOfferedNames) names = { 0 };
  g_auto (XmppSaslChoice) choice = { 0 };

  if (!xmpp_fast_choose (self, find_inline (offer), &choice) &&
      (!xmpp_offered_names_parse (&names, offer, self->result.features, error) ||
       !xmpp_sasl_choose (&names.offer, self->credentials, xmpp_jid_local (self->account),
                          &self->bindings, &choice, error)))
    return XMPP_STEP_FAILED;
  return send_authenticate (self, offer, &choice, error);
}

gboolean
xmpp_sasl2_begin_early (XmppNegotiator *self, const XmlElement *offer)
{
  g_auto (XmppSaslChoice) choice = { 0 };

  return is_wanted (self, offer) && xmpp_fast_choose (self, find_inline (offer), &choice) &&
         send_authenticate (self, offer, &choice, NULL) == XMPP_STEP_WAIT;
}

/* The proof comes with the success or, if something is still to be done, before. */
static gboolean
take_additional_data (XmppNegotiator *self, const XmlElement *reply, GError **error)
{
  const XmlElement *data = xml_element_find (reply, "additional-data", XMPP_NS_SASL2);
  g_autoptr (GBytes) bytes = NULL;

  if (self->exchange == NULL) /* there were tasks */
    return TRUE;
  if (data != NULL) {
    bytes = xmpp_negotiator_parse_bytes (data, error);
    if (bytes == NULL)
      return FALSE;
  }
  return xmpp_negotiator_finish_exchange (self, bytes, error);
}

/* Who we are to the server: ourselves, or all that comes later would be somebody else's. */
static XmppJid *
parse_identity (XmppNegotiator *self, const XmlElement *success, GError **error)
{
  g_autofree char *text =
    xml_element_dup_child_text (success, "authorization-identifier", XMPP_NS_SASL2);
  g_autoptr (XmppJid) jid = NULL;

  if (text != NULL)
    jid = xmpp_jid_parse_wire (g_strstrip (text), NULL);
  if (jid != NULL && xmpp_negotiator_is_own (self, jid))
    return g_steal_pointer (&jid);
  g_set_error (error, XMPP_NEGOTIATION_ERROR, XMPP_NEGOTIATION_ERROR_BIND,
               "The server gave us the address %s",
               jid != NULL ? xmpp_jid_string (jid) : "of nobody");
  return NULL;
}

static XmppStep
take_bound (XmppNegotiator *self, const XmlElement *bound, XmppJid *jid, GError **error)
{
  if (xmpp_jid_is_bare (jid))
    return xmpp_negotiator_fail_unexpected (self, bound, error);
  self->result.jid = xmpp_jid_ref (jid);
  xmpp_bind2_take_bound (self, bound);
  return xmpp_negotiator_go_on (self, XMPP_STAGE_BOUND);
}

static XmppStep
handle_success (XmppNegotiator *self, const XmlElement *success, GError **error)
{
  const XmlElement *token = xml_element_find (success, "token", XMPP_NS_FAST);
  const XmlElement *resumed = xml_element_find (success, "resumed", XMPP_NS_STREAM_MANAGEMENT);
  const XmlElement *failed = xml_element_find (success, "failed", XMPP_NS_STREAM_MANAGEMENT);
  const XmlElement *bound = xml_element_find (success, "bound", XMPP_NS_BIND2);
  g_autoptr (XmppJid) jid = NULL;

  if (!take_additional_data (self, success, error))
    return XMPP_STEP_FAILED;
  jid = parse_identity (self, success, error);
  if (jid == NULL)
    return XMPP_STEP_FAILED;
  if (token != NULL)
    xmpp_fast_take_token (self, token);

  if (resumed != NULL) {
    if (self->resume_id == NULL || !xmpp_resume_take_resumed (self, resumed))
      return xmpp_negotiator_fail_unexpected (self, resumed, error);
    /* Features follow, but what waits for us may come first: the session has them from before. */
    g_clear_pointer (&self->result.features, xml_element_unref);
    self->phase = XMPP_PHASE_READY;
    return XMPP_STEP_READY;
  }
  if (failed != NULL && self->resume_id != NULL)
    xmpp_resume_take_failed (self, failed);
  if (bound != NULL)
    return take_bound (self, bound, jid, error);
  xmpp_bind2_take_unbound (self);
  return xmpp_negotiator_go_on (self, XMPP_STAGE_SIGNED_IN);
}

/* XEP-0484 §4.1: the password then; the stream is as it was. Who was in a hurry may have shown the token
 * to a server that does not offer this any more. */
static XmppStep
forget_token (XmppNegotiator *self, GError **error)
{
  const XmlElement *offer =
    xml_element_find (self->result.features, xmpp_feature_sasl2.name, xmpp_feature_sasl2.ns);

  xmpp_credentials_set_token (self->credentials, NULL);
  self->token_refused = TRUE;
  if (offer != NULL)
    return begin (self, offer, error);
  g_clear_pointer (&self->exchange, xmpp_sasl_exchange_free);
  return xmpp_negotiator_next (self, error);
}

static XmppStep
handle_failure (XmppNegotiator *self, const XmlElement *failure, GError **error)
{
  const XmppSaslChoice *choice =
    self->exchange != NULL ? xmpp_sasl_exchange_get_choice (self->exchange) : NULL;
  GError *reason = NULL;

  if (choice != NULL && xmpp_sasl_mechanism_is_ht (choice->mechanism))
    return forget_token (self, error);
  reason = xmpp_sasl_error_parse (failure);
  /* Prosody's module of 2023 takes nothing but tokens on a stream that has seen one: so on a new
   * stream, without it. */
  if (self->token_refused &&
      g_error_matches (reason, XMPP_SASL_ERROR, XMPP_SASL_ERROR_INVALID_MECHANISM))
    reason->code = XMPP_SASL_ERROR_TEMPORARY;
  g_propagate_error (error, reason);
  return XMPP_STEP_FAILED;
}

static XmppStep
fail_task (const XmlElement *tasks, GError **error)
{
  g_autofree char *name =
    tasks != NULL ? xml_element_dup_child_text (tasks, "task", XMPP_NS_SASL2) : NULL;

  g_set_error (error, XMPP_NEGOTIATION_ERROR, XMPP_NEGOTIATION_ERROR_TASK,
               "The server wants more than the password: %s",
               name != NULL && strlen (name) <= 64 ? name : "something unknown");
  return XMPP_STEP_FAILED;
}

static XmppStep
handle_continue (XmppNegotiator *self, const XmlElement *reply, GError **error)
{
  const XmlElement *tasks = xml_element_find (reply, "tasks", XMPP_NS_SASL2);

  if (!take_additional_data (self, reply, error))
    return XMPP_STEP_FAILED;
  if (tasks == NULL || ++self->n_tasks > MAX_TASKS || !xmpp_upgrade_is_asked_for (self, tasks))
    return fail_task (tasks, error);
  return xmpp_upgrade_begin (self);
}

static XmppStep
handle (XmppNegotiator *self, const XmlElement *reply, GError **error)
{
  if (self->exchange != NULL && xml_element_is (reply, "challenge", XMPP_NS_SASL2))
    return xmpp_negotiator_handle_challenge (self, reply, error);
  if (xml_element_is (reply, "success", XMPP_NS_SASL2))
    return handle_success (self, reply, error);
  if (xml_element_is (reply, "failure", XMPP_NS_SASL2))
    return handle_failure (self, reply, error);
  if (xml_element_is (reply, "continue", XMPP_NS_SASL2))
    return handle_continue (self, reply, error);
  if (self->exchange == NULL && xml_element_is (reply, "task-data", XMPP_NS_SASL2))
    return xmpp_upgrade_handle (self, reply, error);
  return xmpp_negotiator_fail_unexpected (self, reply, error);
}

const XmppFeature xmpp_feature_sasl2 = {
  .name = "authentication",
  .ns = XMPP_NS_SASL2,
  .stage = XMPP_STAGE_SECURE,
  .wanted = is_wanted,
  .begin = begin,
  .handle = handle,
};
