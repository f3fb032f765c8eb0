/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests that what Dino, Gajim and Pidgin keep is read as they meant it, and added once: from files that
 * they wrote themselves, in tests/store/foreign, and from some with what those do not have.
 */
#include "config.h"

#include "store/import.h"

#include "tests/store/fixture.h"

#include <sqlite3.h>
#include <string.h>

#define SECOND G_GINT64_CONSTANT (1000000)

static const char dino_sql[] =
  "CREATE TABLE account (id INTEGER PRIMARY KEY AUTOINCREMENT, bare_jid TEXT UNIQUE NOT NULL);"
  "CREATE TABLE jid (id INTEGER PRIMARY KEY AUTOINCREMENT, bare_jid TEXT UNIQUE NOT NULL);"
  "CREATE TABLE content_item (id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id INTEGER NOT "
  "NULL,"
  " time INTEGER NOT NULL, local_time INTEGER NOT NULL, content_type INTEGER NOT NULL,"
  " foreign_id INTEGER NOT NULL, hide INTEGER NOT NULL DEFAULT 0,"
  " UNIQUE (content_type, foreign_id) ON CONFLICT IGNORE);"
  "CREATE TABLE message (id INTEGER PRIMARY KEY AUTOINCREMENT, stanza_id TEXT, server_id TEXT,"
  " account_id INTEGER NOT NULL, counterpart_id INTEGER NOT NULL, our_resource TEXT,"
  " counterpart_resource TEXT, direction INTEGER NOT NULL, type INTEGER, time INTEGER,"
  " local_time INTEGER, body TEXT, encryption INTEGER, marked INTEGER);"
  "INSERT INTO account VALUES (1, 'juliet@example.org');"
  "INSERT INTO jid VALUES (1, 'romeo@example.net'), (2, 'room@rooms.example.net');"
  "INSERT INTO message VALUES"
  " (1, 's1', 'a1', 1, 1, 'balcony', 'orchard', 0, 1, 1790000001, 1790000001, 'She speaks', 0, 0),"
  " (2, 's2', NULL, 1, 1, 'balcony', NULL, 1, 1, 1790000002, 1790000002, 'ok', 0, 7),"
  " (3, 's3', NULL, 1, 1, 'balcony', NULL, 1, 1, 1790000003, 1790000003, 'ok', 0, 7),"
  " (4, 's4', NULL, 1, 1, 'balcony', NULL, 1, 1, 1790000004, 1790000004, 'Never sent', 0, 5),"
  " (5, 's5', NULL, 1, 2, 'x', 'nurse', 0, 2, 1790000005, 1790000005, 'In a room', 0, 0),"
  " (6, 's6', NULL, 1, 1, 'balcony', NULL, 1, 1, 1790000006, 1790000006, 'A tyop', 0, 7),"
  " (7, 's7', NULL, 1, 1, 'balcony', NULL, 1, 1, 1790000007, 1790000007, 'A typo', 0, 7),"
  " (8, 's8', NULL, 1, 1, 'b', 'o', 0, 1, 9223372036854775807, 0, CAST (x'80ff41' AS TEXT), 0, 0);"
  /* The sixth was corrected by the seventh: the list of contents has that alone. */
  "INSERT INTO content_item (conversation_id, time, local_time, content_type, foreign_id)"
  " SELECT 1, time, time, 1, id FROM message WHERE id <> 6;";

