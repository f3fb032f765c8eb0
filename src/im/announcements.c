/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The announcements of all accounts in one sorted list.
 */

#include "im/announcements.h"

#include "base/data.h"
#include "base/props.h"
#include "base/sorted-model.h"
#include "im/notifications-private.h"
#include "store/message-pages.h"
#include "store/reading.h"

/* Of each account so many are listed. */
#define MAX_LISTED 200

/* What is known of the announcements of one account. */
typedef struct {
  gint64 conversation;
  guint unread;
} Count;

struct _ImAnnouncements {
  GObject parent_instance;

  ImServices *services;
  BaseSortedModel *model;
  GHashTable *counts; /* ImAccount (unowned) → Count */
  guint unread;
};

enum { PROP_UNREAD = 1, N_PROPS };

static const BaseProp table[] = {
  { "unread", G_TYPE_UINT, NULL, G_STRUCT_OFFSET (ImAnnouncements, unread), BASE_RO },
};

static GParamSpec *props[N_PROPS];

/* The announcements of an account that the archive is asked about. */
struct _Question {
  ImAnnouncements *owner;
  ImAccount *account;
};

BASE_DEFINE_DATA (Question, question)

static void
question_cleanup (Question *question)
{
  g_clear_object (&question->owner);
  g_clear_object (&question->account);
}

static Question *
question_new (ImAnnouncements *self, ImAccount *account)
{
  Question *question = question_alloc ();

  question->owner = g_object_ref (self);
  question->account = g_object_ref (account);
  return question;
}

static GType
get_item_type (GListModel *model)
{
  return IM_TYPE_ANNOUNCEMENT;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (IM_ANNOUNCEMENTS (model)->model));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (IM_ANNOUNCEMENTS (model)->model), position);
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ImAnnouncements,
                               im_announcements,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  gint64 time_a = im_announcement_get_time ((ImAnnouncement *) a);
  gint64 time_b = im_announcement_get_time ((ImAnnouncement *) b);

  return time_a != time_b ? (time_a > time_b ? -1 : 1) : 0;
}

static void
on_model_changed (GListModel *model,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  ImAnnouncements *self)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static void
count_unread (ImAnnouncements *self)
{
  GHashTableIter iter;
  gpointer count;
  guint unread = 0;

  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    unread += ((const Count *) count)->unread;
  base_prop_set_uint (self, &self->unread, unread, props[PROP_UNREAD]);
  if (unread == 0 && self->services->notifications != NULL)
    im_notifications_withdraw_announcements (self->services->notifications);
}

static gboolean
contains (ImAnnouncements *self, gint64 id)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = 0; i < n_items; i++) {
    g_autoptr (ImAnnouncement) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

    if (im_announcement_get_id (item) == id)
      return TRUE;
  }
  return FALSE;
}

static void
insert (ImAnnouncements *self, ImAccount *account, const StoreMessage *message)
{
  g_autoptr (ImAnnouncement) item = NULL;

  if (contains (self, message->id))
    return;
  item = im_announcement_new (account, message);
  base_sorted_model_insert (self->model, item);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  ImAnnouncements *self = question->owner;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = store_messages_before_finish (STORE_DB (source), result, &error);

  if (messages == NULL) {
    g_warning ("Cannot read announcements: %s", error->message);
    return;
  }
  if (!g_hash_table_contains (self->counts, question->account))
    return; /* it was removed meanwhile */
  for (guint i = 0; i < messages->len; i++)
    insert (self, question->account, g_ptr_array_index (messages, i));
}

/* How the archive has them after some were read. @record: (nullable): NULL with @error */
static void
take_read (const Question *question, const StoreConversation *record, const GError *error)
{
  if (record != NULL && g_hash_table_contains (question->owner->counts, question->account))
    im_announcements_take_record (question->owner, question->account, record);
  else if (error != NULL && !g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_FOUND))
    g_warning ("Cannot note that an announcement was read: %s", error->message);
}

