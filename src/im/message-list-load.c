/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Moves the window of a message list: pages from the archive here, and where that has holes, from the server's.
 */

#include "im/message-list-load.h"

#include "base/data.h"
#include "im/account-private.h"
#include "im/conversation-private.h"
#include "im/server-history.h"
#include "store/message-find.h"
#include "store/message-pages.h"

/* A page towards one end. */
struct _Load {
  gboolean newer;
  gboolean is_first; /* the window was empty; what comes meanwhile does not count */
  gint64 time;       /* where what the server is asked for begins or ends */
  gboolean asked;    /* the server has been asked */
  gboolean complete; /* it has nothing beyond what it gave */
};
BASE_DEFINE_DATA (Load, load)

static void
load_cleanup (Load *self)
{
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
  /* Who is told of the first page may want more at once. */
  g_object_freeze_notify (G_OBJECT (self));
  if (records != NULL && self->conversation != NULL)
    im_message_list_show_newest (self, records, FALSE);
  set_idle (self);
  g_object_thaw_notify (G_OBJECT (self));
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

static void
on_filled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImMessageList) self = user_data;
  g_autoptr (GPtrArray) records = store_messages_after_finish (STORE_DB (source), result, NULL);

  for (guint i = 0; records != NULL && self->conversation != NULL && i < records->len; i++)
    im_message_list_insert (self, records->pdata[i]);
}

void
im_message_list_fill (ImMessageList *self)
{
  if (self->conversation != NULL && self->items->len > 0)
    store_messages_after_async (im_conversation_get_db (self->conversation),
                                im_conversation_get_id (self->conversation),
                                im_message_list_id_at (self, 0), IM_MESSAGE_LIST_PAGE,
                                self->cancellable, on_filled, g_object_ref (self));
}

/* A load is over. FALSE: the task has got its answer already. @error: taken */
static gboolean
end (ImMessageList *self, GTask *task, GPtrArray *records, GError *error)
{
  set_idle (self);
  if (records == NULL)
    g_task_return_error (task, error);
  else if (self->conversation == NULL)
    g_task_return_int (task, 0);
  return records != NULL && self->conversation != NULL;
}

/* Asks the server for what begins or ends at @time. */
static void
ask_server (ImMessageList *self,
            gint64 time,
            gboolean newer,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  self->n_asked++;
  im_message_list_set_asking (self, TRUE);
  if (self->asker == NULL || g_cancellable_is_cancelled (self->asker)) {
    g_clear_object (&self->asker);
    self->asker = g_cancellable_new ();
  }
  im_server_history_async (self->conversation, time, newer, self->asker, callback, user_data);
}

/* Returns whether the server has nothing beyond what it gave. */
static gboolean
take_answer (ImMessageList *self,
             GObject *conversation,
             GAsyncResult *result,
             gint64 time,
             gboolean newer)
{
  GError *error = NULL;
  gint64 reached = time;

  self->n_asked--;
  im_message_list_set_asking (self, self->n_asked > 0);
  if (im_server_history_finish (IM_CONVERSATION (conversation), result, &reached, &error)) {
    im_message_list_cover (self, MIN (time, reached), MAX (time, reached));
    return reached == (newer ? G_MAXINT64 : 0);
  }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_error (&error);
  else
    im_message_list_take_failure (self, error);
  return FALSE;
}

static void load_more (ImMessageList *self, GTask *task);

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImMessageList *self = g_task_get_source_object (task);
  Load *load = load_from_task (task);

  load->complete = take_answer (self, source, result, load->time, load->newer);
  load->asked = TRUE;
  load_more (self, task);
}

/* Whether the server is asked first for what lies among the @records, or behind them. */
static gboolean
ask (ImMessageList *self, GTask *task, GPtrArray *records)
{
  Load *load = load_from_task (task);
  guint edge = load->newer ? self->items->len - 1 : 0;
  gint64 near = im_message_list_time_at (self, edge);
  gint64 far = records->len == IM_MESSAGE_LIST_PAGE ? im_records_time_at (records, records->len - 1)
               : load->newer                        ? G_MAXINT64
                                                    : 0;

  if (load->asked || self->conversation == NULL ||
      !im_message_list_may_ask (self, MIN (near, far), MAX (near, far)))
    return FALSE;
  load->time = near;
  ask_server (self, near, load->newer, on_asked, g_object_ref (task));
  return TRUE;
}

