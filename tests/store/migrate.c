/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests that archives of every released version open with all that is in them, and that those of
 * other programs and of the future stay untouched.
 */
#include "config.h"

#include "store/migrate.h"

#include "store/caps.h"
#include "store/contacts.h"
#include "store/search.h"
#include "tests/store/fixture.h"

#include <sqlite3.h>

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = make_folder ();
  f->path = g_build_filename (f->folder, "archive", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->path);
}

/* Makes a file without the help of the code under test. */
static void
make_file (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* The archive of an earlier version, from its dump in tests/history, opened and so brought to the head. */
static StoreDb *
open_version (Fixture *f, const char *name)
{
  g_autofree char *dump = g_test_build_filename (G_TEST_DIST, "history", name, NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (dump, &sql, NULL, &error);
  g_assert_no_error (error);
  make_file (f->path, sql);
  return open_db (f->path);
}

static gpointer
read_text (StoreRows *row)
{
  return store_rows_dup_text (row, 0);
}

/* The whole schema as one text. */
static char *
schema_of (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConn) conn = store_conn_open (path, &error);
  char *schema;

  g_assert_no_error (error);
  schema = store_rows_take_first (
    store_conn_query (conn, &error,
                      "SELECT group_concat (type || name || coalesce (sql, ''), char (10))"
                      " FROM (SELECT * FROM sqlite_schema ORDER BY type, name)"),
    read_text, g_free, &error);
  g_assert_no_error (error);
  return schema;
}

static void
test_fresh (Fixture *f, gconstpointer data)
{
  StoreDb *db = open_db (f->path);

  g_assert_cmpuint (store_migrate_get_head (), >=, 1);
  g_assert_cmpint (get_int (db, "PRAGMA user_version"), ==, store_migrate_get_head ());
  close_db (db);
  /* Again: nothing to do. */
  db = open_db (f->path);
  g_assert_cmpint (get_int (db, "PRAGMA user_version"), ==, store_migrate_get_head ());
  close_db (db);
}

static void
check_accounts (StoreDb *db)
{
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  const StoreAccount *account;

  store_accounts_list_async (db, NULL, on_done, &wait);
  accounts = store_accounts_list_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (accounts->len, ==, 2);
  account = accounts->pdata[0];
  g_assert_cmpint (account->id, ==, 2);
  g_assert_cmpstr (account->jid, ==, "juliet@example.org");
  g_assert_true (account->enabled);
  g_assert_cmpstr (account->label, ==, "Verona");
  g_assert_cmpstr (account->resource, ==, "balcony");
  g_assert_cmpstr (account->host, ==, "xmpp.example.org");
  g_assert_cmpuint (account->port, ==, 5223);
  g_assert_cmpint (account->tls_mode, ==, STORE_TLS_DIRECT);
  g_assert_true (g_str_has_prefix (account->pinned_sha256, "e3b0c442"));
  g_assert_cmpstr (account->client_cert, ==, "/home/juliet/key.pem");
  g_assert_cmpuint (account->min_strength, ==, 30);
  g_assert_cmpstr (account->roster_version, ==, "ver14");
  account = accounts->pdata[1];
  g_assert_false (account->enabled);
  g_assert_null (account->host);
}

static void
check_contacts (StoreDb *db)
{
  g_autoptr (GPtrArray) contacts = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  const StoreContact *contact;
  const StoreRequest *request;

  store_contacts_load_async (db, 2, NULL, on_done, &wait);
  contacts = store_contacts_load_finish (db, wait_for (&wait), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (contacts->len, ==, 2);
  contact = contacts->pdata[0];
  g_assert_cmpstr (contact->jid, ==, "romeo@example.net");
  g_assert_cmpstr (contact->name, ==, "Romeo");
  g_assert_cmpint (contact->subscription, ==, STORE_SUBSCRIPTION_BOTH);
  g_assert_cmpstr (contact->groups[1], ==, "Montagues");
  contact = contacts->pdata[1];
  g_assert_true (contact->ask && contact->approved);

  store_requests_list_async (db, 2, NULL, on_done, &wait);
  requests = store_requests_list_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (requests->len, ==, 1);
  request = requests->pdata[0];
  g_assert_cmpstr (request->message, ==, "May I?");
}

static void
check_messages (StoreDb *db)
{
  static const char *const bodies[] = { "She speaks", "Wherefore art thou?", "Wait",
                                        "\360\237\214\271 it's me" };
  g_autoptr (GPtrArray) conversations = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  const StoreConversation *conversation;
  const StoreMessage *message;

  store_conversations_list_async (db, 2, NULL, on_done, &wait);
  conversations = store_conversations_list_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (conversations->len, ==, 2);
  conversation = conversations->pdata[0];
  g_assert_cmpstr (conversation->jid, ==, "romeo@example.net");
  g_assert_cmpstr (conversation->draft, ==, "Good night, good");
  g_assert_cmpuint (conversation->unread, ==, 1);
  g_assert_cmpint (conversation->last_message, ==, 3);

  store_messages_after_async (db, conversation->id, 0, 10, NULL, on_done, &wait);
  messages = store_messages_after_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (messages->len, ==, G_N_ELEMENTS (bodies));
  for (guint i = 0; i < messages->len; i++)
    g_assert_cmpstr (((StoreMessage *) messages->pdata[i])->body, ==, bodies[i]);
  message = messages->pdata[0];
  g_assert_cmpstr (message->server_id, ==, "a1");
  g_assert_cmpstr (message->thread, ==, "t1");
  message = messages->pdata[1];
  g_assert_cmpint (message->state, ==, STORE_MESSAGE_FAILED);
  g_assert_cmpint (message->kind, ==, STORE_MESSAGE_NORMAL);
  g_assert_cmpstr (message->error_condition, ==, "remote-server-timeout");

  store_messages_pending_async (db, 2, NULL, on_done, &wait);
  pending = store_messages_pending_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pending->len, ==, 1);
}

static void
check_caps (StoreDb *db)
{
  g_autofree char *xml = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_caps_lookup_async (db, "sha-1:QgayPKawpkPSDYmwT/WM94uAlu0=", NULL, on_done, &wait);
  xml = store_caps_lookup_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (xml, ==, "<query xmlns='http://jabber.org/protocol/disco#info'/>");
}

/* Each dump holds the same things; those that a later version brought have their own tests. */
static void
test_history (Fixture *f, gconstpointer data)
{
  const char *name = data;
  g_autofree char *fresh_path = g_build_filename (f->folder, "fresh", NULL);
  g_autofree char *schema = NULL;
  g_autofree char *fresh_schema = NULL;
  StoreDb *db = open_version (f, name);

  g_assert_cmpint (get_int (db, "PRAGMA user_version"), ==, store_migrate_get_head ());
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM pragma_foreign_key_check"), ==, 0);
  g_assert_cmpint (get_int (db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), ==,
                   1);
  check_accounts (db);
  check_contacts (db);
  check_messages (db);
  check_caps (db);
  /* The number of the account that was removed before the dump is not given again. */
  g_assert_cmpint (add_account (db, "new@example.org"), ==, 4);
  close_db (db);

  schema = schema_of (f->path);
  fresh_schema = schema_of (fresh_path);
  g_assert_cmpstr (schema, ==, fresh_schema);
}

/* What version 2 brought, filled in and as it is in accounts of version 1. */
static void
test_account_options (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  const StoreAccount *account;
  StoreDb *db = open_version (f, "v002.sql");

  store_accounts_list_async (db, NULL, on_done, &wait);
  accounts = store_accounts_list_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  account = accounts->pdata[0];
  g_assert_cmpint (account->road, ==, STORE_ROAD_BOSH);
  g_assert_cmpstr (account->road_url, ==, "https://example.org/bosh");
  g_assert_cmpint (account->proxy, ==, STORE_PROXY_OWN);
  g_assert_cmpstr (account->proxy_uri, ==, "socks5://localhost:1080");
  g_assert_true (account->allow_old_sign_in && account->allow_no_tls);
  g_assert_true (g_str_has_prefix (account->agent_id, "d4565fa7-"));
  g_assert_cmpint (account->own_show, ==, STORE_SHOW_DND);
  g_assert_cmpstr (account->own_status, ==, "On the balcony");
  g_assert_cmpint (account->priority, ==, 10);
  g_assert_cmpint (account->away_priority, ==, -1);
  g_assert_cmpint (account->hue, ==, 120);
  account = accounts->pdata[1];
  g_assert_false (account->allow_old_sign_in || account->allow_no_tls);
  g_assert_null (account->agent_id);
  g_assert_cmpint (account->priority, ==, STORE_ACCOUNT_PRIORITY);
  g_assert_cmpint (account->hue, ==, -1);
  close_db (db);
}

/* What version 4 brought, filled in and as it is in messages of version 3. */
static void
check_message_extras (Fixture *f, const char *name, gboolean filled)
{
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  const StoreMessage *message;
  StoreDb *db = open_version (f, name);

  store_messages_before_async (db, 1, 0, 1, NULL, on_done, &wait);
  messages = store_messages_before_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  message = messages->pdata[0];
  g_assert_cmpint (message->edited, ==, filled ? G_GINT64_CONSTANT (1790000009000000) : 0);
  g_assert_cmpint (message->retracted, ==, 0);
  g_assert_cmpstr (message->reply_to, ==, filled ? "r1" : NULL);
  g_assert_cmpstr (message->reactions, ==, filled ? "juliet@example.org\t🌹" : NULL);
  g_assert_cmpstr (message->extra, ==, filled ? "<spoiler xmlns='urn:xmpp:spoiler:0'/>" : NULL);
  close_db (db);
}

static void
test_message_extras (Fixture *f, gconstpointer data)
{
  check_message_extras (f, "v004.sql", TRUE);
}

static void
test_no_message_extras (Fixture *f, gconstpointer data)
{
  check_message_extras (f, "v003.sql", FALSE);
}

/* What version 5 brought, filled in. */
static void
test_erased (Fixture *f, gconstpointer data)
{
  StoreDb *db = open_version (f, "v005.sql");

  g_assert_cmpint (get_int (db, "SELECT cleared FROM account WHERE id = 2"), ==,
                   G_GINT64_CONSTANT (1790000000500000));
  g_assert_cmpint (get_int (db, "SELECT cleared FROM conversation WHERE id = 1"), ==,
                   G_GINT64_CONSTANT (1790000000900000));
  g_assert_cmpint (get_int (db, "SELECT keep FROM conversation WHERE id = 2"), ==, -2);
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM erased WHERE conversation = 1"), ==, 1);
  close_db (db);
}

/* What version 6 brought, filled in. */
static void
test_message_changes (Fixture *f, gconstpointer data)
{
  StoreDb *db = open_version (f, "v006.sql");

  g_assert_cmpint (get_int (db, "SELECT count(*) FROM message_change WHERE message = 3"), ==, 3);
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM message_change WHERE message IS NULL"), ==,
                   1);
  /* They go with their message. */
  get_int (db, "DELETE FROM message WHERE id = 3 RETURNING 1");
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM message_change"), ==, 1);
  close_db (db);
}

