/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests that a damaged archive gives up as little as can be, at the start and in the midst of work.
 */
#include "config.h"

#include "store/rescue.h"

#include "tests/store/fixture.h"

#include <string.h>

#define N_MESSAGES 3000
#define PAGE 4096

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
exec_at (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConn) conn = store_conn_open (path, &error);

  g_assert_no_error (error);
  g_assert_true (store_conn_exec (conn, sql, &error));
}

/* Two accounts, a chat with N_MESSAGES and one with one, a contact in a group. */
static void
set_up (Fixture *f, gconstpointer data)
{
  StoreDb *db;
  gint64 account;

  f->folder = make_folder ();
  f->path = g_build_filename (f->folder, "archive", NULL);
  db = open_db (f->path);
  account = add_account (db, "juliet@example.org");
  add_account (db, "nurse@example.org");
  add_conversation (db, account, "romeo@example.org");
  add_conversation (db, account, "tybalt@example.org");
  close_db (db);
  exec_at (f->path,
           "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
           " INSERT INTO message (conversation, direction, kind, state, time, sender, stanza_id,"
           " body, seen) SELECT 1, 0, 0, 0, i, 'romeo@example.org/orchard', 'm' || i,"
           " 'Message number ' || i || hex (zeroblob (20)), i % 2 FROM n;"
           "INSERT INTO message (conversation, direction, kind, state, time, sender, body, seen)"
           " VALUES (2, 0, 0, 0, 1, 'tybalt@example.org/x', 'Peace?', 0);"
           "UPDATE account SET roster_version = 'ver7';"
           "UPDATE conversation SET draft_reply = id * 1500 WHERE id = 1;"
           "INSERT INTO contact (account, jid, subscription, ask, approved)"
           " VALUES (1, 'romeo@example.org', 3, 0, 0);"
           "INSERT INTO contact_group VALUES (1, 'Friends');"
           "INSERT INTO mam_span VALUES (1, 1, 'a', 1, 2, 1)");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->path);
}

static gint64
get_at (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConn) conn = store_conn_open (path, &error);
  gint64 number;

  g_assert_no_error (error);
  g_assert_true (store_conn_get_int_values (conn, &number, &error, sql, STORE_VALUES ()));
  return number;
}

/* Overwrites whole pages, numbered from 1. */
static void
ruin (const char *path, gint64 first, gint64 n_pages)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpint ((first - 1 + n_pages) * PAGE, <=, (gint64) length);
  memset (contents + (first - 1) * PAGE, 0xa5, n_pages * PAGE);
  g_assert_true (g_file_set_contents (path, contents, length, NULL));
}

/* A page in the middle of the table's leaves. */
static gint64
find_leaf (const char *path, const char *name)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT pageno FROM dbstat WHERE name = '%s' AND pagetype = 'leaf' ORDER BY pageno"
    " LIMIT 1 OFFSET (SELECT count (*) / 2 FROM dbstat WHERE name = '%s' AND pagetype = 'leaf')",
    name, name);

  return get_at (path, sql);
}

