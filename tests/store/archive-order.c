/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests that what came live or was written here gets the place that the server's archive gives it.
 */
#include "config.h"

#include "store/archive-order.h"

#include "store/mam.h"
#include "tests/store/fixture.h"

#define ME "juliet@example.org"
#define PEER "romeo@example.net"

/* Seconds and thousandths, as what follows them. */
#define AT(s, ms) ((s) *G_USEC_PER_SEC + (ms) *1000)

typedef struct {
  StoreDb *db;
  gint64 account;
  StoreMamPage *page; /* the next one */
} Fixture;

static StoreMamPage *
page_new (gint64 span)
{
  StoreMamPage *page = g_new0 (StoreMamPage, 1);

  page->items = g_ptr_array_new_with_free_func (store_mam_item_free);
  page->span = span;
  return page;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->db = open_db (":memory:");
  f->account = add_account (f->db, ME);
  f->page = page_new (0);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  store_mam_page_free (f->page);
  close_db (f->db);
}

/* "<" from the peer, ">" from us; the name is its text and its id. */
static StoreMessage *
make (const char *name, gint64 time)
{
  StoreMessage *message = *name == '>'
                            ? new_message (STORE_MESSAGE_OUT, ME "/balcony", time, name, name)
                            : new_message (STORE_MESSAGE_IN, PEER "/orchard", time, name, name);

  message->origin_id = g_strdup (name);
  return message;
}

static void
come_live (Fixture *f, const char *name, gint64 time)
{
  g_autoptr (StoreMessage) message = make (name, time);

  store_insertion_free (insert_incoming (f->db, f->account, PEER, message));
}

static void
write_here (Fixture *f, const char *name, gint64 time)
{
  g_autoptr (StoreMessage) message = make (name, time);

  store_insertion_free (
    insert_outgoing (f->db, add_conversation (f->db, f->account, PEER), message));
}

static void
page_add_item (Fixture *f, gint64 time, StoreMamItem *item)
{
  if (f->page->items->len == 0) {
    f->page->oldest_id = g_strdup ("oldest");
    f->page->oldest_time = time;
  }
  f->page->newest_time = time;
  g_ptr_array_add (f->page->items, item);
}

static void
page_add (Fixture *f, const char *name, gint64 time)
{
  StoreMessage *message = make (name, time);

  message->server_id = g_strconcat ("a", name, NULL);
  page_add_item (f, time, store_mam_item_new (PEER, message, NULL, NULL));
}

static void
page_add_correction (Fixture *f, const char *name, const char *target, gint64 time)
{
  StoreChange *change =
    store_change_new (STORE_CHANGE_CORRECTION, STORE_MESSAGE_OUT, ME, time, target);

  change->stanza_id = g_strdup (name);
  change->server_id = g_strconcat ("a", name, NULL);
  change->body = g_strdup (name);
  page_add_item (f, time, store_mam_item_new (PEER, NULL, change, NULL));
}

static StoreMamOutcome *
add (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreMamOutcome *outcome;

  store_mam_add_async (f->db, f->account, g_steal_pointer (&f->page), NULL, on_done, &wait);
  outcome = store_mam_add_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  f->page = page_new (outcome->span);
  return outcome;
}

/* Texts and times, the oldest first. */
static void
assert_archive (Fixture *f, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  store_messages_after_async (f->db, add_conversation (f->db, f->account, PEER), 0, 100, NULL,
                              on_done, &wait);
  page = store_messages_after_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < page->len; i++) {
    const StoreMessage *message = page->pdata[i];

    g_string_append_printf (text, "%s@%.6f ", message->body, (double) message->time / 1e6);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

/* The archive stamps whole seconds, and a page has the end of each for what came before. */
static void
test_within_a_second (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMamOutcome) outcome = NULL;

  come_live (f, "<3", AT (7, 400));
  come_live (f, "<4", AT (7, 500));
  page_add (f, "<1", AT (7, 997));
  page_add (f, "<2", AT (7, 998));
  page_add (f, "<3", AT (7, 999));
  page_add (f, "<4", AT (8, 0) - 1);
  outcome = add (f);
  assert_archive (f, "<1@7.399998 <2@7.399999 <3@7.400000 <4@7.500000 ");
  g_assert_cmpuint (outcome->added->len, ==, 2);
  g_assert_cmpint (((StoreMessage *) outcome->added->pdata[0])->time, ==, AT (7, 400) - 2);
  /* The server's ids of the others are new, and no reason to show them again. */
  g_assert_cmpuint (outcome->changed->len, ==, 0);

  /* What is older than that page is so in the same second too. */
  page_add (f, "<0", AT (7, 996));
  store_mam_outcome_free (g_steal_pointer (&outcome));
  outcome = add (f);
  assert_archive (f, "<0@7.399997 <1@7.399998 <2@7.399999 <3@7.400000 <4@7.500000 ");
}