/* What version 7 brought, filled in. */
static void
test_reading (Fixture *f, gconstpointer data)
{
  StoreDb *db = open_version (f, "v007.sql");

  g_assert_cmpint (get_int (db, "SELECT id FROM message WHERE markable = 1"), ==, 3);
  g_assert_cmpint (get_int (db, "SELECT untold FROM conversation WHERE id = 1"), ==, 3);
  g_assert_cmpint (get_int (db, "SELECT untold FROM conversation WHERE id = 2"), ==, 0);
  close_db (db);
}

/* What version 9 brought, filled in. */
static void
test_people (Fixture *f, gconstpointer data)
{
  StoreDb *db = open_version (f, "v009.sql");

  g_assert_cmpint (get_int (db, "SELECT count(*) FROM way WHERE person = 1"), ==, 2);
  g_assert_cmpint (get_int (db, "SELECT id FROM contact WHERE nick = 'King of Cats'"), ==, 2);
  /* A way goes with its account. */
  get_int (db, "DELETE FROM account WHERE id = 3 RETURNING 1");
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM way"), ==, 1);
  close_db (db);
}

/* What version 10 brought, filled in. */
static void
test_draft (Fixture *f, gconstpointer data)
{
  StoreDb *db = open_version (f, "v010.sql");

  g_assert_cmpint (
    get_int (db, "SELECT draft_reply FROM conversation WHERE draft_spoiler = 'The end'"), ==, 3);
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM pragma_foreign_key_check"), ==, 0);
  /* What it answers goes away. */
  get_int (db, "DELETE FROM message WHERE id = 3 RETURNING 1");
  g_assert_cmpint (get_int (db, "SELECT count(draft_reply) FROM conversation"), ==, 0);
  close_db (db);
}

