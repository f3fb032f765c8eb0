/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the account's devices tell each other about what was read (XEP-0490). */
#include "config.h"

#include "xmpp/xep/0490-displayed-sync.h"

#include "xmpp/ns.h"
#include "xmpp/session.h"
#include "xmpp/xep/0163-pep.h"
#include "xmpp/xep/0359-ids.h"

#define SERVER_ASSIST "urn:xmpp:mds:server-assist:0"

struct _XmppDisplayedSync {
  XmppModule parent_instance;

  gboolean assisted;
  GCancellable *cancellable; /* (nullable): of what was asked in this session */
};

G_DEFINE_FINAL_TYPE (XmppDisplayedSync, xmpp_displayed_sync, XMPP_TYPE_MODULE)

static guint displayed_signal;

/* Ids of rooms, and of people in them, are given by others (§4.1): they are not ours to look up. */
static void
announce (XmppDisplayedSync *self, const XmppPubsubItem *item)
{
  XmppJid *account = xmpp_session_get_account (xmpp_module_get_session (XMPP_MODULE (self)));
  g_autoptr (XmppJid) peer = xmpp_jid_parse_wire (item->id, NULL);
  const char *id = NULL;

  if (item->payload != NULL && xml_element_is (item->payload, "displayed", XMPP_NS_DISPLAYED_SYNC))
    id = xmpp_ids_get_archived (item->payload, account);
  if (peer != NULL && xmpp_jid_is_bare (peer) && id != NULL)
    g_signal_emit (self, displayed_signal, 0, peer, id);
}

static void
announce_all (XmppDisplayedSync *self, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    announce (self, items->pdata[i]);
}

static void
on_event (XmppModule *module, const XmlElement *stanza, const XmlElement *payload)
{
  g_autoptr (GPtrArray) items = NULL;

  if (!xmpp_session_is_from_account (xmpp_module_get_session (module), stanza)) {
    g_debug ("dropped somebody else's word about what was read here");
    return;
  }
  items = xmpp_pubsub_read_items (payload);
  announce_all (XMPP_DISPLAYED_SYNC (module), items);
}

static void
on_items (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (XmppDisplayedSync) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = xmpp_pep_fetch_finish (XMPP_PEP (source), result, &error);

  if (items != NULL)
    announce_all (self, items);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("no word about what was read: %s", error->message);
}

static void
on_info (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (XmppDisplayedSync) self = user_data;
  g_autoptr (XmppDiscoInfo) info = xmpp_pep_lookup_finish (XMPP_PEP (source), result, NULL);

  /* The answer to an old session is of no use. */
  if (info != NULL && self->cancellable != NULL)
    self->assisted = xmpp_disco_info_has_feature (info, SERVER_ASSIST);
}

static XmppPep *
get_pep (XmppDisplayedSync *self)
{
  return xmpp_session_get_module (xmpp_module_get_session (XMPP_MODULE (self)), XMPP_TYPE_PEP);
}

void
xmpp_displayed_sync_load (XmppDisplayedSync *self)
{
  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  xmpp_pep_fetch_async (get_pep (self), NULL, XMPP_NS_DISPLAYED_SYNC, NULL, self->cancellable,
                        on_items, g_object_ref (self));
  xmpp_pep_lookup_async (get_pep (self), self->cancellable, on_info, g_object_ref (self));
}

static void
on_published (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (xmpp_pep_publish_finish (XMPP_PEP (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
xmpp_displayed_sync_publish_async (XmppDisplayedSync *self,
                                   XmppJid *peer,
                                   const char *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  XmppSession *session = xmpp_module_get_session (XMPP_MODULE (self));
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, xmpp_displayed_sync_publish_async);
  xmpp_pep_publish_async (get_pep (self), XMPP_NS_DISPLAYED_SYNC, xmpp_jid_string (peer),
                          xmpp_displayed_sync_build (xmpp_session_get_account (session), id),
                          xmpp_pubsub_private_items, cancellable, on_published, task);
}

gboolean
xmpp_displayed_sync_publish_finish (XmppDisplayedSync *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
xmpp_displayed_sync_get_assisted (XmppDisplayedSync *self)
{
  return self->assisted;
}

XmlElement *
xmpp_displayed_sync_build (const XmppJid *account, const char *id)
{
  XmlElement *displayed = xml_element_new ("displayed", XMPP_NS_DISPLAYED_SYNC);
  XmlElement *stanza_id = xml_element_add (displayed, "stanza-id", XMPP_NS_STANZA_IDS);

  xml_element_set (stanza_id, "by", xmpp_jid_string (account));
  xml_element_set (stanza_id, "id", id);
  return displayed;
}

static void
xmpp_displayed_sync_stopped (XmppModule *module)
{
  XmppDisplayedSync *self = XMPP_DISPLAYED_SYNC (module);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->assisted = FALSE;
}

static void
xmpp_displayed_sync_finalize (GObject *object)
{
  g_clear_object (&XMPP_DISPLAYED_SYNC (object)->cancellable);
  G_OBJECT_CLASS (xmpp_displayed_sync_parent_class)->finalize (object);
}

static void
xmpp_displayed_sync_class_init (XmppDisplayedSyncClass *klass)
{
  static const XmppHandler handlers[] = {
    { XMPP_ON_PEP, NULL, XMPP_NS_DISPLAYED_SYNC, .stanza = on_event },
    { 0 },
  };

  XMPP_MODULE_CLASS (klass)->handlers = handlers;
  XMPP_MODULE_CLASS (klass)->stopped = xmpp_displayed_sync_stopped;
  G_OBJECT_CLASS (klass)->finalize = xmpp_displayed_sync_finalize;
  displayed_signal = g_signal_new ("displayed", XMPP_TYPE_DISPLAYED_SYNC, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 2, XMPP_TYPE_JID, G_TYPE_STRING);
}

static void
xmpp_displayed_sync_init (XmppDisplayedSync *self)
{
}
