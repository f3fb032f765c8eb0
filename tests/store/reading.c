/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of what was read: by the person here and elsewhere, by the peer; what is still to be told.
 */
#include "config.h"

#include "store/reading.h"

#include "tests/store/fixture.h"

#define PEER "romeo@example.org"
#define ROMEO PEER "/balcony"
#define OTHER "nurse@example.org"
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

/* Incoming: at the second @time, with the ids "pTIME" of its sender and "aTIME" of our archive. */
static gint64
hear (Fixture *f, const char *peer, gint64 time)
{
  g_autofree char *id = g_strdup_printf ("p%" G_GINT64_FORMAT, time);
  g_autoptr (StoreMessage) message = new_message (STORE_MESSAGE_IN, ROMEO, time, id, "Hark");
  g_autoptr (StoreInsertion) insertion = NULL;

  message->server_id = g_strdup_printf ("a%" G_GINT64_FORMAT, time);
  message->markable = TRUE;
  insertion = insert_incoming (f->db, f->account, peer, message);
  g_assert_true (insertion->message->markable);
  return insertion->message->id;
}

/* Outgoing, with the id "sTIME", in @state. */
static gint64
say (Fixture *f, gint64 time, StoreMessageState state)
{
  g_autofree char *id = g_strdup_printf ("s%" G_GINT64_FORMAT, time);
  g_autofree char *update = NULL;
  g_autoptr (StoreMessage) message = new_message (STORE_MESSAGE_OUT, JULIET, time, id, "Ay me");
  g_autoptr (StoreInsertion) insertion = insert_outgoing (f->db, f->conversation, message);

  update =
    g_strdup_printf ("UPDATE message SET state = %d WHERE id = %" G_GINT64_FORMAT " RETURNING 1",
                     state, insertion->message->id);
  get_int (f->db, update);
  return insertion->message->id;
}

/* How many are unread then; -1: @error */
static int
see (Fixture *f, gint64 conversation, gint64 up_to, gboolean tell, GError **error)
{
  g_auto (Wait) wait = { 0 };
  g_autoptr (StoreConversation) seen = NULL;

  store_reading_see_async (f->db, conversation, up_to, tell, NULL, on_done, &wait);
  seen = store_reading_see_finish (f->db, wait_for (&wait), error);
  return seen != NULL ? (int) seen->unread : -1;
}

static int
unsee (Fixture *f)
{
  g_auto (Wait) wait = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConversation) unseen = NULL;

  store_reading_unsee_async (f->db, f->conversation, NULL, on_done, &wait);
  unseen = store_reading_unsee_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return (int) unseen->unread;
}

static int
follow (Fixture *f, const char *peer, StoreNaming naming, const char *id, GError **error)
{
  g_auto (Wait) wait = { 0 };
  g_autoptr (StoreConversation) followed = NULL;

  store_reading_follow_async (f->db, f->account, peer, naming, id, NULL, on_done, &wait);
  followed = store_reading_follow_finish (f->db, wait_for (&wait), error);
  return followed != NULL ? (int) followed->unread : -1;
}

