/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The states of a session, what they let through, and what becomes of things when they end. */

#include "config.h"

#include "xmpp/session-private.h"

#include "base/props.h"
#include "xmpp/stanza.h"
#include "xmpp/stream-error.h"

G_DEFINE_FINAL_TYPE (XmppSession, xmpp_session, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (XmppSessionState,
                    xmpp_session_state,
                    G_DEFINE_ENUM_VALUE (XMPP_SESSION_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (XMPP_SESSION_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (XMPP_SESSION_NEGOTIATING, "negotiating"),
                    G_DEFINE_ENUM_VALUE (XMPP_SESSION_ONLINE, "online"),
                    G_DEFINE_ENUM_VALUE (XMPP_SESSION_SUSPENDED, "suspended"),
                    G_DEFINE_ENUM_VALUE (XMPP_SESSION_CLOSING, "closing"))

static const BaseProp props[] = {
  { "state", .get_type = xmpp_session_state_get_type,
    .offset = G_STRUCT_OFFSET (XmppSession, state), .flags = BASE_RO },
  { "jid", .get_type = xmpp_jid_get_type, .offset = G_STRUCT_OFFSET (XmppSession, jid),
    .flags = BASE_RO },
};

enum { PROP_STATE = 1, PROP_JID };

static GParamSpec *pspecs[G_N_ELEMENTS (props) + 1];

guint xmpp_session_signals[XMPP_N_SIGNALS];

/* Row: from, column: to, in the order of the enum. */
static const gboolean edges[6][6] = {
  [XMPP_SESSION_OFFLINE] = { [XMPP_SESSION_CONNECTING] = TRUE },
  [XMPP_SESSION_CONNECTING] = { [XMPP_SESSION_NEGOTIATING] = TRUE,
                                [XMPP_SESSION_SUSPENDED] = TRUE,
                                [XMPP_SESSION_OFFLINE] = TRUE },
  [XMPP_SESSION_NEGOTIATING] = { [XMPP_SESSION_ONLINE] = TRUE,
                                 [XMPP_SESSION_SUSPENDED] = TRUE,
                                 [XMPP_SESSION_OFFLINE] = TRUE },
  [XMPP_SESSION_ONLINE] = { [XMPP_SESSION_SUSPENDED] = TRUE,
                            [XMPP_SESSION_CLOSING] = TRUE,
                            [XMPP_SESSION_OFFLINE] = TRUE },
  [XMPP_SESSION_SUSPENDED] = { [XMPP_SESSION_CONNECTING] = TRUE, [XMPP_SESSION_OFFLINE] = TRUE },
  [XMPP_SESSION_CLOSING] = { [XMPP_SESSION_OFFLINE] = TRUE },
};

static void
set_state (XmppSession *self, XmppSessionState state)
{
  g_assert (edges[self->state][state]);

  g_debug ("%s: state %d → %d", xmpp_jid_string (self->account), self->state, state);
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_STATE]);
}

static void
set_jid (XmppSession *self, const XmppJid *jid)
{
  g_clear_pointer (&self->jid, xmpp_jid_unref);
  self->jid = jid != NULL ? xmpp_jid_ref (jid) : NULL;
  xmpp_queries_set_jid (self->queries, jid);
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_JID]);
}

static void
on_answer (XmlElement *answer, gpointer user_data)
{
  xmpp_session_send (user_data, answer);
}

/* What the server has accepted becomes the session. */
static void
begin_session (XmppSession *self, const XmppNegotiated *result)
{
  self->sm_max_s = result->sm_max_s;
  xmpp_sm_begin (self->sm, 0, 0);
  self->sm_id = g_strdup (result->sm_id);
  self->sm_location = g_strdup (result->sm_location);
  self->enabled = g_strdupv (result->enabled);
  set_jid (self, result->jid);

  self->router = xmpp_router_new (self->queries, on_answer, self);
  xmpp_module_set_route (self->modules, self->router);
}

