/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sign of life, given and asked for (XEP-0199). */
#include "config.h"

#include "xmpp/xep/0199-ping.h"

#include "xmpp/ns.h"
#include "xmpp/request.h"
#include "xmpp/session.h"
#include "xmpp/stanza-error.h"

struct _XmppPing {
  XmppModule parent_instance;
};

G_DEFINE_FINAL_TYPE (XmppPing, xmpp_ping, XMPP_TYPE_MODULE)

static void
on_request (XmppModule *module, XmppRequest *request)
{
  xmpp_request_reply (request, NULL);
}

static void
on_pong (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmlElement) pong = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);
  gboolean to_server = g_task_get_task_data (task) == NULL;

  /* XEP-0199 §4.2: an error is as good a sign. Of another client's it would come from its server. */
  if (pong != NULL || (to_server && error->domain == XMPP_STANZA_ERROR))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
release_jid (gpointer jid)
{
  xmpp_jid_unref (jid);
}

void
xmpp_ping_async (XmppPing *self,
                 XmppJid *to,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, xmpp_ping_async);
  if (to != NULL)
    g_task_set_task_data (task, xmpp_jid_ref (to), release_jid);
  xmpp_session_query_async (xmpp_module_get_session (XMPP_MODULE (self)), "get", to,
                            xml_element_new ("ping", XMPP_NS_PING), cancellable, on_pong,
                            g_steal_pointer (&task));
}

gboolean
xmpp_ping_finish (XmppPing *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
xmpp_ping_class_init (XmppPingClass *klass)
{
  static const XmppHandler handlers[] = {
    { XMPP_ON_GET, "ping", XMPP_NS_PING, .request = on_request },
    { 0 },
  };
  static const char *const features[] = { XMPP_NS_PING, NULL };

  XMPP_MODULE_CLASS (klass)->handlers = handlers;
  XMPP_MODULE_CLASS (klass)->features = features;
}

static void
xmpp_ping_init (XmppPing *self)
{
}
