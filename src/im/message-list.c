/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window onto a conversation's messages: pages come in at one end and go out at the other.
 */

#include "im/message-list-private.h"

#include "base/props.h"
#include "im/conversation-private.h"
#include "im/original.h"
#include "store/message-find.h"
#include "store/message-pages.h"

struct _ImMessageList {
  GObject parent_instance;

  ImConversation *conversation; /* weak: it holds us weakly, too */
  GPtrArray *items;             /* of ImMessage, by (time, id) */
  GCancellable *cancellable;
  GTask *queued; /* (nullable): a jump that waits for the load that is under way */
  gboolean busy; /* a load is under way */
  gboolean loaded;
  gboolean at_start;
  gboolean at_end;
};

enum {
  PROP_LOADED = 1,
  PROP_AT_START,
  PROP_AT_END,
  N_TABLE_PROPS,
  PROP_CONVERSATION = N_TABLE_PROPS,
  N_PROPS
};

static const BaseProp table[] = {
  { "loaded", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessageList, loaded), BASE_RO },
  { "at-start", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessageList, at_start), BASE_RO },
  { "at-end", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessageList, at_end), BASE_RO },
};

static GParamSpec *props[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return IM_TYPE_MESSAGE;
}

static guint
get_n_items (GListModel *model)
{
  return IM_MESSAGE_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  ImMessageList *self = IM_MESSAGE_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ImMessageList,
                               im_message_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
set_at_start (ImMessageList *self, gboolean at_start)
{
  base_prop_set_boolean (self, &self->at_start, at_start, props[PROP_AT_START]);
}

static void
set_at_end (ImMessageList *self, gboolean at_end)
{
  base_prop_set_boolean (self, &self->at_end, at_end, props[PROP_AT_END]);
}

static gint64
id_at (ImMessageList *self, guint position)
{
  return im_message_get_id (g_ptr_array_index (self->items, position));
}

/* Where @record is, or where it belongs. Most are new, so the search begins at the end. */
static guint
find_place (ImMessageList *self, const StoreMessage *record, gboolean *found)
{
  guint place = self->items->len;

  *found = FALSE;
  while (place > 0) {
    int order = im_message_compare (g_ptr_array_index (self->items, place - 1), record);

    if (order < 0)
      break;
    place--;
    if (order == 0) {
      *found = TRUE;
      break;
    }
  }
  return place;
}

/* Adds records that all belong at @position, in the order in which they shall stand. */
static void
splice (ImMessageList *self, guint position, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_insert (
      self->items, position + i,
      im_conversation_make_message (self->conversation, g_ptr_array_index (records, i)));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, records->len);
}

static void
drop (ImMessageList *self, guint position, guint n_items)
{
  if (n_items == 0)
    return;
  g_ptr_array_remove_range (self->items, position, n_items);
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_items, 0);
}

static guint
count_surplus (ImMessageList *self)
{
  return self->items->len > IM_MESSAGE_LIST_MAX ? self->items->len - IM_MESSAGE_LIST_MAX : 0;
}

static void
add_older (ImMessageList *self, GPtrArray *records)
{
  guint surplus;

  for (guint i = 0; i < records->len / 2; i++) {
    gpointer *pointers = records->pdata;
    gpointer swapped = pointers[i];

    pointers[i] = pointers[records->len - 1 - i];
    pointers[records->len - 1 - i] = swapped;
  }
  splice (self, 0, records);
  set_at_start (self, records->len < IM_MESSAGE_LIST_PAGE);
  surplus = count_surplus (self);
  if (surplus > 0) {
    set_at_end (self, FALSE);
    drop (self, self->items->len - surplus, surplus);
  }
}

static void
add_newer (ImMessageList *self, GPtrArray *records)
{
  guint surplus;

  splice (self, self->items->len, records);
  set_at_end (self, records->len < IM_MESSAGE_LIST_PAGE);
  surplus = count_surplus (self);
  if (surplus > 0) {
    set_at_start (self, FALSE);
    drop (self, 0, surplus);
  }
}

static void start_jump (ImMessageList *self, GTask *task);

/* A load is over: the jump that was asked for meanwhile can begin. */
static void
set_idle (ImMessageList *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->queued);

  self->busy = FALSE;
  if (task != NULL)
    start_jump (self, task);
}

static void
on_first_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImMessageList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = store_messages_before_finish (STORE_DB (source), result, &error);

  if (records == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Cannot load messages: %s", error->message);
  if (records != NULL && self->conversation != NULL) {
    set_at_end (self, TRUE);
    add_older (self, records);
    base_prop_set_boolean (self, &self->loaded, TRUE, props[PROP_LOADED]);
  }
  set_idle (self);
}

ImMessageList *
im_message_list_new (ImConversation *conversation)
{
  ImMessageList *self = g_object_new (IM_TYPE_MESSAGE_LIST, NULL);

  g_set_weak_pointer (&self->conversation, conversation);
  if (im_conversation_get_id (conversation) != 0)
    im_message_list_start (self);
  return self;
}