/* Nothing of the session can be resumed: everything pending learns of it. */
static void
end_session (XmppSession *self)
{
  g_autoptr (GPtrArray) unacked = xmpp_sm_steal (self->sm);
  g_autoptr (GError) lost = g_error_new_literal (XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_LOST,
                                                 "the session ended before the answer came");

  if (self->router == NULL)
    return;

  g_clear_pointer (&self->router, xmpp_router_close);
  g_clear_pointer (&self->sm_id, g_free);
  g_clear_pointer (&self->sm_location, g_free);
  g_clear_pointer (&self->enabled, g_strfreev);
  g_clear_pointer (&self->features, xml_element_unref);
  set_jid (self, NULL);

  xmpp_module_set_stop (self->modules);
  xmpp_queries_fail (self->queries, lost);
  for (guint i = 0; i < unacked->len; i++) {
    if (xmpp_stanza_kind (unacked->pdata[i]) == XMPP_STANZA_MESSAGE)
      g_signal_emit (self, xmpp_session_signals[XMPP_SIGNAL_UNSENT], 0, unacked->pdata[i]);
  }
}

/* (nullable): the task of the sign-in, if one is going on. */
static GTask *
take_start (XmppSession *self)
{
  if (self->start_cancelled != 0)
    g_signal_handler_disconnect (g_task_get_cancellable (self->start), self->start_cancelled);
  self->start_cancelled = 0;
  return g_steal_pointer (&self->start);
}

/* The stream is over. @error: (nullable): why, if we did not want it. Whoever hears of it may start
 * anew at once, so everything of the old stream is put away first. */
