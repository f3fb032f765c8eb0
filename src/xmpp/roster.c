/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The contact list on the server: fetched, watched and changed (RFC 6121 §2). */
#include "config.h"

#include "xmpp/roster.h"

#include "xmpp/ns.h"
#include "xmpp/request.h"
#include "xmpp/session.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"

struct _XmppRoster {
  XmppModule parent_instance;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_BOXED_TYPE (XmppRosterItem, xmpp_roster_item, xmpp_roster_item_copy, xmpp_roster_item_free)
G_DEFINE_FINAL_TYPE (XmppRoster, xmpp_roster, XMPP_TYPE_MODULE)

static const char *const subscriptions[] = {
  [XMPP_SUBSCRIPTION_NONE] = "none",     [XMPP_SUBSCRIPTION_TO] = "to",
  [XMPP_SUBSCRIPTION_FROM] = "from",     [XMPP_SUBSCRIPTION_BOTH] = "both",
  [XMPP_SUBSCRIPTION_REMOVE] = "remove",
};

/* The answer to a fetch. */
typedef struct {
  GPtrArray *items; /* (nullable): unchanged */
  char *version;    /* (nullable) */
} List;

static void
list_free (gpointer data)
{
  List *self = data;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->version);
  g_free (self);
}

static void
release_item (gpointer item)
{
  xmpp_roster_item_free (item);
}

static char **
parse_groups (const XmlElement *element)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  XmlIter iter = { .parent = element, .name = "group", .ns = XMPP_NS_ROSTER };
  const XmlElement *child;

  while (xml_iter_next (&iter, &child)) {
    g_autofree char *group = xml_element_dup_text (child);

    if (*group == '\0' || g_hash_table_contains (seen, group))
      continue;
    g_hash_table_add (seen, group);
    g_ptr_array_add (groups, g_steal_pointer (&group));
  }
  return (char **) g_ptr_array_free (g_steal_pointer (&groups), FALSE);
}

/* (nullable): NULL if it has no valid address */
static XmppRosterItem *
parse_item (const XmlElement *element)
{
  const char *address = xml_element_get (element, "jid");
  const char *name = xml_element_get (element, "name");
  const char *subscription = xml_element_get (element, "subscription");
  const char *approved = xml_element_get (element, "approved");
  g_autoptr (XmppJid) jid = address != NULL ? xmpp_jid_parse_wire (address, NULL) : NULL;
  XmppRosterItem *self;

  if (jid == NULL)
    return NULL;

  self = g_new0 (XmppRosterItem, 1);
  self->jid = g_steal_pointer (&jid);
  self->name = name != NULL && *name != '\0' ? g_strdup (name) : NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (subscriptions); i++)
    if (g_strcmp0 (subscription, subscriptions[i]) == 0)
      self->subscription = i;
  self->ask = g_strcmp0 (xml_element_get (element, "ask"), "subscribe") == 0;
  self->approved = g_strcmp0 (approved, "true") == 0 || g_strcmp0 (approved, "1") == 0;
  self->groups = parse_groups (element);
  return self;
}

static GPtrArray *
parse_items (const XmlElement *query)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (release_item);
  XmlIter iter = { .parent = query, .name = "item", .ns = XMPP_NS_ROSTER };
  const XmlElement *element;

  while (xml_iter_next (&iter, &element)) {
    XmppRosterItem *item = parse_item (element);

    if (item != NULL)
      g_ptr_array_add (items, item);
    else
      g_debug ("left out a roster item without a valid address");
  }
  return items;
}

/* (nullable): NULL unless there is exactly one item, and a good one */
static XmppRosterItem *
parse_push (const XmlElement *query)
{
  XmlIter iter = { .parent = query, .name = "item", .ns = XMPP_NS_ROSTER };
  const XmlElement *item, *second;

  if (!xml_iter_next (&iter, &item) || xml_iter_next (&iter, &second))
    return NULL;
  return parse_item (item);
}

/* RFC 6121 §2.1.6: only our own account changes our list. Others are not told that we are here. */
static void
on_push (XmppModule *module, XmppRequest *request)
{
  XmppSession *session = xmpp_module_get_session (module);
  const XmlElement *query = xmpp_request_get_payload (request);
  g_autoptr (XmppRosterItem) item = NULL;

  if (!xmpp_session_is_from_account (session, xmpp_request_get_stanza (request))) {
    g_debug ("dropped a roster push of %s", xmpp_jid_string (xmpp_request_get_from (request)));
    return;
  }

  item = parse_push (query);
  if (item == NULL) {
    g_autoptr (GError) error = xmpp_stanza_error_new (XMPP_STANZA_ERROR_BAD_REQUEST, NULL);

    xmpp_request_fail (request, error);
    return;
  }

  xmpp_request_reply (request, NULL);
  g_signal_emit (module, signals[CHANGED], 0, item, xml_element_get (query, "ver"));
}

