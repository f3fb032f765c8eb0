/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of messages: what goes in comes out, states only step forward, pages have no gaps.
 */
#include "config.h"

#include "store/messages.h"

#include "tests/store/fixture.h"

#define PEER "romeo@example.org"
#define ROMEO PEER "/balcony"
#define JULIET "juliet@example.org/chamber"

typedef struct {
  StoreDb *db;
  gint64 account;
  gint64 conversation;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->db = open_db (":memory:");
  f->account = add_account (f->db, "juliet@example.org");
  f->conversation = add_conversation (f->db, f->account, PEER);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_db (f->db);
}

static StoreMessage *
full_message (StoreDirection direction)
{
  StoreMessage *message = store_message_new (direction, STORE_MESSAGE_NORMAL, ROMEO,
                                             G_GINT64_CONSTANT (1790000000000001));

  message->stanza_id = g_strdup ("stanza");
  message->origin_id = g_strdup ("origin");
  message->server_id = g_strdup ("server");
  message->subject = g_strdup ("A subject");
  message->body = g_strdup ("A body\nwith 'quotes', \"more\" and \360\237\214\271");
  message->thread = g_strdup ("thread");
  message->error_condition = g_strdup ("gone");
  message->error_text = g_strdup ("He left");
  return message;
}

static void
assert_same (const StoreMessage *a, const StoreMessage *b)
{
  g_assert_cmpint (a->direction, ==, b->direction);
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpint (a->time, ==, b->time);
  g_assert_cmpstr (a->sender, ==, b->sender);
  g_assert_cmpstr (a->stanza_id, ==, b->stanza_id);
  g_assert_cmpstr (a->origin_id, ==, b->origin_id);
  g_assert_cmpstr (a->server_id, ==, b->server_id);
  g_assert_cmpstr (a->subject, ==, b->subject);
  g_assert_cmpstr (a->body, ==, b->body);
  g_assert_cmpstr (a->thread, ==, b->thread);
  g_assert_cmpstr (a->error_condition, ==, b->error_condition);
  g_assert_cmpstr (a->error_text, ==, b->error_text);
}

static GPtrArray *
before (Fixture *f, gint64 message, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  GPtrArray *page;

  store_messages_before_async (f->db, f->conversation, message, limit, NULL, on_done, &wait);
  page = store_messages_before_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return page;
}

static GPtrArray *
after (Fixture *f, gint64 message, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  GPtrArray *page;

  store_messages_after_async (f->db, f->conversation, message, limit, NULL, on_done, &wait);
  page = store_messages_after_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return page;
}

static GPtrArray *
around (Fixture *f, gint64 message, guint limit, GError **error)
{
  g_auto (Wait) wait = { 0 };

  store_messages_around_async (f->db, f->conversation, message, limit, NULL, on_done, &wait);
  return store_messages_around_finish (f->db, wait_for (&wait), error);
}

static void
test_incoming (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) message = full_message (STORE_MESSAGE_IN);
  g_autoptr (StoreInsertion) insertion = insert_incoming (f->db, f->account, PEER, message);
  g_autoptr (GPtrArray) page = before (f, 0, 10);
  const StoreMessage *read;

  g_assert_false (insertion->duplicate);
  g_assert_cmpint (insertion->conversation->id, ==, f->conversation);
  g_assert_cmpuint (insertion->conversation->unread, ==, 1);
  g_assert_cmpint (insertion->conversation->last_message, ==, insertion->message->id);
  g_assert_cmpint (insertion->message->conversation, ==, f->conversation);
  g_assert_cmpint (insertion->message->state, ==, STORE_MESSAGE_RECEIVED);
  g_assert_false (insertion->message->seen);
  assert_same (insertion->message, message);

  g_assert_cmpuint (page->len, ==, 1);
  read = page->pdata[0];
  assert_same (read, message);
  g_assert_cmpint (read->id, ==, insertion->message->id);
  g_assert_cmpint (read->state, ==, STORE_MESSAGE_RECEIVED);
  g_assert_false (read->seen);
}

/* All that may be missing is. */
static void
test_bare (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) message =
    store_message_new (STORE_MESSAGE_IN, STORE_MESSAGE_CHAT, ROMEO, -1);
  g_autoptr (GPtrArray) page = NULL;

  store_insertion_free (insert_incoming (f->db, f->account, PEER, message));
  page = before (f, 0, 10);
  assert_same (page->pdata[0], message);
}

