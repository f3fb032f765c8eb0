/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests that what is shown of a message depends on what was said about it and by whom, and not on the
 * order in which that came; and what becomes of one's own changes.
 */
#include "config.h"

#include "store/changes.h"

#include "store/mam.h"
#include "tests/store/fixture.h"

#define ME "juliet@example.org"
#define PEER "romeo@example.net"

typedef struct {
  StoreDb *db;
  gint64 account;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->db = open_db (":memory:");
  f->account = add_account (f->db, ME);
  /* What is older than the account counts as seen; here nothing is. */
  get_int (f->db, "UPDATE account SET created = 0 RETURNING 1");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_db (f->db);
}

static StoreChange *
new_change (StoreChangeKind kind,
            const char *sender,
            gint64 time,
            const char *target,
            const char *id,
            const char *body)
{
  StoreDirection direction = g_str_equal (sender, ME) ? STORE_MESSAGE_OUT : STORE_MESSAGE_IN;
  StoreChange *change = store_change_new (kind, direction, sender, time, target);

  change->stanza_id = g_strdup (id);
  change->server_id = g_strconcat ("a-", id, NULL);
  change->body = g_strdup (body);
  return change;
}

static StoreChangeOutcome *
add_change (Fixture *f, const char *peer, const StoreChange *change, gboolean complete)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreChangeOutcome *outcome;

  store_changes_add_async (f->db, f->account, peer, change, complete, NULL, on_done, &wait);
  outcome = store_changes_add_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return outcome;
}

static GPtrArray *
settle_changes (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  GPtrArray *added;

  store_changes_settle_async (f->db, f->account, NULL, on_done, &wait);
  added = store_changes_settle_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return added;
}

/* All messages of a conversation, the newest first. */
static GPtrArray *
list_messages (Fixture *f, const char *peer)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  GPtrArray *messages;

  store_messages_before_async (f->db, add_conversation (f->db, f->account, peer), 0, 100, NULL,
                               on_done, &wait);
  messages = store_messages_before_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return messages;
}

static StoreMessage *
new_received (const char *sender, gint64 time, const char *id, const char *body)
{
  g_autofree char *full = g_strconcat (sender, "/orchard", NULL);
  StoreMessage *message = new_message (
    g_str_equal (sender, ME) ? STORE_MESSAGE_OUT : STORE_MESSAGE_IN, full, time, id, body);

  message->server_id = g_strconcat ("a-", id, NULL);
  return message;
}

static StoreMessage *
receive (Fixture *f, const char *peer, const StoreMessage *message)
{
  g_autoptr (StoreInsertion) insertion = insert_incoming (f->db, f->account, peer, message);

  return store_message_copy (insertion->message);
}

/* What is said in the permutations: a message, or a change. */
typedef struct {
  StoreChangeKind kind;
  const char *sender;
  gint64 time;
  const char *target;
  const char *id;
  const char *body;
} Event;

static void
play (Fixture *f, const char *peer, const Event *event)
{
  const char *sender = event->sender != NULL ? event->sender : peer;

  if (event->target == NULL) {
    g_autoptr (StoreMessage) message = new_received (sender, event->time, event->id, event->body);
    g_autoptr (StoreMessage) kept = receive (f, peer, message);

    g_assert_nonnull (kept);
  } else {
    g_autoptr (StoreChange) change =
      new_change (event->kind, sender, event->time, event->target, event->id, event->body);
    g_autoptr (StoreChangeOutcome) outcome = add_change (f, peer, change, FALSE);

    g_assert_nonnull (outcome);
  }
}

static const Event corrected[] = {
  { .time = 100, .id = "m", .body = "bad" },
  { STORE_CHANGE_CORRECTION, NULL, 200, "m", "c1", "better" },
  { STORE_CHANGE_CORRECTION, NULL, 300, "c1", "c2", "best" }, /* names the correction */
  { STORE_CHANGE_REACTIONS, ME, 250, "c2", "r1", "👋" },
  { STORE_CHANGE_REACTIONS, ME, 350, "m", "r2", "👋 🐢" },
  { STORE_CHANGE_REACTIONS, NULL, 150, "m", "r3", "🎉" },
};

