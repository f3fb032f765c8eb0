/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The worker's side of the archive: statements with typed values, rows, transactions. Private to
 * store/; to be used by one thread at a time.
 */
#pragma once

#include "store/db.h"

/* Opens @path, makes it if it is missing and brings the schema up to date. Errors: STORE_ERROR_*. */
StoreConn *store_conn_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void store_conn_close (StoreConn *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreConn, store_conn_close)

/* Opens the database of another program, which is only read. */
StoreConn *store_conn_open_foreign (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes the damaged archive at @path readable as the schema `damaged`, as far as it goes, and the SQL
 * function `sound (value)`, whose texts are valid UTF-8. Waits until nobody writes to it. */
gboolean store_conn_attach_damaged (StoreConn *self, const char *path, GError **error);
/* Leaves that file exactly as it is. */
void store_conn_detach_damaged (StoreConn *self);

/* The result of a job that has nothing to tell but that it was done. */
#define STORE_DONE GINT_TO_POINTER (TRUE)

gboolean store_conn_begin (StoreConn *self, StoreAccess access, GError **error);
gboolean store_conn_commit (StoreConn *self, GError **error);
void store_conn_rollback (StoreConn *self); /* does nothing outside of a transaction */

/* Lets go of memory that is of use only while there is much to do. */
void store_conn_rest (StoreConn *self);

/* Until it is called with NULL: statements fail soon after @cancellable, which is borrowed, is
 * cancelled on whatever thread. */
void store_conn_set_cancellable (StoreConn *self, GCancellable *cancellable);

/* A value for a `?` of a statement: STORE_INT (number) or STORE_TEXT (text), where a NULL text is
 * NULL. Text is borrowed until the statement has ended. */
typedef struct {
  enum { STORE_VALUE_END, STORE_VALUE_INT, STORE_VALUE_TEXT } type;

  gint64 number;
  const char *text;
} StoreValue;

#define STORE_INT(n) ((StoreValue){ .type = STORE_VALUE_INT, .number = (n) })
#define STORE_TEXT(t) ((StoreValue){ .type = STORE_VALUE_TEXT, .text = (t) })
#define STORE_VALUES(...) ((const StoreValue[]){ __VA_ARGS__ __VA_OPT__ (, ){ 0 } })

/* The result of a query; @sql is kept prepared, so it should be a literal. Until it is freed the
 * same statement cannot be run again. */
typedef struct sqlite3_stmt StoreRows;

#define store_conn_query(self, error, sql, ...)                                                    \
  store_conn_query_values (self, error, sql, STORE_VALUES (__VA_ARGS__))
StoreRows *store_conn_query_values (StoreConn *self,
                                    GError **error,
                                    const char *sql,
                                    const StoreValue *values) G_GNUC_WARN_UNUSED_RESULT;

/* Goes to the next row. FALSE: there is none, or @error is set. */
gboolean store_rows_next (StoreRows *self, GError **error);
gint64 store_rows_get_int (StoreRows *self, int column);       /* 0 for NULL */
const char *store_rows_get_text (StoreRows *self, int column); /* (nullable); until the next row */
char *store_rows_dup_text (StoreRows *self, int column) G_GNUC_WARN_UNUSED_RESULT; /* (nullable) */
void store_rows_free (StoreRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreRows, store_rows_free)

/* Takes all rows, which end with it: @read makes an element of each. @self: (nullable) (transfer
 * full): NULL when the query failed and @error is set. */
GPtrArray *store_rows_collect (StoreRows *self,
                               gpointer (*read) (StoreRows *row),
                               GDestroyNotify free_element,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

void store_list_free (gpointer list); /* a GDestroyNotify for such an array */

/* The same for the first row: NULL without an error when there is none. */
gpointer store_rows_take_first (StoreRows *self,
                                gpointer (*read) (StoreRows *row),
                                GDestroyNotify free_element,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Runs one statement whose rows, if any, are of no interest. */
#define store_conn_run(self, error, sql, ...)                                                      \
  store_conn_run_values (self, error, sql, STORE_VALUES (__VA_ARGS__))
gboolean
store_conn_run_values (StoreConn *self, GError **error, const char *sql, const StoreValue *values);

/* Runs one query and takes the first column of its first row; 0 when there is no row. */
#define store_conn_get_int(self, number, error, sql, ...)                                          \
  store_conn_get_int_values (self, number, error, sql, STORE_VALUES (__VA_ARGS__))
gboolean store_conn_get_int_values (StoreConn *self,
                                    gint64 *number,
                                    GError **error,
                                    const char *sql,
                                    const StoreValue *values);

/* Runs any number of statements without values. */
gboolean store_conn_exec (StoreConn *self, const char *sql, GError **error);

gint64 store_conn_get_insert_id (StoreConn *self);     /* of the last INSERT that added a row */
gint64 store_conn_get_changes (StoreConn *self);       /* rows that the last statement touched */
gint64 store_conn_get_total_changes (StoreConn *self); /* that all touched, triggers too */