/* A stranger's first message makes the conversation. */
static void
test_stranger (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) message = new_message (STORE_MESSAGE_IN, "x@y/z", 1, "a", "psst");
  g_autoptr (StoreInsertion) insertion = insert_incoming (f->db, f->account, "x@y", message);
  g_autoptr (StoreInsertion) none = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  g_assert_cmpint (insertion->conversation->id, !=, f->conversation);
  g_assert_cmpstr (insertion->conversation->jid, ==, "x@y");
  g_assert_cmpstr (insertion->conversation->last_preview, ==, "psst");

  store_messages_insert_incoming_async (f->db, 77, "x@y", message, NULL, on_done, &wait);
  none = store_messages_insert_incoming_finish (f->db, wait_for (&wait), &error);
  g_assert_null (none);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

/* Sent by another device of the same person. */
static void
test_carbon (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) message = full_message (STORE_MESSAGE_OUT);
  g_autoptr (StoreInsertion) insertion = insert_incoming (f->db, f->account, PEER, message);

  g_assert_cmpint (insertion->message->state, ==, STORE_MESSAGE_SENT);
  g_assert_true (insertion->message->seen);
  g_assert_cmpuint (insertion->conversation->unread, ==, 0);
  g_assert_true (insertion->conversation->last_outgoing);
}

static void
test_outgoing (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) message = full_message (STORE_MESSAGE_OUT);
  g_autoptr (StoreInsertion) insertion = insert_outgoing (f->db, f->conversation, message);
  g_autoptr (StoreInsertion) none = NULL;
  g_autoptr (GPtrArray) page = before (f, 0, 10);
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  const StoreMessage *read = page->pdata[0];

  g_assert_cmpint (insertion->message->state, ==, STORE_MESSAGE_PENDING);
  g_assert_true (insertion->message->seen);
  g_assert_cmpuint (insertion->conversation->unread, ==, 0);
  assert_same (insertion->message, message);
  assert_same (read, message);
  g_assert_cmpint (read->state, ==, STORE_MESSAGE_PENDING);
  g_assert_true (read->seen);

  store_messages_insert_outgoing_async (f->db, 77, message, FALSE, NULL, on_done, &wait);
  none = store_messages_insert_outgoing_finish (f->db, wait_for (&wait), &error);
  g_assert_null (none);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

static StoreMessage *
set_state (Fixture *f, gint64 message, StoreMessageState state)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  gboolean failed = state == STORE_MESSAGE_FAILED;
  StoreMessage *changed;

  store_messages_set_state_async (f->db, message, state, failed ? "gone" : NULL,
                                  failed ? "He left" : NULL, NULL, on_done, &wait);
  changed = store_messages_set_state_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return changed;
}

static void
test_states (Fixture *f, gconstpointer data)
{
  enum { R = STORE_MESSAGE_RECEIVED, P, S, D, F };

  static const gboolean allowed[5][5] = {
    [P] = { [S] = TRUE, [D] = TRUE, [F] = TRUE },
    [S] = { [D] = TRUE, [F] = TRUE },
    [F] = { [D] = TRUE },
  };

  for (int from = R; from <= F; from++) {
    for (int to = S; to <= F; to++) {
      g_autoptr (StoreMessage) message = new_message (STORE_MESSAGE_OUT, JULIET, 1, NULL, "x");
      g_autoptr (StoreInsertion) insertion = from == R
                                               ? insert_incoming (f->db, f->account, PEER, message)
                                               : insert_outgoing (f->db, f->conversation, message);
      g_autofree char *sql = NULL;
      g_autoptr (StoreMessage) changed = NULL;

      g_test_message ("%d to %d", from, to);
      sql = g_strdup_printf ("UPDATE message SET state = %d WHERE id = %" G_GINT64_FORMAT
                             " RETURNING 1",
                             from, insertion->message->id);
      g_assert_cmpint (get_int (f->db, sql), ==, 1);
      changed = set_state (f, insertion->message->id, (StoreMessageState) to);
      g_assert_true ((changed != NULL) == allowed[from][to]);
      if (changed != NULL) {
        g_assert_cmpint (changed->state, ==, to);
        g_assert_cmpstr (changed->error_condition, ==, to == F ? "gone" : NULL);
        g_assert_cmpstr (changed->error_text, ==, to == F ? "He left" : NULL);
      }
      g_free (sql);
      sql = g_strdup_printf ("SELECT state FROM message WHERE id = %" G_GINT64_FORMAT,
                             insertion->message->id);
      g_assert_cmpint (get_int (f->db, sql), ==, changed != NULL ? to : from);
    }
  }
  g_assert_null (set_state (f, 7777, STORE_MESSAGE_SENT));
}

static StoreMessage *
set_state_by_id (Fixture *f, const char *peer, const char *id, StoreMessageState state)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreMessage *changed;

  store_messages_set_state_by_stanza_id_async (f->db, f->account, peer, id, state, NULL, NULL, NULL,
                                               on_done, &wait);
  changed = store_messages_set_state_by_stanza_id_finish (f->db, wait_for (&wait), &error);
  if (error != NULL)
    g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  return changed;
}