static const Event well_named[] = {
  { .time = 100, .id = "m", .body = "bad" },
  { STORE_CHANGE_CORRECTION, NULL, 200, "m", "c1", "better" },
  { STORE_CHANGE_CORRECTION, NULL, 300, "m", "c2", "best" },
  { STORE_CHANGE_REACTIONS, ME, 350, "m", "r2", "👋 🐢" },
  { STORE_CHANGE_REACTIONS, NULL, 150, "m", "r3", "🎉" },
};

static const Event taken_back[] = {
  { .time = 100, .id = "m", .body = "bad" },
  { STORE_CHANGE_CORRECTION, NULL, 200, "m", "c1", "better" },
  { STORE_CHANGE_RETRACTION, NULL, 300, "m", "t", NULL },
  { STORE_CHANGE_CORRECTION, NULL, 400, "m", "c2", "again" },
  { STORE_CHANGE_REACTIONS, ME, 500, "m", "r", "👋" },
};

static void
check_corrected (const StoreMessage *message)
{
  g_assert_cmpstr (message->body, ==, "best");
  g_assert_cmpint (message->edited, ==, 300);
  g_assert_cmpint (message->retracted, ==, 0);
  g_assert_nonnull (strstr (message->reactions, ME "\t👋 🐢"));
  g_assert_nonnull (strstr (message->reactions, ".peer\t🎉"));
}

static void
check_taken_back (const StoreMessage *message)
{
  g_assert_null (message->body);
  g_assert_cmpint (message->retracted, ==, 300);
  g_assert_null (message->reactions);
  g_assert_true (message->seen);
}

/* All orders, by Heap's algorithm. */
typedef struct {
  Fixture *f;
  const Event *events;
  guint n_events;
  guint order[8];
  guint n_orders;
  gboolean twice;
  gboolean settles; /* in each the archive is taken for complete once, after so many as may be */
  void (*check) (const StoreMessage *message);
} Orders;

static void
play_order (Orders *o)
{
  g_autofree char *peer = g_strdup_printf ("%u.peer", o->n_orders++);
  guint settled = o->n_orders % (o->n_events + 1);
  g_autoptr (GPtrArray) messages = NULL;
  const StoreMessage *message;

  for (guint i = 0; i <= o->n_events; i++) {
    if (o->settles && i == settled)
      g_ptr_array_unref (settle_changes (o->f));
    if (i < o->n_events)
      play (o->f, peer, &o->events[o->order[i]]);
    if (i < o->n_events && o->twice)
      play (o->f, peer, &o->events[o->order[i / 2]]);
  }
  messages = list_messages (o->f, peer);
  g_assert_cmpuint (messages->len, ==, 1);
  message = messages->pdata[0];
  g_assert_cmpstr (message->stanza_id, ==, "m");
  g_assert_cmpint (message->time, ==, 100);
  g_assert_cmpstr (message->server_id, ==, "a-m");
  o->check (message);
}

static void
permute (Orders *o, guint n)
{
  if (n == 1) {
    play_order (o);
    return;
  }
  for (guint i = 0; i < n; i++) {
    guint j = n % 2 == 0 ? i : 0, swapped;

    permute (o, n - 1);
    swapped = o->order[j];
    o->order[j] = o->order[n - 1];
    o->order[n - 1] = swapped;
  }
}

static void
play_orders (Fixture *f,
             const Event *events,
             guint n_events,
             gboolean twice,
             gboolean settles,
             void (*check) (const StoreMessage *message))
{
  Orders o = { f, events, n_events, { 0, 1, 2, 3, 4, 5, 6, 7 }, 0, twice, settles, check };

  permute (&o, n_events);
  /* Nothing waits for anything any more. */
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message_change WHERE message IS NULL"), ==,
                   0);
}

static void
test_orders (Fixture *f, gconstpointer data)
{
  play_orders (f, corrected, G_N_ELEMENTS (corrected), FALSE, FALSE, check_corrected);
}

static void
test_orders_settled (Fixture *f, gconstpointer data)
{
  play_orders (f, well_named, G_N_ELEMENTS (well_named), FALSE, TRUE, check_corrected);
}

static void
test_orders_twice (Fixture *f, gconstpointer data)
{
  play_orders (f, taken_back, G_N_ELEMENTS (taken_back), TRUE, FALSE, check_taken_back);
}

