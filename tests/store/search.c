/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests that messages are found by their words, wherever they came from and whatever became of them.
 */
#include "config.h"

#include "store/search.h"

#include "tests/store/fixture.h"

#define START G_GINT64_CONSTANT (1700000000000000)
#define ROMEO "romeo@example.org"
#define TYBALT "tybalt@example.org"

typedef struct {
  StoreDb *db;
  gint64 account;
  StoreSearchQuery *query;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->db = open_db (":memory:");
  f->account = add_account (f->db, "juliet@example.org");
  f->query = store_search_query_new ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  store_search_query_free (f->query);
  close_db (f->db);
}

/* @second: of START */
static gint64
say (Fixture *f, const char *peer, StoreDirection direction, gint64 second, const char *body)
{
  g_autoptr (StoreMessage) message =
    new_message (direction, peer, START + second * G_USEC_PER_SEC, NULL, body);
  g_autoptr (StoreInsertion) insertion = insert_incoming (f->db, f->account, peer, message);

  return insertion->message->id;
}

static void
look_for (Fixture *f, const char *words)
{
  g_auto (GStrv) phrases = g_strsplit (words, "|", -1);

  g_ptr_array_set_size (f->query->phrases, 0);
  for (guint i = 0; phrases[i] != NULL; i++)
    g_ptr_array_add (f->query->phrases, g_strdup (phrases[i]));
}

static StoreHits *
find_page (Fixture *f, gint64 next, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreHits *hits;

  store_search_async (f->db, f->query, next, limit, NULL, on_done, &wait);
  hits = store_search_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return hits;
}

static gint64
count (Fixture *f, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  gint64 n;

  store_search_count_async (f->db, f->query, limit, NULL, on_done, &wait);
  n = store_search_count_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return n;
}

/* The bodies of all that is found, a line each. */
static char *
found (Fixture *f)
{
  g_autoptr (StoreHits) hits = find_page (f, 0, 100);
  GString *bodies = g_string_new (NULL);

  g_assert_cmpint (hits->next, ==, 0);
  g_assert_cmpint (count (f, 1000), ==, hits->hits->len);
  for (guint i = 0; i < hits->hits->len; i++) {
    const StoreHit *hit = hits->hits->pdata[i];

    g_string_append_printf (bodies, "%s%s", i > 0 ? "\n" : "", hit->message->body);
  }
  return g_string_free (bodies, FALSE);
}

static void
check (Fixture *f, const char *words, const char *bodies)
{
  g_autofree char *actual = NULL;

  look_for (f, words);
  actual = found (f);
  g_assert_cmpstr (actual, ==, bodies);
}

/* Newest first, although they came in another order. */
static void
test_words (Fixture *f, gconstpointer data)
{
  say (f, ROMEO, STORE_MESSAGE_IN, 30, "But soft");
  say (f, TYBALT, STORE_MESSAGE_IN, 10, "Soft! peace, soft");
  say (f, ROMEO, STORE_MESSAGE_OUT, 20, "It is my lady");
  say (f, ROMEO, STORE_MESSAGE_IN, 21, "今夜東京タワーで");
  check (f, "SOFT", "But soft\nSoft! peace, soft");
  check (f, "soft|peace", "Soft! peace, soft");
  check (f, "my lady", "It is my lady");
  check (f, "lady my", "");
  check (f, "タワー", "今夜東京タワーで");
  check (f, "で", "今夜東京タワーで");
  check (f, "lad", "");
  f->query->open = TRUE;
  check (f, "lad", "It is my lady");
  check (f, "", "But soft\n今夜東京タワーで\nIt is my lady\nSoft! peace, soft");
}

static void
test_filters (Fixture *f, gconstpointer data)
{
  gint64 romeo = add_conversation (f->db, f->account, ROMEO);

  say (f, ROMEO, STORE_MESSAGE_IN, 10, "soft one");
  say (f, ROMEO, STORE_MESSAGE_OUT, 20, "soft two https://example.org/");
  say (f, TYBALT, STORE_MESSAGE_IN, 30, "soft three");
  f->query->conversations = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (f->query->conversations, romeo);
  check (f, "soft", "soft two https://example.org/\nsoft one");
  g_clear_pointer (&f->query->conversations, g_array_unref);
  f->query->by = STORE_SEARCH_BY_ME;
  check (f, "soft", "soft two https://example.org/");
  f->query->by = STORE_SEARCH_BY_OTHERS;
  check (f, "soft", "soft three\nsoft one");
  f->query->since = START + 10 * G_USEC_PER_SEC;
  f->query->before = START + 30 * G_USEC_PER_SEC;
  check (f, "soft", "soft one");
  f->query->since += G_USEC_PER_SEC;
  check (f, "soft", "");
  f->query->by = STORE_SEARCH_BY_ANYBODY;
  f->query->since = f->query->before = 0;
  f->query->with_link = TRUE;
  check (f, "", "soft two https://example.org/");
  f->query->with_link = FALSE;
  f->query->with_file = TRUE;
  check (f, "", "");
  get_int (f->db,
           "UPDATE message SET extra = '<x xmlns=''jabber:x:oob''/>' WHERE body = 'soft one'");
  check (f, "", "soft one");
}