static const char gajim_sql[] =
  "CREATE TABLE jids (jid_id INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, jid TEXT UNIQUE,"
  " type INTEGER);"
  "CREATE TABLE logs (log_line_id INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, account_id INTEGER,"
  " jid_id INTEGER, contact_name TEXT, occupant_id TEXT, real_jid TEXT, time INTEGER, kind INTEGER,"
  " show INTEGER, message TEXT, error TEXT, subject TEXT, additional_data TEXT, stanza_id TEXT,"
  " message_id TEXT, encryption TEXT, encryption_state TEXT, marker INTEGER);"
  "PRAGMA user_version = 7;"
  "INSERT INTO jids VALUES (1, 'juliet@example.org', 0), (2, 'romeo@example.net', 0),"
  " (3, 'room@rooms.example.net', 1), (4, NULL, 0);"
  "INSERT INTO logs (account_id, jid_id, time, kind, message, subject, stanza_id, message_id) "
  "VALUES"
  " (1, 2, 1790000001.25, 4, 'She speaks', NULL, 'a1', 's1'),"
  " (1, 2, 1790000002.5, 6, 'Ay me', NULL, NULL, 's2'),"
  " (1, 2, 1790000003, 3, 'Read this', 'A letter', NULL, NULL),"
  " (1, 2, 1790000004, 0, NULL, NULL, NULL, NULL),"
  " (1, 3, 1790000005, 2, 'In a room', NULL, NULL, NULL),"
  " (1, 3, 1790000006, 4, 'Whispered there', NULL, NULL, NULL),"
  " (1, 4, 1790000007, 6, 'To nobody', NULL, NULL, NULL),"
  " (4, 2, 1790000008, 6, 'From nobody', NULL, NULL, 's8');";

static const char pidgin_html[] =
  "<html><head><title>Conversation with romeo@example.net at 2026-11-21 23:59:01</title></head>\n"
  "<font color=\"#A82F2F\"><font size=\"2\">(23:59:01)</font> <b>Romeo:</b></font> "
  "<html xmlns='http://jabber.org/protocol/xhtml-im'><body>1 &lt; 2 &amp;amp; <b>so</b>"
  "</body></html><br/>\n"
  "<font color=\"#16569E\"><font size=\"2\">(23:59:30)</font> <b>juliet@example.org/b:</b></font> "
  "ok<br/>\n"
  "<font color=\"#16569E\"><font size=\"2\">(23:59:31)</font> <b>juliet@example.org/b:</b></font> "
  "ok<br/>\n"
  "<font size=\"2\">(23:59:40)</font><b> Romeo is now Away.</b><br/>\n"
  "<span style=\"color: #16569E\"><span style=\"font-size: smaller\">(00:00:05)</span> "
  "<b>***juliet</b></span> sighs<br>\n";

static const char pidgin_text[] =
  "Conversation with romeo@example.net at 2026-11-20 10:00:00 on juliet@example.org (jabber)\n"
  "(10:00:00) Romeo: two\nlines\n"
  "(10:00:02 PM) juliet: Mine\n"
  "(10:00:03) has no name\n";

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

/* All that the source has, a few at a time. */
static GPtrArray *
read_all (StoreSourceKind kind, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreSource) source = store_source_open (kind, path, &error);
  GPtrArray *all = g_ptr_array_new_with_free_func (store_imported_free);

  g_assert_no_error (error);
  for (;;) {
    g_autoptr (GPtrArray) some = store_source_read (source, 2, &error);

    g_assert_no_error (error);
    if (some->len == 0)
      break;
    g_ptr_array_extend_and_steal (all, g_steal_pointer (&some));
  }
  g_assert_cmpfloat (store_source_get_progress (source), ==, 1);
  return all;
}

/* Drops what cannot be taken over. Returns how many that were. */
static guint
drop_others (GPtrArray *all)
{
  guint n = 0;

  for (guint i = all->len; i > 0; i--)
    if (((StoreImported *) all->pdata[i - 1])->message == NULL) {
      g_ptr_array_remove_index (all, i - 1);
      n++;
    }
  return n;
}

static const StoreMessage *
at (GPtrArray *all, guint i)
{
  const StoreImported *imported = all->pdata[i];

  g_assert_cmpstr (imported->account, ==, "juliet@example.org");
  g_assert_cmpstr (imported->peer, ==, "romeo@example.net");
  return imported->message;
}