static void
test_wiped (Fixture *f, gconstpointer data)
{
  play_orders (f, taken_back, G_N_ELEMENTS (taken_back), FALSE, TRUE, check_taken_back);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message_change"
                                   " WHERE kind < 2 AND body IS NOT NULL"),
                   ==, 0);
  g_assert_cmpint (get_int (f->db, "SELECT sum(unread) FROM conversation"), ==, 0);
}

static void
test_not_entitled (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) mine = new_received (ME, 100, "m", "mine");
  g_autoptr (StoreMessage) kept = receive (f, PEER, mine);
  const StoreChangeKind kinds[] = { STORE_CHANGE_CORRECTION, STORE_CHANGE_RETRACTION };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (StoreChange) change =
      new_change (kinds[i], PEER, 200, "m", i == 0 ? "c" : "t", "forged");
    g_autoptr (StoreChangeOutcome) outcome = add_change (f, PEER, change, FALSE);

    g_assert_null (outcome->message);
  }
  {
    /* Reactions both may have. */
    g_autoptr (StoreChange) change = new_change (STORE_CHANGE_REACTIONS, PEER, 300, "m", "r", "👋");
    g_autoptr (StoreChangeOutcome) outcome = add_change (f, PEER, change, FALSE);

    g_assert_cmpstr (outcome->message->reactions, ==, PEER "\t👋");
    g_assert_cmpstr (outcome->message->body, ==, "mine");
    g_assert_cmpint (outcome->message->edited, ==, 0);
  }
  {
    /* When it is clear that there is no other, the text of the one who wrote it is theirs. */
    g_autoptr (GPtrArray) added = settle_changes (f);
    const StoreInsertion *insertion;

    g_assert_cmpuint (added->len, ==, 1);
    insertion = added->pdata[0];
    g_assert_cmpstr (insertion->message->sender, ==, PEER);
    g_assert_cmpint (insertion->message->direction, ==, STORE_MESSAGE_IN);
    g_assert_null (insertion->message->body); /* they took it back */
  }
}

static void
test_unknown (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreChange) early =
    new_change (STORE_CHANGE_CORRECTION, PEER, 200, "gone", "c1", "What I meant");
  g_autoptr (StoreChange) reaction =
    new_change (STORE_CHANGE_REACTIONS, PEER, 300, "gone too", "r", "👋");
  g_autoptr (StoreChangeOutcome) waiting = add_change (f, PEER, early, FALSE);
  g_autoptr (StoreChangeOutcome) nothing = add_change (f, PEER, reaction, TRUE);
  g_autoptr (StoreChangeOutcome) stranger = add_change (f, "stranger@example.com", reaction, TRUE);
  g_autoptr (GPtrArray) added = NULL;
  const StoreInsertion *insertion;

  g_assert_null (waiting->message);
  g_assert_null (nothing->change);
  g_assert_null (stranger->change);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM conversation"), ==, 1);

  added = settle_changes (f);
  g_assert_cmpuint (added->len, ==, 1);
  insertion = added->pdata[0];
  g_assert_cmpstr (insertion->message->body, ==, "What I meant");
  g_assert_cmpint (insertion->message->edited, ==, 200);
  g_assert_cmpuint (insertion->conversation->unread, ==, 1);
  g_assert_cmpstr (insertion->conversation->last_preview, ==, "What I meant");

  /* What comes later is about that one. */
  {
    g_autoptr (StoreChange) late =
      new_change (STORE_CHANGE_CORRECTION, PEER, 400, "gone", "c2", "What I really meant");
    g_autoptr (StoreChangeOutcome) outcome = add_change (f, PEER, late, TRUE);

    g_assert_false (outcome->added);
    g_assert_cmpint (outcome->message->id, ==, insertion->message->id);
    g_assert_cmpstr (outcome->message->body, ==, "What I really meant");
    g_assert_cmpstr (outcome->conversation->last_preview, ==, "What I really meant");
  }
}

static void
test_unknown_at_once (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreChange) change =
    new_change (STORE_CHANGE_CORRECTION, PEER, 200, "gone", "c1", "What I meant");
  g_autoptr (StoreChangeOutcome) outcome = add_change (f, PEER, change, TRUE);
  g_autoptr (StoreChangeOutcome) again = add_change (f, PEER, change, TRUE);

  g_assert_true (outcome->added);
  g_assert_cmpstr (outcome->message->body, ==, "What I meant");
  g_assert_true (again->duplicate);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message"), ==, 1);
}