void
im_message_list_start (ImMessageList *self)
{
  if (self->loaded || self->busy)
    return;
  self->busy = TRUE;
  store_messages_before_async (im_conversation_get_db (self->conversation),
                               im_conversation_get_id (self->conversation), 0, IM_MESSAGE_LIST_PAGE,
                               self->cancellable, on_first_page, g_object_ref (self));
}

/*
 * Before the first page is there nothing is inserted: the archive works in order, so that page has
 * everything that was written before it was asked for.
 */
void
im_message_list_insert (ImMessageList *self, const StoreMessage *record)
{
  gboolean found;
  guint place = find_place (self, record, &found);
  g_autoptr (GPtrArray) records = NULL;

  if (!self->loaded || found)
    return;
  if (place == self->items->len && !self->at_end)
    return;
  if (place == 0 && !self->at_start)
    return;
  /* Ahead of a full page it need not be shown, only be there when one scrolls up. */
  if (place == 0 && self->items->len >= IM_MESSAGE_LIST_PAGE) {
    set_at_start (self, FALSE);
    return;
  }
  records = g_ptr_array_new ();
  g_ptr_array_add (records, (gpointer) record);
  splice (self, place, records);
  /* The oldest stay for a while: somebody may be reading them. */
  if (self->items->len > 2 * IM_MESSAGE_LIST_MAX) {
    set_at_start (self, FALSE);
    drop (self, 0, IM_MESSAGE_LIST_MAX);
  }
}

void
im_message_list_remove (ImMessageList *self, gint64 message)
{
  for (guint i = self->items->len; i > 0; i--)
    if (id_at (self, i - 1) == message) {
      drop (self, i - 1, 1);
      return;
    }
}

static gboolean
is_erased (ImMessage *message, gint64 cleared, gint64 aged)
{
  ImMessageState state = im_message_get_state (message);
  gint64 time = im_message_get_time (message);

  return state != IM_MESSAGE_PENDING &&
         (time <= cleared || (state != IM_MESSAGE_FAILED && time <= aged));
}

/* In runs, so that a view is told once for each. */
void
im_message_list_remove_until (ImMessageList *self, gint64 cleared, gint64 aged)
{
  for (guint end = self->items->len; end > 0;) {
    guint start = end;

    while (start > 0 && is_erased (self->items->pdata[start - 1], cleared, aged))
      start--;
    drop (self, start, end - start);
    end = start > 0 ? start - 1 : 0;
  }
}

/* Whether what is at @position stays between its neighbours as @record is now. */
static gboolean
stays (ImMessageList *self, guint position, const StoreMessage *record)
{
  return (position == 0 || im_message_compare (self->items->pdata[position - 1], record) < 0) &&
         (position + 1 == self->items->len ||
          im_message_compare (self->items->pdata[position + 1], record) > 0);
}

void
im_message_list_update (ImMessageList *self, const StoreMessage *record)
{
  for (guint i = self->items->len; i > 0; i--) {
    ImMessage *message = g_ptr_array_index (self->items, i - 1);

    if (im_message_get_id (message) == record->id) {
      if (stays (self, i - 1, record)) {
        im_message_update (message, record);
      } else {
        drop (self, i - 1, 1);
        im_message_list_insert (self, record);
      }
      return;
    }
    im_original_update (message, record); /* its replies are below it */
  }
}

ImConversation *
im_message_list_get_conversation (ImMessageList *self)
{
  return self->conversation;
}

gboolean
im_message_list_get_loaded (ImMessageList *self)
{
  return self->loaded;
}

gboolean
im_message_list_get_at_start (ImMessageList *self)
{
  return self->at_start;
}

gboolean
im_message_list_get_at_end (ImMessageList *self)
{
  return self->at_end;
}

/* Answers at once when nothing can be loaded; else the window is taken until the answer. */
static gboolean
begin (ImMessageList *self, GTask *task, gboolean at_edge)
{
  if (self->busy) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "another load is under way");
    return FALSE;
  }
  if (self->conversation == NULL || self->items->len == 0 || at_edge) {
    g_task_return_int (task, 0);
    return FALSE;
  }
  self->busy = TRUE;
  return TRUE;
}

typedef GPtrArray *(*FinishFunc) (StoreDb *db, GAsyncResult *result, GError **error);

/* NULL when the task has got its error. */
static GPtrArray *
end (ImMessageList *self, GTask *task, FinishFunc finish, GObject *db, GAsyncResult *result)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) records = finish (STORE_DB (db), result, &error);

  set_idle (self);
  if (records == NULL) {
    g_task_return_error (task, error);
    return NULL;
  }
  if (self->conversation == NULL) {
    g_task_return_int (task, 0);
    return NULL;
  }
  return g_steal_pointer (&records);
}

static void
on_older (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImMessageList *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) records = end (self, task, store_messages_before_finish, source, result);

  if (records == NULL)
    return;
  add_older (self, records);
  g_task_return_int (task, records->len);
}

static void
on_newer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImMessageList *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) records = end (self, task, store_messages_after_finish, source, result);

  if (records == NULL)
    return;
  add_newer (self, records);
  g_task_return_int (task, records->len);
}

