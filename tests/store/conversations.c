/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of conversations: what the list shows of them, drafts, what is unread.
 */
#include "config.h"

#include "store/conversations.h"

#include "tests/store/fixture.h"

#define PEER "romeo@example.org"
#define ROMEO PEER "/balcony"
#define JULIET "juliet@example.org/chamber"

static StoreConversation *
ensure (StoreDb *db, gint64 account, const char *jid, GError **error)
{
  g_auto (Wait) wait = { 0 };

  store_conversations_ensure_async (db, account, jid, STORE_CONVERSATION_CHAT, NULL, on_done,
                                    &wait);
  return store_conversations_ensure_finish (db, wait_for (&wait), error);
}

static void
set_draft (StoreDb *db, gint64 conversation, const char *draft)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_conversations_set_draft_async (db, conversation, draft, draft != NULL ? "The end" : NULL,
                                       77, NULL, on_done, &wait);
  g_assert_true (store_conversations_set_draft_finish (db, wait_for (&wait), &error));
  g_assert_no_error (error);
}

static GPtrArray *
list (StoreDb *db, gint64 account)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  GPtrArray *conversations;

  store_conversations_list_async (db, account, NULL, on_done, &wait);
  conversations = store_conversations_list_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return conversations;
}

/* Adds an incoming message and returns its id. */
static gint64
hear (StoreDb *db, gint64 account, const char *peer, gint64 time, const char *body)
{
  g_autoptr (StoreMessage) message = new_message (STORE_MESSAGE_IN, ROMEO, time, NULL, body);
  g_autoptr (StoreInsertion) insertion = insert_incoming (db, account, peer, message);

  return insertion->message->id;
}

static gint64
say (StoreDb *db, gint64 conversation, gint64 time, const char *body)
{
  g_autoptr (StoreMessage) message = new_message (STORE_MESSAGE_OUT, JULIET, time, NULL, body);
  g_autoptr (StoreInsertion) insertion = insert_outgoing (db, conversation, message);

  return insertion->message->id;
}

static void
test_ensure (void)
{
  g_autoptr (StoreConversation) first = NULL;
  g_autoptr (StoreConversation) again = NULL;
  g_autoptr (StoreConversation) other = NULL;
  g_autoptr (StoreConversation) none = NULL;
  g_autoptr (GError) error = NULL;
  StoreDb *db = open_db (":memory:");
  gint64 account = add_account (db, "juliet@example.org");
  gint64 nurse = add_account (db, "nurse@example.org");
  gint64 before = g_get_real_time ();

  first = ensure (db, account, PEER, &error);
  g_assert_no_error (error);
  g_assert_cmpint (first->id, >, 0);
  g_assert_cmpint (first->account, ==, account);
  g_assert_cmpstr (first->jid, ==, PEER);
  g_assert_cmpint (first->kind, ==, STORE_CONVERSATION_CHAT);
  g_assert_null (first->draft);
  g_assert_cmpuint (first->unread, ==, 0);
  g_assert_cmpint (first->last_message, ==, 0);
  g_assert_cmpint (first->last_time, >=, before);
  g_assert_null (first->last_preview);

  again = ensure (db, account, PEER, &error);
  g_assert_cmpint (again->id, ==, first->id);
  g_assert_cmpint (again->last_time, ==, first->last_time);
  other = ensure (db, nurse, PEER, &error);
  g_assert_no_error (error);
  g_assert_cmpint (other->id, !=, first->id);

  none = ensure (db, 77, PEER, &error);
  g_assert_null (none);
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  close_db (db);
}

