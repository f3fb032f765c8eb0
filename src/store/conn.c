/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One connection to SQLite, the only file that speaks to the library but for search-index.c.
 */
#include "config.h"

#include "store/conn.h"

#include "base/memory.h"
#include "store/migrate.h"
#include "store/search-index.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MS 5000
#define MAX_REWRITTEN_PAGES 4096 /* of 4 KiB */
#define MAX_RESTING_BYTES (1024 * 1024)

/*
 * WAL and NORMAL: a commit is one write without an fsync, which store_conn_begin() changes where it
 * matters. The cache holds what a page of the server's archive touches in six indices, or each of its
 * messages would write to the log, and is let go of afterwards: see store_conn_rest(). The kernel has
 * those pages anyhow. What is deleted is overwritten: it was somebody's words.
 */
#define SETTINGS                                                                                   \
  "PRAGMA synchronous = NORMAL;"                                                                   \
  "PRAGMA foreign_keys = ON;"                                                                      \
  "PRAGMA cache_size = -4096;"                                                                     \
  "PRAGMA mmap_size = 0;"                                                                          \
  "PRAGMA temp_store = MEMORY;"                                                                    \
  "PRAGMA secure_delete = ON;"                                                                     \
  "PRAGMA journal_size_limit = 4194304;"

/* So many steps of SQLite's machine, some microseconds, go by until it is asked again whether a job was
 * cancelled. FTS5 takes a few for each page that it reads. */
#define STEPS_UNCANCELLED 500

struct _StoreConn {
  sqlite3 *db;
  GHashTable *statements;  /* the SQL → StoreRows, all reset */
  StoreSearchIndex *index; /* (nullable): another program's has none */
  gboolean full_sync;
};

/* The errors of the disk, which SQLite reports through many codes of its own. @saved_errno: 0 when
 * the system was not asked. */
static StoreError
code_of_errno (int saved_errno)
{
  switch (saved_errno) {
  case ENOSPC:
  case EDQUOT:
    return STORE_ERROR_FULL;
  case EACCES:
  case EPERM:
  case EROFS:
    return STORE_ERROR_READ_ONLY;
  default:
    return STORE_ERROR_FAILED;
  }
}

static StoreError
code_of_result (int code, int saved_errno)
{
  switch (code) {
  case SQLITE_CONSTRAINT_UNIQUE:
  case SQLITE_CONSTRAINT_PRIMARYKEY:
    return STORE_ERROR_EXISTS;
  case SQLITE_CONSTRAINT_FOREIGNKEY:
    return STORE_ERROR_NOT_FOUND;
  default:
    break;
  }

  switch (code & 0xff) {
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return STORE_ERROR_CORRUPT;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return STORE_ERROR_BUSY;
  case SQLITE_FULL:
    return STORE_ERROR_FULL;
  case SQLITE_READONLY:
  case SQLITE_PERM:
    return STORE_ERROR_READ_ONLY;
  case SQLITE_IOERR:
  case SQLITE_CANTOPEN:
    return code_of_errno (saved_errno);
  default:
    return STORE_ERROR_FAILED;
  }
}

static void
set_error (sqlite3 *db, GError **error)
{
  int code = sqlite3_extended_errcode (db);

  g_set_error (error, STORE_ERROR, code_of_result (code, sqlite3_system_errno (db)),
               "The archive reports: %s (%d)", sqlite3_errmsg (db), code);
}

/*
 * Makes the file before SQLite does, so that it is never readable by others; the files that SQLite
 * puts beside it get its mode. An existing one must not even be opened here: closing it would drop
 * the locks that another connection of this process has on it (POSIX).
 */
static gboolean
make_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) == 0) {
    fd = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
      return g_close (fd, error);
    if (errno == EEXIST)
      return TRUE;
  }

  g_set_error (error, STORE_ERROR, code_of_errno (errno), "The archive %s cannot be made: %s", path,
               g_strerror (errno));
  return FALSE;
}

/* A damaged or prepared file shall not be able to do more than be wrong. */
static void
distrust (sqlite3 *db)
{
  sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
}

/* Lets the file give back the room of what was deleted: a new one from the start, an old one when it
 * is rewritten, which is done at once if that takes no time. */
static gboolean
let_shrink (StoreConn *self, guint version, GError **error)
{
  gint64 mode, n_pages;

  if (version == 0)
    return store_conn_exec (self, "PRAGMA auto_vacuum = INCREMENTAL", error);
  if (!store_conn_get_int (self, &mode, error, "PRAGMA auto_vacuum") ||
      !store_conn_get_int (self, &n_pages, error, "PRAGMA page_count"))
    return FALSE;
  if (mode == 0 && n_pages <= MAX_REWRITTEN_PAGES)
    return store_conn_exec (self, "PRAGMA auto_vacuum = INCREMENTAL; VACUUM", error);
  return TRUE;
}