/* Only the one to whom a message was sent can tell what became of it. */
static void
test_receipt (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) ours = new_message (STORE_MESSAGE_OUT, JULIET, 1, "a", "x");
  g_autoptr (StoreMessage) theirs = new_message (STORE_MESSAGE_IN, ROMEO, 2, "b", "x");
  g_autoptr (StoreInsertion) first = insert_outgoing (f->db, f->conversation, ours);
  g_autoptr (StoreInsertion) second = insert_outgoing (f->db, f->conversation, ours);
  g_autoptr (StoreMessage) delivered = NULL;

  store_insertion_free (insert_incoming (f->db, f->account, PEER, theirs));
  add_conversation (f->db, f->account, "paris@example.org");
  g_assert_null (set_state_by_id (f, "paris@example.org", "a", STORE_MESSAGE_DELIVERED));
  g_assert_null (set_state_by_id (f, "nobody@example.org", "a", STORE_MESSAGE_DELIVERED));
  g_assert_null (set_state_by_id (f, PEER, "b", STORE_MESSAGE_DELIVERED));
  g_assert_null (set_state_by_id (f, PEER, "c", STORE_MESSAGE_DELIVERED));

  /* Nor can they hide it behind one of theirs with the same id. */
  g_free (theirs->stanza_id);
  theirs->stanza_id = g_strdup ("a");
  store_insertion_free (insert_incoming (f->db, f->account, PEER, theirs));
  delivered = set_state_by_id (f, PEER, "a", STORE_MESSAGE_DELIVERED);
  g_assert_cmpint (delivered->id, ==, second->message->id);
  g_assert_cmpint (delivered->state, ==, STORE_MESSAGE_DELIVERED);
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message WHERE state = 3"), ==, 1);
}

static StoreMessage *
retry (Fixture *f, gint64 message, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreMessage *again;

  store_messages_retry_async (f->db, message, id, NULL, on_done, &wait);
  again = store_messages_retry_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return again;
}

static GPtrArray *
pending (Fixture *f, gint64 account)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  GPtrArray *list;

  store_messages_pending_async (f->db, account, NULL, on_done, &wait);
  list = store_messages_pending_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return list;
}

static void
test_retry (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) message = full_message (STORE_MESSAGE_OUT);
  g_autoptr (StoreInsertion) insertion = insert_outgoing (f->db, f->conversation, message);
  g_autoptr (StoreMessage) failed = NULL;
  g_autoptr (StoreMessage) again = NULL;
  g_autoptr (StoreInsertion) first = NULL;
  g_autoptr (StoreInsertion) second = NULL;
  gint64 id = insertion->message->id;

  g_assert_null (retry (f, id, "new"));
  failed = set_state (f, id, STORE_MESSAGE_FAILED);
  again = retry (f, id, "new");
  g_assert_cmpint (again->id, ==, id);
  g_assert_cmpint (again->state, ==, STORE_MESSAGE_PENDING);
  g_assert_cmpint (again->time, ==, message->time);
  g_assert_cmpstr (again->stanza_id, ==, "new");
  g_assert_cmpstr (again->origin_id, ==, message->origin_id);
  g_assert_null (again->error_condition);
  g_assert_null (again->error_text);
  g_assert_null (retry (f, id, "newer"));
  g_assert_null (retry (f, 7777, "newer"));

  /* The archive has the first attempt, which does not say that the second one has left. */
  first = insert_incoming (f->db, f->account, PEER, message);
  g_assert_true (first->duplicate);
  g_assert_cmpint (first->message->id, ==, id);
  g_assert_cmpint (first->message->state, ==, STORE_MESSAGE_PENDING);
  g_free (again->server_id);
  again->server_id = g_strdup ("server2");
  second = insert_incoming (f->db, f->account, PEER, again);
  g_assert_true (second->duplicate);
  g_assert_cmpint (second->message->id, ==, id);
  g_assert_cmpint (second->message->state, ==, STORE_MESSAGE_SENT);
}

/* In the order of writing, even if the clock was set back; each account its own. */
static void
test_pending (Fixture *f, gconstpointer data)
{
  static const gint64 times[] = { 30, 10, 20 };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (StoreMessage) sent = NULL;
  gint64 nurse = add_account (f->db, "nurse@example.org");
  gint64 ids[3], other = add_conversation (f->db, f->account, "paris@example.org");

  for (guint i = 0; i < 3; i++) {
    g_autoptr (StoreMessage) message = new_message (STORE_MESSAGE_OUT, JULIET, times[i], NULL, "x");
    g_autoptr (StoreInsertion) insertion =
      insert_outgoing (f->db, i == 1 ? other : f->conversation, message);

    ids[i] = insertion->message->id;
  }
  list = pending (f, f->account);
  g_assert_cmpuint (list->len, ==, 3);
  for (guint i = 0; i < 3; i++) {
    const StorePending *entry = list->pdata[i];

    g_assert_cmpint (entry->message->id, ==, ids[i]);
    g_assert_cmpint (entry->message->time, ==, times[i]);
    g_assert_cmpstr (entry->peer, ==, i == 1 ? "paris@example.org" : PEER);
  }
  sent = set_state (f, ids[0], STORE_MESSAGE_SENT);
  g_clear_pointer (&list, g_ptr_array_unref);
  list = pending (f, f->account);
  g_assert_cmpuint (list->len, ==, 2);
  none = pending (f, nurse);
  g_assert_cmpuint (none->len, ==, 0);
}

