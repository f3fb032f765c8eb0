/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whom the server keeps away from the account (XEP-0191), and reports about them (XEP-0377). */
#include "config.h"

#include "xmpp/xep/0191-blocking.h"

#include "base/props.h"
#include "xmpp/ns.h"
#include "xmpp/request.h"
#include "xmpp/session.h"
#include "xmpp/xep/0030-disco.h"

/* More than anybody has blocked by hand; what a server sends beyond is not kept. */
#define MAX_BLOCKED 10000

struct _XmppBlocking {
  XmppModule parent_instance;

  GHashTable *blocked; /* XmppJid, a set */
  gboolean available;
  gboolean can_report;
  gboolean asked;            /* in this session */
  GCancellable *cancellable; /* of what was asked in it */
};

enum { PROP_AVAILABLE = 1, PROP_CAN_REPORT, N_PROPS };

enum { CHANGED, N_SIGNALS };

static const BaseProp table[] = {
  { "available", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (XmppBlocking, available), BASE_RO },
  { "can-report", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (XmppBlocking, can_report), BASE_RO },
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (XmppBlocking, xmpp_blocking, XMPP_TYPE_MODULE)

static void
free_jid (gpointer jid)
{
  xmpp_jid_unref (jid);
}

static void
announce (XmppBlocking *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Adds or takes away what @parent has items of; those without a valid address are left out.
 * Returns how many items there were. */
static guint
apply_items (XmppBlocking *self, const XmlElement *parent, gboolean block)
{
  XmlIter iter = { .parent = parent, .name = "item", .ns = XMPP_NS_BLOCKING };
  const XmlElement *item;
  guint n_items = 0;

  while (xml_iter_next (&iter, &item)) {
    const char *address = xml_element_get (item, "jid");
    g_autoptr (XmppJid) jid = address != NULL ? xmpp_jid_parse_wire (address, NULL) : NULL;

    n_items++;
    if (jid != NULL && !block)
      g_hash_table_remove (self->blocked, jid);
    else if (jid != NULL && g_hash_table_size (self->blocked) < MAX_BLOCKED)
      g_hash_table_add (self->blocked, g_steal_pointer (&jid));
  }
  return n_items;
}

/* §3.3, §3.4: the list is our account's, so nobody else changes it. */
static void
on_push (XmppModule *module, XmppRequest *request)
{
  XmppBlocking *self = XMPP_BLOCKING (module);
  const XmlElement *payload = xmpp_request_get_payload (request);
  gboolean block = g_str_equal (xml_element_get_name (payload), "block");

  if (!xmpp_session_is_from_account (xmpp_module_get_session (module),
                                     xmpp_request_get_stanza (request))) {
    g_debug ("dropped a block push of %s", xmpp_jid_string (xmpp_request_get_from (request)));
    return;
  }

  xmpp_request_reply (request, NULL);
  /* §3.5: an empty unblock is one of all. */
  if (apply_items (self, payload, block) == 0 && !block)
    g_hash_table_remove_all (self->blocked);
  announce (self);
}

static void
on_list (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (XmppBlocking) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply == NULL) {
    g_debug ("no list of who is blocked: %s", error->message);
    return;
  }

  g_hash_table_remove_all (self->blocked);
  apply_items (self, xml_element_find (reply, "blocklist", XMPP_NS_BLOCKING), TRUE);
  base_prop_set_boolean (self, &self->available, TRUE, props[PROP_AVAILABLE]);
  announce (self);
}

static void
on_server_info (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (XmppBlocking) self = user_data;
  XmppSession *session = xmpp_module_get_session (XMPP_MODULE (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppDiscoInfo) info = xmpp_disco_query_finish (XMPP_DISCO (source), result, &error);

  if (info == NULL || !xmpp_disco_info_has_feature (info, XMPP_NS_BLOCKING))
    return;
  base_prop_set_boolean (self, &self->can_report,
                         xmpp_disco_info_has_feature (info, XMPP_NS_REPORTING),
                         props[PROP_CAN_REPORT]);
  xmpp_session_query_async (session, "get", NULL, xml_element_new ("blocklist", XMPP_NS_BLOCKING),
                            self->cancellable, on_list, g_object_ref (self));
}

void
xmpp_blocking_load (XmppBlocking *self)
{
  XmppSession *session = xmpp_module_get_session (XMPP_MODULE (self));
  const char *domain = xmpp_jid_domain (xmpp_session_get_account (session));
  g_autoptr (XmppJid) server = xmpp_jid_parse_wire (domain, NULL);

  if (self->asked || xmpp_session_get_state (session) != XMPP_SESSION_ONLINE)
    return;
  self->asked = TRUE;
  self->cancellable = g_cancellable_new ();
  xmpp_disco_query_async (xmpp_session_get_module (session, XMPP_TYPE_DISCO), server, NULL,
                          self->cancellable, on_server_info, g_object_ref (self));
}

gboolean
xmpp_blocking_get_available (XmppBlocking *self)
{
  return self->available;
}

gboolean
xmpp_blocking_get_can_report (XmppBlocking *self)
{
  return self->can_report;
}

static int
compare_jids (gconstpointer a, gconstpointer b)
{
  return strcmp (xmpp_jid_string (*(XmppJid *const *) a), xmpp_jid_string (*(XmppJid *const *) b));
}

GPtrArray *
xmpp_blocking_list (XmppBlocking *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_jid);
  GHashTableIter iter;
  gpointer jid;

  g_hash_table_iter_init (&iter, self->blocked);
  while (g_hash_table_iter_next (&iter, &jid, NULL))
    g_ptr_array_add (list, xmpp_jid_ref (jid));
  g_ptr_array_sort (list, compare_jids);
  return list;
}

XmppJid *
xmpp_blocking_find (XmppBlocking *self, const XmppJid *jid)
{
  g_autoptr (XmppJid) bare = xmpp_jid_bare (jid);
  g_autoptr (XmppJid) domain = xmpp_jid_parse_wire (xmpp_jid_domain (jid), NULL);
  XmppJid *entry = g_hash_table_lookup (self->blocked, jid);

  if (entry == NULL)
    entry = g_hash_table_lookup (self->blocked, bare);
  if (entry == NULL && domain != NULL)
    entry = g_hash_table_lookup (self->blocked, domain);
  return entry;
}

/* The server tells of the change before or after it answers, or, if it is an odd one, not at all. */
static void
on_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  XmppBlocking *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);
  const XmlElement *command = g_task_get_task_data (task);

  if (reply == NULL) {
    g_task_return_error (task, error);
    return;
  }

  apply_items (self, command, g_str_equal (xml_element_get_name (command), "block"));
  announce (self);
  g_task_return_boolean (task, TRUE);
}