static void
on_more (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImMessageList *self = g_task_get_source_object (task);
  Load *load = load_from_task (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) records =
    load->newer ? store_messages_after_finish (STORE_DB (source), result, &error)
                : store_messages_before_finish (STORE_DB (source), result, &error);

  if (records != NULL && ask (self, task, records))
    return;
  if (!end (self, task, records, error))
    return;
  if (load->newer)
    im_message_list_add_newer (self, records, load->complete);
  else if (load->is_first)
    im_message_list_show_newest (self, records, load->complete);
  else
    im_message_list_add_older (self, records, load->complete);
  g_task_return_int (task, records->len);
}

static void
load_more (ImMessageList *self, GTask *task)
{
  const Load *load = load_from_task (task);
  StoreDb *db;
  gint64 conversation;

  if (self->conversation == NULL || (!load->is_first && self->items->len == 0)) {
    set_idle (self);
    g_task_return_int (task, 0);
    return;
  }
  db = im_conversation_get_db (self->conversation);
  conversation = im_conversation_get_id (self->conversation);
  if (load->newer)
    store_messages_after_async (
      db, conversation, im_message_list_id_at (self, self->items->len - 1), IM_MESSAGE_LIST_PAGE,
      self->cancellable, on_more, g_object_ref (task));
  else
    store_messages_before_async (
      db, conversation, load->is_first ? 0 : im_message_list_id_at (self, 0), IM_MESSAGE_LIST_PAGE,
      self->cancellable, on_more, g_object_ref (task));
}

/* Answers at once when nothing can be loaded; else the window is taken until the answer. */
static void
begin (ImMessageList *self, GTask *task, gboolean newer, gboolean at_edge)
{
  Load *load = load_alloc ();

  load->newer = newer;
  load->is_first = self->items->len == 0;
  load_to_task (load, task);
  if (self->busy) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "another load is under way");
  } else if (self->conversation == NULL || !self->loaded || at_edge) {
    g_task_return_int (task, 0);
  } else {
    self->busy = TRUE;
    load_more (self, task);
  }
}

void
im_message_list_load_older_async (ImMessageList *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_message_list_load_older_async);
  begin (self, task, FALSE, self->at_start);
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
  begin (self, task, TRUE, self->at_end || self->items->len == 0);
}

int
im_message_list_load_newer_finish (ImMessageList *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

static void
on_newest (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImMessageList *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) records = store_messages_before_finish (STORE_DB (source), result, &error);

  if (!end (self, task, records, error))
    return;
  im_message_list_show_newest (self, records, FALSE);
  g_task_return_boolean (task, TRUE);
}

static void
on_around (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImMessageList *self = g_task_get_source_object (task);
  const gint64 *target = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) records = store_messages_around_finish (STORE_DB (source), result, &error);
  guint n_older = 0;

  if (!end (self, task, records, error))
    return;
  while (n_older < records->len &&
         ((StoreMessage *) g_ptr_array_index (records, n_older))->id != *target)
    n_older++;
  im_message_list_show_around (self, records, n_older);
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
  g_cancellable_cancel (self->asker);
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

static void
find_at (ImMessageList *self, GTask *task)
{
  const gint64 *time = g_task_get_task_data (task);

  if (self->conversation == NULL)
    g_task_return_int (task, 0);
  else
    store_messages_find_at_async (im_conversation_get_db (self->conversation),
                                  im_conversation_get_id (self->conversation), *time,
                                  g_task_get_cancellable (task), on_found_at, g_object_ref (task));
}

static void
on_asked_at (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImMessageList *self = g_task_get_source_object (task);

  take_answer (self, source, result, *(gint64 *) g_task_get_task_data (task), TRUE);
  find_at (self, task);
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
  g_task_set_task_data (task, g_memdup2 (&time, sizeof time), g_free);
  if (self->conversation != NULL && im_message_list_may_ask (self, time, G_MAXINT64))
    ask_server (self, time, TRUE, on_asked_at, g_steal_pointer (&task));
  else
    find_at (self, task);
}

gint64
im_message_list_find_at_finish (ImMessageList *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}
