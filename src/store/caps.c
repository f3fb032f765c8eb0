/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of capabilities, bounded by how long ago an entry was used.
 */
#include "config.h"

#include "store/caps.h"

#include "base/data.h"
#include "store/conn.h"

#include <string.h>

/* Uses are noted this precisely, so that most look-ups write nothing. */
#define USE_STEP_US (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)

/* What a job works on. */
struct _Args {
  char *hash;
  char *xml;
};
BASE_DEFINE_DATA (Args, args)

static void
args_cleanup (Args *self)
{
  g_free (self->hash);
  g_free (self->xml);
}

static gpointer
read_xml (StoreRows *row)
{
  return store_rows_dup_text (row, 0);
}

static gpointer
lookup_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  gint64 now = g_get_real_time ();

  if (!store_conn_run (conn, error, "UPDATE caps SET used = ? WHERE hash = ? AND used < ?",
                       STORE_INT (now), STORE_TEXT (args->hash), STORE_INT (now - USE_STEP_US)))
    return NULL;
  return store_rows_take_first (
    store_conn_query (conn, error, "SELECT xml FROM caps WHERE hash = ?", STORE_TEXT (args->hash)),
    read_xml, g_free, error);
}

static gpointer
insert_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  if (strlen (args->xml) > STORE_CAPS_MAX_BYTES)
    return STORE_DONE;
  if (!store_conn_run (
        conn, error, "INSERT OR REPLACE INTO caps (hash, xml, used) VALUES (?, ?, ?)",
        STORE_TEXT (args->hash), STORE_TEXT (args->xml), STORE_INT (g_get_real_time ())) ||
      !store_conn_run (conn, error,
                       "DELETE FROM caps WHERE rowid IN (SELECT rowid FROM caps"
                       " ORDER BY used DESC, rowid DESC LIMIT -1 OFFSET ?)",
                       STORE_INT (STORE_CAPS_MAX)))
    return NULL;
  return STORE_DONE;
}

void
store_caps_lookup_async (StoreDb *db,
                         const char *hash,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Args *args;

  g_return_if_fail (hash != NULL);

  args = args_alloc ();
  args->hash = g_strdup (hash);
  store_db_run_async (db, STORE_WRITE, lookup_job, args, args_free, g_free, cancellable, callback,
                      user_data);
}

char *
store_caps_lookup_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_caps_insert_async (StoreDb *db,
                         const char *hash,
                         const char *xml,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Args *args;

  g_return_if_fail (hash != NULL && xml != NULL);

  args = args_alloc ();
  args->hash = g_strdup (hash);
  args->xml = g_strdup (xml);
  store_db_run_async (db, STORE_WRITE, insert_job, args, args_free, NULL, cancellable, callback,
                      user_data);
}

gboolean
store_caps_insert_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}