static void
test_dino (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "dino.db", NULL);
  g_autoptr (GPtrArray) all = NULL;

  make_file (path, dino_sql);
  all = read_all (STORE_SOURCE_DINO, path);
  g_assert_cmpuint (drop_others (all), ==, 1);
  g_assert_cmpuint (all->len, ==, 6);
  g_assert_cmpstr (at (all, 0)->body, ==, "She speaks");
  g_assert_cmpstr (at (all, 0)->sender, ==, "romeo@example.net/orchard");
  g_assert_cmpstr (at (all, 0)->server_id, ==, "a1");
  g_assert_cmpint (at (all, 0)->time, ==, 1790000001 * SECOND);
  g_assert_cmpint (at (all, 1)->direction, ==, STORE_MESSAGE_OUT);
  g_assert_cmpstr (at (all, 1)->sender, ==, "juliet@example.org/balcony");
  g_assert_cmpint (at (all, 3)->state, ==, STORE_MESSAGE_FAILED);
  g_assert_cmpstr (at (all, 4)->body, ==, "A typo");
  g_assert_true (g_utf8_validate (at (all, 5)->body, -1, NULL));
  remove_folder (folder);
}

static void
test_gajim (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "logs.db", NULL);
  g_autoptr (GPtrArray) all = NULL;

  make_file (path, gajim_sql);
  all = read_all (STORE_SOURCE_GAJIM, path);
  g_assert_cmpuint (drop_others (all), ==, 4);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpint (at (all, 0)->time, ==, 1790000001 * SECOND + SECOND / 4);
  g_assert_cmpstr (at (all, 0)->server_id, ==, "a1");
  g_assert_cmpint (at (all, 1)->direction, ==, STORE_MESSAGE_OUT);
  g_assert_cmpstr (at (all, 1)->origin_id, ==, "s2");
  g_assert_cmpstr (at (all, 2)->subject, ==, "A letter");
  g_assert_cmpint (at (all, 2)->kind, ==, STORE_MESSAGE_NORMAL);
  remove_folder (folder);
}

static char *
make_logs (void)
{
  char *folder = make_folder ();
  g_autofree char *logs =
    g_build_filename (folder, "jabber", "juliet%40example.org%2fb", "romeo%40example.net", NULL);
  g_autofree char *html = g_build_filename (logs, "2026-11-21.235901+0100CET.html", NULL);
  g_autofree char *text = g_build_filename (logs, "2026-11-20.100000+0100CET.txt", NULL);
  g_autofree char *other = g_build_filename (logs, "notes.txt", NULL);

  g_assert_cmpint (g_mkdir_with_parents (logs, 0700), ==, 0);
  g_assert_true (g_file_set_contents (html, pidgin_html, -1, NULL));
  g_assert_true (g_file_set_contents (text, pidgin_text, -1, NULL));
  g_assert_true (g_file_set_contents (other, pidgin_text, -1, NULL));
  return folder;
}

/* Removes a folder and all below it. */
static void
remove_tree (const char *path)
{
  const char *const argv[] = { "rm", "-r", path, NULL };

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, NULL, NULL));
}

static gint64
stamp (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  return g_date_time_to_unix (time) * SECOND;
}

static void
test_pidgin (void)
{
  g_autofree char *folder = make_logs ();
  g_autoptr (GPtrArray) all = read_all (STORE_SOURCE_PIDGIN, folder);

  g_assert_cmpuint (drop_others (all), ==, 0);
  g_assert_cmpuint (all->len, ==, 6);
  g_assert_cmpstr (at (all, 0)->body, ==, "two\nlines");
  g_assert_cmpint (at (all, 0)->direction, ==, STORE_MESSAGE_IN);
  g_assert_cmpint (at (all, 0)->time, ==, stamp ("2026-11-20T09:00:00Z"));
  g_assert_cmpint (at (all, 1)->direction, ==, STORE_MESSAGE_OUT);
  g_assert_cmpint (at (all, 1)->time, ==, stamp ("2026-11-20T21:00:02Z"));
  g_assert_cmpstr (at (all, 2)->body, ==, "1 < 2 &amp; so");
  g_assert_cmpint (at (all, 2)->direction, ==, STORE_MESSAGE_IN);
  g_assert_cmpstr (at (all, 4)->body, ==, "ok");
  g_assert_cmpstr (at (all, 3)->stanza_id, !=, at (all, 4)->stanza_id);
  g_assert_cmpstr (at (all, 5)->body, ==, "/me sighs");
  g_assert_cmpint (at (all, 5)->time, ==, stamp ("2026-11-21T23:00:05Z")); /* after midnight */
  remove_tree (folder);
}

