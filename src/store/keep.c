/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For how long messages are kept.
 */
#include "config.h"

#include "store/keep.h"

#include "base/data.h"
#include "store/keep-private.h"

/* What a job works on. */
struct _Args {
  gint64 account;
  gint64 conversation;
  int keep;
};
BASE_DEFINE_DATA (Args, args)

static void
args_cleanup (Args *self)
{
}

static Args *
args_new (gint64 account, gint64 conversation, int keep)
{
  Args *args = args_alloc ();

  args->account = account;
  args->conversation = conversation;
  args->keep = keep;
  return args;
}

gint64
store_keep_oldest (int keep, gint64 now)
{
  return keep > 0 ? now - keep * STORE_DAY : 0;
}

static gpointer
read_number (StoreRows *row)
{
  gint64 number = store_rows_get_int (row, 0);

  return g_memdup2 (&number, sizeof number);
}

static gpointer
get_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  g_autoptr (GError) failure = NULL;
  gpointer keep = store_rows_take_first (
    store_conn_query (conn, &failure, "SELECT keep FROM conversation WHERE id = ?",
                      STORE_INT (args->conversation)),
    read_number, g_free, &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (keep == NULL)
    g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "There is no such conversation");
  return keep;
}

static gpointer
set_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  return store_conn_run (conn, error, "UPDATE conversation SET keep = ? WHERE id = ?",
                         STORE_INT (args->keep), STORE_INT (args->conversation))
           ? STORE_DONE
           : NULL;
}

static gpointer
find_oldest_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  gint64 oldest;

  /* For the chats of a session only nothing is of use that is older than the account is here. */
  if (!store_conn_get_int (conn, &oldest, error,
                           "SELECT min (CASE WHEN keep > 0 THEN ?3 - keep * ?4"
                           " WHEN keep = -2 THEN (SELECT created FROM account WHERE id = ?1)"
                           " ELSE 0 END) FROM (SELECT ?2 AS keep UNION SELECT keep"
                           " FROM conversation WHERE account = ?1 AND keep <> -1)",
                           STORE_INT (args->account), STORE_INT (args->keep),
                           STORE_INT (g_get_real_time ()), STORE_INT (STORE_DAY)))
    return NULL;
  return g_memdup2 (&oldest, sizeof oldest);
}

static gboolean
finish_number (StoreDb *db, GAsyncResult *result, gint64 *number, GError **error)
{
  g_autofree gint64 *found = store_db_run_finish (db, result, error);

  if (found == NULL)
    return FALSE;
  *number = *found;
  return TRUE;
}

void
store_keep_get_async (StoreDb *db,
                      gint64 conversation,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  store_db_run_async (db, STORE_READ, get_job, args_new (0, conversation, 0), args_free, g_free,
                      cancellable, callback, user_data);
}

gboolean
store_keep_get_finish (StoreDb *db, GAsyncResult *result, int *keep, GError **error)
{
  gint64 number;

  if (!finish_number (db, result, &number, error))
    return FALSE;
  *keep = (int) CLAMP (number, STORE_KEEP_SESSION, G_MAXINT16);
  return TRUE;
}

void
store_keep_set_async (StoreDb *db,
                      gint64 conversation,
                      int keep,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (keep >= STORE_KEEP_SESSION);

  store_db_run_async (db, STORE_WRITE_DURABLE, set_job, args_new (0, conversation, keep), args_free,
                      NULL, cancellable, callback, user_data);
}

gboolean
store_keep_set_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}

void
store_keep_find_oldest_async (StoreDb *db,
                              gint64 account,
                              int keep,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  store_db_run_async (db, STORE_READ, find_oldest_job, args_new (account, 0, keep), args_free,
                      g_free, cancellable, callback, user_data);
}

gboolean
store_keep_find_oldest_finish (StoreDb *db, GAsyncResult *result, gint64 *oldest, GError **error)
{
  return finish_number (db, result, oldest, error);
}