/* 40 messages whose times go 0, 0, 1, 1, 2 … and that do not come in that order, and another
 * conversation between them. Their bodies tell their places. */
static void
fill_pages (Fixture *f)
{
  for (int i = 0; i < 40; i++) {
    int place = (i * 7) % 40;
    g_autofree char *body = g_strdup_printf ("%d", place);
    g_autoptr (StoreMessage) message = new_message (STORE_MESSAGE_IN, ROMEO, place / 2, NULL, body);

    store_insertion_free (insert_incoming (f->db, f->account, PEER, message));
    store_insertion_free (insert_incoming (f->db, f->account, "paris@example.org", message));
  }
}

static void
assert_ordered (GPtrArray *page, int direction)
{
  for (guint i = 1; i < page->len; i++) {
    const StoreMessage *a = page->pdata[i - 1], *b = page->pdata[i];

    if (a->time == b->time)
      g_assert_cmpint ((b->id - a->id) * direction, >, 0);
    else
      g_assert_cmpint ((b->time - a->time) * direction, >, 0);
  }
}

static void
test_before (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (store_message_free);
  g_autoptr (GPtrArray) none = NULL;
  gint64 last = 0;
  guint n;

  fill_pages (f);
  do {
    g_autoptr (GPtrArray) page = before (f, last, 7);

    n = page->len;
    g_assert_cmpuint (n, ==, MIN (7, 40 - all->len));
    last = ((StoreMessage *) page->pdata[n - 1])->id;
    g_ptr_array_extend_and_steal (all, g_steal_pointer (&page));
  } while (n == 7);
  g_assert_cmpuint (all->len, ==, 40);
  assert_ordered (all, -1);
  none = before (f, last, 7);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_after (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (store_message_free);
  gint64 last = 0;
  guint n;

  fill_pages (f);
  do {
    g_autoptr (GPtrArray) page = after (f, last, 9);

    n = page->len;
    g_assert_cmpuint (n, ==, MIN (9, 40 - all->len));
    last = ((StoreMessage *) page->pdata[n - 1])->id;
    g_ptr_array_extend_and_steal (all, g_steal_pointer (&page));
  } while (n == 9);
  g_assert_cmpuint (all->len, ==, 40);
  assert_ordered (all, 1);
}

static void
test_around (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;

  fill_pages (f);
  all = after (f, 0, 100);
  for (guint i = 0; i < all->len; i++) {
    const StoreMessage *middle = all->pdata[i];
    g_autoptr (GPtrArray) page = around (f, middle->id, 5, &error);
    guint first = i < 5 ? 0 : i - 5, last = MIN (i + 5, all->len - 1);

    g_assert_no_error (error);
    g_assert_cmpuint (page->len, ==, last - first + 1);
    for (guint j = 0; j < page->len; j++)
      g_assert_cmpint (((StoreMessage *) page->pdata[j])->id, ==,
                       ((StoreMessage *) all->pdata[first + j])->id);
  }
  none = around (f, 7777, 5, &error);
  g_assert_null (none);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

/* A message of another conversation is no place in this one. */
static void
test_foreign_place (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) message = new_message (STORE_MESSAGE_IN, "x@y/z", 1, NULL, "x");
  g_autoptr (StoreInsertion) insertion = insert_incoming (f->db, f->account, "x@y", message);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  none = around (f, insertion->message->id, 5, &error);
  g_assert_null (none);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  store_messages_before_async (f->db, f->conversation, insertion->message->id, 5, NULL, on_done,
                               &wait);
  none = store_messages_before_finish (f->db, wait_for (&wait), &error);
  g_assert_null (none);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

#define ADD(name, test) g_test_add ("/store/messages/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("incoming", test_incoming);
  ADD ("bare", test_bare);
  ADD ("stranger", test_stranger);
  ADD ("carbon", test_carbon);
  ADD ("outgoing", test_outgoing);
  ADD ("states", test_states);
  ADD ("receipt", test_receipt);
  ADD ("retry", test_retry);
  ADD ("pending", test_pending);
  ADD ("before", test_before);
  ADD ("after", test_after);
  ADD ("around", test_around);
  ADD ("foreign-place", test_foreign_place);
  return g_test_run ();
}
