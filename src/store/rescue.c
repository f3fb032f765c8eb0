/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a damaged archive to a sound one, table by table, around the rows that cannot be read.
 */
#include "config.h"

#include "store/rescue.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Rows that are copied by one statement: what it has done it keeps in memory until its end. */
#define MAX_RANGE 16384

/* After so many places that cannot be read the rest of a table is given up. Each costs some
 * microseconds, and the pages of one table are rarely all damaged. */
#define MAX_FAILURES 20000

/* More rows than there can be, for a table that does not tell its last one. */
#define LAST_ROW (G_GINT64_CONSTANT (1) << 40)

typedef struct {
  StoreConn *conn;
  char *copy;  /* the statement; ?1, ?2: the first and the last row */
  char *probe; /* tells whether there is any row among those */
  guint n_failures;
} Copy;

static void
copy_clear (Copy *self)
{
  g_free (self->copy);
  g_free (self->probe);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copy, copy_clear)

/* Of the new file: the old one is as it is. */
static gboolean
is_fatal (const GError *error)
{
  return g_error_matches (error, STORE_ERROR, STORE_ERROR_FULL) ||
         g_error_matches (error, STORE_ERROR, STORE_ERROR_READ_ONLY);
}

/* TRUE: the rows, or as many as can be had. */
static gboolean
try_range (Copy *self, gint64 first, gint64 last, gboolean *done, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 any = 1;

  *done = FALSE;
  if (last - first >= MAX_RANGE) {
    /* Too many at once; but a range without any ends here. */
    if (store_conn_get_int (self->conn, &any, &failure, self->probe, STORE_INT (first),
                            STORE_INT (last))) {
      *done = any == 0;
      return TRUE;
    }
  } else {
    *done = store_conn_run (self->conn, &failure, self->copy, STORE_INT (first), STORE_INT (last));
  }
  if (failure == NULL)
    return TRUE;
  if (is_fatal (failure)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  *done = first == last || ++self->n_failures > MAX_FAILURES;
  return TRUE;
}

/* Halves what cannot be read until nothing but that is left out. As deep as a number has bits. */
static gboolean
copy_range (Copy *self, gint64 first, gint64 last, GError **error)
{
  gint64 middle = first + (last - first) / 2;
  gboolean done;

  if (!try_range (self, first, last, &done, error))
    return FALSE;
  return done ||
         (copy_range (self, first, middle, error) && copy_range (self, middle + 1, last, error));
}

static gpointer
read_text (StoreRows *row)
{
  return store_rows_dup_text (row, 0);
}

/* (nullable): NULL: the table is not there, or cannot be known */
static char *
list_columns (StoreConn *conn, const char *table, const char *pattern)
{
  g_autofree char *query = g_strdup_printf (
    "SELECT group_concat (%s) FROM (SELECT name FROM pragma_table_info ('%s', 'main')"
    " WHERE name IN (SELECT name FROM pragma_table_info ('%s', 'damaged')))",
    pattern, table, table);

  return store_rows_take_first (store_conn_query (conn, NULL, query), read_text, g_free, NULL);
}

/* Reads one by one what has no row numbers: those tables are small, and what is behind a damaged
 * place is lost. */
static gboolean
copy_in_order (Copy *self, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (store_conn_run (self->conn, &failure, self->copy) || !is_fatal (failure))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
copy_table (StoreConn *conn, const char *table, gboolean has_rows, GError **error)
{
  g_auto (Copy) copy = { .conn = conn };
  g_autofree char *names = list_columns (conn, table, "name");
  g_autofree char *values = list_columns (conn, table, "'sound(' || name || ')'");
  g_autofree char *min = g_strdup_printf ("SELECT min (rowid) FROM damaged.%s", table);
  g_autofree char *max = g_strdup_printf ("SELECT max (rowid) FROM damaged.%s", table);
  gint64 first, last;

  if (names == NULL || values == NULL)
    return TRUE;
  copy.copy =
    g_strdup_printf ("INSERT OR IGNORE INTO main.%s (%s) SELECT %s FROM damaged.%s%s", table, names,
                     values, table, has_rows ? " WHERE rowid BETWEEN ? AND ?" : "");
  copy.probe =
    g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM damaged.%s WHERE rowid BETWEEN ? AND ?)", table);
  if (!has_rows)
    return copy_in_order (&copy, error);
  if (!store_conn_get_int (conn, &first, NULL, min))
    first = 1;
  if (!store_conn_get_int (conn, &last, NULL, max))
    last = LAST_ROW;
  return first > last || copy_range (&copy, first, last, error);
}

typedef struct {
  char *name;
  gboolean has_rows;
} Table;

static void
table_free (gpointer data)
{
  Table *self = data;

  g_free (self->name);
  g_free (self);
}

static gpointer
read_table (StoreRows *row)
{
  Table *self = g_new0 (Table, 1);

  self->name = store_rows_dup_text (row, 0);
  self->has_rows = store_rows_get_int (row, 1) == 0;
  return self;
}

/* The tables in the order in which they were made, so that what others refer to comes first. */
static GPtrArray *
list_tables (StoreConn *conn, GError **error)
{
  return store_rows_collect (
    store_conn_query (conn, error,
                      "SELECT t.name, t.wr FROM pragma_table_list AS t"
                      " JOIN main.sqlite_schema AS s ON s.name = t.name AND s.type = 'table'"
                      " WHERE t.schema = 'main' AND t.type = 'table'"
                      " AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'mam_span' ORDER BY s.rowid"),
    read_table, table_free, error);
}

/* Drops what belongs to something that could not be read. */
static gboolean
drop_orphans (StoreConn *conn, const char *table, GError **error)
{
  g_autofree char *query = g_strdup_printf ("SELECT printf ('DELETE FROM %%s WHERE \"%%s\" NOT IN "
                                            "(SELECT id FROM \"%%s\")', '%s', \"from\","
                                            " \"table\") FROM pragma_foreign_key_list ('%s')"
                                            " WHERE on_delete = 'CASCADE'",
                                            table, table);
  g_autoptr (GPtrArray) deletes =
    store_rows_collect (store_conn_query (conn, error, query), read_text, g_free, error);

  for (guint i = 0; deletes != NULL && i < deletes->len; i++)
    if (!store_conn_exec (conn, deletes->pdata[i], error))
      return FALSE;
  return deletes != NULL;
}

/* What is derived from the rest, or has to agree with the server. */
static gboolean
finish (StoreConn *conn, GError **error)
{
  /* Numbers that were given must not be given again; best effort, the old table may be unreadable. */
  store_conn_exec (conn,
                   "UPDATE sqlite_sequence SET seq = max (seq, coalesce ((SELECT seq"
                   " FROM damaged.sqlite_sequence AS o WHERE o.name = sqlite_sequence.name), 0))",
                   NULL);
  return store_conn_exec (
    conn,
    "UPDATE account SET roster_version = NULL;"
    "UPDATE conversation SET draft_reply = (SELECT id FROM message WHERE id = draft_reply),"
    " unread = (SELECT count (*) FROM message WHERE conversation = conversation.id AND seen = 0),"
    " last_message = (SELECT m.id FROM message AS m WHERE m.conversation = conversation.id"
    " ORDER BY m.time DESC, m.id DESC LIMIT 1)",
    error);
}

static gboolean
carry_over (StoreConn *conn, GError **error)
{
  g_autoptr (GPtrArray) tables = list_tables (conn, error);

  /* Not in one transaction: where a read came upon damage, SQLite lets nothing follow in the same. */
  for (guint i = 0; tables != NULL && i < tables->len; i++) {
    const Table *table = tables->pdata[i];

    if (!copy_table (conn, table->name, table->has_rows, error) ||
        !drop_orphans (conn, table->name, error))
      return FALSE;
  }
  return tables != NULL && finish (conn, error);
}

/* A new archive at @fresh with what @path has. */
static gboolean
make_fresh (const char *path, const char *fresh, GError **error)
{
  g_autoptr (StoreConn) conn = store_conn_open (fresh, error);
  g_autoptr (GError) failure = NULL;
  gboolean made;

  /* Whose parents are missing is dropped in the end: see drop_orphans(). */
  if (conn == NULL ||
      !store_conn_exec (conn, "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF", error))
    return FALSE;
  if (!store_conn_attach_damaged (conn, path, &failure)) {
    /* Nothing of it can be read; somebody who holds it could still be writing to it. */
    made = !g_error_matches (failure, STORE_ERROR, STORE_ERROR_BUSY);
    if (!made)
      g_propagate_error (error, g_steal_pointer (&failure));
    return made;
  }
  made = carry_over (conn, error);
  store_conn_detach_damaged (conn);
  /* Closing writes it all to the disk. */
  return made && store_conn_exec (conn, "PRAGMA synchronous = NORMAL", error);
}

static char *
name_aside (const char *path)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y-%m-%d");

  for (guint i = 1;; i++) {
    g_autofree char *name = i == 1 ? g_strdup_printf ("%s-damaged-%s", path, stamp)
                                   : g_strdup_printf ("%s-damaged-%s-%u", path, stamp, i);

    if (!g_file_test (name, G_FILE_TEST_EXISTS))
      return g_steal_pointer (&name);
  }
}

