/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the connection: values, rows, the errors of statements, settings, and what reaches the
 * disk when.
 */
#include "config.h"

#include "store/conn.h"

#include "tests/store/fixture.h"

#include <sys/syscall.h>
#include <unistd.h>

static int n_syncs;

/* In the place of the C library's, for SQLite too: what a power cut spares is what was synced. */
int
fsync (int fd)
{
  n_syncs++;
  return (int) syscall (SYS_fsync, fd);
}

int
fdatasync (int fd)
{
  n_syncs++;
  return (int) syscall (SYS_fdatasync, fd);
}

static StoreConn *
open_conn (const char *path)
{
  g_autoptr (GError) error = NULL;
  StoreConn *conn = store_conn_open (path, &error);

  g_assert_no_error (error);
  return conn;
}

static void
exec (StoreConn *conn, const char *sql)
{
  g_autoptr (GError) error = NULL;

  store_conn_exec (conn, sql, &error);
  g_assert_no_error (error);
}

static gint64
number_of (StoreConn *conn, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 number = -1;

  store_conn_get_int_values (conn, &number, &error, sql, STORE_VALUES ());
  g_assert_no_error (error);
  return number;
}

static void
test_values (void)
{
  g_autoptr (StoreConn) conn = open_conn (":memory:");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  StoreRows *rows;

  exec (conn, "CREATE TABLE t (a INTEGER, b TEXT)");
  for (int i = 0; i < 3; i++) {
    g_assert_true (store_conn_run (conn, &error, "INSERT INTO t VALUES (?, ?)",
                                   STORE_INT (G_MININT64 + i),
                                   STORE_TEXT (i == 1 ? NULL : "ä'\"")));
    g_assert_cmpint (store_conn_get_insert_id (conn), ==, i + 1);
    g_assert_cmpint (store_conn_get_changes (conn), ==, 1);
  }
  g_assert_no_error (error);

  rows = store_conn_query (conn, &error, "SELECT a, b FROM t ORDER BY a");
  g_assert_true (store_rows_next (rows, &error));
  g_assert_cmpint (store_rows_get_int (rows, 0), ==, G_MININT64);
  text = store_rows_dup_text (rows, 1);
  g_assert_cmpstr (text, ==, "ä'\"");
  g_assert_true (store_rows_next (rows, &error));
  g_assert_null (store_rows_get_text (rows, 1));
  g_assert_cmpint (store_rows_get_int (rows, 1), ==, 0);
  store_rows_free (rows);

  /* It begins anew, without the values of the last time. */
  rows = store_conn_query (conn, &error, "SELECT a, b FROM t ORDER BY a");
  g_assert_true (store_rows_next (rows, &error));
  g_assert_cmpint (store_rows_get_int (rows, 0), ==, G_MININT64);
  store_rows_free (rows);
  g_assert_true (store_conn_run (conn, &error, "UPDATE t SET b = ?", STORE_TEXT ("x")));
  g_assert_cmpint (store_conn_get_changes (conn), ==, 3);
  g_assert_no_error (error);
}

static gpointer
read_text (StoreRows *row)
{
  return store_rows_dup_text (row, 0);
}

