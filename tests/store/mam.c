/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of what comes from the server's archive: pages join to stretches without holes, whatever
 * came live before, and what was answered is seen.
 */
#include "config.h"

#include "store/conn.h"
#include "store/mam.h"

#include "tests/store/fixture.h"

#include <time.h>

#define PEER "romeo@example.net"
#define OTHER "nurse@example.net"
#define ME "juliet@example.org/balcony"

typedef struct {
  StoreDb *db;
  gint64 account;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->db = open_db (":memory:");
  f->account = add_account (f->db, "juliet@example.org");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_db (f->db);
}

/* "<o7": from the peer; ">o7": to the peer; the number is the time and the server's id. */
static StoreMessage *
make (const char *text)
{
  StoreDirection direction = *text == '>' ? STORE_MESSAGE_OUT : STORE_MESSAGE_IN;
  StoreMessage *message = store_message_new (direction, STORE_MESSAGE_CHAT,
                                             direction == STORE_MESSAGE_OUT ? ME : PEER "/orchard",
                                             g_ascii_strtoll (text + 1, NULL, 10));

  message->server_id = g_strdup (text + 1);
  message->stanza_id = g_strdup_printf ("s%s", text + 1);
  message->body = g_strdup_printf ("Words %s", text + 1);
  return message;
}

static StoreMamPage *
page_new (gint64 span, gint64 below, gboolean complete)
{
  StoreMamPage *page = g_new0 (StoreMamPage, 1);

  page->items = g_ptr_array_new_with_free_func (store_mam_item_free);
  page->span = span;
  page->below = below;
  page->complete = complete;
  return page;
}

static void
page_add (StoreMamPage *page, const char *peer, const char *text)
{
  StoreMessage *message = make (text);

  if (page->oldest_id == NULL) {
    page->oldest_id = g_strdup (message->server_id);
    page->oldest_time = message->time;
  }
  page->newest_time = message->time;
  g_ptr_array_add (page->items, store_mam_item_new (peer, message, NULL, NULL));
}

static StoreMamOutcome *
add (Fixture *f, StoreMamPage *page)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreMamOutcome *outcome;

  store_mam_add_async (f->db, f->account, page, NULL, on_done, &wait);
  outcome = store_mam_add_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return outcome;
}

/* As "newest>oldest", with a "|" behind what reaches the start. */
static void
assert_spans (Fixture *f, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  g_autoptr (GPtrArray) spans = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  store_mam_list_async (f->db, f->account, NULL, on_done, &wait);
  spans = store_mam_list_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < spans->len; i++) {
    const StoreMamSpan *span = spans->pdata[i];

    g_string_append_printf (text, "%s%" G_GINT64_FORMAT ">%s%s", i > 0 ? " " : "",
                            span->newest_time, span->oldest_id, span->to_start ? "|" : "");
    g_assert_cmpint (span->oldest_time, ==, g_ascii_strtoll (span->oldest_id, NULL, 10));
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_archive (Fixture *f, gint64 conversation, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  store_messages_after_async (f->db, conversation, 0, 100, NULL, on_done, &wait);
  page = store_messages_after_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < page->len; i++) {
    const StoreMessage *message = page->pdata[i];

    g_string_append_printf (text, "%s%s", message->server_id, message->seen ? " " : "* ");
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static const StoreConversation *
conversation_at (StoreMamOutcome *outcome, guint position)
{
  g_assert_cmpuint (position, <, outcome->conversations->len);
  return outcome->conversations->pdata[position];
}

/* From the end to the beginning, then what came since, in two pages. */
static void
test_stretches (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMamOutcome) outcome = NULL;
  StoreMamPage *page = page_new (0, 0, FALSE);
  gint64 first, second;

  page_add (page, PEER, "<30");
  page_add (page, OTHER, "<40");
  outcome = add (f, page);
  first = outcome->span;
  g_assert_cmpuint (outcome->added->len, ==, 2);
  g_assert_cmpuint (outcome->conversations->len, ==, 2);
  assert_spans (f, "40>30");

  page = page_new (first, 0, TRUE);
  page_add (page, PEER, "<10");
  page_add (page, PEER, "<20");
  g_clear_pointer (&outcome, store_mam_outcome_free);
  outcome = add (f, page);
  g_assert_cmpint (outcome->span, ==, first);
  assert_spans (f, "40>10|");
  assert_archive (f, conversation_at (outcome, 0)->id, "10* 20* 30* ");

  page = page_new (0, first, FALSE);
  page_add (page, PEER, "<70");
  page_add (page, PEER, "<80");
  g_clear_pointer (&outcome, store_mam_outcome_free);
  outcome = add (f, page);
  second = outcome->span;
  assert_spans (f, "80>70 40>10|");

  page = page_new (second, first, TRUE);
  page_add (page, PEER, "<50");
  g_clear_pointer (&outcome, store_mam_outcome_free);
  outcome = add (f, page);
  assert_spans (f, "80>10|");
  assert_archive (f, conversation_at (outcome, 0)->id, "10* 20* 30* 50* 70* 80* ");
  g_assert_cmpuint (conversation_at (outcome, 0)->unread, ==, 6);
}

/* An empty page says that nothing is left, or nothing at all. */
static void
test_empty (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMamOutcome) outcome = add (f, page_new (0, 0, TRUE));
  StoreMamPage *page = page_new (0, 0, FALSE);

  g_assert_cmpint (outcome->span, ==, 0);
  g_assert_cmpuint (outcome->conversations->len, ==, 0);
  assert_spans (f, "");

  page_add (page, PEER, "<10");
  g_clear_pointer (&outcome, store_mam_outcome_free);
  outcome = add (f, page);
  page = page_new (outcome->span, 0, TRUE);
  g_clear_pointer (&outcome, store_mam_outcome_free);
  outcome = add (f, page);
  assert_spans (f, "10>10|");
}

