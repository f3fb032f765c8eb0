/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An encrypted stream on which nobody is signed in, to ask the server for a new account
 * (XEP-0077 §3.1, XEP-0445). */

#include "config.h"

#include "xmpp/registrar.h"

#include "base/random.h"
#include "xmpp/ns.h"
#include "xmpp/queries.h"
#include "xmpp/session-error.h"
#include "xmpp/sign-in.h"
#include "xmpp/stanza.h"

struct _XmppRegistrar {
  GObject parent_instance;

  XmppJid *server;
  XmppTransport *transport; /* NULL once the stream is over */
  XmppQueries *queries;
  XmppSignIn *sign_in; /* until the stream is open */
  GTask *opening;      /* waits for that */
  gulong cancelled;
  gboolean takes_tokens;
};

G_DEFINE_FINAL_TYPE (XmppRegistrar, xmpp_registrar, G_TYPE_OBJECT)

static void
leave (XmppRegistrar *self)
{
  if (self->transport == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->transport, self);
  xmpp_transport_close (self->transport);
  g_clear_object (&self->transport);
}

/* The task holds the registrar as long as it is pending. */
static GTask *
end_opening (XmppRegistrar *self)
{
  g_clear_pointer (&self->sign_in, xmpp_sign_in_drop);
  if (self->cancelled != 0)
    g_signal_handler_disconnect (g_task_get_cancellable (self->opening), self->cancelled);
  self->cancelled = 0;
  return g_steal_pointer (&self->opening);
}

static void
on_element (XmppTransport *transport, const XmlElement *element, XmppRegistrar *self)
{
  g_autoptr (XmppRegistrar) alive = g_object_ref (self);
  g_autoptr (XmppJid) from = NULL;
  XmppIqType type = xmpp_iq_type (element);

  if (xmpp_stanza_kind (element) == XMPP_STANZA_IQ &&
      (type == XMPP_IQ_RESULT || type == XMPP_IQ_ERROR) &&
      xmpp_stanza_parse_from (element, &from, NULL))
    xmpp_queries_answer (self->queries, element, from);
}

static void
on_closed (XmppTransport *transport, const GError *error, XmppRegistrar *self)
{
  g_autoptr (XmppRegistrar) alive = g_object_ref (self);
  g_autoptr (GError) unasked = g_error_new_literal (XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_CLOSED,
                                                    "the server closed the stream");

  leave (self);
  xmpp_queries_fail (self->queries, error != NULL ? error : unasked);
}

static void
on_ready (XmppNegotiator *negotiator, gpointer user_data)
{
  XmppRegistrar *self = user_data;
  const XmlElement *features = xmpp_negotiator_get_result (negotiator)->features;
  g_autoptr (GTask) task = NULL;

  self->takes_tokens = xml_element_find (features, "register", XMPP_NS_IBR_TOKEN) != NULL;
  g_signal_connect (self->transport, "element", G_CALLBACK (on_element), self);
  g_signal_connect (self->transport, "closed", G_CALLBACK (on_closed), self);
  task = end_opening (self);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
on_failed (const GError *error, gboolean reachable, gpointer user_data)
{
  XmppRegistrar *self = user_data;
  g_autoptr (GTask) task = end_opening (self);

  leave (self);
  g_task_return_error (task, g_error_copy (error));
}

static void
on_opened (gpointer user_data)
{
}

static const XmppSignInEvents events = { on_opened, on_ready, on_failed };

static void
on_cancelled (GCancellable *cancellable, XmppRegistrar *self)
{
  g_autoptr (GTask) task = end_opening (self);

  leave (self);
  g_task_return_error_if_cancelled (task);
}

void
xmpp_registrar_open_async (XmppTransport *transport,
                           const XmppJid *server,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (XmppRegistrar) self = g_object_new (XMPP_TYPE_REGISTRAR, NULL);
  g_autoptr (XmppCredentials) none = xmpp_credentials_new (NULL, NULL);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  XmppNegotiation negotiation = { .credentials = none, .stop_when_secure = TRUE };

  g_task_set_source_tag (task, xmpp_registrar_open_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  self->server = xmpp_jid_server (server);
  self->queries = xmpp_queries_new (self->server);
  self->transport = g_object_ref (transport);
  if (cancellable != NULL)
    self->cancelled = g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_cancelled), self);
  self->opening = g_steal_pointer (&task);
  negotiation.account = self->server;
  self->sign_in = xmpp_sign_in_new (transport, &negotiation, &events, self);
}

XmppRegistrar *
xmpp_registrar_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
xmpp_registrar_takes_tokens (XmppRegistrar *self)
{
  return self->takes_tokens;
}

gboolean
xmpp_registrar_is_open (XmppRegistrar *self)
{
  return self->transport != NULL;
}

void
xmpp_registrar_query_async (XmppRegistrar *self,
                            const char *type,
                            XmlElement *payload,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (XmlElement) iq = xmpp_iq_new (type, self->server, payload);
  g_autofree char *id = base_random_id ();

  g_task_set_source_tag (task, xmpp_registrar_query_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->transport == NULL) {
    g_task_return_new_error (task, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_CLOSED,
                             "the server closed the stream");
    return;
  }
  xml_element_set (iq, "id", id);
  xmpp_transport_send (self->transport, g_steal_pointer (&iq));
  xmpp_queries_add (self->queries, id, self->server, g_steal_pointer (&task));
}

XmlElement *
xmpp_registrar_query_finish (XmppRegistrar *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
xmpp_registrar_dispose (GObject *object)
{
  leave (XMPP_REGISTRAR (object));
  G_OBJECT_CLASS (xmpp_registrar_parent_class)->dispose (object);
}

static void
xmpp_registrar_finalize (GObject *object)
{
  XmppRegistrar *self = XMPP_REGISTRAR (object);

  g_clear_pointer (&self->queries, xmpp_queries_free);
  g_clear_pointer (&self->server, xmpp_jid_unref);
  G_OBJECT_CLASS (xmpp_registrar_parent_class)->finalize (object);
}

static void
xmpp_registrar_class_init (XmppRegistrarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = xmpp_registrar_dispose;
  object_class->finalize = xmpp_registrar_finalize;
}

static void
xmpp_registrar_init (XmppRegistrar *self)
{
}