static void
on_one_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConversation) record =
    store_conversations_see_one_finish (STORE_DB (source), result, &error);

  take_read (question, record, error);
}

static void
on_all_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConversation) record =
    store_reading_see_finish (STORE_DB (source), result, &error);

  take_read (question, record, error);
}

ImAnnouncements *
im_announcements_new (ImServices *services)
{
  ImAnnouncements *self = g_object_new (IM_TYPE_ANNOUNCEMENTS, NULL);

  self->services = im_services_ref (services);
  return self;
}

guint
im_announcements_get_unread (ImAnnouncements *self)
{
  return self->unread;
}

void
im_announcements_take_record (ImAnnouncements *self,
                              ImAccount *account,
                              const StoreConversation *record)
{
  Count *count = g_hash_table_lookup (self->counts, account);

  if (count == NULL) {
    count = g_new0 (Count, 1);
    g_hash_table_insert (self->counts, account, count);
    store_messages_before_async (self->services->db, record->id, 0, MAX_LISTED, NULL, on_loaded,
                                 question_new (self, account));
  }
  count->conversation = record->id;
  count->unread = record->unread;
  count_unread (self);
}

void
im_announcements_add (ImAnnouncements *self, ImAccount *account, const StoreMessage *message)
{
  insert (self, account, message);
  if (!message->seen && self->services->notifications != NULL)
    im_notifications_add_announcement (self->services->notifications, message->subject,
                                       message->body != NULL ? message->body : "");
}

void
im_announcements_remove_account (ImAnnouncements *self, ImAccount *account)
{
  if (!g_hash_table_remove (self->counts, account))
    return;
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->model)); i > 0; i--) {
    g_autoptr (ImAnnouncement) item = g_list_model_get_item (G_LIST_MODEL (self->model), i - 1);

    if (im_announcement_get_account (item) == account)
      base_sorted_model_remove (self->model, item);
  }
  count_unread (self);
}

void
im_announcements_mark_read (ImAnnouncements *self, ImAnnouncement *announcement)
{
  ImAccount *account = im_announcement_get_account (announcement);

  if (account == NULL || im_announcement_get_seen (announcement))
    return;
  im_announcement_set_seen (announcement);
  store_conversations_see_one_async (
    self->services->db, im_announcement_get_conversation (announcement),
    im_announcement_get_id (announcement), NULL, on_one_read, question_new (self, account));
}

void
im_announcements_mark_all_read (ImAnnouncements *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  GHashTableIter iter;
  gpointer account, count;

  for (guint i = 0; i < n_items; i++) {
    g_autoptr (ImAnnouncement) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

    im_announcement_set_seen (item);
  }
  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, &account, &count))
    store_reading_see_async (self->services->db, ((const Count *) count)->conversation, 0, FALSE,
                             NULL, on_all_read, question_new (self, account));
}

static void
im_announcements_dispose (GObject *object)
{
  ImAnnouncements *self = IM_ANNOUNCEMENTS (object);

  g_hash_table_remove_all (self->counts);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (im_announcements_parent_class)->dispose (object);
}

static void
im_announcements_finalize (GObject *object)
{
  ImAnnouncements *self = IM_ANNOUNCEMENTS (object);

  g_hash_table_unref (self->counts);
  g_clear_pointer (&self->services, im_services_unref);
  G_OBJECT_CLASS (im_announcements_parent_class)->finalize (object);
}

static void
im_announcements_class_init (ImAnnouncementsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = im_announcements_dispose;
  object_class->finalize = im_announcements_finalize;
  base_props_install (object_class, table, G_N_ELEMENTS (table), props);
}

static void
im_announcements_init (ImAnnouncements *self)
{
  self->counts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->model = base_sorted_model_new (IM_TYPE_ANNOUNCEMENT, compare, NULL, NULL);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (on_model_changed), self, 0);
}