/* The last message is the one with the latest time, not the one that came last. */
static void
test_last (void)
{
  g_autoptr (GPtrArray) conversations = NULL;
  g_autofree char *long_body = g_strnfill (STORE_PREVIEW_CHARS + 50, 'x');
  g_autoptr (GString) wide = g_string_new (NULL);
  const StoreConversation *conversation;
  StoreDb *db = open_db (":memory:");
  gint64 account = add_account (db, "juliet@example.org");
  gint64 id = add_conversation (db, account, PEER);
  gint64 newest;

  for (int i = 0; i < STORE_PREVIEW_CHARS + 1; i++)
    g_string_append (wide, "ä");
  hear (db, account, PEER, 1000, "first");
  newest = say (db, id, 3000, wide->str);
  hear (db, account, PEER, 2000, "delayed");
  hear (db, account, "nurse@example.org", 5000, long_body);

  conversations = list (db, account);
  g_assert_cmpuint (conversations->len, ==, 2);
  conversation = conversations->pdata[0];
  g_assert_cmpstr (conversation->jid, ==, "nurse@example.org");
  g_assert_cmpint (conversation->last_time, ==, 5000);
  g_assert_false (conversation->last_outgoing);
  g_assert_cmpuint (g_utf8_strlen (conversation->last_preview, -1), ==, STORE_PREVIEW_CHARS);
  conversation = conversations->pdata[1];
  g_assert_cmpint (conversation->id, ==, id);
  g_assert_cmpint (conversation->last_message, ==, newest);
  g_assert_cmpint (conversation->last_time, ==, 3000);
  g_assert_true (conversation->last_outgoing);
  g_assert_cmpuint (g_utf8_strlen (conversation->last_preview, -1), ==, STORE_PREVIEW_CHARS);
  g_assert_cmpuint (conversation->unread, ==, 2);

  /* At the same time, the one that came later. */
  newest = hear (db, account, PEER, 3000, "same time");
  g_clear_pointer (&conversations, g_ptr_array_unref);
  conversations = list (db, account);
  conversation = conversations->pdata[1];
  g_assert_cmpint (conversation->last_message, ==, newest);
  g_assert_cmpstr (conversation->last_preview, ==, "same time");
  close_db (db);
}

static void
test_draft (void)
{
  g_autoptr (StoreConversation) conversation = NULL;
  g_autoptr (StoreConversation) cleared = NULL;
  g_autoptr (GError) error = NULL;
  StoreDb *db = open_db (":memory:");
  gint64 account = add_account (db, "juliet@example.org");
  gint64 id = add_conversation (db, account, PEER);

  set_draft (db, id, "Wherefore art\nthou");
  conversation = ensure (db, account, PEER, &error);
  g_assert_cmpstr (conversation->draft, ==, "Wherefore art\nthou");
  g_assert_cmpstr (conversation->draft_spoiler, ==, "The end");
  g_assert_cmpint (conversation->draft_reply, ==, 0); /* there is no message 77 */
  set_draft (db, id, NULL);
  cleared = ensure (db, account, PEER, &error);
  g_assert_null (cleared->draft);
  g_assert_null (cleared->draft_spoiler);
  set_draft (db, 77, "nowhere");
  close_db (db);
}

/* It is a message or a draft: never both, never neither. */
static void
test_sent_draft (void)
{
  g_autoptr (StoreMessage) message =
    new_message (STORE_MESSAGE_OUT, "juliet@example.org", 1, "1", "Wherefore");
  g_autoptr (StoreConversation) conversation = NULL;
  g_autoptr (StoreInsertion) insertion = NULL;
  g_autoptr (StoreInsertion) refused = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreDb *db = open_db (":memory:");
  gint64 account = add_account (db, "juliet@example.org");
  gint64 id = add_conversation (db, account, PEER);

  set_draft (db, id, "Wherefore");
  message->server_id = g_strdup ("one of a kind");
  store_messages_insert_outgoing_async (db, id, message, TRUE, NULL, on_done, &wait);
  insertion = store_messages_insert_outgoing_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_null (insertion->conversation->draft);
  g_assert_null (insertion->conversation->draft_spoiler);

  set_draft (db, id, "Wherefore");
  store_messages_insert_outgoing_async (db, id, message, TRUE, NULL, on_done, &wait);
  refused = store_messages_insert_outgoing_finish (db, wait_for (&wait), &error);
  g_assert_null (refused);
  g_clear_error (&error);
  conversation = ensure (db, account, PEER, &error);
  g_assert_cmpstr (conversation->draft, ==, "Wherefore");
  close_db (db);
}