static const char *
name_state (StoreMessageState state)
{
  switch (state) {
  case STORE_MESSAGE_RECEIVED:
    return "";
  case STORE_MESSAGE_DELIVERED:
    return " (delivered)";
  case STORE_MESSAGE_READ:
    return " (read)";
  case STORE_MESSAGE_FAILED:
    return " (failed)";
  case STORE_MESSAGE_PENDING:
    return " (pending)";
  case STORE_MESSAGE_SENT:
  default:
    return " (sent)";
  }
}

/* What was read as lines: who, to or from whom, the text, and what there is besides. */
static void
print (GString *into, const StoreImported *imported)
{
  const StoreMessage *message = imported->message;
  g_auto (GStrv) lines = NULL;
  g_autofree char *body = NULL;

  if (message == NULL) {
    g_string_append_printf (into, "left out: %s\n", imported->peer);
    return;
  }
  lines = g_strsplit (message->body, "\n", -1);
  body = g_strjoinv ("|", lines);
  g_string_append_printf (
    into, "%.*s %s %.*s: %s%s", (int) strcspn (imported->account, "@"), imported->account,
    message->direction == STORE_MESSAGE_OUT ? "to" : "from", (int) strcspn (imported->peer, "@"),
    imported->peer, body, name_state (message->state));
  if (message->error_condition != NULL)
    g_string_append_printf (into, " (%s)", message->error_condition);
  if (message->subject != NULL)
    g_string_append_printf (into, " (about %s)", message->subject);
  if (message->reply_to != NULL)
    g_string_append_printf (into, " (answers %s)", message->reply_to);
  for (guint i = 0; imported->changes != NULL && i < imported->changes->len; i++)
    g_string_append_printf (into, " -> %s", ((StoreChange *) imported->changes->pdata[i])->body);
  g_string_append_c (into, '\n');
}

static char *
find_foreign (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "store", "foreign", name, NULL);
}

/* The file that @program wrote, or the folder. */
static char *
make_foreign (const char *folder, StoreSourceKind kind, const char *program)
{
  g_autofree char *dump = find_foreign (program);
  g_autofree char *sql = NULL;
  char *path;

  if (kind == STORE_SOURCE_PIDGIN)
    return g_steal_pointer (&dump);
  path = g_build_filename (folder, "file.db", NULL);
  g_assert_true (g_file_get_contents (dump, &sql, NULL, NULL));
  make_file (path, sql);
  return path;
}

typedef struct {
  StoreSourceKind kind;
  const char *program;
  const char *expected;
} Foreign;

/* All that the program itself shows, and in the order in which it came. */
static void
test_foreign_file (gconstpointer data)
{
  const Foreign *foreign = data;
  g_autofree char *folder = make_folder ();
  g_autofree char *path = make_foreign (folder, foreign->kind, foreign->program);
  g_autoptr (GPtrArray) all = read_all (foreign->kind, path);
  g_autoptr (GString) printed = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    print (printed, all->pdata[i]);
  g_assert_cmpstr (printed->str, ==, foreign->expected);
  remove_folder (folder);
}

/* What is no such file says so, and does not read forever or fall over. */
static void
test_foreign (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "x", NULL);
  const char *const contents[] = { "", "Something else", "SQLite format 3" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++) {
    g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
    for (StoreSourceKind kind = 0; kind < STORE_N_SOURCES; kind++) {
      g_autoptr (GError) error = NULL;
      g_autoptr (StoreSource) source = store_source_open (kind, path, &error);

      g_assert_null (source);
      g_assert_error (error, STORE_ERROR, STORE_ERROR_FOREIGN);
    }
  }
  remove_folder (folder);
}

