/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests that what is erased is gone and stays gone, that nothing else is, and that nobody waits for it.
 */
#include "config.h"

#include "store/erase.h"

#include "store/mam.h"
#include "tests/store/fixture.h"

#include <string.h>

#define DAY (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)
#define PEER "romeo@example.org"

typedef struct {
  StoreDb *db;
  char *folder;
  gint64 account;
  gint64 conversation;
  gint64 now;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;

  f->folder = make_folder ();
  path = g_build_filename (f->folder, "archive", NULL);
  f->db = open_db (path);
  f->account = add_account (f->db, "juliet@example.org");
  f->conversation = add_conversation (f->db, f->account, PEER);
  f->now = g_get_real_time ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_db (f->db);
  remove_folder (f->folder);
  g_free (f->folder);
}

static gpointer
exec_job (StoreConn *conn, gpointer data, GError **error)
{
  return store_conn_exec (conn, data, error) ? STORE_DONE : NULL;
}

static void
exec (StoreDb *db, const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  va_list args;
  char *sql;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  store_db_run_async (db, STORE_WRITE, exec_job, sql, g_free, NULL, NULL, on_done, &wait);
  g_assert_nonnull (store_db_run_finish (db, wait_for (&wait), &error));
  g_assert_no_error (error);
}

/* From the peer, with an id of the server's archive. */
static StoreMessage *
archived (const char *server_id, gint64 time)
{
  StoreMessage *message =
    new_message (STORE_MESSAGE_IN, PEER "/orchard", time, server_id, "She speaks");

  message->server_id = g_strdup (server_id);
  return message;
}

static gint64
receive (Fixture *f, const char *server_id, gint64 time)
{
  g_autoptr (StoreMessage) message = archived (server_id, time);
  g_autoptr (StoreInsertion) insertion = insert_incoming (f->db, f->account, PEER, message);

  return insertion->message->id;
}

/* @message: (transfer full): comes from the server's archive. */
static StoreMamOutcome *
add_page (Fixture *f, const char *peer, StoreMessage *message, int keep)
{
  StoreMamPage *page = g_new0 (StoreMamPage, 1);
  StoreMamOutcome *outcome;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  page->keep = keep;
  page->items = g_ptr_array_new_with_free_func (store_mam_item_free);
  g_ptr_array_add (page->items, store_mam_item_new (peer, message, NULL, NULL));
  store_mam_add_async (f->db, f->account, page, NULL, on_done, &wait);
  outcome = store_mam_add_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return outcome;
}

/* Likewise. Returns whether it was added. */
static gboolean
fetch (Fixture *f, const char *peer, StoreMessage *message, int keep)
{
  g_autoptr (StoreMamOutcome) outcome = add_page (f, peer, message, keep);

  return outcome->added->len > 0;
}

/* Likewise. It is left out; returns whether because of its age. */
static gboolean
is_too_old (Fixture *f, const char *peer, StoreMessage *message, int keep)
{
  g_autoptr (StoreMamOutcome) outcome = add_page (f, peer, message, keep);

  g_assert_cmpuint (outcome->added->len, ==, 0);
  return outcome->n_too_old > 0;
}

/* Until nothing is left to do. Returns in how many pieces. */
static guint
sweep (Fixture *f, int keep)
{
  gboolean more = TRUE;
  guint n = 0;

  for (; more; n++) {
    g_autoptr (StoreSweep) sweep = NULL;
    g_autoptr (GError) error = NULL;
    g_auto (Wait) wait = { 0 };

    store_sweep_async (f->db, keep, NULL, on_done, &wait);
    sweep = store_sweep_finish (f->db, wait_for (&wait), &error);
    g_assert_no_error (error);
    more = sweep->more;
  }
  return n;
}

static void
erase_conversation (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_erase_conversation_async (f->db, f->conversation, NULL, on_done, &wait);
  g_assert_true (store_erase_conversation_finish (f->db, wait_for (&wait), &error));
  g_assert_no_error (error);
  sweep (f, STORE_KEEP_FOREVER);
}