static void
test_leaf (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before, n_after;

  ruin (f->path, find_leaf (f->path, "message"), 1);
  g_assert_true (g_file_get_contents (f->path, &before, &n_before, NULL));
  aside = store_rescue (f->path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (aside, "archive-damaged-20"));
  g_assert_true (g_file_get_contents (aside, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);

  /* One page has some thirty messages. */
  g_assert_cmpint (get_at (f->path, "SELECT count(*) FROM message"), >, N_MESSAGES - 60);
  g_assert_cmpint (get_at (f->path, "SELECT count(*) FROM message"), <, N_MESSAGES + 1);
  g_assert_cmpint (get_at (f->path, "SELECT id FROM message WHERE body = 'Peace?'"), ==, 3001);
  g_assert_cmpint (get_at (f->path, "SELECT count(*) FROM account"), ==, 2);
  g_assert_cmpint (get_at (f->path, "SELECT count(*) FROM account WHERE roster_version NOTNULL"),
                   ==, 0);
  g_assert_cmpint (get_at (f->path, "SELECT count(*) FROM contact_group"), ==, 1);
  g_assert_cmpint (get_at (f->path, "SELECT count(*) FROM mam_span"), ==, 0);
  g_assert_cmpint (get_at (f->path, "SELECT count(*) FROM pragma_foreign_key_check"), ==, 0);
  g_assert_cmpint (get_at (f->path, "SELECT last_message FROM conversation WHERE id = 1"), ==,
                   N_MESSAGES);
  g_assert_cmpint (get_at (f->path, "SELECT unread = (SELECT count(*) FROM message"
                                    " WHERE conversation = 1 AND seen = 0) FROM conversation"),
                   ==, 1);
  g_assert_cmpint (get_at (f->path, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"),
                   ==, 1);
}

/* The newest ones gone: the table does not even tell how long it is. */
static void
test_end (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;

  ruin (f->path,
        get_at (f->path, "SELECT pageno FROM dbstat WHERE name = 'message' AND pagetype = 'leaf'"
                         " ORDER BY path DESC LIMIT 1"),
        1);
  aside = store_rescue (f->path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_at (f->path, "SELECT count(*) FROM message"), >, N_MESSAGES - 60);
  g_assert_cmpint (get_at (f->path, "SELECT count(*) FROM message"), <, N_MESSAGES + 1);
}

/* The chats are lost: nothing may be left that belongs to none. */
static void
test_parents (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;

  ruin (f->path, find_leaf (f->path, "conversation"), 1);
  aside = store_rescue (f->path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_at (f->path, "SELECT count(*) FROM message"), ==, 0);
  g_assert_cmpint (get_at (f->path, "SELECT count(*) FROM account"), ==, 2);
  g_assert_cmpint (get_at (f->path, "SELECT count(*) FROM pragma_foreign_key_check"), ==, 0);
  /* Not the number of one that a notification may remember. */
  exec_at (f->path, "INSERT INTO conversation (account, jid, kind, created) VALUES (1, 'x', 0, 0)");
  g_assert_cmpint (get_at (f->path, "SELECT id FROM conversation"), >=, 1);
}

static void
test_texts (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;

  exec_at (f->path, "UPDATE message SET body = CAST (x'80ff41' AS TEXT) WHERE id = 5");
  aside = store_rescue (f->path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_at (f->path, "SELECT count(*) FROM message WHERE id = 5"
                                    " AND body = '\357\277\275\357\277\275A'"),
                   ==, 1);
  g_assert_cmpint (get_at (f->path, "SELECT count(*) FROM message"), ==, N_MESSAGES + 1);
}

static StoreDb *
open_async (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreDb *db;

  store_db_open_async (path, NULL, on_done, &wait);
  db = store_db_open_finish (wait_for (&wait), &error);
  g_assert_no_error (error);
  return db;
}

/* What is no database at all is set aside as well. */
static void
test_open (Fixture *f, gconstpointer data)
{
  g_autofree char *contents = NULL;
  StoreDb *db;

  ruin (f->path, 1, 1);
  db = open_async (f->path);
  g_assert_true (g_str_has_prefix (store_db_get_damaged_file (db), f->path));
  g_assert_true (g_file_test (store_db_get_damaged_file (db), G_FILE_TEST_EXISTS));
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM account"), ==, 0);
  add_account (db, "juliet@example.org");
  close_db (db);

  db = open_async (f->path);
  g_assert_null (store_db_get_damaged_file (db));
  close_db (db);
}

static void
on_notify (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  ++*(guint *) user_data;
}

/* The job that came upon it succeeds all the same. */
static void
test_work (Fixture *f, gconstpointer data)
{
  gint64 leaf = find_leaf (f->path, "message");
  g_autoptr (StoreMessage) message =
    new_message (STORE_MESSAGE_IN, "romeo@example.org/orchard", 5000, "new", "Still there?");
  g_autoptr (StoreInsertion) insertion = NULL;
  guint n_notified = 0;
  StoreDb *db;

  ruin (f->path, leaf, 1);
  db = open_async (f->path);
  g_signal_connect (db, "notify::damaged-file", G_CALLBACK (on_notify), &n_notified);
  g_assert_null (store_db_get_damaged_file (db));
  insertion = insert_incoming (db, 1, "romeo@example.org", message);
  g_assert_cmpuint (n_notified, ==, 0);
  g_assert_cmpint (get_int (db, "SELECT count(body) FROM message"), >, N_MESSAGES - 60);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_nonnull (store_db_get_damaged_file (db));
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM message WHERE stanza_id = 'new'"), ==, 1);
  close_db (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/store/rescue/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("leaf", test_leaf);
  ADD ("end", test_end);
  ADD ("parents", test_parents);
  ADD ("texts", test_texts);
  ADD ("open", test_open);
  ADD ("work", test_work);
#undef ADD
  return g_test_run ();
}