/* Nothing twice: what came live, what waited to be sent, what is in a page again. */
static void
test_known (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMamOutcome) outcome = NULL;
  g_autoptr (StoreMessage) live = make ("<10");
  g_autoptr (StoreMessage) sent = make (">20");
  g_autoptr (StoreInsertion) arrival = NULL;
  g_autoptr (StoreInsertion) pending = NULL;
  StoreMamPage *page = page_new (0, 0, FALSE);

  g_clear_pointer (&live->server_id, g_free);
  arrival = insert_incoming (f->db, f->account, PEER, live);
  g_clear_pointer (&sent->server_id, g_free);
  pending = insert_outgoing (f->db, arrival->conversation->id, sent);

  page_add (page, PEER, "<10");
  page_add (page, PEER, ">20");
  page_add (page, PEER, "<30");
  page_add (page, PEER, "<30");
  outcome = add (f, page);
  g_assert_cmpuint (outcome->conversations->len, ==, 1);
  g_assert_cmpuint (outcome->added->len, ==, 1);
  g_assert_cmpuint (outcome->changed->len, ==, 1);
  g_assert_cmpint (((StoreMessage *) outcome->changed->pdata[0])->state, ==, STORE_MESSAGE_SENT);
  g_assert_cmpint (((StoreMessage *) outcome->changed->pdata[0])->id, ==, pending->message->id);
  assert_archive (f, arrival->conversation->id, "10 20 30* ");

  /* Nothing new, and nothing changes, whatever was marked as unread meanwhile. */
  page = page_new (0, outcome->span, FALSE);
  page_add (page, PEER, "<10");
  page_add (page, PEER, ">20");
  g_clear_pointer (&outcome, store_mam_outcome_free);
  outcome = add (f, page);
  g_assert_cmpuint (outcome->conversations->len, ==, 0);
}

/* An answer, in this page or an older one, says that the person has seen what came before it. */
static void
test_seen (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMamOutcome) outcome = NULL;
  StoreMamPage *page = page_new (0, 0, FALSE);

  page_add (page, PEER, "<30");
  page_add (page, PEER, ">40");
  page_add (page, PEER, "<50");
  outcome = add (f, page);
  assert_archive (f, conversation_at (outcome, 0)->id, "30 40 50* ");

  page = page_new (outcome->span, 0, TRUE);
  page_add (page, PEER, "<10");
  g_clear_pointer (&outcome, store_mam_outcome_free);
  outcome = add (f, page);
  assert_archive (f, conversation_at (outcome, 0)->id, "10 30 40 50* ");
  g_assert_cmpuint (conversation_at (outcome, 0)->unread, ==, 1);
}

static void
test_receipt (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMamOutcome) outcome = NULL;
  StoreMamPage *page = page_new (0, 0, TRUE);

  page_add (page, PEER, ">10");
  g_ptr_array_add (page->items, store_mam_item_new (PEER, NULL, NULL, "s10"));
  g_ptr_array_add (page->items, store_mam_item_new (PEER, NULL, NULL, "s10"));
  g_ptr_array_add (page->items, store_mam_item_new (OTHER, NULL, NULL, "s10"));
  g_ptr_array_add (page->items, store_mam_item_new (PEER, NULL, NULL, "unknown"));
  outcome = add (f, page);
  g_assert_cmpuint (outcome->changed->len, ==, 0);
  g_assert_cmpint (((StoreMessage *) outcome->added->pdata[0])->state, ==, STORE_MESSAGE_DELIVERED);
  g_assert_cmpuint (outcome->conversations->len, ==, 1);
}

