/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All conversations of all accounts in one sorted list.
 */

#include "im/conversations-private.h"

#include "base/props.h"
#include "base/sorted-model.h"
#include "im/account-private.h"
#include "im/announcements.h"
#include "im/contact.h"
#include "im/conversation-private.h"
#include "im/notifications-private.h"
#include "im/people-private.h"
#include "im/roster.h"

struct _ImConversations {
  GObject parent_instance;

  ImServices *services;
  BaseSortedModel *model;
  ImAnnouncements *announcements;
  ImPeople *people;
  GHashTable *accounts; /* ImAccount (unowned) → GHashTable of XmppJid → ImConversation (unowned) */
  guint unread;
  guint archived;
};

enum { PROP_UNREAD = 1, PROP_ARCHIVED, N_PROPS };

static const BaseProp table[] = {
  { "unread", G_TYPE_UINT, NULL, G_STRUCT_OFFSET (ImConversations, unread), BASE_RO },
  { "archived", G_TYPE_UINT, NULL, G_STRUCT_OFFSET (ImConversations, archived), BASE_RO },
};

static GParamSpec *props[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return IM_TYPE_CONVERSATION;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (IM_CONVERSATIONS (model)->model));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (IM_CONVERSATIONS (model)->model), position);
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ImConversations,
                               im_conversations,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  gboolean pinned_a = im_conversation_get_pinned ((ImConversation *) a);
  gboolean pinned_b = im_conversation_get_pinned ((ImConversation *) b);
  gint64 time_a = im_conversation_get_last_time ((ImConversation *) a);
  gint64 time_b = im_conversation_get_last_time ((ImConversation *) b);

  if (pinned_a != pinned_b)
    return pinned_a ? -1 : 1;
  return time_a != time_b ? (time_a > time_b ? -1 : 1) : 0;
}

static void
on_model_changed (GListModel *model,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  ImConversations *self)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static void
count_unread (ImConversations *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  guint unread = 0;

  for (guint i = 0; i < n_items; i++) {
    g_autoptr (ImConversation) conversation = g_list_model_get_item (G_LIST_MODEL (self->model), i);

    if (!im_conversation_get_muted (conversation))
      unread += im_conversation_get_unread (conversation);
  }
  base_prop_set_uint (self, &self->unread, unread, props[PROP_UNREAD]);
}

static void
touch (ImConversations *self, ImConversation *conversation)
{
  ImAccount *account = im_conversation_get_account (conversation);

  if (account != NULL)
    im_people_touch (self->people, account, im_conversation_get_jid (conversation));
}

static void
on_unread (ImConversation *conversation, GParamSpec *pspec, ImConversations *self)
{
  count_unread (self);
  touch (self, conversation);
}

static void
on_typing (ImConversation *conversation, GParamSpec *pspec, ImConversations *self)
{
  touch (self, conversation);
}

static void
count_archived (ImConversations *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  self->archived = 0;
  for (guint i = 0; i < n_items; i++) {
    g_autoptr (ImConversation) conversation = g_list_model_get_item (G_LIST_MODEL (self->model), i);

    if (im_conversation_get_archived (conversation) && im_person_shows (conversation))
      self->archived++;
  }
  /* Also when another one is archived now: who shows only some of them looks again. */
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ARCHIVED]);
}

static void
on_archived (ImConversation *conversation, GParamSpec *pspec, ImConversations *self)
{
  count_archived (self);
}

static void
on_place (ImConversation *conversation, GParamSpec *pspec, ImConversations *self)
{
  base_sorted_model_reposition (self->model, conversation);
  touch (self, conversation);
}

static GHashTable *
table_of (ImConversations *self, ImAccount *account)
{
  GHashTable *conversations = g_hash_table_lookup (self->accounts, account);

  if (conversations == NULL) {
    conversations = g_hash_table_new (xmpp_jid_hash, xmpp_jid_equal);
    g_hash_table_insert (self->accounts, account, conversations);
  }
  return conversations;
}