static gboolean
set_up (StoreConn *self, GError **error)
{
  guint version = 0;

  distrust (self->db);
  if (store_search_index_register (self->db, &self->index) != SQLITE_OK) {
    set_error (self->db, error);
    return FALSE;
  }
  /* First of all, as the next statement changes the file: a newer version's must stay untouched. */
  return store_migrate_check (self, &version, error) && let_shrink (self, version, error) &&
         store_conn_run (self, error, "PRAGMA journal_mode = WAL") &&
         store_conn_exec (self, SETTINGS, error) && store_migrate (self, error);
}

/* Both a commit that says FULL and one that says NORMAL write the log; only the first waits until
 * the disk has it. The setting cannot be changed within a transaction. */
static gboolean
set_full_sync (StoreConn *self, gboolean full, GError **error)
{
  if (self->full_sync == full)
    return TRUE;
  if (!store_conn_exec (self, full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL",
                        error))
    return FALSE;
  self->full_sync = full;
  return TRUE;
}

static StoreRows *
prepare (StoreConn *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL) {
    g_assert (!sqlite3_stmt_busy (statement));
    return statement;
  }
  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
      SQLITE_OK) {
    set_error (self->db, error);
    return NULL;
  }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

StoreConn *
store_conn_open (const char *path, GError **error)
{
  g_autoptr (StoreConn) self = g_new0 (StoreConn, 1);
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  if (strcmp (path, ":memory:") != 0 && !make_file (path, error))
    return NULL;
  if (sqlite3_open_v2 (path, &self->db, flags, NULL) != SQLITE_OK) {
    set_error (self->db, error);
    return NULL;
  }
  /* SQLite is content with reading when it may not write. */
  if (sqlite3_db_readonly (self->db, "main") == 1) {
    g_set_error (error, STORE_ERROR, STORE_ERROR_READ_ONLY, "The archive %s cannot be written to",
                 path);
    return NULL;
  }
  if (!set_up (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

StoreConn *
store_conn_open_foreign (const char *path, GError **error)
{
  g_autoptr (StoreConn) self = g_new0 (StoreConn, 1);
  const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  if (sqlite3_open_v2 (path, &self->db, flags, NULL) != SQLITE_OK) {
    set_error (self->db, error);
    return NULL;
  }
  distrust (self->db);
  return g_steal_pointer (&self);
}

static void
sound (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  if (sqlite3_value_type (values[0]) == SQLITE_TEXT) {
    const char *text = (const char *) sqlite3_value_text (values[0]);
    char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

    sqlite3_result_text (context, valid, -1, g_free);
  } else {
    sqlite3_result_value (context, values[0]);
  }
}

gboolean
store_conn_attach_damaged (StoreConn *self, const char *path, GError **error)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

  sqlite3_create_function (self->db, "sound", 1, flags, NULL, sound, NULL, NULL);
  return store_conn_run (self, error, "ATTACH ? AS damaged", STORE_TEXT (path));
}

void
store_conn_detach_damaged (StoreConn *self)
{
  /* A statement that is kept prepared would hold it. */
  g_hash_table_remove_all (self->statements);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  store_conn_exec (self, "DETACH damaged", NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
}

void
store_conn_close (StoreConn *self)
{
  g_hash_table_unref (self->statements);
  store_search_index_unregister (self->db);
  /* Writes the log back into the file and removes it. */
  sqlite3_close (self->db);
  g_free (self);
}

gboolean
store_conn_begin (StoreConn *self, StoreAccess access, GError **error)
{
  /* A transaction that begins as a reader and then writes cannot wait for another writer. */
  const char *begin = access == STORE_READ ? "BEGIN" : "BEGIN IMMEDIATE";

  return set_full_sync (self, access == STORE_WRITE_DURABLE, error) &&
         store_conn_run (self, error, begin);
}

gboolean
store_conn_commit (StoreConn *self, GError **error)
{
  if (self->index != NULL && store_search_index_flush (self->index) != SQLITE_OK) {
    set_error (self->db, error);
    return FALSE;
  }
  return store_conn_run (self, error, "COMMIT");
}

void
store_conn_rollback (StoreConn *self)
{
  if (self->index != NULL)
    store_search_index_forget (self->index);
  /* Some errors, as a full disk, roll back by themselves. */
  if (!sqlite3_get_autocommit (self->db))
    store_conn_run (self, NULL, "ROLLBACK");
}

void
store_conn_rest (StoreConn *self)
{
  int n_bytes = 0, highest;

  sqlite3_db_status (self->db, SQLITE_DBSTATUS_CACHE_USED, &n_bytes, &highest, FALSE);
  if (n_bytes <= MAX_RESTING_BYTES)
    return;
  sqlite3_db_release_memory (self->db);
  base_memory_trim ();
}

static int
is_cancelled (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

void
store_conn_set_cancellable (StoreConn *self, GCancellable *cancellable)
{
  sqlite3_progress_handler (self->db, STEPS_UNCANCELLED, cancellable != NULL ? is_cancelled : NULL,
                            cancellable);
}

StoreRows *
store_conn_query_values (StoreConn *self, GError **error, const char *sql, const StoreValue *values)
{
  g_autoptr (StoreRows) rows = prepare (self, sql, error);

  if (rows == NULL)
    return NULL;
  for (int i = 0; values[i].type != STORE_VALUE_END; i++) {
    int code = SQLITE_OK;

    if (values[i].type == STORE_VALUE_INT)
      code = sqlite3_bind_int64 (rows, i + 1, values[i].number);
    else if (values[i].text != NULL)
      code = sqlite3_bind_text (rows, i + 1, values[i].text, -1, SQLITE_STATIC);
    /* A text can be too long for SQLite (1 GB); a `?` too few or too many is our fault. */
    g_assert (code != SQLITE_RANGE);
    if (code != SQLITE_OK) {
      set_error (self->db, error);
      return NULL;
    }
  }
  return g_steal_pointer (&rows);
}

gboolean
store_rows_next (StoreRows *self, GError **error)
{
  switch (sqlite3_step (self)) {
  case SQLITE_ROW:
    return TRUE;
  case SQLITE_DONE:
    return FALSE;
  default:
    set_error (sqlite3_db_handle (self), error);
    return FALSE;
  }
}

gint64
store_rows_get_int (StoreRows *self, int column)
{
  return sqlite3_column_int64 (self, column);
}

const char *
store_rows_get_text (StoreRows *self, int column)
{
  return (const char *) sqlite3_column_text (self, column);
}

char *
store_rows_dup_text (StoreRows *self, int column)
{
  return g_strdup (store_rows_get_text (self, column));
}

void
store_rows_free (StoreRows *self)
{
  sqlite3_reset (self);
  sqlite3_clear_bindings (self);
}

GPtrArray *
store_rows_collect (StoreRows *self,
                    gpointer (*read) (StoreRows *row),
                    GDestroyNotify free_element,
                    GError **error)
{
  g_autoptr (StoreRows) rows = self;
  g_autoptr (GPtrArray) elements = g_ptr_array_new_with_free_func (free_element);
  g_autoptr (GError) failure = NULL;

  if (rows == NULL)
    return NULL;
  while (store_rows_next (rows, &failure))
    g_ptr_array_add (elements, read (rows));
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  return g_steal_pointer (&elements);
}

void
store_list_free (gpointer list)
{
  g_ptr_array_unref (list);
}

gpointer
store_rows_take_first (StoreRows *self,
                       gpointer (*read) (StoreRows *row),
                       GDestroyNotify free_element,
                       GError **error)
{
  g_autoptr (GPtrArray) elements = store_rows_collect (self, read, free_element, error);

  return elements != NULL && elements->len > 0 ? g_ptr_array_steal_index (elements, 0) : NULL;
}

gboolean
store_conn_run_values (StoreConn *self, GError **error, const char *sql, const StoreValue *values)
{
  gint64 ignored;

  return store_conn_get_int_values (self, &ignored, error, sql, values);
}

gboolean
store_conn_get_int_values (StoreConn *self,
                           gint64 *number,
                           GError **error,
                           const char *sql,
                           const StoreValue *values)
{
  g_autoptr (StoreRows) rows = store_conn_query_values (self, error, sql, values);
  g_autoptr (GError) failure = NULL;
  gint64 found = 0;

  if (rows == NULL)
    return FALSE;
  if (store_rows_next (rows, &failure))
    found = store_rows_get_int (rows, 0);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  *number = found;
  return TRUE;
}

gboolean
store_conn_exec (StoreConn *self, const char *sql, GError **error)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  set_error (self->db, error);
  return FALSE;
}

gint64
store_conn_get_insert_id (StoreConn *self)
{
  return sqlite3_last_insert_rowid (self->db);
}

gint64
store_conn_get_changes (StoreConn *self)
{
  return sqlite3_changes64 (self->db);
}

gint64
store_conn_get_total_changes (StoreConn *self)
{
  return sqlite3_total_changes64 (self->db);
}