/* "romeo@example.org:a3 " */
static char *
untold (Fixture *f)
{
  g_auto (Wait) wait = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  store_reading_untold_async (f->db, f->account, NULL, on_done, &wait);
  list = store_reading_untold_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++) {
    const StorePending *pending = list->pdata[i];

    g_string_append_printf (text, "%s:%s ", pending->peer, pending->message->server_id);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_untold (Fixture *f, const char *expected)
{
  g_autofree char *text = untold (f);

  g_assert_cmpstr (text, ==, expected);
}

static void
tell (Fixture *f, gint64 message)
{
  g_auto (Wait) wait = { 0 };
  g_autoptr (GError) error = NULL;

  store_reading_told_async (f->db, message, NULL, on_done, &wait);
  g_assert_true (store_reading_told_finish (f->db, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static void
test_see (Fixture *f, gconstpointer data)
{
  g_autoptr (StoreMessage) seen = new_message (STORE_MESSAGE_IN, ROMEO, 9, NULL, "in front");
  g_autoptr (GError) error = NULL;
  gint64 first, second, other;

  other = hear (f, OTHER, 2);
  hear (f, PEER, 3);
  first = hear (f, PEER, 1);
  second = hear (f, PEER, 2);
  say (f, 4, STORE_MESSAGE_SENT);
  seen->seen = TRUE;
  store_insertion_free (insert_incoming (f->db, f->account, PEER, seen));

  g_assert_cmpint (see (f, f->conversation, second, FALSE, &error), ==, 1);
  /* What has been read stays so. */
  g_assert_cmpint (see (f, f->conversation, first, FALSE, &error), ==, 1);
  g_assert_cmpint (see (f, f->conversation, 0, FALSE, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpint (get_int (f->db, "SELECT sum(unread) FROM conversation"), ==, 1);
  assert_untold (f, "");

  g_assert_cmpint (see (f, f->conversation, other, TRUE, &error), ==, -1);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (see (f, 77, 0, TRUE, &error), ==, -1);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

/* The newest that came in, and not what was said after it. */
static void
test_unsee (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (unsee (f), ==, 0);
  hear (f, PEER, 2);
  hear (f, PEER, 1);
  say (f, 3, STORE_MESSAGE_SENT);
  see (f, f->conversation, 0, TRUE, NULL);
  g_assert_cmpint (unsee (f), ==, 1);
  g_assert_cmpint (get_int (f->db, "SELECT time FROM message WHERE seen = 0"), ==, 2);
  g_assert_cmpint (unsee (f), ==, 1);
  assert_untold (f, "");

  /* Another device says again what it said before; then it is read there, or here. */
  g_assert_cmpint (follow (f, PEER, STORE_BY_SERVER_ID, "a2", NULL), ==, 1);
  hear (f, PEER, 4);
  g_assert_cmpint (follow (f, PEER, STORE_BY_SERVER_ID, "a2", NULL), ==, 2);
  g_assert_cmpint (follow (f, PEER, STORE_BY_SERVER_ID, "a4", NULL), ==, 0);
  g_assert_cmpint (unsee (f), ==, 1);
  g_assert_cmpint (see (f, f->conversation, 0, TRUE, NULL), ==, 0);
  assert_untold (f, PEER ":a4 ");
  unsee (f);
  g_assert_cmpint (see (f, f->conversation, 0, FALSE, NULL), ==, 0);
  g_assert_cmpint (follow (f, PEER, STORE_BY_SERVER_ID, "a4", NULL), ==, 0);
}

static void
test_untold (Fixture *f, gconstpointer data)
{
  gint64 first, third;

  first = hear (f, PEER, 1);
  see (f, f->conversation, 0, TRUE, NULL);
  assert_untold (f, PEER ":a1 ");
  hear (f, PEER, 2);
  third = hear (f, PEER, 3);
  say (f, 4, STORE_MESSAGE_SENT);
  see (f, f->conversation, 0, TRUE, NULL);
  assert_untold (f, PEER ":a3 ");

  /* The answer about an older one changes nothing. */
  tell (f, first);
  assert_untold (f, PEER ":a3 ");
  tell (f, third);
  assert_untold (f, "");

  /* Nothing new was read; what came late is older than what was told. */
  see (f, f->conversation, 0, TRUE, NULL);
  hear (f, PEER, 0);
  see (f, f->conversation, 0, TRUE, NULL);
  assert_untold (f, "");

  /* What was taken back counts as seen, and hides nothing. */
  hear (f, PEER, 5);
  hear (f, PEER, 6);
  get_int (f->db, "UPDATE message SET seen = 1, retracted = 1 WHERE time = 6 RETURNING 1");
  g_assert_cmpint (see (f, f->conversation, 0, TRUE, NULL), ==, 0);
  assert_untold (f, PEER ":a5 ");
}

static void
test_follow (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (gint64 time = 1; time <= 4; time++)
    hear (f, PEER, time);
  g_assert_cmpint (follow (f, PEER, STORE_BY_SERVER_ID, "a2", &error), ==, 2);
  g_assert_no_error (error);
  g_assert_cmpint (follow (f, PEER, STORE_BY_SERVER_ID, "a1", &error), ==, 2);
  g_assert_cmpint (follow (f, PEER, STORE_BY_STANZA_ID, "p3", &error), ==, 1);
  g_assert_no_error (error);

  /* Not in that chat, not known, no such chat; an id of the other kind. */
  g_assert_cmpint (follow (f, OTHER, STORE_BY_SERVER_ID, "a4", &error), ==, -1);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (follow (f, PEER, STORE_BY_SERVER_ID, "p4", &error), ==, -1);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  g_assert_cmpint (get_int (f->db, "SELECT unread FROM conversation"), ==, 1);

  /* Up to what was sent: that stands for all before it. */
  say (f, 5, STORE_MESSAGE_SENT);
  get_int (f->db, "UPDATE message SET server_id = 'a5' WHERE time = 5 RETURNING 1");
  g_assert_cmpint (follow (f, PEER, STORE_BY_SERVER_ID, "a5", NULL), ==, 0);
}

/* What another device has told need not be told again; what it has not read must be. */
static void
test_follow_untold (Fixture *f, gconstpointer data)
{
  hear (f, PEER, 1);
  hear (f, PEER, 2);
  see (f, f->conversation, 0, TRUE, NULL);
  follow (f, PEER, STORE_BY_SERVER_ID, "a1", NULL);
  assert_untold (f, PEER ":a2 ");
  follow (f, PEER, STORE_BY_SERVER_ID, "a2", NULL);
  assert_untold (f, "");
}

/* "s3 s1 " of those that are new, the newest first */
static void
assert_displayed (Fixture *f, const char *peer, const char *id, const char *expected)
{
  g_auto (Wait) wait = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  store_reading_displayed_async (f->db, f->account, peer, id, NULL, on_done, &wait);
  list = store_reading_displayed_finish (f->db, wait_for (&wait), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++) {
    const StoreMessage *message = list->pdata[i];

    g_assert_cmpint (message->state, ==, STORE_MESSAGE_READ);
    g_string_append_printf (text, "%s ", message->stanza_id);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_displayed (Fixture *f, gconstpointer data)
{
  say (f, 1, STORE_MESSAGE_SENT);
  say (f, 2, STORE_MESSAGE_FAILED);
  say (f, 3, STORE_MESSAGE_DELIVERED);
  hear (f, PEER, 4);
  say (f, 5, STORE_MESSAGE_DELIVERED);
  say (f, 6, STORE_MESSAGE_PENDING);
  say (f, 7, STORE_MESSAGE_FAILED);

  /* Not of another, not theirs, not unknown. */
  assert_displayed (f, OTHER, "s5", "");
  assert_displayed (f, PEER, "p4", "");
  assert_displayed (f, PEER, "nothing", "");
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message WHERE state = 5"), ==, 0);

  /* What did not get through was not read, unless it is the one that is named. */
  assert_displayed (f, PEER, "s5", "s5 s3 s1 ");
  assert_displayed (f, PEER, "s5", "");
  assert_displayed (f, PEER, "s3", "");
  assert_displayed (f, PEER, "s7", "s7 ");
  assert_displayed (f, PEER, "s6", "s6 ");
  g_assert_cmpint (get_int (f->db, "SELECT count(*) FROM message WHERE state = 4"), ==, 1);
}

/* No receipt and no error takes it back. */
static void
test_displayed_stays (Fixture *f, gconstpointer data)
{
  gint64 id = say (f, 1, STORE_MESSAGE_SENT);

  assert_displayed (f, PEER, "s1", "s1 ");
  for (StoreMessageState state = STORE_MESSAGE_SENT; state <= STORE_MESSAGE_FAILED; state++) {
    g_auto (Wait) wait = { 0 };
    g_autoptr (GError) error = NULL;

    store_messages_set_state_async (f->db, id, state, NULL, NULL, NULL, on_done, &wait);
    g_assert_null (store_messages_set_state_finish (f->db, wait_for (&wait), &error));
    g_assert_no_error (error);
  }
}

#define ADD(name, test) g_test_add ("/store/reading/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("see", test_see);
  ADD ("unsee", test_unsee);
  ADD ("untold", test_untold);
  ADD ("follow", test_follow);
  ADD ("follow-untold", test_follow_untold);
  ADD ("displayed", test_displayed);
  ADD ("displayed-stays", test_displayed_stays);
  return g_test_run ();
}