/* (transfer none) */
static ImConversation *
add (ImConversations *self, ImAccount *account, XmppJid *peer, const StoreConversation *record)
{
  g_autoptr (ImConversation) conversation = im_conversation_new (self->services, account, peer);

  if (record != NULL)
    im_conversation_update (conversation, record);
  im_conversation_set_contact (conversation,
                               im_roster_find (im_account_get_roster (account), peer));
  g_hash_table_insert (table_of (self, account), im_conversation_get_jid (conversation),
                       conversation);
  g_signal_connect_object (conversation, "notify::unread", G_CALLBACK (on_unread), self, 0);
  g_signal_connect_object (conversation, "notify::typing", G_CALLBACK (on_typing), self, 0);
  g_signal_connect_object (conversation, "notify::last-time", G_CALLBACK (on_place), self, 0);
  g_signal_connect_object (conversation, "notify::pinned", G_CALLBACK (on_place), self, 0);
  g_signal_connect_object (conversation, "notify::muted", G_CALLBACK (on_unread), self, 0);
  g_signal_connect_object (conversation, "notify::archived", G_CALLBACK (on_archived), self, 0);
  base_sorted_model_insert (self->model, conversation);
  if (im_conversation_get_unread (conversation) > 0)
    count_unread (self);
  if (im_conversation_get_archived (conversation))
    base_prop_set_uint (self, &self->archived, self->archived + 1, props[PROP_ARCHIVED]);
  touch (self, conversation);
  return conversation;
}

ImConversation *
im_conversations_find_id (ImConversations *self, gint64 id)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = 0; i < n_items; i++) {
    g_autoptr (ImConversation) conversation = g_list_model_get_item (G_LIST_MODEL (self->model), i);

    if (im_conversation_get_id (conversation) == id)
      return conversation;
  }
  return NULL;
}

ImConversations *
im_conversations_new (ImServices *services)
{
  ImConversations *self = g_object_new (IM_TYPE_CONVERSATIONS, NULL);

  self->services = im_services_ref (services);
  self->announcements = im_announcements_new (services);
  self->people = im_people_new (services, self);
  g_signal_connect_object (self->people, "changed", G_CALLBACK (count_archived), self,
                           G_CONNECT_SWAPPED);
  return self;
}

ImAnnouncements *
im_conversations_get_announcements (ImConversations *self)
{
  return self->announcements;
}

ImPeople *
im_conversations_get_people (ImConversations *self)
{
  return self->people;
}

guint
im_conversations_get_unread (ImConversations *self)
{
  return self->unread;
}

ImConversation *
im_conversations_take_record (ImConversations *self,
                              ImAccount *account,
                              const StoreConversation *record)
{
  g_autoptr (XmppJid) peer = NULL;
  ImConversation *conversation = NULL;

  if (record->kind == STORE_CONVERSATION_ANNOUNCEMENTS) {
    im_announcements_take_record (self->announcements, account, record);
    return NULL;
  }
  peer = xmpp_jid_parse_wire (record->jid, NULL);
  if (peer == NULL)
    return NULL;
  conversation = im_conversations_find (self, account, peer);
  if (conversation == NULL)
    return add (self, account, peer, record);
  im_conversation_update (conversation, record);
  return conversation;
}

ImConversation *
im_conversations_find (ImConversations *self, ImAccount *account, XmppJid *peer)
{
  GHashTable *conversations = g_hash_table_lookup (self->accounts, account);
  g_autoptr (XmppJid) bare = xmpp_jid_bare (peer);

  return conversations != NULL ? g_hash_table_lookup (conversations, bare) : NULL;
}

/* One that is new stands where the others with the same person do. */
static void
take_ensured (ImConversation *conversation, const StoreConversation *record)
{
  ImAccount *account = im_conversation_get_account (conversation);
  gboolean is_new = im_conversation_get_id (conversation) == 0;

  im_conversation_update (conversation, record);
  if (is_new && account != NULL)
    im_people_arrange (im_people_get (account), conversation);
}