static void
leave (XmppSession *self, XmppSessionState state, const GError *error)
{
  g_autoptr (GTask) start = take_start (self);
  g_autoptr (GPtrArray) closers = g_steal_pointer (&self->closers);

  self->closers = g_ptr_array_new_with_free_func (g_object_unref);
  g_clear_pointer (&self->stream, xmpp_stream_drop);
  g_clear_error (&self->error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->error = g_error_copy (error);

  g_object_freeze_notify (G_OBJECT (self));
  set_state (self, state);
  if (state == XMPP_SESSION_OFFLINE)
    end_session (self);
  xmpp_timer_set (self->expiry,
                  state == XMPP_SESSION_SUSPENDED ? self->resumable_until : XMPP_NEVER);
  g_object_thaw_notify (G_OBJECT (self));

  if (start != NULL)
    g_task_return_error (start, g_error_copy (error));
  for (guint i = 0; i < closers->len; i++)
    g_task_return_boolean (closers->pdata[i], TRUE);
}

/* The server has given the session up by now (XEP-0198 §5). */
static void
on_expired (gpointer user_data)
{
  g_autoptr (XmppSession) self = g_object_ref (user_data);
  g_autoptr (GError) error = self->error != NULL ? g_error_copy (self->error) : NULL;

  if (self->state == XMPP_SESSION_SUSPENDED)
    leave (self, XMPP_SESSION_OFFLINE, error);
}

/* Whether it is worth a try to resume after @error. Not if another client has taken our place, nor
 * if the server and we do not agree on what was sent, nor if it was too long ago. */
static gboolean
can_resume (XmppSession *self, const GError *error)
{
  return self->sm_id != NULL && xmpp_timer_now () < self->resumable_until &&
         !g_error_matches (error, XMPP_STREAM_ERROR, XMPP_STREAM_ERROR_CONFLICT) &&
         !g_error_matches (error, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_PROTOCOL);
}

static void
on_stream_opened (gpointer user_data)
{
  set_state (user_data, XMPP_SESSION_NEGOTIATING);
}

static void
on_stream_acked (XmlElement *const *stanzas, guint n_stanzas, gpointer user_data)
{
  g_autoptr (XmppSession) self = g_object_ref (user_data);

  for (guint i = 0; i < n_stanzas; i++)
    g_signal_emit (self, xmpp_session_signals[XMPP_SIGNAL_ACKED], 0, stanzas[i]);
}

/* @features: (nullable): those of before still hold */
static void
set_features (XmppSession *self, XmlElement *features)
{
  if (features == NULL)
    return;
  g_clear_pointer (&self->features, xml_element_unref);
  self->features = xml_element_ref (features);
  xmpp_limits_read (features, &self->limits);
}

/* Whoever hears of it may end the session again at any point. */
static void
go_online (XmppSession *self, const XmppNegotiated *result)
{
  gboolean resumed = result->resume == XMPP_RESUME_DONE;

  if (!resumed) {
    end_session (self);
    if (self->state != XMPP_SESSION_NEGOTIATING)
      return;
    begin_session (self, result);
  }

  set_features (self, result->features);
  xmpp_stream_set_idle (self->stream, self->limits.idle_s);
  self->mechanism = result->mechanism;
  xmpp_session_set_offer (self, result->offer);
  set_state (self, XMPP_SESSION_ONLINE);
  if (resumed)
    xmpp_stream_resend (self->stream);
  xmpp_module_set_start (self->modules, resumed);
}

static void
on_stream_ready (const XmppNegotiated *result, gpointer user_data)
{
  g_autoptr (XmppSession) self = g_object_ref (user_data);
  g_autoptr (GTask) start = NULL;

  g_object_freeze_notify (G_OBJECT (self));
  go_online (self, result);
  start = take_start (self);
  g_object_thaw_notify (G_OBJECT (self));

  if (start != NULL)
    g_task_return_boolean (start, TRUE);
}

static void
on_stream_received (const XmlElement *element, XmppHold *hold, gpointer user_data)
{
  g_autoptr (XmppSession) self = g_object_ref (user_data);

  self->hold = hold;
  g_signal_emit (self, xmpp_session_signals[XMPP_SIGNAL_STANZA_RECEIVED], 0, element);
  if (self->router != NULL && xmpp_router_route (self->router, element) &&
      xmpp_stanza_kind (element) == XMPP_STANZA_MESSAGE)
    g_signal_emit (self, xmpp_session_signals[XMPP_SIGNAL_MESSAGE_RECEIVED], 0, element);
  self->hold = NULL;
}

static void
on_stream_sent (const XmlElement *element, gpointer user_data)
{
  g_signal_emit (user_data, xmpp_session_signals[XMPP_SIGNAL_STANZA_SENT], 0, element);
}

static void
on_stream_ended (const GError *error, gpointer user_data)
{
  g_autoptr (XmppSession) self = g_object_ref (user_data);
  gboolean suspend;

  if (self->state == XMPP_SESSION_ONLINE)
    self->resumable_until =
      self->sm_max_s != 0 ? xmpp_timer_now () + (gint64) self->sm_max_s * XMPP_SECOND : XMPP_NEVER;
  suspend = self->state != XMPP_SESSION_CLOSING && can_resume (self, error);
  leave (self, suspend ? XMPP_SESSION_SUSPENDED : XMPP_SESSION_OFFLINE, error);
}

static const XmppStreamEvents stream_events = {
  .opened = on_stream_opened,
  .acked = on_stream_acked,
  .ready = on_stream_ready,
  .received = on_stream_received,
  .sent = on_stream_sent,
  .ended = on_stream_ended,
};

static void
on_start_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (XmppSession) self = g_object_ref (user_data);
  g_autoptr (GError) error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  leave (self, can_resume (self, error) ? XMPP_SESSION_SUSPENDED : XMPP_SESSION_OFFLINE, error);
}

static void
on_close_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (XmppSession) self = g_object_ref (user_data);

  if (self->state == XMPP_SESSION_CLOSING)
    leave (self, XMPP_SESSION_OFFLINE, NULL);
}