static void
test_collect (void)
{
  g_autoptr (StoreConn) conn = open_conn (":memory:");
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;

  exec (conn, "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x'), ('y')");
  list = store_rows_collect (store_conn_query (conn, &error, "SELECT a FROM t ORDER BY a"),
                             read_text, g_free, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (list->pdata[1], ==, "y");

  first = store_rows_take_first (store_conn_query (conn, &error, "SELECT a FROM t ORDER BY a"),
                                 read_text, g_free, &error);
  g_assert_cmpstr (first, ==, "x");
  g_assert_null (store_rows_take_first (
    store_conn_query (conn, &error, "SELECT a FROM t WHERE a = 'z'"), read_text, g_free, &error));
  g_assert_no_error (error);
  g_assert_null (store_rows_take_first (
    store_conn_query (conn, &error, "SELECT nothing FROM nowhere"), read_text, g_free, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_FAILED);
}

/* A statement that gives a row is not taken for one that succeeded. */
static void
test_failing_returning (void)
{
  g_autoptr (StoreConn) conn = open_conn (":memory:");
  g_autoptr (GError) error = NULL;
  gint64 ignored;

  g_assert_null (store_rows_take_first (
    store_conn_query (conn, &error,
                      "INSERT INTO conversation (account, jid, kind, created)"
                      " VALUES (77, 'x', 0, 0) RETURNING jid"),
    read_text, g_free, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (store_conn_get_int (conn, &ignored, &error,
                                      "INSERT INTO conversation (account, jid, kind, created)"
                                      " VALUES (78, 'x', 0, 0) RETURNING id"));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  g_assert_cmpint (number_of (conn, "SELECT count(*) FROM conversation"), ==, 0);
}

static void
test_statement_errors (void)
{
  static const struct {
    const char *sql;
    int code;
  } cases[] = {
    { "INSERT INTO t VALUES (1, 1)", STORE_ERROR_EXISTS },
    { "INSERT INTO t VALUES (2, 1)", STORE_ERROR_EXISTS },
    { "INSERT INTO child VALUES (3)", STORE_ERROR_NOT_FOUND },
    { "INSERT INTO t VALUES (2, NULL)", STORE_ERROR_FAILED },
    { "SELECT \"t\" FROM t WHERE \"no column\" = 1", STORE_ERROR_FAILED },
    { "nonsense", STORE_ERROR_FAILED },
  };

  g_autoptr (StoreConn) conn = open_conn (":memory:");

  exec (conn, "CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER UNIQUE NOT NULL);"
              "CREATE TABLE child (a INTEGER REFERENCES t); INSERT INTO t VALUES (1, 1)");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].sql);
    g_assert_false (store_conn_run_values (conn, &error, cases[i].sql, STORE_VALUES ()));
    g_assert_error (error, STORE_ERROR, cases[i].code);
  }
}

static void
test_transaction (void)
{
  g_autoptr (StoreConn) conn = open_conn (":memory:");
  g_autoptr (GError) error = NULL;

  exec (conn, "CREATE TABLE t (a INTEGER)");
  g_assert_true (store_conn_begin (conn, STORE_WRITE, &error));
  exec (conn, "INSERT INTO t VALUES (1)");
  store_conn_rollback (conn);
  store_conn_rollback (conn);
  g_assert_cmpint (number_of (conn, "SELECT count(*) FROM t"), ==, 0);

  g_assert_true (store_conn_begin (conn, STORE_WRITE_DURABLE, &error));
  exec (conn, "INSERT INTO t VALUES (1)");
  g_assert_true (store_conn_commit (conn, &error));
  g_assert_no_error (error);
  g_assert_cmpint (number_of (conn, "SELECT count(*) FROM t"), ==, 1);
}

static void
test_settings (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  StoreConn *conn = open_conn (path);
  GStatBuf file = { 0 };

  g_assert_cmpint (number_of (conn, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (number_of (conn, "PRAGMA cache_size"), ==, -4096);
  g_assert_cmpint (number_of (conn, "PRAGMA secure_delete"), ==, 1);
  g_assert_cmpint (number_of (conn, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), ==, 1);

  /* For the owner's eyes only, whatever the umask says. */
  g_assert_cmpint (g_stat (path, &file), ==, 0);
  g_assert_cmpuint (file.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (log, &file), ==, 0);
  g_assert_cmpuint (file.st_mode & 0777, ==, 0600);
  store_conn_close (conn);
  remove_folder (folder);
}

static int
count_syncs (StoreConn *conn, StoreAccess access)
{
  g_autoptr (GError) error = NULL;
  int before = n_syncs;

  store_conn_begin (conn, access, &error);
  g_assert_no_error (error);
  exec (conn, "INSERT INTO caps (hash, xml, used) VALUES (random(), '', 0)");
  store_conn_commit (conn, &error);
  g_assert_no_error (error);
  return n_syncs - before;
}

static void
test_durable (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  StoreConn *conn = open_conn (path);

  /* The first frame of a new log syncs its header as well. */
  count_syncs (conn, STORE_WRITE_DURABLE);
  g_assert_cmpint (count_syncs (conn, STORE_WRITE), ==, 0);
  g_assert_cmpint (count_syncs (conn, STORE_WRITE_DURABLE), ==, 1);
  g_assert_cmpint (count_syncs (conn, STORE_WRITE), ==, 0);
  g_assert_cmpint (count_syncs (conn, STORE_WRITE), ==, 0);
  g_assert_cmpint (count_syncs (conn, STORE_WRITE_DURABLE), ==, 1);
  store_conn_close (conn);
  remove_folder (folder);
}

static void
say (StoreConn *conn, const char *word)
{
  g_autoptr (GError) error = NULL;

  store_conn_run (
    conn, &error,
    "INSERT INTO message (conversation, direction, kind, state, time, sender, body, seen)"
    " VALUES (1, 0, 0, 0, 0, 'romeo@example.org', ?, 1)",
    STORE_TEXT (word));
  g_assert_no_error (error);
}

#define N_WITH(word) "SELECT count(*) FROM message_text WHERE message_text MATCH '" word "'"

/* The index of words changes with its transaction, and at once where there is none. */
static void
test_words (void)
{
  StoreConn *conn = open_conn (":memory:");
  g_autoptr (GError) error = NULL;

  exec (conn, "INSERT INTO account (jid, enabled, port, tls_mode, min_strength, position, created)"
              " VALUES ('juliet@example.org', 1, 0, 0, 0, 0, 0);"
              " INSERT INTO conversation (account, jid, kind, created) VALUES (1, "
              "'romeo@example.org', 0, 0)");
  g_assert_true (store_conn_begin (conn, STORE_WRITE, &error));
  say (conn, "taken");
  store_conn_rollback (conn);
  g_assert_true (store_conn_begin (conn, STORE_WRITE, &error));
  say (conn, "kept");
  say (conn, "gone");
  exec (conn, "DELETE FROM message WHERE body = 'gone'");
  g_assert_true (store_conn_commit (conn, &error));
  say (conn, "alone");

  g_assert_cmpint (number_of (conn, N_WITH ("taken")), ==, 0);
  g_assert_cmpint (number_of (conn, N_WITH ("kept")), ==, 1);
  g_assert_cmpint (number_of (conn, N_WITH ("gone")), ==, 0);
  g_assert_cmpint (number_of (conn, N_WITH ("alone")), ==, 1);
  store_conn_close (conn);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/conn/values", test_values);
  g_test_add_func ("/store/conn/collect", test_collect);
  g_test_add_func ("/store/conn/failing-returning", test_failing_returning);
  g_test_add_func ("/store/conn/statement-errors", test_statement_errors);
  g_test_add_func ("/store/conn/transaction", test_transaction);
  g_test_add_func ("/store/conn/words", test_words);
  g_test_add_func ("/store/conn/settings", test_settings);
  g_test_add_func ("/store/conn/durable", test_durable);
  return g_test_run ();
}
