/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages in a table of another program's SQLite file.
 */
#include "config.h"

#include "store/source-table.h"

typedef struct {
  const StoreTable *table;
  StoreConn *conn;
  gint64 last; /* the message that was read last */
  gint64 end;
} Reader;

gboolean
store_table_exists (StoreConn *conn, const char *name, gboolean *exists, GError **error)
{
  gint64 found;

  if (!store_conn_get_int (conn, &found, error,
                           "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table'"
                           " AND name = ?)",
                           STORE_TEXT (name)))
    return FALSE;
  *exists = found != 0;
  return TRUE;
}

/* Temporary tables are not in the file, which stays as it is. */
static gboolean
add_absent (StoreConn *conn, const StoreTable *table, GError **error)
{
  for (guint i = 0; table->absent != NULL && table->absent[i][0] != NULL; i++) {
    const char *name = table->absent[i][0];
    g_autofree char *sql = g_strdup_printf ("CREATE TEMP TABLE %s (%s)", name, table->absent[i][1]);
    gboolean exists;

    if (!store_table_exists (conn, name, &exists, error) ||
        (!exists && !store_conn_exec (conn, sql, error)))
      return FALSE;
  }
  return TRUE;
}

gpointer
store_table_open (const StoreTable *table, StoreConn *conn, GError **error)
{
  g_autoptr (StoreConn) owned = conn;
  gint64 end;
  Reader *self;

  if (!add_absent (conn, table, error) || !store_conn_get_int (conn, &end, error, table->newest))
    return NULL;
  self = g_new0 (Reader, 1);
  self->table = table;
  self->conn = g_steal_pointer (&owned);
  self->end = end;
  return self;
}

void
store_table_free (gpointer self)
{
  Reader *reader = self;

  store_conn_close (reader->conn);
  g_free (reader);
}

GPtrArray *
store_table_read (gpointer self, guint n, double *progress, GError **error)
{
  Reader *reader = self;
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (store_imported_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoreRows) rows = store_conn_query (reader->conn, error, reader->table->query,
                                                 STORE_INT (reader->last), STORE_INT (n));

  if (rows == NULL)
    return NULL;
  while (failure == NULL && store_rows_next (rows, &failure)) {
    StoreImported *imported = reader->table->read (reader->conn, rows, &failure);

    reader->last = store_rows_get_int (rows, 0);
    if (imported != NULL)
      g_ptr_array_add (messages, imported);
  }
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  *progress =
    messages->len < n || reader->end <= 0 ? 1 : (double) reader->last / (double) reader->end;
  return g_steal_pointer (&messages);
}