static gboolean
move (const char *from, const char *to, GError **error)
{
  if (g_rename (from, to) == 0)
    return TRUE;
  g_set_error (error, STORE_ERROR, errno == ENOSPC ? STORE_ERROR_FULL : STORE_ERROR_READ_ONLY,
               "%s cannot be renamed: %s", from, g_strerror (errno));
  return FALSE;
}

static void
remove_file (const char *path, const char *end)
{
  g_autofree char *name = g_strconcat (path, end, NULL);

  g_unlink (name);
}

/*
 * The log of the old file must go before the new one takes its name, as SQLite would write the one
 * into the other. A link keeps @path there all the while, where the file system knows links.
 */
static gboolean
swap (const char *path, const char *fresh, const char *aside, GError **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *log_aside = g_strconcat (aside, "-wal", NULL);

  if (link (path, aside) != 0 && !move (path, aside, error))
    return FALSE;
  if (g_file_test (log, G_FILE_TEST_EXISTS) && !move (log, log_aside, error)) {
    remove_file (aside, "");
    return FALSE;
  }
  remove_file (path, "-shm");
  return move (fresh, path, error);
}

char *
store_rescue (const char *path, GError **error)
{
  g_autofree char *fresh = g_strconcat (path, "-new", NULL);
  g_autofree char *aside = name_aside (path);

  remove_file (fresh, "");
  remove_file (fresh, "-wal");
  remove_file (fresh, "-shm");
  if (make_fresh (path, fresh, error) && swap (path, fresh, aside, error))
    return g_steal_pointer (&aside);
  remove_file (fresh, "");
  remove_file (fresh, "-wal");
  remove_file (fresh, "-shm");
  return NULL;
}