/* @all: (transfer full) */
static StoreImportCount
add (StoreDb *db, gint64 account, GPtrArray *all)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreImportCount count = { 0 };

  drop_others (all);
  store_import_add_async (db, account, all, NULL, on_done, &wait);
  g_assert_true (store_import_add_finish (db, wait_for (&wait), &count, &error));
  g_assert_no_error (error);
  return count;
}

/* What is here already came over the network, or from another of the programs. */
static void
test_once (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *dino = g_build_filename (folder, "dino.db", NULL);
  g_autofree char *gajim = g_build_filename (folder, "logs.db", NULL);
  g_autofree char *pidgin = make_logs ();
  StoreDb *db = open_db (":memory:");
  gint64 account = add_account (db, "juliet@example.org");
  g_autoptr (StoreMessage) known = new_message (STORE_MESSAGE_IN, "romeo@example.net/orchard",
                                                1790000001 * SECOND, "s1", "She speaks");
  StoreImportCount count;

  make_file (dino, dino_sql);
  make_file (gajim, gajim_sql);
  known->server_id = g_strdup ("a1");
  store_insertion_free (insert_incoming (db, account, "romeo@example.net", known));

  count = add (db, account, read_all (STORE_SOURCE_DINO, dino));
  g_assert_cmpuint (count.n_added, ==, 5);
  g_assert_cmpuint (count.n_known, ==, 1);
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM message WHERE body = 'ok'"), ==, 2);
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM message WHERE state = 4"), ==, 1);
  g_assert_cmpint (get_int (db, "SELECT sum(unread) FROM conversation"), ==, 1);
  count = add (db, account, read_all (STORE_SOURCE_DINO, dino));
  g_assert_cmpuint (count.n_added, ==, 0);

  count = add (db, account, read_all (STORE_SOURCE_GAJIM, gajim));
  g_assert_cmpuint (count.n_added, ==, 2);
  count = add (db, account, read_all (STORE_SOURCE_GAJIM, gajim));
  g_assert_cmpuint (count.n_added, ==, 0);

  count = add (db, account, read_all (STORE_SOURCE_PIDGIN, pidgin));
  g_assert_cmpuint (count.n_added, ==, 6);
  count = add (db, account, read_all (STORE_SOURCE_PIDGIN, pidgin));
  g_assert_cmpuint (count.n_added, ==, 0);
  close_db (db);
  remove_folder (folder);
  remove_tree (pidgin);
}

/* 100,000 of them, in pieces that let others in between. */
static void
test_many (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "dino.db", NULL);
  StoreDb *db = open_db (":memory:");
  gint64 account = add_account (db, "juliet@example.org"), longest = 0;
  g_autoptr (StoreSource) source = NULL;
  g_autoptr (GError) error = NULL;

  make_file (path, dino_sql);
  make_file (path, "WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n"
                   " WHERE i < 100099) INSERT INTO message SELECT i, 'm' || i, 'v' || i, 1, 1, 'b',"
                   " 'o', i % 2, 1, 1700000000 + i, 0, 'Message number ' || i, 0, 7 FROM n;"
                   "INSERT INTO content_item (conversation_id, time, local_time, content_type,"
                   " foreign_id) SELECT 1, time, time, 1, id FROM message WHERE id >= 100");
  source = store_source_open (STORE_SOURCE_DINO, path, &error);
  g_assert_no_error (error);
  for (;;) {
    g_autoptr (GPtrArray) some = store_source_read (source, 200, &error);
    gint64 start = g_get_monotonic_time ();

    g_assert_no_error (error);
    if (some->len == 0)
      break;
    add (db, account, g_steal_pointer (&some));
    longest = MAX (longest, g_get_monotonic_time () - start);
  }
  g_test_message ("the longest piece took %" G_GINT64_FORMAT " ms", longest / 1000);
  g_assert_cmpint (get_int (db, "SELECT count(*) FROM message"), ==, 100006);
  close_db (db);
  remove_folder (folder);
}

/* What every program has. */
#define SHE_SPEAKS                                                                                 \
  "juliet from romeo: She speaks! 🌹\n"                                                          \
  "juliet from romeo: O, speak again,|bright angel,||  for thou art\n"
