/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of what the disk can do to an archive: be full, be read-only, be damaged, be in use.
 */
#include "config.h"

#include "tests/store/fixture.h"

#include <sched.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

static gpointer
exec_job (StoreConn *conn, gpointer data, GError **error)
{
  return store_conn_exec (conn, data, error) ? STORE_DONE : NULL;
}

static void
exec (StoreDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_db_run_async (db, STORE_WRITE, exec_job, g_strdup (sql), g_free, NULL, NULL, on_done,
                      &wait);
  g_assert_nonnull (store_db_run_finish (db, wait_for (&wait), &error));
  g_assert_no_error (error);
}

/* Writes messages of 10 kB until one fails. Returns how many did not. */
static guint
fill (StoreDb *db, gint64 account, GError **error)
{
  g_autofree char *body = g_strnfill (10000, 'x');
  g_autoptr (StoreMessage) message =
    new_message (STORE_MESSAGE_IN, "romeo@example.org/balcony", 1, NULL, body);

  for (guint n = 0;; n++) {
    g_autoptr (StoreInsertion) insertion = NULL;
    g_auto (Wait) wait = { 0 };

    g_assert_cmpuint (n, <, 10000);
    store_messages_insert_incoming_async (db, account, "romeo@example.org", message, NULL, on_done,
                                          &wait);
    insertion = store_messages_insert_incoming_finish (db, wait_for (&wait), error);
    if (insertion == NULL)
      return n;
  }
}

/* After a full disk the archive is whole, and goes on when there is room. */
static void
check_recovered (StoreDb *db, gint64 account, guint n_written)
{
  g_autoptr (StoreMessage) message =
    new_message (STORE_MESSAGE_IN, "romeo@example.org/balcony", 1, NULL, "again");
  g_autoptr (StoreInsertion) insertion = NULL;

  g_assert_cmpuint (get_int (db, "SELECT count(*) FROM message"), ==, n_written);
  insertion = insert_incoming (db, account, "romeo@example.org", message);
  g_assert_cmpuint (insertion->conversation->unread, ==, n_written + 1);
  g_assert_cmpint (get_int (db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), ==,
                   1);
}

static void
test_full_limit (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  g_autoptr (GError) error = NULL;
  StoreDb *db = open_db (path);
  gint64 account = add_account (db, "juliet@example.org");
  guint n;

  exec (db, "PRAGMA max_page_count = 200");
  n = fill (db, account, &error);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_FULL);
  g_assert_cmpuint (n, >, 10);
  exec (db, "PRAGMA max_page_count = 100000");
  check_recovered (db, account, n);
  close_db (db);
  remove_folder (folder);
}

/* A file system of 600 kB of our own, until this process ends. */
static gboolean
mount_small (const char *folder)
{
  return unshare (CLONE_NEWNS) == 0 && mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
         mount ("kith-test", folder, "tmpfs", 0, "size=600k") == 0;
}

static void
test_full_disk (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  g_autofree char *ballast = g_build_filename (folder, "ballast", NULL);
  g_autofree char *zeros = g_malloc0 (100000);
  g_autoptr (GError) error = NULL;
  StoreDb *db;
  gint64 account;
  guint n;

  if (!mount_small (folder)) {
    g_test_skip ("only root can mount a small file system");
    remove_folder (folder);
    return;
  }
  g_assert_true (g_file_set_contents (ballast, zeros, 100000, NULL));
  db = open_db (path);
  account = add_account (db, "juliet@example.org");
  n = fill (db, account, &error);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_FULL);
  g_assert_cmpuint (n, >, 2);
  g_assert_cmpint (g_unlink (ballast), ==, 0);
  check_recovered (db, account, n);
  close_db (db);
  g_assert_cmpint (umount (folder), ==, 0);
  remove_folder (folder);
}

