/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plays a server, its archive and a link that breaks, at random: in the end a device has the archive's order.
 */

#include "im/archive-walk.h"

#include "tests/store/fixture.h"
#include "xmpp/snippet.h"

#define ME "romeo@example.org"
#define PEER "juliet@example.com"
#define MS (G_USEC_PER_SEC / 1000)
#define N_RUNS 800
#define N_STEPS 60
#define MAX_PAGE 3 /* of the server: so that catching up takes several */

/* What the server has in its archive, at @time by its own clock. */
typedef struct {
  guint number; /* of the message; what was sent twice has it twice */
  gint64 time;
  gboolean by_me;
} Entry;

/* What is on its way from the server: an entry or a page. */
typedef struct {
  guint entry;       /* its position in the archive */
  gint64 delayed;    /* the stamp of what was kept while the link was down; 0: it was not */
  XmppMamPage *page; /* (nullable) */
} Event;

typedef struct {
  GRand *dice;
  StoreDb *db;
  gint64 account;
  gint64 conversation;
  gint64 now;       /* by the server's clock */
  gint64 offset;    /* of ours */
  gint64 precision; /* of the server's stamps */
  GArray *archive;  /* of Entry */
  guint n_messages;
  GQueue link;    /* of Event */
  GArray *outbox; /* of guint: the numbers of what was written here and has not left */
  gint64 newest;  /* see im_account_take_time() */
  gint64 reached; /* likewise */
  gboolean online;
  gboolean available; /* the archive has shown that it is there */
  gboolean asking;
  ImArchiveWalk walk;
  StoreMamPage *next; /* (nullable): has come, and is to be kept */
} Fixture;

static void
result_free (gpointer data)
{
  XmppMamResult *result = data;

  g_free (result->id);
  xml_element_unref (result->message);
  g_free (result);
}

static void
event_free (gpointer data)
{
  Event *event = data;

  xmpp_mam_page_free (event->page);
  g_free (event);
}

static gboolean
happens (Fixture *f, int percent)
{
  return g_rand_int_range (f->dice, 0, 100) < percent;
}

static const Entry *
entry_at (Fixture *f, guint position)
{
  return &g_array_index (f->archive, Entry, position);
}

static gint64
stamp_of (Fixture *f, gint64 time)
{
  return time - time % f->precision;
}

static gint64
our_time (Fixture *f)
{
  return f->now + f->offset;
}

static gint64
take_time (Fixture *f, gint64 time)
{
  f->newest = MIN (MAX (time, f->newest + 1), MAX (our_time (f), f->reached + 1));
  return f->newest;
}

static StoreMessage *
make (guint number, gboolean by_me, gint64 time)
{
  g_autofree char *id = g_strdup_printf ("m%u", number);
  StoreMessage *message = new_message (by_me ? STORE_MESSAGE_OUT : STORE_MESSAGE_IN,
                                       by_me ? ME : PEER "/balcony", time, id, id);

  message->origin_id = g_strdup (id);
  return message;
}

static void
deliver (Fixture *f, const Event *event)
{
  const Entry *entry = entry_at (f, event->entry);
  g_autoptr (StoreMessage) message =
    make (entry->number, entry->by_me,
          take_time (f, event->delayed != 0 ? im_archive_latest_of (event->delayed) : G_MAXINT64));

  if (f->available)
    message->server_id = g_strdup_printf ("a%u", event->entry);
  store_insertion_free (insert_incoming (f->db, f->account, PEER, message));
}

static XmppMamResult *
make_result (Fixture *f, guint position)
{
  const Entry *entry = entry_at (f, position);
  XmppMamResult *result = g_new0 (XmppMamResult, 1);
  g_autofree char *text = g_strdup_printf ("<message type='chat' id='m%u' %s><body>m%u</body>"
                                           "<origin-id xmlns='urn:xmpp:sid:0' id='m%u'/></message>",
                                           entry->number,
                                           entry->by_me ? "from='" ME "/garden' to='" PEER "'"
                                                        : "from='" PEER "/balcony' to='" ME "'",
                                           entry->number, entry->number);

  result->id = g_strdup_printf ("a%u", position);
  result->time = stamp_of (f, entry->time);
  result->message = snippet_parse (text);
  return result;
}

/* As a server does it: the last ones before that one, and not before the start. */
static XmppMamPage *
answer (Fixture *f, const XmppMamQuery *query)
{
  XmppMamPage *page = g_new0 (XmppMamPage, 1);
  guint end = query->before != NULL ? (guint) g_ascii_strtoull (query->before + 1, NULL, 10)
                                    : f->archive->len;
  guint start = end;

  while (start > 0 && end - start < MAX_PAGE &&
         stamp_of (f, entry_at (f, start - 1)->time) >= query->start)
    start--;
  page->results = g_ptr_array_new_with_free_func (result_free);
  for (guint i = start; i < end; i++)
    g_ptr_array_add (page->results, make_result (f, i));
  if (end > start)
    page->first = g_strdup_printf ("a%u", start);
  page->complete = start == 0 || stamp_of (f, entry_at (f, start - 1)->time) < query->start;
  page->stable = TRUE;
  return page;
}