/* XEP-0333: what the peer has read of ours, and the person elsewhere of theirs. */
static void
test_displayed (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMamOutcome) outcome = NULL;
  StoreMamPage *page = page_new (0, 0, TRUE);

  page_add (page, PEER, ">10");
  page_add (page, PEER, "<20");
  page_add (page, PEER, "<30");
  g_ptr_array_add (page->items, store_mam_item_new_displayed (OTHER, STORE_MESSAGE_IN, "s10"));
  g_ptr_array_add (page->items, store_mam_item_new_displayed (PEER, STORE_MESSAGE_IN, "s20"));
  g_ptr_array_add (page->items, store_mam_item_new_displayed (PEER, STORE_MESSAGE_OUT, "s20"));
  g_ptr_array_add (page->items, store_mam_item_new_displayed (PEER, STORE_MESSAGE_OUT, "unknown"));
  outcome = add (f, page);
  g_assert_cmpuint (outcome->changed->len, ==, 0);
  g_assert_cmpuint (conversation_at (outcome, 0)->unread, ==, 1);

  g_clear_pointer (&outcome, store_mam_outcome_free);
  page = page_new (0, 0, TRUE);
  g_ptr_array_add (page->items, store_mam_item_new_displayed (PEER, STORE_MESSAGE_IN, "s10"));
  outcome = add (f, page);
  g_assert_cmpuint (outcome->changed->len, ==, 1);
  g_assert_cmpint (((StoreMessage *) outcome->changed->pdata[0])->state, ==, STORE_MESSAGE_READ);
  g_assert_cmpuint (outcome->conversations->len, ==, 1);
}

/* The account went away meanwhile: nothing is left of the page. */
static void
test_removed (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreMamPage *page = page_new (0, 0, FALSE);

  page_add (page, PEER, "<10");
  store_mam_add_async (f->db, f->account + 1, page, NULL, on_done, &wait);
  g_assert_null (store_mam_add_finish (f->db, wait_for (&wait), &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

#define N_PAGES 8
#define N_PER_PAGE 250

/* The least that the archive has to do for a page; @data: the first time, and the conversation */
static gpointer
insert_job (StoreConn *conn, gpointer data, GError **error)
{
  const gint64 *numbers = data;

  for (gint64 i = 0; i < N_PER_PAGE; i++) {
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, numbers[0] + i);
    g_autofree char *body = g_strconcat ("Words ", id, NULL);

    if (!store_conn_run (conn, error,
                         "INSERT INTO message (conversation, direction, kind, state, time, sender,"
                         " stanza_id, server_id, body, seen) VALUES (?, 0, 0, 0, ?, ?, ?, ?, ?, 1)",
                         STORE_INT (numbers[1]), STORE_INT (numbers[0] + i), STORE_TEXT (PEER),
                         STORE_TEXT (id), STORE_TEXT (id), STORE_TEXT (body)))
      return NULL;
  }
  return STORE_DONE;
}

static double
time_inserts (Fixture *f, gint64 conversation, gint64 first)
{
  clock_t begun = clock ();

  for (gint64 page = 0; page < N_PAGES; page++) {
    gint64 numbers[] = { first + page * N_PER_PAGE, conversation };
    g_auto (Wait) wait = { 0 };

    store_db_run_async (f->db, STORE_WRITE, insert_job, numbers, NULL, NULL, NULL, on_done, &wait);
    g_assert_nonnull (store_db_run_finish (f->db, wait_for (&wait), NULL));
  }
  return (double) (clock () - begun);
}

static double
time_pages (Fixture *f, gint64 first)
{
  clock_t taken = 0;

  for (gint64 page = 0; page < N_PAGES; page++) {
    StoreMamPage *made = page_new (0, 0, FALSE);
    clock_t begun;

    for (gint64 i = 0; i < N_PER_PAGE; i++) {
      g_autofree char *text = g_strdup_printf ("<%" G_GINT64_FORMAT, first + page * N_PER_PAGE + i);

      page_add (made, PEER, text);
    }
    begun = clock ();
    store_mam_outcome_free (add (f, made));
    taken += clock () - begun;
  }
  return (double) taken;
}

/* What is kept of a page costs a small multiple of inserting its rows, however many there are. */
static void
test_cost (Fixture *f, gconstpointer data)
{
  gint64 conversation = add_conversation (f->db, f->account, OTHER);
  double ratio = G_MAXDOUBLE;

  /* A busy machine makes now the one slow and now the other: it counts if it can be done. */
  for (gint64 i = 0; i < 8 && ratio >= 3; i++)
    ratio = time_pages (f, 1000 + i * 100000) / time_inserts (f, conversation, 1000 + i * 100000);
  g_test_message ("%.2f times as much as the inserts alone", ratio);
  g_assert_cmpfloat (ratio, <, 3);
}

#define ADD(name, test) g_test_add ("/store/mam/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("stretches", test_stretches);
  ADD ("empty", test_empty);
  ADD ("known", test_known);
  ADD ("seen", test_seen);
  ADD ("receipt", test_receipt);
  ADD ("displayed", test_displayed);
  ADD ("removed", test_removed);
  ADD ("cost", test_cost);
  return g_test_run ();
}