void
im_message_list_load_older_async (ImMessageList *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_message_list_load_older_async);
  if (begin (self, task, self->at_start))
    store_messages_before_async (
      im_conversation_get_db (self->conversation), im_conversation_get_id (self->conversation),
      id_at (self, 0), IM_MESSAGE_LIST_PAGE, self->cancellable, on_older, g_steal_pointer (&task));
}

int
im_message_list_load_older_finish (ImMessageList *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

void
im_message_list_load_newer_async (ImMessageList *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_message_list_load_newer_async);
  if (begin (self, task, self->at_end))
    store_messages_after_async (im_conversation_get_db (self->conversation),
                                im_conversation_get_id (self->conversation),
                                id_at (self, self->items->len - 1), IM_MESSAGE_LIST_PAGE,
                                self->cancellable, on_newer, g_steal_pointer (&task));
}

int
im_message_list_load_newer_finish (ImMessageList *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

static void
replace (ImMessageList *self, GPtrArray *records)
{
  drop (self, 0, self->items->len);
  splice (self, 0, records);
}

static void
on_newest (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImMessageList *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) records = end (self, task, store_messages_before_finish, source, result);

  if (records == NULL)
    return;
  drop (self, 0, self->items->len);
  set_at_end (self, TRUE);
  add_older (self, records);
  g_task_return_boolean (task, TRUE);
}

static void
on_around (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImMessageList *self = g_task_get_source_object (task);
  const gint64 *target = g_task_get_task_data (task);
  g_autoptr (GPtrArray) records = end (self, task, store_messages_around_finish, source, result);
  guint n_older = 0;

  if (records == NULL)
    return;
  while (n_older < records->len &&
         ((StoreMessage *) g_ptr_array_index (records, n_older))->id != *target)
    n_older++;
  replace (self, records);
  set_at_start (self, n_older < IM_MESSAGE_LIST_PAGE);
  set_at_end (self, records->len - n_older <= IM_MESSAGE_LIST_PAGE);
  g_task_return_boolean (task, TRUE);
}

static void
start_jump (ImMessageList *self, GTask *task)
{
  const gint64 *id = g_task_get_task_data (task);
  StoreDb *db;
  gint64 conversation;

  if (self->conversation == NULL || !self->loaded) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED, "nothing is loaded");
    return;
  }
  self->busy = TRUE;
  db = im_conversation_get_db (self->conversation);
  conversation = im_conversation_get_id (self->conversation);
  if (*id == 0)
    store_messages_before_async (db, conversation, 0, IM_MESSAGE_LIST_PAGE, self->cancellable,
                                 on_newest, g_object_ref (task));
  else
    store_messages_around_async (db, conversation, *id, IM_MESSAGE_LIST_PAGE, self->cancellable,
                                 on_around, g_object_ref (task));
}

static void
drop_queued (ImMessageList *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->queued);

  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "another jump is wanted");
}

void
im_message_list_jump_async (ImMessageList *self,
                            gint64 id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_message_list_jump_async);
  g_task_set_task_data (task, g_memdup2 (&id, sizeof id), g_free);
  drop_queued (self);
  if (self->busy)
    self->queued = g_steal_pointer (&task);
  else
    start_jump (self, task);
}

gboolean
im_message_list_jump_finish (ImMessageList *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_found_at (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gint64 id = store_messages_find_at_finish (STORE_DB (source), result, &error);

  if (id < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, id);
}

void
im_message_list_find_at_async (ImMessageList *self,
                               gint64 time,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_message_list_find_at_async);
  if (self->conversation == NULL)
    g_task_return_int (task, 0);
  else
    store_messages_find_at_async (im_conversation_get_db (self->conversation),
                                  im_conversation_get_id (self->conversation), time, cancellable,
                                  on_found_at, g_steal_pointer (&task));
}

gint64
im_message_list_find_at_finish (ImMessageList *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

static void
im_message_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONVERSATION)
    g_value_set_object (value, IM_MESSAGE_LIST (object)->conversation);
  else
    base_props_get (object, id, value, pspec);
}

static void
im_message_list_dispose (GObject *object)
{
  ImMessageList *self = IM_MESSAGE_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->conversation);
  G_OBJECT_CLASS (im_message_list_parent_class)->dispose (object);
}

static void
im_message_list_finalize (GObject *object)
{
  ImMessageList *self = IM_MESSAGE_LIST (object);

  g_ptr_array_unref (self->items);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (im_message_list_parent_class)->finalize (object);
}

static void
im_message_list_class_init (ImMessageListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  base_props_install (object_class, table, G_N_ELEMENTS (table), props);
  object_class->get_property = im_message_list_get_property;
  object_class->dispose = im_message_list_dispose;
  object_class->finalize = im_message_list_finalize;
  props[PROP_CONVERSATION] =
    g_param_spec_object ("conversation", NULL, NULL, IM_TYPE_CONVERSATION,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, PROP_CONVERSATION, props[PROP_CONVERSATION]);
}

static void
im_message_list_init (ImMessageList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}