static StoreConversation *
erase_message (Fixture *f, gint64 id, GError **error)
{
  g_auto (Wait) wait = { 0 };

  store_erase_message_async (f->db, id, NULL, on_done, &wait);
  return store_erase_message_finish (f->db, wait_for (&wait), error);
}

static void
test_message (Fixture *f, gconstpointer data)
{
  gint64 first = receive (f, "a1", f->now - 20), second = receive (f, "a2", f->now - 10);
  g_autoptr (StoreConversation) conversation = NULL;
  g_autoptr (StoreConversation) none = NULL;
  g_autoptr (GError) error = NULL;

  conversation = erase_message (f, second, &error);
  g_assert_no_error (error);
  g_assert_cmpint (conversation->last_message, ==, first);
  g_assert_cmpuint (conversation->unread, ==, 1);

  /* Not even when all that is known of the archive is forgotten. */
  g_assert_false (is_too_old (f, PEER, archived ("a2", f->now - 10), 0));
  g_assert_false (fetch (f, PEER, archived ("a1", f->now - 20), 0));
  none = erase_message (f, second, &error);
  g_assert_null (none);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  g_assert_true (fetch (f, PEER, archived ("a3", f->now - 10), 0));
}

/* One of ours that the archive knows by an id we have not heard of. */
static void
test_own_message (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) message =
    new_message (STORE_MESSAGE_OUT, "juliet@example.org/b", f->now, "mine", "Wherefore?");
  g_autoptr (StoreInsertion) insertion = NULL;
  g_autoptr (StoreConversation) conversation = NULL;
  g_autoptr (GError) error = NULL;
  StoreMessage *copy;

  insertion = insert_outgoing (f->db, f->conversation, message);
  conversation = erase_message (f, insertion->message->id, &error);
  g_assert_null (conversation);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND); /* it waits to be sent */
  g_clear_error (&error);

  exec (f->db, "UPDATE message SET state = 2");
  conversation = erase_message (f, insertion->message->id, &error);
  g_assert_no_error (error);
  copy = store_message_copy (message);
  copy->server_id = g_strdup ("a9");
  copy->time += 3 * DAY;
  g_assert_false (fetch (f, PEER, copy, 0));
}

static void
test_conversation (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) pending =
    new_message (STORE_MESSAGE_OUT, "juliet@example.org/b", f->now - 5, "mine", "Wherefore?");
  g_autoptr (StoreInsertion) insertion = NULL;
  StoreMessage *sent;

  receive (f, "a1", f->now - 20);
  receive (f, "a2", f->now - 10);
  insertion = insert_outgoing (f->db, f->conversation, pending);
  erase_conversation (f);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message"), ==, 1);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message WHERE state = 1"), ==, 1);
  g_assert_cmpint (get_int (f->db, "SELECT unread FROM conversation"), ==, 0);
  g_assert_cmpint (get_int (f->db, "SELECT last_message FROM conversation"), ==,
                   insertion->message->id);

  /* Neither those, nor older ones that were never here, nor the newest with another clock. */
  g_assert_false (fetch (f, PEER, archived ("a1", f->now - 20), 0));
  g_assert_true (is_too_old (f, PEER, archived ("a0", f->now - 30 * DAY), 0));
  g_assert_false (fetch (f, PEER, archived ("a2", f->now + DAY), 0));
  g_assert_true (fetch (f, PEER, archived ("a3", f->now - 1), 0));
  /* What was waited for is told. */
  sent = store_message_copy (pending);
  sent->server_id = g_strdup ("a4");
  sent->time = f->now - 15;
  g_assert_false (fetch (f, PEER, sent, 0));
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message WHERE state = 2"), ==, 1);
}

static void
test_account (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  gint64 other = add_account (f->db, "nurse@example.org");
  g_autoptr (StoreMessage) hers = archived ("n1", f->now - 50);
  g_autoptr (StoreInsertion) insertion = insert_incoming (f->db, other, PEER, hers);

  receive (f, "a1", f->now - 20);
  store_erase_account_async (f->db, f->account, NULL, on_done, &wait);
  g_assert_true (store_erase_account_finish (f->db, wait_for (&wait), &error));
  sweep (f, 0);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message"), ==, 1);
  /* Nor what is only on the server yet; and no chat is made for it. */
  g_assert_false (fetch (f, "tybalt@example.org", archived ("t1", f->now - 30), 0));
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM conversation"), ==, 2);
  g_assert_true (fetch (f, "tybalt@example.org", archived ("t2", f->now - 10), 0));
}