/* The copy in the server's archive of a message that was changed here is still the same message. */
static void
test_copies (Fixture *f, gconstpointer data)
{
  const StoreChangeKind kinds[] = { STORE_CHANGE_CORRECTION, STORE_CHANGE_RETRACTION };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *peer = g_strdup_printf ("%u@example.com", i);
    g_autoptr (StoreMessage) live = new_received (peer, 100, "m", "bad");
    g_autoptr (StoreMessage) archived = store_message_copy (live);
    g_autoptr (StoreMessage) other = new_received (peer, 120, "m", "never said");
    g_autoptr (StoreChange) change = new_change (kinds[i], peer, 200, "m", "c", "good");
    g_autoptr (StoreMessage) kept = NULL, again = NULL, third = NULL;
    g_autoptr (StoreChangeOutcome) outcome = NULL;

    g_clear_pointer (&live->server_id, g_free);
    kept = receive (f, peer, live);
    outcome = add_change (f, peer, change, FALSE);
    again = receive (f, peer, archived);
    g_assert_cmpint (again->id, ==, kept->id);
    g_assert_cmpint (again->edited != 0, ==, i == 0);
    /* As a page does. */
    get_int (f->db, "UPDATE message SET server_id = 'a-m'"
                    " WHERE id = (SELECT max (id) FROM message) RETURNING 1");
    /* Another one under the same id is another one. */
    g_free (other->server_id);
    other->server_id = g_strdup ("a-other");
    third = receive (f, peer, other);
    g_assert_cmpint (third->id, !=, kept->id);
  }
}

/* Programs that count from 1 in each session use ids again. */
static void
test_ids_again (Fixture *f, gconstpointer data)
{
  const Event events[] = {
    { .time = 100, .id = "m", .body = "one" },
    { STORE_CHANGE_CORRECTION, NULL, 110, "m", "c", "two" },
    { STORE_CHANGE_RETRACTION, NULL, 120, "m", "t", NULL },
  };
  g_autoptr (StoreMessage) other = new_received (PEER, 200, "m", "three");
  g_autoptr (StoreChange) change =
    new_change (STORE_CHANGE_CORRECTION, PEER, 210, "m", "c", "four");
  g_autoptr (StoreMessage) kept = NULL;
  g_autoptr (StoreChangeOutcome) outcome = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    play (f, PEER, &events[i]);
  g_free (other->server_id);
  other->server_id = g_strdup ("b-m");
  kept = receive (f, PEER, other);
  g_free (change->server_id);
  change->server_id = g_strdup ("b-c");
  outcome = add_change (f, PEER, change, FALSE);
  g_assert_cmpint (outcome->message->id, ==, kept->id);
  g_assert_cmpstr (outcome->message->body, ==, "four");
}

/* Who died before the server told that it has a correction sends it again, perhaps behind another one. */
static void
test_sent_again (Fixture *f, gconstpointer data)
{
  const Event events[] = {
    { .time = 100, .id = "m", .body = "one" },
    { STORE_CHANGE_CORRECTION, NULL, 110, "m", "c1", "two" },
    { STORE_CHANGE_CORRECTION, NULL, 120, "m", "c2", "three" },
  };
  g_autoptr (StoreChange) again = new_change (STORE_CHANGE_CORRECTION, PEER, 130, "m", "c1", "two");
  g_autoptr (StoreChangeOutcome) outcome = NULL;
  g_autoptr (GPtrArray) messages = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    play (f, PEER, &events[i]);
  g_free (again->server_id);
  again->server_id = g_strdup ("a-again");
  outcome = add_change (f, PEER, again, FALSE);
  g_assert_true (outcome->duplicate);
  messages = list_messages (f, PEER);
  g_assert_cmpstr (((StoreMessage *) messages->pdata[0])->body, ==, "three");
}

static void
test_limit (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) message = new_received (PEER, 100, "m", "0");
  g_autoptr (StoreMessage) kept = receive (f, PEER, message);
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  for (int i = 1; i <= STORE_CHANGE_MAX + 10; i++) {
    g_autofree char *text = g_strdup_printf ("%d", i);
    g_autoptr (StoreChange) change =
      new_change (STORE_CHANGE_CORRECTION, PEER, 100 + i, "m", text, text);

    store_change_outcome_free (add_change (f, PEER, change, FALSE));
  }
  store_changes_versions_async (f->db, kept->id, NULL, on_done, &wait);
  versions = store_changes_versions_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (versions->len, ==, STORE_CHANGE_MAX + 1);
  g_assert_cmpstr (((StoreChange *) versions->pdata[0])->body, ==, "0");
  g_assert_cmpstr (((StoreChange *) versions->pdata[STORE_CHANGE_MAX])->body, ==, "60");
}