static void
free_element (gpointer element)
{
  xml_element_unref (element);
}

/* @command: (transfer full) */
static void
change (XmppBlocking *self,
        XmlElement *command,
        GCancellable *cancellable,
        GAsyncReadyCallback callback,
        gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, change);
  g_task_set_task_data (task, xml_element_ref (command), free_element);
  xmpp_session_query_async (xmpp_module_get_session (XMPP_MODULE (self)), "set", NULL, command,
                            cancellable, on_changed, task);
}

void
xmpp_blocking_block_async (XmppBlocking *self,
                           XmppJid *jid,
                           XmppReport report,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  XmlElement *block = xml_element_new ("block", XMPP_NS_BLOCKING);
  XmlElement *item = xml_element_add (block, "item", XMPP_NS_BLOCKING);

  xml_element_set (item, "jid", xmpp_jid_string (jid));
  if (report != XMPP_REPORT_NONE && self->can_report)
    xml_element_set (xml_element_add (item, "report", XMPP_NS_REPORTING), "reason",
                     report == XMPP_REPORT_SPAM ? "urn:xmpp:reporting:spam"
                                                : "urn:xmpp:reporting:abuse");
  change (self, block, cancellable, callback, user_data);
}

void
xmpp_blocking_unblock_async (XmppBlocking *self,
                             XmppJid *jid,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  XmlElement *unblock = xml_element_new ("unblock", XMPP_NS_BLOCKING);

  xml_element_set (xml_element_add (unblock, "item", XMPP_NS_BLOCKING), "jid",
                   xmpp_jid_string (jid));
  change (self, unblock, cancellable, callback, user_data);
}

gboolean
xmpp_blocking_change_finish (XmppBlocking *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
xmpp_blocking_stopped (XmppModule *module)
{
  XmppBlocking *self = XMPP_BLOCKING (module);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->asked = FALSE;
  g_hash_table_remove_all (self->blocked);
  base_prop_set_boolean (self, &self->available, FALSE, props[PROP_AVAILABLE]);
  base_prop_set_boolean (self, &self->can_report, FALSE, props[PROP_CAN_REPORT]);
  announce (self);
}

static void
xmpp_blocking_finalize (GObject *object)
{
  XmppBlocking *self = XMPP_BLOCKING (object);

  g_clear_object (&self->cancellable);
  g_hash_table_unref (self->blocked);
  G_OBJECT_CLASS (xmpp_blocking_parent_class)->finalize (object);
}

static void
xmpp_blocking_class_init (XmppBlockingClass *klass)
{
  static const XmppHandler handlers[] = {
    { XMPP_ON_SET, "block", XMPP_NS_BLOCKING, .request = on_push },
    { XMPP_ON_SET, "unblock", XMPP_NS_BLOCKING, .request = on_push },
    { 0 },
  };

  XMPP_MODULE_CLASS (klass)->handlers = handlers;
  XMPP_MODULE_CLASS (klass)->stopped = xmpp_blocking_stopped;
  G_OBJECT_CLASS (klass)->finalize = xmpp_blocking_finalize;
  base_props_install (G_OBJECT_CLASS (klass), table, G_N_ELEMENTS (table), props);
  signals[CHANGED] = g_signal_new ("changed", XMPP_TYPE_BLOCKING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
xmpp_blocking_init (XmppBlocking *self)
{
  self->blocked = g_hash_table_new_full (xmpp_jid_hash, xmpp_jid_equal, free_jid, NULL);
}