static void
ask (Fixture *f)
{
  XmppMamQuery query;
  Event *event;

  if (!f->online || f->asking || !f->walk.more || (f->next != NULL && happens (f, 50)))
    return;
  query = im_archive_walk_get_query (&f->walk);
  event = g_new0 (Event, 1);
  event->page = answer (f, &query);
  g_queue_push_tail (&f->link, event);
  f->asking = TRUE;
}

static void
take_page (Fixture *f, const XmppMamPage *page)
{
  g_autoptr (XmppJid) account = xmpp_jid_parse (ME, NULL);
  StoreMamPage *kept = im_archive_page_read (page, account, 0, our_time (f), &f->walk.edge);

  f->asking = FALSE;
  f->available = TRUE;
  f->reached = MAX (f->reached, im_archive_page_get_newest (kept));
  im_archive_walk_take (&f->walk, page, kept);
  if (f->next == NULL)
    f->next = kept;
  else
    im_archive_page_extend (f->next, kept);
}

static void
keep (Fixture *f)
{
  g_autoptr (StoreMamOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  if (f->next == NULL)
    return;
  im_archive_walk_place (&f->walk, f->next);
  store_mam_add_async (f->db, f->account, g_steal_pointer (&f->next), NULL, on_done, &wait);
  outcome = store_mam_add_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  im_archive_walk_kept (&f->walk, outcome);
}

static void
hear (Fixture *f)
{
  Event *event = g_queue_pop_head (&f->link);

  if (event == NULL)
    return;
  if (event->page != NULL)
    take_page (f, event->page);
  else
    deliver (f, event);
  event_free (event);
}

static void
archive (Fixture *f, guint number, gboolean by_me, gboolean is_told)
{
  const Entry entry = { number, f->now, by_me };
  Event *event;

  g_array_append_val (f->archive, entry);
  if (!is_told || !f->online)
    return;
  event = g_new0 (Event, 1);
  event->entry = f->archive->len - 1;
  g_queue_push_tail (&f->link, event);
}

static void
repeat_one (Fixture *f)
{
  guint position = f->archive->len - 1 - (guint) g_rand_int_range (f->dice, 0, 4);
  Entry entry;

  if (position >= f->archive->len)
    return;
  entry = *entry_at (f, position);
  archive (f, entry.number, entry.by_me, happens (f, 50));
}

static void
write_one (Fixture *f)
{
  guint number = f->n_messages++;
  g_autoptr (StoreMessage) message = make (number, TRUE, our_time (f));

  store_insertion_free (insert_outgoing (f->db, f->conversation, message));
  g_array_append_val (f->outbox, number);
}

/* It may be sent again when nobody knows whether it has arrived. */
static void
send_one (Fixture *f)
{
  if (!f->online || f->outbox->len == 0)
    return;
  archive (f, g_array_index (f->outbox, guint, 0), TRUE, FALSE);
  if (!happens (f, 20))
    g_array_remove_index (f->outbox, 0);
}

/* The server keeps what has not come for who comes back at once. */
static void
resume (Fixture *f)
{
  for (GList *l = f->link.head; l != NULL; l = l->next) {
    Event *event = l->data;

    if (event->page == NULL && event->delayed == 0)
      event->delayed = stamp_of (f, entry_at (f, event->entry)->time);
  }
}

static void
cut (Fixture *f)
{
  g_queue_clear_full (&f->link, event_free);
  im_archive_walk_stop (&f->walk);
  g_clear_pointer (&f->next, store_mam_page_free);
  f->asking = FALSE;
  f->available = FALSE;
  f->online = FALSE;
}

static void
connect (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  GPtrArray *spans;

  cut (f);
  store_mam_list_async (f->db, f->account, NULL, on_done, &wait);
  spans = store_mam_list_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  im_archive_walk_begin (&f->walk, spans);
  f->online = TRUE;
}

static void
pass_time (Fixture *f)
{
  static const gint64 steps[] = { 10, 10, MS, 30 * MS, 300 * MS, 1200 * MS };

  f->now += g_rand_int_range (f->dice, 1, (int) steps[g_rand_int_range (f->dice, 0, 6)]);
}

static void
step (Fixture *f)
{
  int what = g_rand_int_range (f->dice, 0, 100);

  pass_time (f);
  if (what < 20)
    archive (f, f->n_messages++, FALSE, happens (f, 90));
  else if (what < 28)
    archive (f, f->n_messages++, TRUE, happens (f, 90)); /* by another device */
  else if (what < 33)
    repeat_one (f);
  else if (what < 40)
    write_one (f);
  else if (what < 48)
    send_one (f);
  else if (what < 70)
    hear (f);
  else if (what < 82)
    ask (f);
  else if (what < 91)
    keep (f);
  else if (what < 94)
    resume (f);
  else if (what < 97)
    connect (f);
  else
    cut (f);
}

static void
catch_up (Fixture *f)
{
  while (f->walk.more || f->next != NULL || f->link.length > 0) {
    ask (f);
    hear (f);
    keep (f);
  }
}

/* Those of the archive, each at its first place; and those that are here. */
static void
assert_same_order (Fixture *f)
{
  g_autoptr (GString) there = g_string_new (NULL);
  g_autoptr (GString) here = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  for (guint i = 0; i < f->archive->len; i++)
    if (g_hash_table_add (seen, GUINT_TO_POINTER (entry_at (f, i)->number)))
      g_string_append_printf (there, "m%u ", entry_at (f, i)->number);
  store_messages_after_async (f->db, f->conversation, 0, 1000, NULL, on_done, &wait);
  rows = store_messages_after_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++) {
    const StoreMessage *message = rows->pdata[i];

    if (message->server_id != NULL)
      g_string_append_printf (here, "%s ", message->body);
  }
  g_assert_cmpstr (here->str, ==, there->str);
}