/* Nobody can heap up what waits for messages that there never were. */
static void
test_limit_waiting (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) message = new_received (PEER, 100, "m3", "0");
  g_autoptr (StoreMessage) kept = NULL;

  for (int i = 0; i <= STORE_CHANGE_MAX_WAITING + 10; i++) {
    g_autofree char *id = g_strdup_printf ("r%d", i);
    g_autofree char *target = g_strdup_printf ("m%d", i);
    g_autoptr (StoreChange) change =
      new_change (STORE_CHANGE_REACTIONS, PEER, 200 + i, target, id, "\360\237\221\215");

    store_change_outcome_free (add_change (f, PEER, change, FALSE));
  }
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message_change"), ==,
                   STORE_CHANGE_MAX_WAITING / 2 + 10);
  kept = receive (f, PEER, message);
  g_assert_nonnull (kept->reactions);
}

/* One's own */

static StoreMessage *
write_message (Fixture *f, const char *id, const char *body)
{
  g_autoptr (StoreMessage) message = new_message (STORE_MESSAGE_OUT, ME, 100, id, body);
  g_autoptr (StoreInsertion) insertion = NULL;

  message->origin_id = g_strdup (id);
  insertion = insert_outgoing (f->db, add_conversation (f->db, f->account, PEER), message);
  return store_message_copy (insertion->message);
}

static StoreChangeOutcome *
write_change (Fixture *f,
              const StoreMessage *message,
              StoreChangeKind kind,
              const char *id,
              const char *body)
{
  g_autoptr (StoreChange) change =
    store_change_new (kind, STORE_MESSAGE_OUT, ME, 50, message->stanza_id);
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreChangeOutcome *outcome;

  change->state = STORE_MESSAGE_PENDING;
  change->message = message->id;
  change->stanza_id = g_strdup (id);
  change->body = g_strdup (body);
  store_changes_write_async (f->db, change, NULL, on_done, &wait);
  outcome = store_changes_write_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return outcome;
}

static GPtrArray *
list_pending (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  GPtrArray *pending;

  store_changes_pending_async (f->db, f->account, NULL, on_done, &wait);
  pending = store_changes_pending_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return pending;
}

static void
check_pending_text (Fixture *f, const char *text)
{
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_messages_pending_async (f->db, f->account, NULL, on_done, &wait);
  pending = store_messages_pending_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pending->len, ==, text != NULL ? 1 : 0);
  if (text != NULL)
    g_assert_cmpstr (((StorePending *) pending->pdata[0])->message->body, ==, text);
}

static void
test_own (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) message = write_message (f, "m", "bad");
  g_autoptr (StoreChangeOutcome) one =
    write_change (f, message, STORE_CHANGE_CORRECTION, "c1", "good");
  g_autoptr (StoreChangeOutcome) two = write_change (f, message, STORE_CHANGE_REACTIONS, "r1", "👋");
  g_autoptr (GPtrArray) pending = list_pending (f);
  const StorePendingChange *first;

  g_assert_cmpstr (one->message->body, ==, "good");
  /* Whatever the clock says. */
  g_assert_cmpint (one->change->time, >, message->time);
  g_assert_cmpint (two->change->time, >, one->change->time);
  g_assert_cmpuint (pending->len, ==, 2);
  first = pending->pdata[0];
  g_assert_cmpstr (first->peer, ==, PEER);
  g_assert_cmpstr (first->change->body, ==, "good");
  g_assert_cmpint (first->message->id, ==, message->id);
  /* What may be there already goes out again as it was. */
  check_pending_text (f, "bad");
}

static StoreChangeOutcome *
set_state (Fixture *f, const StoreChangeOutcome *outcome, StoreMessageState state)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreChangeOutcome *done;

  store_changes_set_state_async (f->db, outcome->change->id, state, NULL, on_done, &wait);
  done = store_changes_set_state_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return done;
}