XmppRosterItem *
xmpp_roster_item_copy (const XmppRosterItem *self)
{
  XmppRosterItem *copy = g_new (XmppRosterItem, 1);

  *copy = *self;
  copy->jid = xmpp_jid_ref (self->jid);
  copy->name = g_strdup (self->name);
  copy->groups = g_strdupv (self->groups);
  return copy;
}

void
xmpp_roster_item_free (XmppRosterItem *self)
{
  xmpp_jid_unref (self->jid);
  g_free (self->name);
  g_strfreev (self->groups);
  g_free (self);
}

static gboolean
server_has_versions (XmppSession *session)
{
  const XmlElement *features = xmpp_session_get_features (session);

  return features != NULL && xml_element_find (features, "ver", XMPP_NS_ROSTER_VERSION) != NULL;
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (XmlElement) reply = NULL;
  GError *error = NULL;
  const XmlElement *query;
  List *list;

  reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);
  if (reply == NULL) {
    g_task_return_error (task, error);
    return;
  }

  /* An empty answer says that the named version is still good (RFC 6121 §2.6.3). */
  list = g_new0 (List, 1);
  query = xml_element_find (reply, "query", XMPP_NS_ROSTER);
  if (query != NULL) {
    list->items = parse_items (query);
    list->version = g_strdup (xml_element_get (query, "ver"));
  } else if (g_task_get_task_data (task) == NULL) {
    list->items = g_ptr_array_new_with_free_func (release_item); /* no version was named */
  }
  g_task_return_pointer (task, list, list_free);
}

void
xmpp_roster_fetch_async (XmppRoster *self,
                         const char *version,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  XmppSession *session = xmpp_module_get_session (XMPP_MODULE (self));
  XmlElement *query = xml_element_new ("query", XMPP_NS_ROSTER);

  g_task_set_source_tag (task, xmpp_roster_fetch_async);
  if (server_has_versions (session)) {
    /* "" asks for versions without having any (RFC 6121 §2.6.2). */
    xml_element_set (query, "ver", version != NULL ? version : "");
    g_task_set_task_data (task, g_strdup (version), g_free);
  }
  xmpp_session_query_async (session, "get", NULL, query, cancellable, on_fetched,
                            g_steal_pointer (&task));
}

gboolean
xmpp_roster_fetch_finish (XmppRoster *self,
                          GAsyncResult *result,
                          GPtrArray **items,
                          char **version,
                          GError **error)
{
  List *list = g_task_propagate_pointer (G_TASK (result), error);

  if (list == NULL)
    return FALSE;
  *items = g_steal_pointer (&list->items);
  *version = g_steal_pointer (&list->version);
  list_free (list);
  return TRUE;
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);

  if (reply != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* @item: (transfer full) */
static void
change (XmppRoster *self, XmlElement *item, GTask *task)
{
  XmlElement *query = xml_element_take (xml_element_new ("query", XMPP_NS_ROSTER), item);

  xmpp_session_query_async (xmpp_module_get_session (XMPP_MODULE (self)), "set", NULL, query,
                            g_task_get_cancellable (task), on_changed, task);
}

void
xmpp_roster_set_async (XmppRoster *self,
                       const XmppJid *jid,
                       const char *name,
                       const char *const *groups,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  XmlElement *item = xml_element_new ("item", XMPP_NS_ROSTER);

  g_task_set_source_tag (task, xmpp_roster_set_async);
  xml_element_set (item, "jid", xmpp_jid_string (jid));
  xml_element_set (item, "name", name != NULL && *name != '\0' ? name : NULL);
  for (; groups != NULL && *groups != NULL; groups++)
    xml_element_add_text_child (item, "group", NULL, *groups);
  change (self, item, g_steal_pointer (&task));
}

gboolean
xmpp_roster_set_finish (XmppRoster *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
xmpp_roster_remove_async (XmppRoster *self,
                          const XmppJid *jid,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  XmlElement *item = xml_element_new ("item", XMPP_NS_ROSTER);

  g_task_set_source_tag (task, xmpp_roster_remove_async);
  xml_element_set (item, "jid", xmpp_jid_string (jid));
  xml_element_set (item, "subscription", "remove");
  change (self, item, g_steal_pointer (&task));
}

gboolean
xmpp_roster_remove_finish (XmppRoster *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
xmpp_roster_class_init (XmppRosterClass *klass)
{
  static const XmppHandler handlers[] = {
    { XMPP_ON_SET, "query", XMPP_NS_ROSTER, .request = on_push },
    { 0 },
  };

  XMPP_MODULE_CLASS (klass)->handlers = handlers;

  signals[CHANGED] = g_signal_new (
    "changed", XMPP_TYPE_ROSTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
    XMPP_TYPE_ROSTER_ITEM | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
xmpp_roster_init (XmppRoster *self)
{
}