#define QUOTED "juliet from romeo: > She speaks! 🌹|I said so\n"
#define ACTED "juliet from romeo: /me leans her cheek upon her hand\n"
#define LINK "juliet from romeo: https://upload.example.org/letter.txt\n"
#define WORD "juliet from romeo: A word & <b>not markup</b>\n"
#define LETTER "juliet from romeo: A letter of mine"
#define THE_REST                                                                                   \
  "juliet from romeo: ok\n"                                                                        \
  "juliet from romeo: ok\n"                                                                        \
  "juliet from romeo: I take this back\n"                                                          \
  "juliet from romeo: /me retracted a previous message, but it is unsupported by your client.\n"   \
  "juliet from romeo: They die\n"
#define NURSE "nurse from romeo: Nurse!\n"
#define DELIVERED                                                                                  \
  "juliet to romeo: Ay me (delivered)\n"                                                           \
  "juliet to romeo: ok (delivered)\n"                                                              \
  "juliet to romeo: ok (delivered)\n"                                                              \
  "juliet to romeo: Two lines 😀|of mine (delivered)"

static const char by_dino[] =
  SHE_SPEAKS "juliet from romeo: A tyop -> A typo\n"
             "juliet from romeo: I said so (answers r1)\n" ACTED LINK WORD LETTER "\n" THE_REST
             "left out: orchard@rooms.example.org\n"
             "left out: orchard@rooms.example.org\n" NURSE
             "juliet to romeo: From my phnoe (sent) -> From my phone\n"
             "juliet to romeo: No (sent) (answers r2)\n" DELIVERED " -> ❤ 👍\n"
             "juliet to romeo: What is a nmae (delivered) -> What is a name\n"
             "juliet to romeo: Never sent (failed)\n";

/* This one knew of no replies and reactions. */
static const char by_gajim_1[] =
  SHE_SPEAKS "juliet from romeo: A tyop -> A typo\n" QUOTED ACTED LINK WORD LETTER
             " (about Verona)\n" THE_REST "left out: orchard@rooms.example.org\n"
             "left out: orchard@rooms.example.org/romeo\n" NURSE
             "juliet to romeo: From my phnoe (sent) -> From my phone\n"
             "juliet to romeo: > O, speak again,|No (sent)\n" DELIVERED "\n"
             "juliet to nobody: Is there anybody (failed) (service-unavailable)\n"
             "left out: orchard@rooms.example.org\n";

static const char by_gajim_2[] =
  SHE_SPEAKS "juliet from romeo: A tyop -> A typo\n"
             "juliet from romeo: I said so (answers r1)\n" ACTED LINK WORD LETTER "\n" THE_REST
             "left out: orchard@rooms.example.org\n"
             "left out: orchard@rooms.example.org/romeo\n" NURSE
             "juliet to romeo: From my phnoe (sent) -> From my phone\n"
             "juliet to romeo: No (sent) (answers r2)\n" DELIVERED " -> ❤ 👍\n"
             "juliet to nobody: Is there anybody (failed) (service-unavailable)\n"
             "left out: orchard@rooms.example.org\n";

/* To this one a correction is another message. It has no files of group chats that are read. */
static const char by_pidgin[] =
  SHE_SPEAKS "juliet from romeo: A tyop\n"
             "juliet from romeo: A typo\n" QUOTED ACTED LINK WORD LETTER "\n" THE_REST
             "juliet to romeo: Ay me (sent)\n"
             "juliet to romeo: ok (sent)\n"
             "juliet to romeo: ok (sent)\n"
             "juliet to romeo: Two lines 😀|of mine (sent)\n"
             "juliet to romeo: with weight & 1 < 2 (sent)\n"
             "juliet to romeo: /me sighs (sent)\n"
             "juliet to romeo: see http://example.org/?a=1&b=2 (sent)\n" NURSE;

