/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of ways to people.
 */
#include "config.h"

#include "store/people.h"

#include "base/data.h"
#include "store/conn.h"

/* What a job works on. */
struct _Args {
  gint64 person;
  GPtrArray *ways;
};
BASE_DEFINE_DATA (Args, args)

static void
args_cleanup (Args *self)
{
  g_clear_pointer (&self->ways, g_ptr_array_unref);
}

static gpointer
read_way (StoreRows *row)
{
  return store_way_new (store_rows_get_int (row, 0), store_rows_get_text (row, 1),
                        store_rows_get_int (row, 2));
}

static gpointer
load_job (StoreConn *conn, gpointer data, GError **error)
{
  return store_rows_collect (store_conn_query (conn, error,
                                               "SELECT account, jid, person FROM way"
                                               " ORDER BY person, position"),
                             read_way, store_way_free, error);
}

static gpointer
put_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  if (!store_conn_run (conn, error, "DELETE FROM way WHERE person = ?", STORE_INT (args->person)))
    return NULL;
  for (guint i = 0; i < args->ways->len; i++) {
    const StoreWay *way = g_ptr_array_index (args->ways, i);

    if (!store_conn_run (conn, error,
                         "INSERT OR REPLACE INTO way (account, jid, person, position)"
                         " VALUES (?, ?, ?, ?)",
                         STORE_INT (way->account), STORE_TEXT (way->jid), STORE_INT (args->person),
                         STORE_INT (i)))
      return NULL;
  }
  return STORE_DONE;
}

StoreWay *
store_way_new (gint64 account, const char *jid, gint64 person)
{
  StoreWay *self = g_new0 (StoreWay, 1);

  self->account = account;
  self->jid = g_strdup (jid);
  self->person = person;
  return self;
}

void
store_way_free (gpointer self)
{
  StoreWay *way = self;

  g_free (way->jid);
  g_free (way);
}

void
store_people_load_async (StoreDb *db,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  store_db_run_async (db, STORE_READ, load_job, args_alloc (), args_free, store_list_free,
                      cancellable, callback, user_data);
}

GPtrArray *
store_people_load_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_people_put_async (StoreDb *db,
                        gint64 person,
                        GPtrArray *ways,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Args *args;

  g_return_if_fail (person > 0 && ways != NULL);

  args = args_alloc ();
  args->person = person;
  args->ways = g_ptr_array_ref (ways);
  store_db_run_async (db, STORE_WRITE, put_job, args, args_free, NULL, cancellable, callback,
                      user_data);
}

gboolean
store_people_put_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}
