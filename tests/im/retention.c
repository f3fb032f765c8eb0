/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests that what is erased leaves open lists, that limits are kept, and what is asked of the server
 * then.
 */

#include "im/retention.h"

#include "rig.h"

#define DAY (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)

typedef struct {
  ImRetention *retention;
  ImConversation *juliet;
  ImMessageList *list;
} Chat;

static void
chat_clear (Chat *self)
{
  g_clear_object (&self->retention);
  g_clear_object (&self->list);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Chat, chat_clear)

static gint64
receive (ImRig *rig, const char *id, gint64 time)
{
  g_autoptr (StoreMessage) message =
    store_message_new (STORE_MESSAGE_IN, STORE_MESSAGE_CHAT, "juliet@example.com/b", time);
  g_autoptr (StoreInsertion) insertion = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  message->stanza_id = g_strdup (id);
  message->body = g_strdup (id);
  store_messages_insert_incoming_async (rig->db, im_account_get_id (rig->account),
                                        "juliet@example.com", message, NULL, im_rig_done, &result);
  insertion = store_messages_insert_incoming_finish (rig->db, im_rig_await (&result), NULL);
  return insertion->message->id;
}

/* Three messages, of 40 and 10 days ago and of now, in an open chat. */
static void
open_chat (ImRig *rig, Chat *chat)
{
  gint64 now = g_get_real_time ();

  im_rig_sign_in (rig, IM_RIG_JULIET);
  receive (rig, "old", now - 40 * DAY);
  receive (rig, "older", now - 10 * DAY);
  receive (rig, "new", now - 1);
  chat->juliet = im_rig_converse (rig, "juliet@example.com");
  chat->list = im_conversation_dup_messages (chat->juliet);
  chat->retention = im_retention_new (rig->services, rig->accounts, rig->conversations);
  im_retention_start (chat->retention);
  im_rig_settle (rig);
}

static void
assert_list (Chat *chat, const char *expected)
{
  g_autofree char *text = im_rig_dump (chat->list);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_message (ImRig *rig, gconstpointer data)
{
  g_auto (Chat) chat = { 0 };
  g_autoptr (ImMessage) message = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  open_chat (rig, &chat);
  assert_list (&chat, "old/received older/received new/received");
  message = g_list_model_get_item (G_LIST_MODEL (chat.list), 2);
  im_retention_erase_message_async (chat.retention, chat.juliet, im_message_get_id (message),
                                    im_rig_done, &result);
  g_assert_true (
    im_retention_erase_message_finish (chat.retention, im_rig_await (&result), &error));
  assert_list (&chat, "old/received older/received");
  g_assert_cmpstr (im_conversation_get_preview (chat.juliet), ==, "older");
  im_rig_settle (rig);
}

static void
test_conversation (ImRig *rig, gconstpointer data)
{
  g_auto (Chat) chat = { 0 };
  g_autoptr (GAsyncResult) result = NULL;

  open_chat (rig, &chat);
  im_retention_erase_conversation_async (chat.retention, chat.juliet, im_rig_done, &result);
  g_assert_true (
    im_retention_erase_conversation_finish (chat.retention, im_rig_await (&result), NULL));
  assert_list (&chat, "");
  im_rig_settle (rig);
  g_assert_cmpstr (im_conversation_get_preview (chat.juliet), ==, "");
  g_assert_cmpuint (im_conversation_get_unread (chat.juliet), ==, 0);
}

static void
test_account (ImRig *rig, gconstpointer data)
{
  g_auto (Chat) chat = { 0 };
  g_autoptr (GAsyncResult) result = NULL;

  open_chat (rig, &chat);
  im_retention_erase_account_async (chat.retention, rig->account, im_rig_done, &result);
  g_assert_true (im_retention_erase_account_finish (chat.retention, im_rig_await (&result), NULL));
  assert_list (&chat, "");
  im_rig_settle (rig);
  g_assert_cmpuint (im_conversation_get_unread (chat.juliet), ==, 0);
}

static void
set_keep (Chat *chat, int keep)
{
  g_autoptr (GAsyncResult) result = NULL;
  int found;

  im_retention_set_keep_async (chat->retention, chat->juliet, keep, NULL, im_rig_done, &result);
  g_assert_true (im_retention_set_keep_finish (chat->retention, im_rig_await (&result), NULL));
  g_clear_object (&result);
  im_retention_get_keep_async (chat->retention, chat->juliet, NULL, im_rig_done, &result);
  g_assert_true (
    im_retention_get_keep_finish (chat->retention, im_rig_await (&result), &found, NULL));
  g_assert_cmpint (found, ==, keep);
}

/* By the setting for all, and by one's own; a longer one asks the server again. */
static void
test_limits (ImRig *rig, gconstpointer data)
{
  g_auto (Chat) chat = { 0 };

  open_chat (rig, &chat);
  g_object_set (rig->services->settings, "keep-messages", 30, NULL);
  im_rig_settle (rig);
  assert_list (&chat, "older/received new/received");
  set_keep (&chat, 7);
  im_rig_settle (rig);
  assert_list (&chat, "new/received");
  set_keep (&chat, IM_KEEP_FOREVER);
  im_rig_play (rig, IM_RIG_NO_ARCHIVE);
  im_rig_settle (rig);
}

/* What belongs to one session is gone with its end. */
static void
test_session (ImRig *rig, gconstpointer data)
{
  g_auto (Chat) chat = { 0 };

  g_object_set (rig->services->settings, "keep-messages", IM_KEEP_SESSION, NULL);
  open_chat (rig, &chat);
  assert_list (&chat, "");
  receive (rig, "now", g_get_real_time ());
  im_rig_settle (rig);
  g_clear_object (&chat.list);
  chat.list = im_conversation_dup_messages (chat.juliet);
  im_rig_settle (rig);
  assert_list (&chat, "now/received");
  im_retention_end (chat.retention);
  im_rig_settle (rig);
  g_clear_object (&chat.list);
  chat.list = im_conversation_dup_messages (chat.juliet);
  im_rig_settle (rig);
  assert_list (&chat, "");
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);

  im_rig_add_unmanaged ("retention", "message", test_message);
  im_rig_add_unmanaged ("retention", "conversation", test_conversation);
  im_rig_add_unmanaged ("retention", "account", test_account);
  im_rig_add_unmanaged ("retention", "limits", test_limits);
  im_rig_add_unmanaged ("retention", "session", test_session);

  return g_test_run ();
}
