/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said and asked in a session: now, or when it is resumed. */

#include "config.h"

#include "xmpp/session-private.h"

#include "base/random.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"

/* So many stanzas wait for a resumption at most; the person sees the rest fail instead. */
#define MAX_WAITING 500

/* Whether stanzas wait for a resumption. */
static gboolean
is_waiting (XmppSession *self)
{
  return self->sm_id != NULL && self->state != XMPP_SESSION_ONLINE &&
         self->state != XMPP_SESSION_CLOSING;
}

/* FALSE: there is no session to send it in, or too much waits in it. */
static gboolean
post (XmppSession *self, XmlElement *element)
{
  if (self->state == XMPP_SESSION_ONLINE) {
    xmpp_stream_send (self->stream, element);
    return TRUE;
  }

  if (!is_waiting (self) || xmpp_stanza_kind (element) == XMPP_STANZA_OTHER ||
      xmpp_sm_get_n_waiting (self->sm) >= MAX_WAITING)
    return FALSE;
  xmpp_sm_push (self->sm, element);
  return TRUE;
}

void
xmpp_session_send (XmppSession *self, XmlElement *stanza)
{
  g_autoptr (XmlElement) element = stanza;
  XmppStanzaKind kind = xmpp_stanza_kind (stanza);

  g_return_if_fail (XMPP_IS_SESSION (self));

  if (kind != XMPP_STANZA_OTHER && xmpp_stanza_id (element) == NULL) {
    g_autofree char *id = base_random_id ();
    if (xml_element_is_sealed (element)) {
      element = xml_element_copy (stanza);
      xml_element_unref (stanza);
    }
    xml_element_set (element, "id", id);
  }
  xml_element_seal (element);

  if (!post (self, element) && kind == XMPP_STANZA_MESSAGE)
    g_signal_emit (self, xmpp_session_signals[XMPP_SIGNAL_UNSENT], 0, element);
}

gboolean
xmpp_session_allows (XmppSession *self, const XmlElement *stanza)
{
  return xmpp_limits_allow (&self->limits, stanza);
}

XmppHold *
xmpp_session_hold (XmppSession *self)
{
  return self->hold != NULL ? xmpp_hold_ref (self->hold) : NULL;
}

void
xmpp_session_release (XmppSession *self, XmppHold *hold, const GError *error)
{
  if (hold == NULL || !xmpp_hold_release (hold, error == NULL) || self->stream == NULL)
    return;

  if (error == NULL)
    xmpp_stream_handled (self->stream);
  else
    xmpp_stream_break (self->stream, error);
}

void
xmpp_session_query_async (XmppSession *self,
                          const char *type,
                          const XmppJid *to,
                          XmlElement *payload,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (XmlElement) iq = xmpp_iq_new (type, to, payload);
  g_autofree char *id = base_random_id ();

  g_task_set_source_tag (task, xmpp_session_query_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  xml_element_set (iq, "id", id);
  xml_element_seal (iq);
  if (!xmpp_session_allows (self, iq))
    g_task_return_new_error (task, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_POLICY_VIOLATION,
                             "the request is longer than the server takes");
  else if (post (self, iq))
    xmpp_queries_add (self->queries, id, to, g_steal_pointer (&task));
  else
    g_task_return_new_error (task, XMPP_SESSION_ERROR,
                             is_waiting (self) ? XMPP_SESSION_ERROR_FULL
                                               : XMPP_SESSION_ERROR_OFFLINE,
                             "there is nothing to send the request on");
}

XmlElement *
xmpp_session_query_finish (XmppSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
xmpp_session_check (XmppSession *self)
{
  if (self->state == XMPP_SESSION_ONLINE)
    xmpp_stream_check (self->stream);
}

gboolean
xmpp_session_is_from_account (XmppSession *self, const XmlElement *stanza)
{
  g_autoptr (XmppJid) from = NULL;

  return xmpp_stanza_parse_from (stanza, &from, NULL) &&
         (from == NULL || xmpp_jid_equal (from, self->account) ||
          (self->jid != NULL && xmpp_jid_is_bare (from) && xmpp_jid_equal_bare (from, self->jid)));
}
