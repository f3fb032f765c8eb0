/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How fast the archive is searched, what its index takes on the disk, and what it adds to catch-up.
 *
 * Without arguments with 200,000 messages, a fifth of them in one chat. With a path: of an archive
 * to search, which is made if it is missing, with 5,000,000 messages, 1,000,000 of them in one chat.
 */
#include "config.h"

#include "store/mam.h"
#include "store/search.h"
#include "tests/store/babble.h"
#include "tests/store/fixture.h"

#include <stdio.h>
#include <time.h>

#define N_SMALL 200000
#define N_BIG 5000000
#define N_RUNS 40
#define PAGE 50
#define N_PAGES 200
#define N_PER_PAGE 250
#define START G_GINT64_CONSTANT (1600000000000000)
#define MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

static double
cpu (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return difference < 0 ? -1 : difference > 0;
}

static guint
search_once (StoreDb *db, const StoreSearchQuery *query)
{
  g_autoptr (StoreHits) hits = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_search_async (db, query, 0, PAGE, NULL, on_done, &wait);
  hits = store_search_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return hits->hits->len;
}

static void
count_once (StoreDb *db, const StoreSearchQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_search_count_async (db, query, 1000, NULL, on_done, &wait);
  g_assert_cmpint (store_search_count_finish (db, wait_for (&wait), &error), >=, 0);
}

static void
measure (StoreDb *db, const char *name, const char *words, gboolean open, gint64 conversation)
{
  g_autoptr (StoreSearchQuery) query = store_search_query_new ();
  double spent[N_RUNS], first = 0, begin, counting;
  guint n_hits = 0;

  g_ptr_array_add (query->phrases, g_strdup (words));
  query->open = open;
  if (conversation != 0) {
    query->conversations = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_array_append_val (query->conversations, conversation);
  }
  for (guint i = 0; i < N_RUNS; i++) {
    begin = cpu ();
    n_hits = search_once (db, query);
    spent[i] = (cpu () - begin) * 1000;
    if (i == 0)
      first = spent[0];
  }
  begin = cpu ();
  /* What may go on is not counted. */
  if (!open)
    count_once (db, query);
  counting = (cpu () - begin) * 1000;
  qsort (spent, N_RUNS, sizeof *spent, compare);
  printf ("%-26s %-9s %2u hits: first %6.1f, median %6.1f, 95 %% %6.1f; counting %6.1f\n", name,
          conversation != 0 ? "in a chat" : "in all", n_hits, first, spent[N_RUNS / 2],
          spent[N_RUNS * 95 / 100], counting);
}

static void
measure_all (const char *path)
{
  StoreDb *db = open_db (path);
  gint64 romeo = get_int (db, "SELECT id FROM conversation WHERE jid = 'romeo@example.org'");
  gint64 other = get_int (db, "SELECT id FROM conversation WHERE jid = 'person-7@example.org'");
  const gint64 places[] = { 0, romeo, other };

  /* Of CPU: the time of a busy machine says little. */
  printf ("The first %u hits of %u searches, in ms of CPU:\n", PAGE, N_RUNS);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    measure (db, "rare word", BABBLE_RARE, FALSE, places[i]);
    measure (db, "common word", BABBLE_COMMON, FALSE, places[i]);
    measure (db, "phrase", BABBLE_PHRASE, FALSE, places[i]);
    measure (db, "phrase that is nowhere", "of the and to a", FALSE, places[i]);
    measure (db, "CJK word", BABBLE_CJK, FALSE, places[i]);
    measure (db, "CJK letter", "駅", FALSE, places[i]);
    measure (db, "no such word", "Wherefore", FALSE, places[i]);
    measure (db, "while typing: th", "th", TRUE, places[i]);
    measure (db, "while typing: quet", "quet", TRUE, places[i]);
    measure (db, "while typing: zz", "zz", TRUE, places[i]);
    measure (db, "while typing: perq", "perq", TRUE, places[i]);
  }
  close_db (db);
}