static void
on_ensured (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImConversation) conversation = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConversation) record =
    store_conversations_ensure_finish (STORE_DB (source), result, &error);

  if (record != NULL)
    take_ensured (conversation, record);
  else if (!g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_FOUND)) {
    g_message ("Cannot save a conversation: %s", error->message);
    im_writing_give_up (im_conversation_get_writing (conversation), error);
  }
}

void
im_conversations_save (ImConversations *self, ImConversation *conversation)
{
  ImAccount *account = im_conversation_get_account (conversation);

  store_conversations_ensure_async (
    self->services->db, im_account_get_id (account), im_conversation_get_address (conversation),
    STORE_CONVERSATION_CHAT, NULL, on_ensured, g_object_ref (conversation));
}

ImConversation *
im_conversations_ensure (ImConversations *self, ImAccount *account, XmppJid *peer)
{
  ImConversation *conversation = im_conversations_find (self, account, peer);

  if (conversation != NULL)
    return conversation;
  conversation = add (self, account, peer, NULL);
  im_conversations_save (self, conversation);
  return conversation;
}

void
im_conversations_set_contact (ImConversations *self, ImContact *contact, gboolean present)
{
  ImAccount *account = im_contact_get_account (contact);
  ImConversation *conversation = NULL;

  if (account != NULL)
    conversation = im_conversations_find (self, account, im_contact_get_jid (contact));
  if (conversation != NULL)
    im_conversation_set_contact (conversation, present ? contact : NULL);
}

void
im_conversations_reset_account (ImConversations *self, ImAccount *account)
{
  GHashTable *conversations = g_hash_table_lookup (self->accounts, account);
  GHashTableIter iter;
  gpointer conversation;

  if (conversations == NULL)
    return;
  g_hash_table_iter_init (&iter, conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    im_peer_reset (im_conversation_get_peer (conversation));
}

void
im_conversations_remove_account (ImConversations *self, ImAccount *account)
{
  GHashTable *conversations = NULL;
  GHashTableIter iter;
  gpointer conversation;

  im_announcements_remove_account (self->announcements, account);
  im_people_remove_account (self->people, account);
  if (!g_hash_table_steal_extended (self->accounts, account, NULL, (gpointer *) &conversations))
    return;
  g_hash_table_iter_init (&iter, conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation)) {
    g_hash_table_iter_remove (&iter);
    if (self->services->notifications != NULL)
      im_notifications_withdraw (self->services->notifications, conversation);
    base_sorted_model_remove (self->model, conversation);
  }
  g_hash_table_unref (conversations);
  count_unread (self);
  count_archived (self);
}

void
im_conversations_flush (ImConversations *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = 0; i < n_items; i++) {
    g_autoptr (ImConversation) conversation = g_list_model_get_item (G_LIST_MODEL (self->model), i);

    im_writing_flush (im_conversation_get_writing (conversation));
  }
}

static void
im_conversations_dispose (GObject *object)
{
  ImConversations *self = IM_CONVERSATIONS (object);

  g_hash_table_remove_all (self->accounts);
  g_clear_object (&self->model);
  g_clear_object (&self->announcements);
  g_clear_object (&self->people);
  G_OBJECT_CLASS (im_conversations_parent_class)->dispose (object);
}

static void
im_conversations_finalize (GObject *object)
{
  ImConversations *self = IM_CONVERSATIONS (object);

  g_hash_table_unref (self->accounts);
  g_clear_pointer (&self->services, im_services_unref);
  G_OBJECT_CLASS (im_conversations_parent_class)->finalize (object);
}

static void
destroy_table (gpointer table_of_account)
{
  g_hash_table_unref (table_of_account);
}

static void
im_conversations_class_init (ImConversationsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = im_conversations_dispose;
  object_class->finalize = im_conversations_finalize;
  base_props_install (object_class, table, G_N_ELEMENTS (table), props);
}

static void
im_conversations_init (ImConversations *self)
{
  self->accounts = g_hash_table_new_full (NULL, NULL, NULL, destroy_table);
  self->model = base_sorted_model_new (IM_TYPE_CONVERSATION, compare, NULL, NULL);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (on_model_changed), self, 0);
}