static void
set_keep (Fixture *f, gint64 conversation, int keep)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  int found;

  store_keep_set_async (f->db, conversation, keep, NULL, on_done, &wait);
  g_assert_true (store_keep_set_finish (f->db, wait_for (&wait), &error));
  store_keep_get_async (f->db, conversation, NULL, on_done, &wait);
  g_assert_true (store_keep_get_finish (f->db, wait_for (&wait), &found, &error));
  g_assert_cmpint (found, ==, keep);
}

static gint64
find_oldest (Fixture *f, int keep)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  gint64 oldest;

  store_keep_find_oldest_async (f->db, f->account, keep, NULL, on_done, &wait);
  g_assert_true (store_keep_find_oldest_finish (f->db, wait_for (&wait), &oldest, &error));
  return oldest;
}

static void
test_age (Fixture *f, gconstpointer data)
{
  gint64 other = add_conversation (f->db, f->account, "tybalt@example.org");

  receive (f, "a1", f->now - 40 * DAY);
  receive (f, "a2", f->now - 20 * DAY);
  receive (f, "a3", f->now - 10 * DAY);
  receive (f, "a4", f->now - 5 * DAY);
  exec (f->db, "UPDATE message SET direction = 1, state = 4 WHERE server_id = 'a2'");
  sweep (f, STORE_KEEP_FOREVER);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message"), ==, 4);
  sweep (f, 7);
  /* What failed to be sent stays. */
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message"), ==, 2);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message WHERE server_id IN ('a2', 'a4')"),
                   ==, 2);
  g_assert_true (is_too_old (f, PEER, archived ("a3", f->now - 10 * DAY), 7));
  g_assert_true (find_oldest (f, 7) >= f->now - 7 * DAY);

  /* A chat's own limit wins, also for what is fetched. */
  set_keep (f, f->conversation, 30);
  g_assert_true (find_oldest (f, 7) < f->now - 29 * DAY);
  g_assert_true (fetch (f, PEER, archived ("a3", f->now - 10 * DAY), 7));
  sweep (f, 7);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message"), ==, 3);
  set_keep (f, other, STORE_KEEP_FOREVER);
  g_assert_cmpint (find_oldest (f, 7), ==, 0);
}

/* The clock says that it is years later: what was the newest does not become too old by that alone. */
static void
test_clock (Fixture *f, gconstpointer data)
{
  receive (f, "a1", f->now - 3700 * DAY);
  receive (f, "a2", f->now - 3650 * DAY);
  sweep (f, 365);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message"), ==, 2);
  receive (f, "a3", f->now);
  sweep (f, 365);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message"), ==, 1);
}

static void
test_session (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreMessage *old = archived ("a0", f->now - 100);

  /* What was said before the account was here is not for this session. */
  old->seen = TRUE;
  g_assert_true (is_too_old (f, PEER, old, STORE_KEEP_SESSION));
  /* What was erased by itself says nothing of what is older. */
  store_conversation_free (erase_message (f, receive (f, "a7", f->now - 5), NULL));
  g_assert_false (is_too_old (f, PEER, archived ("a7", f->now - 5), STORE_KEEP_SESSION));
  g_assert_cmpint (find_oldest (f, STORE_KEEP_SESSION), >, f->now - DAY);
  /* What came while nobody was here is. */
  g_assert_true (fetch (f, PEER, archived ("a1", f->now - 20), STORE_KEEP_SESSION));
  sweep (f, STORE_KEEP_SESSION);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message"), ==, 1);

  store_erase_session_async (f->db, STORE_KEEP_SESSION, NULL, on_done, &wait);
  g_assert_true (store_erase_session_finish (f->db, wait_for (&wait), &error));
  sweep (f, STORE_KEEP_SESSION);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message"), ==, 0);
  g_assert_false (fetch (f, PEER, archived ("a1", f->now - 20), STORE_KEEP_SESSION));
  g_assert_true (fetch (f, PEER, archived ("a2", f->now - 10), STORE_KEEP_SESSION));
}

