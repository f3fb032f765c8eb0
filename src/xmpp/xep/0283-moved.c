/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads claims, and asks the old account whether they are true (XEP-0283 §4.3). */
#include "config.h"

#include "xmpp/xep/0283-moved.h"

#include "xmpp/ns.h"
#include "xmpp/session.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0060-pubsub.h"
#include "xmpp/xep/0163-pep.h"

struct _XmppMoved {
  XmppModule parent_instance;
};

G_DEFINE_FINAL_TYPE (XmppMoved, xmpp_moved, XMPP_TYPE_MODULE)

static guint claimed_signal;

/* @text: (nullable). NULL unless it is a bare address. */
static XmppJid *
parse_bare (const char *text)
{
  g_autoptr (XmppJid) jid = text != NULL ? xmpp_jid_parse_wire (text, NULL) : NULL;

  return jid != NULL && xmpp_jid_is_bare (jid) ? g_steal_pointer (&jid) : NULL;
}

/* The address that is the text of a child of <moved/>. */
static XmppJid *
read_address (const XmlElement *moved, const char *name)
{
  g_autofree char *text = xml_element_dup_child_text (moved, name, XMPP_NS_MOVED);

  return parse_bare (text != NULL ? g_strstrip (text) : NULL);
}

/* An account that is gone for good may have left its new address (RFC 6120 §8.3.3.5). */
static XmppJid *
read_gone (const GError *error)
{
  const char *uri;
  g_autofree char *address = NULL;

  if (!g_error_matches (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_GONE))
    return NULL;
  uri = xmpp_stanza_error_get_uri (error);
  if (uri == NULL || g_ascii_strncasecmp (uri, "xmpp:", 5) != 0)
    return NULL;
  address = g_uri_unescape_segment (uri + 5, uri + strcspn (uri, "?#"), NULL);
  return parse_bare (address);
}

static XmppJid *
read_statement (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++) {
    const XmppPubsubItem *item = items->pdata[i];

    if (item->payload != NULL && xml_element_is (item->payload, "moved", XMPP_NS_MOVED))
      return read_address (item->payload, "new-jid");
  }
  return NULL;
}

static void
release_jid (gpointer jid)
{
  xmpp_jid_unref (jid);
}

static void
on_statement (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) items = xmpp_pep_fetch_finish (XMPP_PEP (source), result, &error);
  XmppJid *jid = items != NULL ? read_statement (items) : read_gone (error);

  if (jid != NULL) {
    g_clear_error (&error);
    g_task_return_pointer (task, jid, release_jid);
  } else if (error != NULL) {
    g_task_return_error (task, error);
  } else {
    g_task_return_new_error (task, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_ITEM_NOT_FOUND,
                             "the account does not say that it has moved");
  }
}

void
xmpp_moved_ask_async (XmppMoved *self,
                      XmppJid *old,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  XmppSession *session = xmpp_module_get_session (XMPP_MODULE (self));
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, xmpp_moved_ask_async);
  xmpp_pep_fetch_async (xmpp_session_get_module (session, XMPP_TYPE_PEP), old, XMPP_NS_MOVED,
                        "current", cancellable, on_statement, task);
}

XmppJid *
xmpp_moved_ask_finish (XmppMoved *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_presence (XmppModule *module, const XmlElement *stanza, const XmlElement *payload)
{
  g_autoptr (XmppJid) from = xmpp_stanza_dup_from (stanza);
  g_autoptr (XmppJid) bare = from != NULL ? xmpp_jid_bare (from) : NULL;
  g_autoptr (XmppJid) old = read_address (payload, "old-jid");

  if (xmpp_presence_type (stanza) != XMPP_PRESENCE_SUBSCRIBE || bare == NULL || old == NULL ||
      xmpp_jid_equal (bare, old))
    return;
  g_signal_emit (module, claimed_signal, 0, bare, old);
}

static void
xmpp_moved_class_init (XmppMovedClass *klass)
{
  static const XmppHandler handlers[] = {
    { XMPP_ON_PRESENCE, "moved", XMPP_NS_MOVED, .stanza = on_presence },
    { 0 },
  };

  XMPP_MODULE_CLASS (klass)->handlers = handlers;
  claimed_signal = g_signal_new ("claimed", XMPP_TYPE_MOVED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, XMPP_TYPE_JID, XMPP_TYPE_JID);
}

static void
xmpp_moved_init (XmppMoved *self)
{
}