static const Foreign foreign_files[] = {
  { STORE_SOURCE_DINO, "dino-0.4.2.sql", by_dino },
  { STORE_SOURCE_DINO, "dino-0.5.0.sql", by_dino },
  { STORE_SOURCE_GAJIM, "gajim-1.7.3.sql", by_gajim_1 },
  { STORE_SOURCE_GAJIM, "gajim-2.1.1.sql", by_gajim_2 },
  { STORE_SOURCE_PIDGIN, "pidgin-2.14.12/html", by_pidgin },
  { STORE_SOURCE_PIDGIN, "pidgin-2.14.12/txt", by_pidgin },
};

/* Later versions of Gajim 2 have one table more. */
static void
test_gajim_retraction (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = make_foreign (folder, STORE_SOURCE_GAJIM, "gajim-2.1.1.sql");
  g_autoptr (GPtrArray) all = NULL;
  const StoreChange *change = NULL;

  make_file (path, "CREATE TABLE retraction (pk INTEGER PRIMARY KEY, fk_account_pk INTEGER,"
                   " fk_remote_pk INTEGER, fk_occupant_pk INTEGER, id TEXT, direction INTEGER,"
                   " timestamp REAL, state INTEGER);"
                   "INSERT INTO retraction VALUES (1, 1, 4, NULL, 'r12', 1, 1795295999.5, 0)");
  all = read_all (STORE_SOURCE_GAJIM, path);
  for (guint i = 0; i < all->len; i++) {
    const StoreImported *imported = all->pdata[i];

    if (imported->message != NULL && g_strcmp0 (imported->message->stanza_id, "r12") == 0)
      change = imported->changes->pdata[0];
  }
  g_assert_nonnull (change);
  g_assert_cmpint (change->kind, ==, STORE_CHANGE_RETRACTION);
  g_assert_cmpstr (change->sender, ==, "romeo@example.org");
  remove_folder (folder);
}

/* What those wrote, in the archive: what was said later counts, and nothing comes twice. */
static void
test_foreign_once (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (foreign_files); i++) {
    const Foreign *foreign = &foreign_files[i];
    gboolean has_changes = foreign->kind != STORE_SOURCE_PIDGIN;
    g_autofree char *folder = make_folder ();
    g_autofree char *path = make_foreign (folder, foreign->kind, foreign->program);
    StoreDb *db = open_db (":memory:");
    gint64 account = add_account (db, "juliet@example.org");
    StoreImportCount count = add (db, account, read_all (foreign->kind, path));

    g_assert_cmpuint (count.n_added, >=, 20);
    g_assert_cmpuint (count.n_known, ==, 0);
    g_assert_cmpint (get_int (db, "SELECT count(*) FROM message WHERE body = 'A tyop'"), ==,
                     !has_changes);
    g_assert_cmpint (get_int (db, "SELECT count(*) FROM message WHERE body = 'A typo'"), ==, 1);
    g_assert_cmpint (get_int (db, "SELECT count(*) FROM message WHERE edited <> 0"), >=,
                     has_changes ? 2 : 0);
    g_assert_cmpint (get_int (db, "SELECT sum (unread) FROM conversation"), ==, 0);
    g_assert_cmpint (get_int (db, "SELECT count(*) FROM message WHERE state = 1"), ==, 0);
    count = add (db, account, read_all (foreign->kind, path));
    g_assert_cmpuint (count.n_added, ==, 0);
    close_db (db);
    remove_folder (folder);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/import/dino", test_dino);
  g_test_add_func ("/store/import/gajim", test_gajim);
  g_test_add_func ("/store/import/pidgin", test_pidgin);
  for (guint i = 0; i < G_N_ELEMENTS (foreign_files); i++) {
    g_autofree char *path = g_strconcat ("/store/import/", foreign_files[i].program, NULL);

    g_test_add_data_func (path, &foreign_files[i], test_foreign_file);
  }
  g_test_add_func ("/store/import/gajim-retraction", test_gajim_retraction);
  g_test_add_func ("/store/import/foreign-once", test_foreign_once);
  g_test_add_func ("/store/import/foreign", test_foreign);
  g_test_add_func ("/store/import/once", test_once);
  g_test_add_func ("/store/import/many", test_many);
  return g_test_run ();
}
