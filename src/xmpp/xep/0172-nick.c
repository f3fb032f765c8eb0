/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people call themselves (XEP-0172), published at their accounts (XEP-0163). */
#include "config.h"

#include "xmpp/xep/0172-nick.h"

#include "base/text.h"
#include "xmpp/ns.h"
#include "xmpp/session.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0163-pep.h"

#define MAX_NICK 128

struct _XmppNick {
  XmppModule parent_instance;

  char *own; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (XmppNick, xmpp_nick, XMPP_TYPE_MODULE)

static guint changed_signal;

/* Those who see our presence may know (§4.4). */
static const XmppPubsubOption options[] = {
  { "pubsub#access_model", "presence" },
  { 0 },
};

/* (nullable): NULL for blank text */
static char *
clip (char *text)
{
  g_autofree char *owned = text;

  if (owned == NULL || base_text_is_blank (owned))
    return NULL;
  owned[base_text_clip (owned, MAX_NICK)] = '\0';
  return g_strstrip (g_steal_pointer (&owned));
}

char *
xmpp_nick_read (const XmlElement *parent)
{
  return clip (xml_element_dup_child_text (parent, "nick", XMPP_NS_NICK));
}

static void
announce (XmppNick *self, XmppJid *from, const char *nick)
{
  XmppJid *account = xmpp_session_get_account (xmpp_module_get_session (XMPP_MODULE (self)));

  if (xmpp_jid_equal (from, account)) {
    g_free (self->own);
    self->own = g_strdup (nick);
  }
  g_signal_emit (self, changed_signal, 0, from, nick);
}

/* The newest item counts; a retraction takes it back. */
static void
on_event (XmppModule *module, const XmlElement *stanza, const XmlElement *payload)
{
  g_autoptr (GPtrArray) items = xmpp_pubsub_read_items (payload);
  g_autoptr (XmppJid) from = xmpp_stanza_dup_from (stanza);
  const XmppPubsubItem *last = items->len > 0 ? items->pdata[items->len - 1] : NULL;
  g_autofree char *nick = NULL;

  if (last == NULL)
    return;
  if (from == NULL)
    from = xmpp_jid_ref (xmpp_session_get_account (xmpp_module_get_session (module)));
  if (last->payload != NULL && xml_element_is (last->payload, "nick", XMPP_NS_NICK))
    nick = clip (xml_element_dup_text (last->payload));
  announce (XMPP_NICK (module), from, nick);
}

static void
on_published (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  XmppNick *self = g_task_get_source_object (task);
  const char *nick = g_task_get_task_data (task);
  GError *error = NULL;

  if (!xmpp_pep_publish_finish (XMPP_PEP (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  /* The server need not tell its own sender. */
  announce (self, xmpp_session_get_account (xmpp_module_get_session (XMPP_MODULE (self))), nick);
  g_task_return_boolean (task, TRUE);
}

const char *
xmpp_nick_get_own (XmppNick *self)
{
  return self->own;
}

void
xmpp_nick_publish_async (XmppNick *self,
                         const char *nick,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  XmppSession *session = xmpp_module_get_session (XMPP_MODULE (self));
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  char *clipped = clip (g_strdup (nick));
  XmlElement *payload = xml_element_new ("nick", XMPP_NS_NICK);

  g_task_set_source_tag (task, xmpp_nick_publish_async);
  g_task_set_task_data (task, clipped, g_free);
  if (clipped != NULL)
    xml_element_text (payload, clipped);
  xmpp_pep_publish_async (xmpp_session_get_module (session, XMPP_TYPE_PEP), XMPP_NS_NICK, "current",
                          payload, options, cancellable, on_published, task);
}

gboolean
xmpp_nick_publish_finish (XmppNick *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
xmpp_nick_stopped (XmppModule *module)
{
  g_clear_pointer (&XMPP_NICK (module)->own, g_free);
}

static void
xmpp_nick_finalize (GObject *object)
{
  g_free (XMPP_NICK (object)->own);
  G_OBJECT_CLASS (xmpp_nick_parent_class)->finalize (object);
}

static void
xmpp_nick_class_init (XmppNickClass *klass)
{
  static const XmppHandler handlers[] = {
    { XMPP_ON_PEP, NULL, XMPP_NS_NICK, .stanza = on_event },
    { 0 },
  };
  static const char *const features[] = { XMPP_NS_NICK, NULL };

  XMPP_MODULE_CLASS (klass)->handlers = handlers;
  XMPP_MODULE_CLASS (klass)->features = features;
  XMPP_MODULE_CLASS (klass)->stopped = xmpp_nick_stopped;
  G_OBJECT_CLASS (klass)->finalize = xmpp_nick_finalize;
  changed_signal = g_signal_new ("changed", XMPP_TYPE_NICK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, XMPP_TYPE_JID, G_TYPE_STRING);
}

static void
xmpp_nick_init (XmppNick *self)
{
}
