/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests that nothing is lost that the archive has acknowledged when the program is killed.
 *
 * With --write FILE it is the program that is going to be killed: it writes messages as fast as it can
 * and prints the id of each one that was acknowledged.
 */
#include "config.h"

#include "tests/store/fixture.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#define IN_FLIGHT 20

static const char *program;

static void write_one (StoreDb *db);

static gint64 writer_account, writer_conversation;

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  StoreDb *db = STORE_DB (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreInsertion) insertion = store_db_run_finish (db, result, &error);
  char line[32];
  int n;

  g_assert_no_error (error);
  n = g_snprintf (line, sizeof line, "%" G_GINT64_FORMAT "\n", insertion->message->id);
  if (write (STDOUT_FILENO, line, (gsize) n) != n)
    _exit (1);
  write_one (db);
}

static void
write_one (StoreDb *db)
{
  static gint64 time = 0;
  g_autofree char *body = g_strnfill (100 + time % 3000, 'x');
  g_autoptr (StoreMessage) message = NULL;

  time++;
  if (time % 2 == 0) {
    message = new_message (STORE_MESSAGE_OUT, "juliet@example.org/1", time, NULL, body);
    store_messages_insert_outgoing_async (db, writer_conversation, message, FALSE, NULL, on_written,
                                          NULL);
  } else {
    message = new_message (STORE_MESSAGE_IN, "romeo@example.org/2", time, NULL, body);
    store_messages_insert_incoming_async (db, writer_account, "romeo@example.org", message, NULL,
                                          on_written, NULL);
  }
}

static int
be_writer (const char *path)
{
  StoreDb *db = open_db (path);

  writer_account = get_int (db, "SELECT coalesce(max(id), 0) FROM account");
  if (writer_account == 0)
    writer_account = add_account (db, "juliet@example.org");
  writer_conversation = add_conversation (db, writer_account, "romeo@example.org");
  for (int i = 0; i < IN_FLIGHT; i++)
    write_one (db);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

/* Lets a writer write until it has told of @n messages, kills it, and adds all it told of to @told. */
static void
write_and_kill (const char *path, guint n, GArray *told)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) writer =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--write", path, NULL);
  g_autoptr (GDataInputStream) lines = NULL;

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (writer));
  for (guint i = 0;; i++) {
    g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
    gint64 id;

    g_assert_no_error (error);
    if (i == n)
      g_subprocess_send_signal (writer, SIGKILL);
    if (line == NULL)
      break;
    id = g_ascii_strtoll (line, NULL, 10);
    g_array_append_val (told, id);
  }
  g_assert_true (g_subprocess_wait (writer, NULL, &error));
  g_assert_true (g_subprocess_get_if_signaled (writer));
}

static gpointer
read_id (StoreRows *row)
{
  return g_memdup2 (&(gint64){ store_rows_get_int (row, 0) }, sizeof (gint64));
}

static gpointer
ids_job (StoreConn *conn, gpointer data, GError **error)
{
  return store_rows_collect (store_conn_query (conn, error, "SELECT id FROM message"), read_id,
                             g_free, error);
}

static void
check_all_there (StoreDb *db, GArray *told)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_db_run_async (db, STORE_READ, ids_job, NULL, NULL, store_list_free, NULL, on_done, &wait);
  ids = store_db_run_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (kept, ids->pdata[i]);
  for (guint i = 0; i < told->len; i++)
    g_assert_true (g_hash_table_contains (kept, &g_array_index (told, gint64, i)));
  g_test_message ("%u acknowledged, %u kept", told->len, ids->len);
}

static void
test_kill (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (gint64));

  /* On the same file, so that a log that was left behind is gone on with. */
  for (guint i = 0; i < 8; i++) {
    StoreDb *db;

    write_and_kill (path, 1 + i * 37, told);
    db = open_db (path);
    g_assert_cmpint (get_int (db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), ==,
                     1);
    g_assert_cmpint (get_int (db, "SELECT count(*) FROM pragma_foreign_key_check"), ==, 0);
    check_all_there (db, told);
    /* The message and its conversation are one transaction. */
    g_assert_cmpint (get_int (db, "SELECT unread FROM conversation"), ==,
                     get_int (db, "SELECT count(*) FROM message WHERE seen = 0"));
    close_db (db);
  }
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  program = argv[0];
  if (argc == 3 && strcmp (argv[1], "--write") == 0)
    return be_writer (argv[2]);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/crash/kill", test_kill);
  return g_test_run ();
}