XmppSession *
xmpp_session_new (const XmppJid *account, const XmppModuleType *modules)
{
  XmppSession *self = g_object_new (XMPP_TYPE_SESSION, NULL);

  self->account = xmpp_jid_bare (account);
  self->queries = xmpp_queries_new (self->account);
  self->modules = xmpp_module_set_new (self, modules);
  return self;
}

void
xmpp_session_set_resource (XmppSession *self, const char *resource)
{
  g_return_if_fail (XMPP_IS_SESSION (self));

  g_free (self->resource);
  self->resource = g_strdup (resource);
}

void
xmpp_session_set_allow_clear (XmppSession *self, gboolean allow_clear)
{
  self->allow_clear = allow_clear;
}

void
xmpp_session_set_reads_archive (XmppSession *self)
{
  self->reads_archive = TRUE;
}

void
xmpp_session_set_inactive (XmppSession *self, gboolean inactive)
{
  self->inactive = inactive;
}

void
xmpp_session_start_async (XmppSession *self,
                          XmppTransport *transport,
                          XmppCredentials *credentials,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (XmlElement) known =
    g_steal_pointer (&self->offer); /* until it has proved true again */
  XmppNegotiation negotiation = { .account = self->account,
                                  .credentials = credentials,
                                  .resource = self->resource,
                                  .known = known,
                                  .inactive = self->inactive,
                                  .allow_clear = self->allow_clear,
                                  .bind_inline = self->reads_archive };
  XmppResumption resumption = { .id = self->sm_id,
                                .h = xmpp_sm_get_handled (self->sm),
                                .jid = self->jid };
  g_autoptr (GPtrArray) enable = xmpp_module_set_join (self->modules, &negotiation);

  g_return_if_fail (self->state == XMPP_SESSION_OFFLINE || self->state == XMPP_SESSION_SUSPENDED);

  g_task_set_source_tag (task, xmpp_session_start_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  /* Not g_cancellable_connect(): its handler must not disconnect itself. All is on one thread. */
  if (cancellable != NULL)
    self->start_cancelled =
      g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_start_cancelled), self);
  self->start = g_steal_pointer (&task);
  g_clear_error (&self->error);
  /* A resource that somebody has chosen can only be asked for in the old way. */
  negotiation.bind_inline &= self->resource == NULL;
  xmpp_sm_reconnect (self->sm);
  if (self->sm_id != NULL)
    negotiation.resume = &resumption;
  self->stream = xmpp_stream_new (transport, &negotiation, self->sm, &stream_events, self);
  set_state (self, XMPP_SESSION_CONNECTING);
}

gboolean
xmpp_session_start_finish (XmppSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* @last: (transfer full) (nullable) */
static void
say_goodbye (XmppSession *self, XmlElement *last)
{
  if (last != NULL)
    xmpp_session_send (self, last);
  if (self->state != XMPP_SESSION_ONLINE)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  set_state (self, XMPP_SESSION_CLOSING);
  xmpp_stream_close (self->stream);
  g_object_thaw_notify (G_OBJECT (self));
}

void
xmpp_session_close_async (XmppSession *self,
                          XmlElement *farewell,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (XmlElement) last = farewell;
  g_autoptr (GError) closed =
    g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the session was closed");

  g_task_set_source_tag (task, xmpp_session_close_async);
  if (self->state == XMPP_SESSION_OFFLINE) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  g_ptr_array_add (self->closers, g_steal_pointer (&task));
  if (self->state == XMPP_SESSION_ONLINE && !g_cancellable_is_cancelled (cancellable)) {
    say_goodbye (self, g_steal_pointer (&last));
  } else if (self->state != XMPP_SESSION_CLOSING || g_cancellable_is_cancelled (cancellable)) {
    leave (self, XMPP_SESSION_OFFLINE, closed);
    return;
  }

  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_close_cancelled), self,
                             G_CONNECT_DEFAULT);
}