/* What version 11 brought: words that an older version left in the index are wiped once. */
static void
test_gone_words (Fixture *f, gconstpointer data)
{
  StoreDb *db = open_version (f, "v010.sql");

  g_assert_cmpint (get_int (db, "SELECT erased FROM search_rest"), ==, 1);
  close_db (db);
}

/* What version 8 brought: all that was there before is found, once it is in the index. */
static void
check_words (Fixture *f, const char *name, gint64 n_waiting)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreDb *db = open_version (f, name);

  g_assert_cmpint (get_int (db, "SELECT id FROM search_rest"), ==, n_waiting);
  if (n_waiting > 0) {
    store_search_index_async (db, NULL, on_done, &wait);
    g_assert_cmpint (store_search_index_finish (db, wait_for (&wait), &error), ==, 0);
    g_assert_no_error (error);
  }
  g_assert_cmpint (get_int (db, "SELECT rowid & 0xffffffff FROM message_text ('speaks')"), ==, 1);
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM message_text ('\"\x01o\"')"), ==, 2);
  get_int (db, "DELETE FROM message WHERE id = 1");
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM message_text ('speaks')"), ==, 0);
  close_db (db);
}

static void
test_words (Fixture *f, gconstpointer data)
{
  check_words (f, "v008.sql", 0);
}