/* What was written while there was no link was said when the server got it. */
static void
test_written_before (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMamOutcome) outcome = NULL;
  const StoreMessage *changed;

  write_here (f, ">1", AT (5, 0));
  page_add (f, "<1", AT (10, 999));
  page_add (f, ">1", AT (20, 999));
  outcome = add (f);
  assert_archive (f, "<1@10.999000 >1@20.999000 ");
  g_assert_cmpuint (outcome->changed->len, ==, 1);
  changed = outcome->changed->pdata[0];
  g_assert_cmpint (changed->time, ==, AT (20, 999));
  g_assert_cmpint (changed->state, ==, STORE_MESSAGE_SENT);
  g_assert_cmpint (get_int (f->db, "SELECT (SELECT body = '>1' FROM message WHERE id ="
                                   " last_message) FROM conversation"),
                   ==, 1);
}

/* Two messages that crossed on their ways. */
static void
test_crossed (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMamOutcome) outcome = NULL;

  write_here (f, ">1", AT (5, 100));
  come_live (f, "<1", AT (5, 200));
  page_add (f, "<1", AT (5, 998));
  page_add (f, ">1", AT (5, 999));
  outcome = add (f);
  assert_archive (f, "<1@5.099999 >1@5.100000 ");
  /* It was not here yet when that was written. */
  g_assert_cmpint (get_int (f->db, "SELECT unread FROM conversation"), ==, 1);
}

/* The last one that the archive has counts, whichever came here last. */
static void
test_changes (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMamOutcome) outcome = NULL;

  write_here (f, ">1", AT (5, 100));
  page_add (f, ">1", AT (5, 999));
  page_add_correction (f, ">other", ">1", AT (6, 999));
  outcome = add (f);
  assert_archive (f, ">other@5.100000 ");
  get_int (f->db,
           "INSERT INTO message_change (conversation, message, kind, direction, state, time,"
           " sender, target, stanza_id, body) SELECT conversation, id, 1, 1, 2, 6000000, '" ME
           "', stanza_id, '>mine', '>mine' FROM message RETURNING 1");

  page_add_correction (f, ">other", ">1", AT (6, 998));
  page_add_correction (f, ">mine", ">1", AT (6, 999));
  f->page->span = 0;
  store_mam_outcome_free (g_steal_pointer (&outcome));
  outcome = add (f);
  assert_archive (f, ">mine@5.100000 ");
}

/* Sent again, because nobody knew whether it had arrived: the first one counts, on whatever page it is. */
static void
test_sent_twice (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMamOutcome) outcome = NULL;
  StoreMessage *again = make (">1", AT (5, 998));

  write_here (f, ">1", AT (5, 100));
  again->server_id = g_strdup ("second");
  page_add (f, "<1", AT (5, 997));
  page_add_item (f, AT (5, 998), store_mam_item_new (PEER, again, NULL, NULL));
  page_add (f, "<2", AT (5, 999));
  outcome = add (f);
  assert_archive (f, "<1@5.099999 >1@5.100000 <2@5.999000 ");

  page_add (f, ">1", AT (5, 996));
  store_mam_outcome_free (g_steal_pointer (&outcome));
  outcome = add (f);
  assert_archive (f, ">1@5.099998 <1@5.099999 <2@5.999000 ");

  /* Once more, with both in view. */
  page_add (f, ">1", AT (5, 996));
  page_add (f, "<1", AT (5, 997));
  again = make (">1", AT (5, 998));
  again->server_id = g_strdup ("second");
  page_add_item (f, AT (5, 998), store_mam_item_new (PEER, again, NULL, NULL));
  f->page->span = 0;
  store_mam_outcome_free (g_steal_pointer (&outcome));
  outcome = add (f);
  assert_archive (f, ">1@5.099998 <1@5.099999 <2@5.999000 ");
}

/* Handed out again a moment later, when it has long been in its place in an older stretch; that comes again
 * with the second that both share. */
static void
test_again_later (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMamOutcome) outcome = NULL;
  StoreMessage *again = make ("<1", AT (5, 999));

  page_add (f, "<1", AT (5, 996));
  page_add (f, "<2", AT (5, 997));
  outcome = add (f);

  again->server_id = g_strdup ("second");
  page_add (f, "<3", AT (5, 998));
  page_add_item (f, AT (5, 999), store_mam_item_new (PEER, again, NULL, NULL));
  f->page->span = 0;
  store_mam_outcome_free (g_steal_pointer (&outcome));
  outcome = add (f);
  assert_archive (f, "<1@5.996000 <2@5.997000 <3@5.998000 ");
}