static StoreChangeOutcome *
fail (Fixture *f, const char *peer, const char *id, GError **error)
{
  g_auto (Wait) wait = { 0 };

  store_changes_fail_async (f->db, f->account, peer, id, NULL, on_done, &wait);
  return store_changes_fail_finish (f->db, wait_for (&wait), error);
}

static void
test_own_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) message = write_message (f, "m", "bad");
  g_autoptr (StoreChangeOutcome) one = write_change (f, message, STORE_CHANGE_REACTIONS, "r1", "👋");
  g_autoptr (StoreChangeOutcome) sent = set_state (f, one, STORE_MESSAGE_SENT);
  g_autoptr (StoreChangeOutcome) two =
    write_change (f, message, STORE_CHANGE_REACTIONS, "r2", "👋 🐢");
  g_autoptr (StoreChangeOutcome) three =
    write_change (f, message, STORE_CHANGE_CORRECTION, "c", "good");
  g_autoptr (StoreChangeOutcome) refused = NULL;
  g_autoptr (StoreChangeOutcome) uncorrected = NULL;
  g_autoptr (StoreChangeOutcome) nothing = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (three->message->reactions, ==, ME "\t👋 🐢");
  nothing = fail (f, "somebody@example.com", "r2", &error);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  refused = fail (f, PEER, "r2", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (refused->message->reactions, ==, ME "\t👋");
  uncorrected = fail (f, PEER, "c", &error);
  g_assert_cmpstr (uncorrected->message->body, ==, "bad");
  g_assert_cmpint (uncorrected->message->edited, ==, 0);
  pending = list_pending (f);
  g_assert_cmpuint (pending->len, ==, 0);
}

static void
test_own_taken_back (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) message = write_message (f, "m", "bad");
  g_autoptr (StoreChangeOutcome) one =
    write_change (f, message, STORE_CHANGE_CORRECTION, "c", "also bad");
  g_autoptr (StoreChangeOutcome) two =
    write_change (f, message, STORE_CHANGE_RETRACTION, "t", NULL);
  g_autoptr (GPtrArray) pending = list_pending (f);
  g_autoptr (StoreChangeOutcome) sent = NULL;
  g_autoptr (StoreChangeOutcome) failed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (two->message->body);
  g_assert_true (two->conversation->last_retracted);
  g_assert_cmpint (two->message->retracted, ==, two->change->time);
  /* Neither the message nor its correction goes out any more. */
  g_assert_cmpuint (pending->len, ==, 1);
  g_assert_cmpstr (((StorePendingChange *) pending->pdata[0])->change->stanza_id, ==, "t");
  check_pending_text (f, NULL);
  sent = set_state (f, two, STORE_MESSAGE_SENT);
  g_assert_nonnull (sent);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message_change WHERE body IS NOT NULL"),
                   ==, 0);
  failed = fail (f, PEER, "t", &error);
  g_assert_null (failed);
  g_assert_no_error (error);
}

static void
test_own_not_taken_back (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) message = write_message (f, "m", "bad");
  g_autoptr (StoreChangeOutcome) one =
    write_change (f, message, STORE_CHANGE_RETRACTION, "t", NULL);
  g_autoptr (StoreChangeOutcome) failed = set_state (f, one, STORE_MESSAGE_FAILED);

  g_assert_cmpstr (failed->message->body, ==, "bad");
  g_assert_cmpint (failed->message->retracted, ==, 0);
}

/* A correction of what has not left is none; the reaction to it still goes out. */
static void
test_own_rewritten (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) message = write_message (f, "m", "bad");
  g_autoptr (StoreChangeOutcome) one = write_change (f, message, STORE_CHANGE_REACTIONS, "r1", "👋");
  g_autoptr (StoreInsertion) rewritten = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_messages_rewrite_async (f->db, message->id, "good", NULL, on_done, &wait);
  rewritten = store_messages_rewrite_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rewritten->message->body, ==, "good");
  g_assert_cmpstr (rewritten->message->reactions, ==, ME "\t👋");
  pending = list_pending (f);
  g_assert_cmpuint (pending->len, ==, 1);
}