gboolean
xmpp_session_close_finish (XmppSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

XmppSessionState
xmpp_session_get_state (XmppSession *self)
{
  return self->state;
}

XmppJid *
xmpp_session_get_account (XmppSession *self)
{
  return self->account;
}

XmppJid *
xmpp_session_get_jid (XmppSession *self)
{
  return self->jid;
}

const XmlElement *
xmpp_session_get_features (XmppSession *self)
{
  return self->features;
}

const XmlElement *
xmpp_session_get_offer (XmppSession *self)
{
  return self->offer;
}

void
xmpp_session_set_offer (XmppSession *self, const XmlElement *offer)
{
  g_clear_pointer (&self->offer, xml_element_unref);
  self->offer = offer != NULL ? xml_element_ref (offer) : NULL;
}

const char *
xmpp_session_get_mechanism (XmppSession *self)
{
  return self->state == XMPP_SESSION_ONLINE ? self->mechanism : NULL;
}

gboolean
xmpp_session_is_enabled (XmppSession *self, const char *ns)
{
  return self->enabled != NULL && g_strv_contains ((const char *const *) self->enabled, ns);
}

const GError *
xmpp_session_get_error (XmppSession *self)
{
  return self->error;
}

const char *
xmpp_session_get_resume_location (XmppSession *self)
{
  return self->sm_location;
}

gpointer
xmpp_session_get_module (XmppSession *self, GType type)
{
  return xmpp_module_set_get (self->modules, type);
}

char **
xmpp_session_dup_features (XmppSession *self)
{
  return xmpp_module_set_dup_features (self->modules);
}

static void
xmpp_session_dispose (GObject *object)
{
  XmppSession *self = XMPP_SESSION (object);

  g_clear_pointer (&self->expiry, xmpp_timer_free);
  g_clear_pointer (&self->stream, xmpp_stream_drop);
  g_clear_pointer (&self->router, xmpp_router_close);
  g_clear_pointer (&self->modules, xmpp_module_set_free);

  G_OBJECT_CLASS (xmpp_session_parent_class)->dispose (object);
}

static void
xmpp_session_finalize (GObject *object)
{
  XmppSession *self = XMPP_SESSION (object);

  g_clear_pointer (&self->queries, xmpp_queries_free);
  g_clear_pointer (&self->closers, g_ptr_array_unref);
  g_clear_pointer (&self->sm, xmpp_sm_free);
  g_clear_pointer (&self->account, xmpp_jid_unref);
  g_clear_pointer (&self->jid, xmpp_jid_unref);
  g_clear_pointer (&self->features, xml_element_unref);
  g_clear_pointer (&self->offer, xml_element_unref);
  g_clear_error (&self->error);
  g_free (self->resource);
  g_free (self->sm_id);
  g_free (self->sm_location);
  g_strfreev (self->enabled);

  G_OBJECT_CLASS (xmpp_session_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, XMPP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       1, G_TYPE_POINTER);
}

static void
xmpp_session_class_init (XmppSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = xmpp_session_dispose;
  object_class->finalize = xmpp_session_finalize;
  base_props_install (object_class, props, G_N_ELEMENTS (props), pspecs);

  xmpp_session_signals[XMPP_SIGNAL_MESSAGE_RECEIVED] = add_signal ("message-received");
  xmpp_session_signals[XMPP_SIGNAL_ACKED] = add_signal ("acked");
  xmpp_session_signals[XMPP_SIGNAL_UNSENT] = add_signal ("unsent");
  xmpp_session_signals[XMPP_SIGNAL_STANZA_SENT] = add_signal ("stanza-sent");
  xmpp_session_signals[XMPP_SIGNAL_STANZA_RECEIVED] = add_signal ("stanza-received");
}

static void
xmpp_session_init (XmppSession *self)
{
  self->closers = g_ptr_array_new_with_free_func (g_object_unref);
  self->sm = xmpp_sm_new ();
  self->expiry = xmpp_timer_new (on_expired, self);
}
