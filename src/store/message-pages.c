/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages of a conversation, from any place of it.
 */
#include "config.h"

#include "store/message-pages.h"

#include "store/conversations-private.h"
#include "store/messages-private.h"

#define COLUMNS STORE_MESSAGE_COLUMNS

/* A place in a conversation, by the message there (0: the end), and how many from there. */
typedef struct {
  gint64 conversation;
  gint64 id;
  guint limit;
} Place;

/* The messages on one side of the place (@time, @id), the nearest first. */
static GPtrArray *
page_before (StoreConn *conn, const Place *place, gint64 time, gint64 id, GError **error)
{
  return store_rows_collect (store_conn_query (conn, error,
                                               "SELECT " COLUMNS " FROM message"
                                               " WHERE conversation = ? AND (time, id) < (?, ?)"
                                               " ORDER BY time DESC, id DESC LIMIT ?",
                                               STORE_INT (place->conversation), STORE_INT (time),
                                               STORE_INT (id), STORE_INT (place->limit)),
                             store_message_read, store_message_free, error);
}

static GPtrArray *
page_after (StoreConn *conn, const Place *place, gint64 time, gint64 id, GError **error)
{
  return store_rows_collect (store_conn_query (conn, error,
                                               "SELECT " COLUMNS " FROM message"
                                               " WHERE conversation = ? AND (time, id) > (?, ?)"
                                               " ORDER BY time, id LIMIT ?",
                                               STORE_INT (place->conversation), STORE_INT (time),
                                               STORE_INT (id), STORE_INT (place->limit)),
                             store_message_read, store_message_free, error);
}

static gpointer
before_job (StoreConn *conn, gpointer data, GError **error)
{
  const Place *place = data;
  gint64 time;

  if (place->id == 0)
    return page_before (conn, place, G_MAXINT64, G_MAXINT64, error);
  if (!store_conversation_find_time (conn, place->conversation, place->id, &time, error))
    return NULL;
  return page_before (conn, place, time, place->id, error);
}

static gpointer
after_job (StoreConn *conn, gpointer data, GError **error)
{
  const Place *place = data;
  gint64 time;

  if (place->id == 0)
    return page_after (conn, place, G_MININT64, G_MININT64, error);
  if (!store_conversation_find_time (conn, place->conversation, place->id, &time, error))
    return NULL;
  return page_after (conn, place, time, place->id, error);
}

static gpointer
around_job (StoreConn *conn, gpointer data, GError **error)
{
  const Place *place = data;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (store_message_free);
  StoreMessage *middle;
  gint64 time;

  if (!store_conversation_find_time (conn, place->conversation, place->id, &time, error))
    return NULL;
  before = page_before (conn, place, time, place->id, error);
  if (before == NULL)
    return NULL;
  middle = store_message_find (conn, place->id, error);
  if (middle == NULL)
    return NULL;
  while (before->len > 0)
    g_ptr_array_add (all, g_ptr_array_steal_index (before, before->len - 1));
  g_ptr_array_add (all, middle);
  after = page_after (conn, place, time, place->id, error);
  if (after == NULL)
    return NULL;
  g_ptr_array_extend_and_steal (all, g_steal_pointer (&after));
  return g_steal_pointer (&all);
}

/* Starts one of the three jobs that read a page. */
static void
run_page (StoreDb *db,
          StoreJob job,
          gint64 conversation,
          gint64 message,
          guint limit,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  Place *place = g_new0 (Place, 1);

  place->conversation = conversation;
  place->id = message;
  place->limit = limit;
  store_db_run_async (db, STORE_READ, job, place, g_free, store_list_free, cancellable, callback,
                      user_data);
}

void
store_messages_before_async (StoreDb *db,
                             gint64 conversation,
                             gint64 before,
                             guint limit,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  run_page (db, before_job, conversation, before, limit, cancellable, callback, user_data);
}

GPtrArray *
store_messages_before_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_messages_after_async (StoreDb *db,
                            gint64 conversation,
                            gint64 after,
                            guint limit,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  run_page (db, after_job, conversation, after, limit, cancellable, callback, user_data);
}

GPtrArray *
store_messages_after_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_messages_around_async (StoreDb *db,
                             gint64 conversation,
                             gint64 message,
                             guint limit,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  run_page (db, around_job, conversation, message, limit, cancellable, callback, user_data);
}

GPtrArray *
store_messages_around_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}