/* What failed goes out again as its own correction, and the server's archive has both. */
static void
test_own_failed (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) message = write_message (f, "m", "bad");
  g_autoptr (StoreMessage) failed = NULL;
  g_autoptr (StoreChangeOutcome) sent = NULL;
  g_autoptr (StoreChange) copy = NULL;
  g_autoptr (StoreChangeOutcome) known = NULL;
  g_autoptr (StoreInsertion) first = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_messages_set_state_async (f->db, message->id, STORE_MESSAGE_FAILED, "gone", NULL, NULL,
                                  on_done, &wait);
  failed = store_messages_set_state_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  sent = write_change (f, failed, STORE_CHANGE_CORRECTION, "c", "good");
  g_assert_cmpint (sent->change->state, ==, STORE_MESSAGE_SENT);
  g_assert_cmpint (sent->message->state, ==, STORE_MESSAGE_PENDING);
  g_assert_cmpstr (sent->message->body, ==, "good");
  g_assert_cmpstr (sent->message->stanza_id, ==, "c");
  g_assert_cmpstr (sent->message->origin_id, ==, "m");
  g_assert_null (sent->message->error_condition);

  message->server_id = g_strdup ("a-m");
  first = insert_incoming (f->db, f->account, PEER, message);
  g_assert_true (first->duplicate);
  g_assert_cmpint (first->message->id, ==, failed->id);
  copy = new_change (STORE_CHANGE_CORRECTION, ME, sent->change->time, "m", "c", "good");
  known = add_change (f, PEER, copy, TRUE);
  g_assert_true (known->duplicate);
}

/* A page of the archive has all of it, and one's own change that was still to be sent. */
static void
test_page (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) message = write_message (f, "mine", "bad");
  g_autoptr (StoreChangeOutcome) own =
    write_change (f, message, STORE_CHANGE_CORRECTION, "c0", "good");
  StoreMamPage *page = g_new0 (StoreMamPage, 1);
  g_autoptr (StoreMamOutcome) outcome = NULL;
  g_autoptr (StoreChange) copy = store_change_copy (own->change);
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  copy->server_id = g_strdup ("a-c0");
  page->items = g_ptr_array_new_with_free_func (store_mam_item_free);
  g_ptr_array_add (page->items, store_mam_item_new (PEER, NULL, g_steal_pointer (&copy), NULL));
  g_ptr_array_add (page->items,
                   store_mam_item_new (PEER, new_received (PEER, 300, "m", "0"), NULL, NULL));
  g_ptr_array_add (
    page->items,
    store_mam_item_new (PEER, NULL, new_change (STORE_CHANGE_CORRECTION, PEER, 400, "m", "c", "1"),
                        NULL));
  g_ptr_array_add (
    page->items,
    store_mam_item_new (PEER, NULL,
                        new_change (STORE_CHANGE_REACTIONS, PEER, 500, "mine", "r", "👋"), NULL));
  store_mam_add_async (f->db, f->account, page, NULL, on_done, &wait);
  outcome = store_mam_add_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (outcome->added->len, ==, 1);
  g_assert_cmpstr (((StoreMessage *) outcome->added->pdata[0])->body, ==, "1");
  g_assert_cmpuint (outcome->changed->len, ==, 1);
  g_assert_cmpstr (((StoreMessage *) outcome->changed->pdata[0])->reactions, ==, PEER "\t👋");
  g_assert_cmpuint (outcome->settled->len, ==, 1);
  g_assert_cmpstr (((StoreChange *) outcome->settled->pdata[0])->stanza_id, ==, "c0");
  g_assert_cmpuint (outcome->conversations->len, ==, 1);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message_change WHERE state = 1"), ==, 0);
}

#define ADD(name, func) g_test_add ("/store/changes/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("orders", test_orders);
  ADD ("orders-settled", test_orders_settled);
  ADD ("orders-twice", test_orders_twice);
  ADD ("wiped", test_wiped);
  ADD ("not-entitled", test_not_entitled);
  ADD ("unknown", test_unknown);
  ADD ("unknown-at-once", test_unknown_at_once);
  ADD ("copies", test_copies);
  ADD ("ids-again", test_ids_again);
  ADD ("sent-again", test_sent_again);
  ADD ("limit", test_limit);
  ADD ("limit-waiting", test_limit_waiting);
  ADD ("own", test_own);
  ADD ("own-refused", test_own_refused);
  ADD ("own-taken-back", test_own_taken_back);
  ADD ("own-not-taken-back", test_own_not_taken_back);
  ADD ("own-rewritten", test_own_rewritten);
  ADD ("own-failed", test_own_failed);
  ADD ("page", test_page);
  return g_test_run ();
}