static void
shrink (Fixture *f)
{
  for (gboolean more = TRUE; more;) {
    g_autoptr (GError) error = NULL;
    g_auto (Wait) wait = { 0 };

    store_shrink_async (f->db, NULL, on_done, &wait);
    g_assert_true (store_shrink_finish (f->db, wait_for (&wait), &more, &error));
    g_assert_no_error (error);
  }
}

/* 20,000 messages, and somebody who wants to read meanwhile. */
static void
test_pieces (Fixture *f, gconstpointer data)
{
  gint64 n_before = 0, n_after = 0;
  guint n_pieces;

  exec (f->db,
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
        " INSERT INTO message (conversation, direction, kind, state, time, sender, stanza_id,"
        " body, seen) SELECT 1, 0, 0, 0, i, 'romeo@example.org/orchard', 'm' || i,"
        " 'Message number ' || i || hex (zeroblob (50)), 1 FROM n");
  n_before = get_int (f->db, "SELECT page_count FROM pragma_page_count");
  n_pieces = sweep (f, 7);
  g_test_message ("%u pieces", n_pieces);
  g_assert_cmpuint (n_pieces, >, 3);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message"), ==, 0);

  shrink (f);
  n_after = get_int (f->db, "SELECT page_count FROM pragma_page_count");
  g_assert_cmpint (n_after, <, n_before / 10);
  g_assert_cmpint (get_int (f->db, "SELECT freelist_count FROM pragma_freelist_count"), ==, 0);
}

static gboolean
is_in_files (Fixture *f, const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  gboolean found = FALSE;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (f->folder, name, NULL);
    g_autofree char *contents = NULL;
    gsize length;

    g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
    found = found || memmem (contents, length, text, strlen (text)) != NULL;
  }
  return found;
}

/* What was said is nowhere in the files any more. */
static void
test_overwritten (Fixture *f, gconstpointer data)
{
  for (int i = 0; i < 50; i++) {
    g_autofree char *id = g_strdup_printf ("a%d", i);

    receive (f, id, f->now - i);
  }
  erase_conversation (f);
  shrink (f);
  g_assert_false (is_in_files (f, "She speaks"));
}

/* The index of words shares the beginning of a word with the one before it. */
#define SECRET "yzantium"

/* Its words are not in the index either. What only moves costs no merging. */
static void
test_words (Fixture *f, gconstpointer data)
{
  for (int i = 0; i < 50; i++) {
    g_autofree char *id = g_strdup_printf ("a%d", i);

    receive (f, id, f->now - i);
  }
  shrink (f);
  get_int (f->db, "UPDATE message SET body = 'B" SECRET "' WHERE stanza_id = 'a7' RETURNING id");
  get_int (f->db, "UPDATE message SET time = time + 5000000 WHERE stanza_id = 'a7' RETURNING id");
  shrink (f);
  g_assert_true (is_in_files (f, SECRET));
  get_int (f->db, "UPDATE message SET time = time - 5000000 WHERE stanza_id = 'a7' RETURNING id");
  g_assert_cmpint (get_int (f->db, "SELECT erased FROM search_rest"), ==, 0);
  get_int (f->db, "DELETE FROM message WHERE stanza_id = 'a7' RETURNING id");
  g_assert_cmpint (get_int (f->db, "SELECT erased FROM search_rest"), ==, 1);
  shrink (f);
  g_assert_false (is_in_files (f, SECRET));
  g_assert_cmpint (get_int (f->db, "SELECT erased FROM search_rest"), ==, 0);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message_text ('speaks')"), ==, 49);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/store/erase/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("message", test_message);
  ADD ("own-message", test_own_message);
  ADD ("conversation", test_conversation);
  ADD ("account", test_account);
  ADD ("age", test_age);
  ADD ("clock", test_clock);
  ADD ("session", test_session);
  ADD ("pieces", test_pieces);
  ADD ("overwritten", test_overwritten);
  ADD ("words", test_words);
#undef ADD
  return g_test_run ();
}