static void
arrange (StoreDb *db, gint64 id, gboolean pinned, gboolean archived, gint64 muted_until)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConversation) conversation = NULL;
  g_auto (Wait) wait = { 0 };

  store_conversations_arrange_async (db, id, pinned, archived, muted_until, NULL, on_done, &wait);
  conversation = store_conversations_arrange_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  g_assert_cmpint (conversation->archived, ==, archived);
}

static void
test_arrange (void)
{
  g_autoptr (StoreConversation) conversation = NULL;
  g_autoptr (GError) error = NULL;
  StoreDb *db = open_db (":memory:");
  gint64 account = add_account (db, "juliet@example.org");
  gint64 id = add_conversation (db, account, PEER);

  arrange (db, id, TRUE, FALSE, STORE_MUTED_FOR_EVER);
  conversation = ensure (db, account, PEER, &error);
  g_assert_true (conversation->pinned);
  g_assert_false (conversation->archived);
  g_assert_cmpint (conversation->muted_until, ==, STORE_MUTED_FOR_EVER);
  close_db (db);
}

/* What is new brings it back; what is old, or muted, does not, but what the person writes does. */
static void
test_archived (void)
{
  const char *sql = "SELECT archived FROM conversation";
  StoreDb *db = open_db (":memory:");
  gint64 account = add_account (db, "juliet@example.org");
  gint64 id = add_conversation (db, account, PEER);

  arrange (db, id, FALSE, TRUE, 0);
  hear (db, account, PEER, 5, "5");
  g_assert_cmpint (get_int (db, sql), ==, 0);
  arrange (db, id, FALSE, TRUE, 0);
  hear (db, account, PEER, 4, "4");
  g_assert_cmpint (get_int (db, sql), ==, 1);
  arrange (db, id, FALSE, TRUE, STORE_MUTED_FOR_EVER);
  hear (db, account, PEER, 6, "6");
  g_assert_cmpint (get_int (db, sql), ==, 1);
  say (db, id, 7, "7");
  g_assert_cmpint (get_int (db, sql), ==, 0);
  arrange (db, id, FALSE, TRUE, g_get_real_time () - 1);
  hear (db, account, PEER, 8, "8");
  g_assert_cmpint (get_int (db, sql), ==, 0);
  hear (db, account, PEER, 9, "9");
  g_assert_cmpint (get_int (db, sql), ==, 0);
  close_db (db);
}

static void
test_copy (void)
{
  g_autoptr (StoreConversation) conversation = NULL;
  g_autoptr (StoreConversation) copy = NULL;
  g_autoptr (GError) error = NULL;
  StoreDb *db = open_db (":memory:");
  gint64 account = add_account (db, "juliet@example.org");

  hear (db, account, PEER, 7, "seven");
  conversation = ensure (db, account, PEER, &error);
  copy = store_conversation_copy (conversation);
  g_clear_pointer (&conversation, store_conversation_free);
  g_assert_cmpstr (copy->jid, ==, PEER);
  g_assert_cmpstr (copy->last_preview, ==, "seven");
  g_assert_cmpint (copy->last_time, ==, 7);
  close_db (db);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/conversations/ensure", test_ensure);
  g_test_add_func ("/store/conversations/last", test_last);
  g_test_add_func ("/store/conversations/draft", test_draft);
  g_test_add_func ("/store/conversations/sent-draft", test_sent_draft);
  g_test_add_func ("/store/conversations/arrange", test_arrange);
  g_test_add_func ("/store/conversations/archived", test_archived);
  g_test_add_func ("/store/conversations/copy", test_copy);
  return g_test_run ();
}