static void
test_no_words (Fixture *f, gconstpointer data)
{
  check_words (f, "v007.sql", 4);
}

/* A file that must not be touched. */
static void
check_refused (Fixture *f, int code)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *log = g_strconcat (f->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  gsize n_before, n_after;

  g_assert_true (g_file_get_contents (f->path, &before, &n_before, NULL));
  g_assert_null (store_db_open (f->path, &error));
  g_assert_error (error, STORE_ERROR, code);
  g_assert_true (g_file_get_contents (f->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static void
test_too_new (Fixture *f, gconstpointer data)
{
  g_autofree char *sql = g_strdup_printf (
    "PRAGMA application_id = 0x4b697468; CREATE TABLE future (a); PRAGMA user_version = %u",
    store_migrate_get_head () + 1);

  make_file (f->path, sql);
  check_refused (f, STORE_ERROR_TOO_NEW);
}

static void
test_foreign (Fixture *f, gconstpointer data)
{
  make_file (f->path, "CREATE TABLE account (name)");
  check_refused (f, STORE_ERROR_CORRUPT);
}

static void
test_foreign_version (Fixture *f, gconstpointer data)
{
  make_file (f->path, "CREATE TABLE account (name); PRAGMA user_version = 1");
  check_refused (f, STORE_ERROR_CORRUPT);
}

static void
test_no_version (Fixture *f, gconstpointer data)
{
  make_file (f->path, "PRAGMA application_id = 0x4b697468; CREATE TABLE account (name)");
  check_refused (f, STORE_ERROR_CORRUPT);
}

static void
test_no_tables (Fixture *f, gconstpointer data)
{
  make_file (f->path, "PRAGMA application_id = 0x4b697468; PRAGMA user_version = 1");
  check_refused (f, STORE_ERROR_CORRUPT);
}

/* One test for each dump there is, and there has to be one of each version. */
static GPtrArray *
add_history (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "history", NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint version = 1; version <= store_migrate_get_head (); version++) {
    char *name = g_strdup_printf ("v%03u.sql", version);
    g_autofree char *path = g_strdup_printf ("/store/migrate/history/%s", name);

    g_ptr_array_add (names, name);
    g_test_add (path, Fixture, name, set_up, test_history, tear_down);
  }
  return names;
}

#define ADD(name, test) g_test_add ("/store/migrate/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) names = NULL;

  g_test_init (&argc, &argv, NULL);
  ADD ("fresh", test_fresh);
  ADD ("too-new", test_too_new);
  ADD ("foreign", test_foreign);
  ADD ("message-extras", test_message_extras);
  ADD ("no-message-extras", test_no_message_extras);
  ADD ("erased", test_erased);
  ADD ("message-changes", test_message_changes);
  ADD ("reading", test_reading);
  ADD ("people", test_people);
  ADD ("draft", test_draft);
  ADD ("words", test_words);
  ADD ("no-words", test_no_words);
  ADD ("gone-words", test_gone_words);
  ADD ("foreign-version", test_foreign_version);
  ADD ("no-version", test_no_version);
  ADD ("no-tables", test_no_tables);
  ADD ("account-options", test_account_options);
  names = add_history ();
  return g_test_run ();
}