/* The index follows each change of the table. */
static void
test_changes (Fixture *f, gconstpointer data)
{
  say (f, ROMEO, STORE_MESSAGE_IN, 10, "Wherefore art thou");
  say (f, ROMEO, STORE_MESSAGE_IN, 20, "What is in a name");
  get_int (f->db, "UPDATE message SET body = 'That which we call a rose' WHERE body LIKE 'What%'");
  check (f, "name", "");
  check (f, "rose", "That which we call a rose");
  get_int (f->db, "UPDATE message SET body = NULL WHERE body LIKE 'That%'");
  check (f, "rose", "");
  get_int (f->db, "UPDATE message SET body = 'By any other name' WHERE body IS NULL");
  check (f, "name", "By any other name");
  get_int (f->db, "UPDATE message SET time = time + 60000000 WHERE body LIKE 'Where%'");
  check (f, "", "Wherefore art thou\nBy any other name");
  get_int (f->db, "DELETE FROM message WHERE body LIKE 'Where%'");
  check (f, "wherefore", "");
  get_int (f->db, "DELETE FROM account");
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message"), ==, 0);
  check (f, "", "");
}

/* Each once and in order, whatever is looked through first. */
static void
check_pages (Fixture *f, guint n_expected)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gint64 next = 0, last = G_MAXINT64;

  do {
    g_autoptr (StoreHits) hits = find_page (f, next, 7);

    for (guint i = 0; i < hits->hits->len; i++) {
      const StoreHit *hit = hits->hits->pdata[i];

      g_assert_cmpint (hit->message->time, <, last);
      g_assert_cmpuint (hit->spans->len, ==, 1);
      last = hit->message->time;
      g_assert_true (
        g_hash_table_add (seen, g_memdup2 (&hit->message->id, sizeof hit->message->id)));
    }
    next = hits->next;
  } while (next != 0);
  g_assert_cmpuint (g_hash_table_size (seen), ==, n_expected);
  g_assert_cmpint (count (f, 1000), ==, MIN (n_expected, 1000));
  g_assert_cmpint (count (f, 5), ==, MIN (n_expected, 5));
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  gint64 romeo = add_conversation (f->db, f->account, ROMEO);
  g_autofree char *fill = g_strdup_printf (
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
    " INSERT INTO message (conversation, direction, kind, state, time, sender, body, seen)"
    " SELECT %" G_GINT64_FORMAT ", 0, 0, 0, %" G_GINT64_FORMAT " + i * 7001 %% 2000 * 1000000, 'x',"
    " CASE WHEN i %% 50 = 0 THEN 'special ' ELSE 'plain ' END || i, 1 FROM n",
    romeo, START);

  get_int (f->db, fill);
  look_for (f, "special");
  check_pages (f, 40);
  look_for (f, "plain");
  check_pages (f, 1960);
  f->query->open = TRUE;
  look_for (f, "spec");
  check_pages (f, 40);
  look_for (f, "plai");
  check_pages (f, 1960);
  look_for (f, "specialist");
  check_pages (f, 0);
}

/* What an older version left goes into the index piece by piece, and what becomes of it meanwhile is
 * not lost. */
static void
test_rest (Fixture *f, gconstpointer data)
{
  gint64 left;

  for (guint i = 0; i < 300; i++)
    say (f, ROMEO, STORE_MESSAGE_IN, i, i % 2 ? "odd" : "even");
  get_int (f->db, "INSERT INTO message_text (message_text) VALUES ('delete-all')");
  get_int (f->db, "UPDATE search_rest SET id = 300");
  check (f, "odd", "");
  get_int (f->db, "UPDATE message SET body = 'corrected' WHERE id IN (1, 300)");
  get_int (f->db, "DELETE FROM message WHERE id BETWEEN 3 AND 298");
  say (f, ROMEO, STORE_MESSAGE_IN, 400, "live");
  check (f, "", "live");
  do {
    g_autoptr (GError) error = NULL;
    g_auto (Wait) wait = { 0 };

    store_search_index_async (f->db, NULL, on_done, &wait);
    left = store_search_index_finish (f->db, wait_for (&wait), &error);
    g_assert_no_error (error);
  } while (left > 0);
  check (f, "", "live\ncorrected\neven\nodd\ncorrected");
}

/* No text is a mistake, or finds what it should not. */
static void
test_hostile (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = {
    "\"",           "'",        "*",          "a\"*",           "(",    "NOT x",
    "a AND",        "text : a", "{text} : a", "a + ",           "^",    "-",
    "\\",           "%s",       ";--",        "\x01i",          "\x01", "NEAR(",
    "\xef\xbf\xbf", "\u202e",   "a\tb",       "🏳️‍🌈",
  };

  say (f, ROMEO, STORE_MESSAGE_IN, 1, "harmless \x01o\x01l");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (StoreHits) hits = NULL;

    look_for (f, texts[i]);
    f->query->open = i % 2;
    hits = find_page (f, 0, 10);
    g_assert_cmpuint (hits->hits->len, <=, 1);
    say (f, ROMEO, STORE_MESSAGE_IN, 2, texts[i]);
    get_int (f->db, "DELETE FROM message WHERE body NOT LIKE 'harmless%'");
  }
  f->query->by = STORE_SEARCH_BY_ME;
  f->query->open = FALSE;
  check (f, "", "");
}

#define ADD(name, test) g_test_add ("/store/search/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("words", test_words);
  ADD ("filters", test_filters);
  ADD ("changes", test_changes);
  ADD ("pages", test_pages);
  ADD ("rest", test_rest);
  ADD ("hostile", test_hostile);
  return g_test_run ();
}