static void
play (Fixture *f, guint32 seed)
{
  static const gint64 offsets[] = { 0, 0, 0, -300 * MS, 300 * MS, -5000 * MS, 5000 * MS };
  g_autofree char *me = g_strdup_printf ("romeo%u@example.org", seed);

  f->dice = g_rand_new_with_seed (seed);
  f->account = add_account (f->db, me);
  f->conversation = add_conversation (f->db, f->account, PEER);
  f->now = 1000 * G_USEC_PER_SEC;
  f->offset = offsets[g_rand_int_range (f->dice, 0, G_N_ELEMENTS (offsets))];
  f->precision = happens (f, 80) ? G_USEC_PER_SEC : 1;
  f->archive = g_array_new (FALSE, FALSE, sizeof (Entry));
  f->outbox = g_array_new (FALSE, FALSE, sizeof (guint));
  g_queue_init (&f->link);
  im_archive_walk_init (&f->walk);
  for (int i = 0; i < N_STEPS; i++)
    step (f);
  connect (f);
  catch_up (f);
  assert_same_order (f);
  cut (f);
  im_archive_walk_clear (&f->walk);
  g_array_unref (f->outbox);
  g_array_unref (f->archive);
  g_rand_free (f->dice);
}

static void
test_order (void)
{
  g_autoptr (StoreDb) db = open_db (":memory:");

  for (guint32 seed = 0; seed < N_RUNS; seed++) {
    Fixture f = { .db = db };

    g_test_message ("seed %u", seed);
    play (&f, seed);
  }
  store_db_close (db);
  settle ();
}

/* What is read again for the sake of a common second is no circle. */
static void
test_no_circle (void)
{
  g_auto (ImArchiveWalk) walk = { 0 };
  GPtrArray *spans = g_ptr_array_new_with_free_func (store_mam_span_free);
  StoreMamSpan *span = g_new0 (StoreMamSpan, 1);
  StoreMamOutcome outcome = { .span = 2 };
  XmppMamPage page = { .first = (char *) "a5", .complete = TRUE, .stable = TRUE };
  StoreMamPage kept = { .complete = TRUE };

  im_archive_walk_init (&walk);
  *span = (StoreMamSpan){ 1, g_strdup ("a7"), 5 * G_USEC_PER_SEC, 5 * G_USEC_PER_SEC, FALSE };
  g_ptr_array_add (spans, span);
  im_archive_walk_begin (&walk, spans);
  im_archive_walk_take (&walk, &page, &kept);
  im_archive_walk_place (&walk, &kept);
  im_archive_walk_kept (&walk, &outcome);
  g_assert_true (walk.more);

  /* Below that stretch the way goes on through the second that both have a part of. */
  kept.complete = page.complete = FALSE;
  im_archive_walk_take (&walk, &page, &kept);
  g_assert_false (kept.complete);

  /* But the same once more is one. */
  im_archive_walk_take (&walk, &page, &kept);
  g_assert_true (kept.complete);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/im/archive-walk/no-circle", test_no_circle);
  g_test_add_func ("/im/archive-walk/order", test_order);

  return g_test_run ();
}