static void
test_full_open (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  g_autofree char *ballast = g_build_filename (folder, "ballast", NULL);
  g_autofree char *zeros = g_malloc0 (580000);
  g_autoptr (GError) error = NULL;

  if (!mount_small (folder)) {
    g_test_skip ("only root can mount a small file system");
    remove_folder (folder);
    return;
  }
  g_assert_true (g_file_set_contents (ballast, zeros, 580000, NULL));
  g_assert_null (store_db_open (path, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_FULL);
  g_assert_cmpint (umount (folder), ==, 0);
  remove_folder (folder);
}

/* Opens @path as somebody whom the permissions bind, in a process of its own. */
static void
check_open_fails (const char *path, int code)
{
  int status;
  pid_t child = fork ();

  if (child == 0) {
    g_autoptr (GError) error = NULL;

    if (getuid () == 0 && (setgid (NOBODY) != 0 || setuid (NOBODY) != 0))
      _exit (2);
    if (store_conn_open (path, &error) != NULL)
      _exit (3);
    _exit (g_error_matches (error, STORE_ERROR, code) ? 0 : 4);
  }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
test_read_only (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing", NULL);
  g_autofree char *inside = g_build_filename (folder, "folder", "archive", NULL);
  StoreDb *db = open_db (path);

  close_db (db);
  /* The file, in a folder where the log could be made. */
  g_assert_cmpint (g_chmod (folder, 0777), ==, 0);
  g_assert_cmpint (g_chmod (path, 0444), ==, 0);
  check_open_fails (path, STORE_ERROR_READ_ONLY);
  /* The folder. */
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  check_open_fails (path, STORE_ERROR_READ_ONLY);
  check_open_fails (missing, STORE_ERROR_READ_ONLY);
  check_open_fails (inside, STORE_ERROR_READ_ONLY);
  /* The file may be written, but not the log beside it. */
  g_assert_cmpint (g_chmod (path, 0666), ==, 0);
  check_open_fails (path, STORE_ERROR_READ_ONLY);
  /* Nothing at all. */
  g_assert_cmpint (g_chmod (path, 0000), ==, 0);
  check_open_fails (path, STORE_ERROR_READ_ONLY);

  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  remove_folder (folder);
}

static void
test_no_archive (void)
{
  static const char *const contents[] = {
    "Dear diary, this is no database but a text that is longer than the head of one, which has 100"
    " bytes, so that there can be no doubt about it.",
    "short",
  };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++) {
    g_autofree char *folder = make_folder ();
    g_autofree char *path = g_build_filename (folder, "archive", NULL);
    g_autofree char *after = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
    g_assert_null (store_db_open (path, &error));
    g_assert_error (error, STORE_ERROR, STORE_ERROR_CORRUPT);
    /* What is not ours is left as it is. */
    g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
    g_assert_cmpstr (after, ==, contents[i]);
    remove_folder (folder);
  }
}

/* Damage is found when it is read, not before: opening stays quick. What can be read is there then. */
static void
test_damaged (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreDb *db = open_db (path);
  gint64 account = add_account (db, "juliet@example.org");
  gint64 conversation;
  gsize n_bytes;

  for (int i = 0; i < 200; i++) {
    g_autofree char *body = g_strnfill (2000, 'x');
    g_autoptr (StoreMessage) message =
      new_message (STORE_MESSAGE_IN, "romeo@example.org/balcony", i, NULL, body);

    store_insertion_free (insert_incoming (db, account, "romeo@example.org", message));
  }
  conversation = add_conversation (db, account, "romeo@example.org");
  close_db (db);

  g_assert_true (g_file_get_contents (path, &bytes, &n_bytes, NULL));
  g_assert_cmpuint (n_bytes, >, 200000);
  memset (bytes + n_bytes / 2, 0xa5, n_bytes / 4);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) n_bytes, NULL));

  db = open_db (path);
  store_messages_before_async (db, conversation, 0, 200, NULL, on_done, &wait);
  page = store_messages_before_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->len, >, 80);
  g_assert_cmpuint (page->len, <, 200);
  g_assert_true (g_file_test (store_db_get_damaged_file (db), G_FILE_TEST_EXISTS));
  wait_clear (&wait);
  close_db (db);
  remove_folder (folder);
}

/* Another program writes at the moment. */
static void
test_busy (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  g_autoptr (StoreAccount) account = store_account_new ("juliet@example.org");
  g_autoptr (StoreAccount) added = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreDb *db = open_db (path);
  sqlite3 *other = NULL;

  exec (db, "PRAGMA busy_timeout = 0");
  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  store_accounts_insert_async (db, account, NULL, on_done, &wait);
  added = store_accounts_insert_finish (db, wait_for (&wait), &error);
  g_assert_null (added);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_BUSY);

  /* Reading goes on meanwhile, and writing afterwards. */
  g_clear_error (&error);
  store_accounts_list_async (db, NULL, on_done, &wait);
  g_ptr_array_unref (store_accounts_list_finish (db, wait_for (&wait), &error));
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_exec (other, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);
  add_account (db, "juliet@example.org");
  wait_clear (&wait);
  close_db (db);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/disk/full-limit", test_full_limit);
  g_test_add_func ("/store/disk/full-disk", test_full_disk);
  g_test_add_func ("/store/disk/full-open", test_full_open);
  g_test_add_func ("/store/disk/read-only", test_read_only);
  g_test_add_func ("/store/disk/no-archive", test_no_archive);
  g_test_add_func ("/store/disk/damaged", test_damaged);
  g_test_add_func ("/store/disk/busy", test_busy);
  return g_test_run ();
}
