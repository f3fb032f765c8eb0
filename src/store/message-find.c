/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message of a conversation, by its time or by the name that others give it.
 */
#include "config.h"

#include "store/message-find.h"

#include "base/data.h"
#include "store/messages-private.h"

/* Of those that share a name no more are looked at. */
#define MAX_NAMESAKES "50"

struct _Sought {
  gint64 conversation;
  gint64 time;
  char *name;
  gint64 from;
};

BASE_DEFINE_DATA (Sought, sought)

static void
sought_cleanup (Sought *self)
{
  g_free (self->name);
}

static gpointer
at_job (StoreConn *conn, gpointer data, GError **error)
{
  const Sought *sought = data;
  gint64 id;

  if (!store_conn_get_int (conn, &id, error,
                           "SELECT id FROM message WHERE conversation = ? AND time >= ?"
                           " ORDER BY time, id LIMIT 1",
                           STORE_INT (sought->conversation), STORE_INT (sought->time)))
    return NULL;
  return g_memdup2 (&id, sizeof id);
}

#define NAMESAKES(column)                                                                          \
  "SELECT id FROM (SELECT id FROM message WHERE conversation = (SELECT conversation FROM named)"   \
  " AND " column " = (SELECT name FROM named) ORDER BY id DESC LIMIT " MAX_NAMESAKES ")"

static gpointer
named_job (StoreConn *conn, gpointer data, GError **error)
{
  const Sought *sought = data;

  return store_rows_take_first (
    store_conn_query (
      conn, error,
      "WITH named AS (SELECT conversation, time, id, ? AS name FROM message"
      " WHERE id = ?)"
      " SELECT " STORE_MESSAGE_COLUMNS " FROM message"
      " WHERE id IN (" NAMESAKES ("origin_id") " UNION " NAMESAKES (
        "stanza_id") ")"
                     " AND id <> (SELECT id FROM named)"
                     " ORDER BY (time, id) < (SELECT time, id FROM named) DESC, time DESC, id DESC"
                     " LIMIT 1",
      STORE_TEXT (sought->name), STORE_INT (sought->from)),
    store_message_read, store_message_free, error);
}

void
store_messages_find_at_async (StoreDb *db,
                              gint64 conversation,
                              gint64 time,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Sought *sought = sought_alloc ();

  sought->conversation = conversation;
  sought->time = time;
  store_db_run_async (db, STORE_READ, at_job, sought, sought_free, g_free, cancellable, callback,
                      user_data);
}

gint64
store_messages_find_at_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *id = store_db_run_finish (db, result, error);

  return id != NULL ? *id : -1;
}

void
store_messages_find_named_async (StoreDb *db,
                                 const char *name,
                                 gint64 from,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Sought *sought = sought_alloc ();

  sought->name = g_strdup (name);
  sought->from = from;
  store_db_run_async (db, STORE_READ, named_job, sought, sought_free, store_message_free,
                      cancellable, callback, user_data);
}

StoreMessage *
store_messages_find_named_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}