/* The second copy came live, and the page has both. */
static void
test_again_first (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMamOutcome) outcome = NULL;
  StoreMessage *again = make ("<1", AT (5, 300));

  again->server_id = g_strdup ("second");
  store_insertion_free (insert_incoming (f->db, f->account, PEER, again));
  again->time = AT (5, 999);
  page_add (f, "<1", AT (5, 997));
  page_add (f, "<2", AT (5, 998));
  page_add_item (f, AT (5, 999), store_mam_item_new (PEER, again, NULL, NULL));
  outcome = add (f);
  assert_archive (f, "<1@5.300000 <2@5.998000 ");
}

/* The second copy comes live, before the page is kept that has the first one: nobody knows yet which one that
 * is which came here. */
static void
test_again_meanwhile (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMamOutcome) outcome = NULL;
  g_autoptr (StoreMessage) again = make ("<1", AT (7, 100));

  come_live (f, "<1", AT (5, 100));
  again->server_id = g_strdup ("second");
  store_insertion_free (insert_incoming (f->db, f->account, PEER, again));
  page_add (f, "<1", AT (5, 998));
  page_add (f, "<2", AT (5, 999));
  outcome = add (f);
  assert_archive (f, "<1@5.100000 <2@5.999000 ");
  g_assert_cmpint (get_int (f->db, "SELECT server_id = 'a<1' FROM message WHERE body = '<1'"), ==,
                   1);

  /* And if it was the first one to come at all. */
  store_message_free (again);
  again = make ("<3", AT (9, 100));
  again->server_id = g_strdup ("second of another");
  store_insertion_free (insert_incoming (f->db, f->account, PEER, again));
  page_add (f, "<3", AT (8, 998));
  page_add (f, "<4", AT (8, 999));
  f->page->span = 0;
  store_mam_outcome_free (g_steal_pointer (&outcome));
  outcome = add (f);
  assert_archive (f, "<1@5.100000 <2@5.999000 <3@8.998000 <4@8.999000 ");
}

/* The server says only that it was in this second: what was said before that stays in it too, and behind
 * what stands at the end of the one before. */
static void
test_room (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMamOutcome) outcome = NULL;

  page_add (f, "<1", AT (4, 999));
  page_add (f, "<2", AT (5, 999));
  outcome = add (f);
  come_live (f, "<3", AT (5, 0));
  page_add (f, "<2", AT (5, 998));
  page_add (f, "<3", AT (5, 999));
  f->page->span = 0;
  store_mam_outcome_free (g_steal_pointer (&outcome));
  outcome = add (f);
  assert_archive (f, "<1@4.999000 <2@5.998999 <3@5.999000 ");
}

/* A server compares whole seconds, so a new stretch may reach further down than the one that it joins. */
static void
test_joined (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMamOutcome) outcome = NULL;
  gint64 below;

  page_add (f, "<2", AT (5, 998));
  outcome = add (f);
  below = outcome->span;
  page_add (f, "<1", AT (5, 997));
  page_add (f, "<2", AT (5, 998));
  page_add (f, "<3", AT (5, 999));
  f->page->span = 0;
  f->page->below = below;
  f->page->complete = TRUE;
  store_mam_outcome_free (g_steal_pointer (&outcome));
  outcome = add (f);
  g_assert_cmpint (get_int (f->db, "SELECT oldest_time FROM mam_span"), ==, AT (5, 997));
}

/* What was looked for is on no stretch, so nobody knows what lies between. */
static void
test_out_of_order (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMamOutcome) outcome = NULL;

  write_here (f, ">1", AT (5, 0));
  page_add (f, ">1", AT (20, 999));
  g_clear_pointer (&f->page->oldest_id, g_free);
  outcome = add (f);
  assert_archive (f, ">1@5.000000 ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                            \
  g_test_add ("/store/archive-order/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("within-a-second", test_within_a_second);
  ADD ("written-before", test_written_before);
  ADD ("crossed", test_crossed);
  ADD ("changes", test_changes);
  ADD ("sent-twice", test_sent_twice);
  ADD ("again-later", test_again_later);
  ADD ("again-first", test_again_first);
  ADD ("again-meanwhile", test_again_meanwhile);
  ADD ("room", test_room);
  ADD ("joined", test_joined);
  ADD ("out-of-order", test_out_of_order);
#undef ADD
  return g_test_run ();
}