static StoreMamPage *
make_page (Babble *babble, guint number)
{
  StoreMamPage *page = g_new0 (StoreMamPage, 1);

  page->items = g_ptr_array_new_with_free_func (store_mam_item_free);
  for (guint i = 0; i < N_PER_PAGE; i++) {
    guint index = (N_PAGES - number) * N_PER_PAGE + i;
    g_autofree char *id = g_strdup_printf ("9cc2ec2e-1b6b-4b6a-%08x", index);
    g_autofree char *body = babble_text (babble);
    g_autofree char *peer = g_strdup_printf ("person-%u@example.org", babble_below (babble, 20));
    StoreMessage *message = new_message (STORE_MESSAGE_IN, peer, START + index * MINUTE, id, body);

    message->origin_id = g_strdup (id);
    message->server_id = g_strdup_printf ("2026-11-21-%012u", index);
    g_ptr_array_add (page->items, store_mam_item_new (peer, message, NULL, NULL));
    if (i == 0)
      page->oldest_id = g_strdup (message->server_id);
  }
  page->oldest_time = START + (N_PAGES - number) * N_PER_PAGE * MINUTE;
  page->newest_time = page->oldest_time + N_PER_PAGE * MINUTE;
  return page;
}

/* The archive's part of catch-up; returns CPU seconds. */
static double
catch_up (const char *path, gboolean indexed)
{
  StoreDb *db = open_db (path);
  gint64 account = add_account (db, "juliet@example.org"), span = 0;
  Babble babble;
  double spent = 0;

  if (!indexed)
    get_int (db, "DROP TRIGGER message_text_insert");
  babble_init (&babble, 2);
  for (guint i = 0; i < N_PAGES; i++) {
    StoreMamPage *page = make_page (&babble, i);
    g_autoptr (StoreMamOutcome) outcome = NULL;
    g_autoptr (GError) error = NULL;
    g_auto (Wait) wait = { 0 };
    double begin = cpu ();

    page->span = span;
    store_mam_add_async (db, account, page, NULL, on_done, &wait);
    outcome = store_mam_add_finish (db, wait_for (&wait), &error);
    g_assert_no_error (error);
    spent += cpu () - begin;
    span = outcome->span;
  }
  close_db (db);
  return spent;
}

static void
print_size (const char *path, guint n_messages)
{
  GStatBuf file;
  StoreDb *db = open_db (path);
  gint64 index = get_int (db, "SELECT sum (length (block)) FROM message_text_data");

  close_db (db);
  g_assert_cmpint (g_stat (path, &file), ==, 0);
  printf ("on the disk: %.0f bytes a message, of them %.0f for the index of words\n",
          (double) file.st_size / n_messages, (double) index / n_messages);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  g_autofree char *other = g_build_filename (folder, "other", NULL);
  g_autofree char *bare = g_build_filename (folder, "bare", NULL);
  double begin = cpu (), with, without;

  if (argc > 1) {
    if (!g_file_test (argv[1], G_FILE_TEST_EXISTS)) {
      babble_fill (argv[1], N_BIG / 5, N_BIG / 5 * 4);
      printf ("filling: %.0f CPU seconds\n", cpu () - begin);
      print_size (argv[1], N_BIG);
    }
    measure_all (argv[1]);
    g_assert_cmpint (g_rmdir (folder), ==, 0);
    return 0;
  }
  babble_fill (path, N_SMALL / 5, N_SMALL / 5 * 4);
  printf ("filling: %.1f CPU seconds\n", cpu () - begin);
  print_size (path, N_SMALL);
  measure_all (path);
  without = catch_up (bare, FALSE);
  with = catch_up (other, TRUE);
  printf ("catch-up: %u messages in %.2f CPU seconds, %.2f times as long as without the index\n",
          N_PAGES * N_PER_PAGE, with, with / without);
  remove_folder (folder);
  return 0;
}
