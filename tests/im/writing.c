/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person writes in a chat: the draft, and what could not be kept.
 */

#include "im/writing.h"

#include "rig.h"

static void
test_draft (ImRig *rig, gconstpointer data)
{
  im_rig_sign_in (rig, IM_RIG_JULIET);
  im_conversation_set_draft (im_rig_converse (rig, "juliet@example.com"), "O, spe");
  im_rig_restart (rig);
  g_assert_cmpstr (im_conversation_get_draft (im_rig_converse (rig, "juliet@example.com")), ==,
                   "O, spe");

  im_conversation_set_draft (im_rig_converse (rig, "juliet@example.com"), NULL);
  im_rig_restart (rig);
  g_assert_cmpstr (im_conversation_get_draft (im_rig_converse (rig, "juliet@example.com")), ==, "");
}

static ImMessage *
newest_message (ImRig *rig, ImConversation *conversation)
{
  g_autoptr (ImMessageList) list = im_conversation_dup_messages (conversation);

  im_rig_settle (rig);
  return g_list_model_get_item (G_LIST_MODEL (list),
                                g_list_model_get_n_items (G_LIST_MODEL (list)) - 1);
}

/* How it is to be sent comes back with it. */
static void
test_chosen (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;
  g_autoptr (ImMessage) question = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  im_rig_play (rig, "S: <message type='chat' from='juliet@example.com/balcony' id='j1'>"
                    "<body>Wherefore art thou?</body></message>\n");
  im_rig_settle (rig);
  juliet = im_rig_converse (rig, "juliet@example.com");
  question = newest_message (rig, juliet);
  im_conversation_set_replying_to (juliet, question);
  im_conversation_set_spoiler (juliet, "");
  im_conversation_set_draft (juliet, "Call me");

  im_rig_restart (rig);
  juliet = im_rig_converse (rig, "juliet@example.com");
  im_rig_settle (rig);
  g_assert_cmpstr (im_conversation_get_draft (juliet), ==, "Call me");
  g_assert_cmpstr (im_conversation_get_spoiler (juliet), ==, "");
  g_assert_nonnull (im_conversation_get_replying_to (juliet));
  g_assert_cmpint (im_message_get_id (im_conversation_get_replying_to (juliet)), ==,
                   im_message_get_id (question));

  im_conversation_write (juliet, "Call me but love");
  im_conversation_set_spoiler (juliet, "The end");
  im_rig_restart (rig);
  juliet = im_rig_converse (rig, "juliet@example.com");
  im_rig_settle (rig);
  g_assert_cmpstr (im_conversation_get_draft (juliet), ==, "");
  g_assert_cmpstr (im_conversation_get_spoiler (juliet), ==, "The end");
  g_assert_null (im_conversation_get_replying_to (juliet));
  g_clear_object (&question);
  question = newest_message (rig, juliet);
  g_assert_cmpstr (im_message_get_body (question), ==, "Call me but love");
  g_assert_nonnull (im_message_get_quote (question));
}

static void
on_kept (ImConversation *conversation, const char *text, GString *log)
{
  g_string_append_printf (log, "[%s]", text);
}

/* It stays the draft until it is a message, and is sent once; what is typed behind it stays. */
static void
test_kept (ImRig *rig, gconstpointer data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (ImMessageList) list = NULL;
  g_autofree char *dump = NULL;
  ImConversation *juliet;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  g_signal_connect (juliet, "kept", G_CALLBACK (on_kept), log);
  im_conversation_set_draft (juliet, "O, spe");
  g_assert_false (im_conversation_can_write (juliet, " \n"));
  g_assert_true (im_conversation_can_write (juliet, "O, speak again"));
  im_conversation_write (juliet, "O, speak again");
  g_assert_cmpstr (im_conversation_get_draft (juliet), ==, "O, speak again");
  g_assert_false (im_conversation_can_write (juliet, "O, speak again"));
  im_conversation_write (juliet, "O, speak again");

  /* Another one behind it, and a third that is only begun. */
  im_conversation_write (juliet, "O, speak againbright angel");
  im_conversation_set_draft (juliet, "O, speak againbright angel! for");
  g_assert_cmpstr (log->str, ==, "");
  im_rig_settle (rig);
  g_assert_cmpstr (log->str, ==, "[O, speak again][bright angel]");
  g_assert_cmpstr (im_conversation_get_draft (juliet), ==, "! for");

  im_rig_restart (rig);
  juliet = im_rig_converse (rig, "juliet@example.com");
  g_assert_cmpstr (im_conversation_get_draft (juliet), ==, "! for");
  list = im_conversation_dup_messages (juliet);
  im_rig_settle (rig);
  dump = im_rig_dump (list);
  g_assert_cmpstr (dump, ==, "O, speak again/pending bright angel/pending");
}

/* In the place of what is being sent something else is written, and sent. */
static void
test_replaced (ImRig *rig, gconstpointer data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (ImMessageList) list = NULL;
  g_autofree char *dump = NULL;
  ImConversation *juliet;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  g_signal_connect (juliet, "kept", G_CALLBACK (on_kept), log);
  im_conversation_write (juliet, "O, speak");
  g_assert_true (im_conversation_can_write (juliet, "O, be"));
  im_conversation_write (juliet, "O, be");
  g_assert_false (im_conversation_can_write (juliet, "O, be"));
  im_conversation_write (juliet, "O, be some");
  im_rig_settle (rig);
  g_assert_cmpstr (log->str, ==, "[O, be][ some]");
  g_assert_cmpstr (im_conversation_get_draft (juliet), ==, "");
  list = im_conversation_dup_messages (juliet);
  im_rig_settle (rig);
  dump = im_rig_dump (list);
  g_assert_cmpstr (dump, ==, "O, speak/pending O, be/pending  some/pending");
}

/* The program ends while the archive is at it: nothing is there twice, and nothing is gone. */
static void
test_flush (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = NULL;
  g_autofree char *dump = NULL;
  ImConversation *juliet;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  im_conversation_write (juliet, "O, speak again");
  im_conversation_set_draft (juliet, "O, speak again, bright");
  im_conversations_flush (rig->conversations);
  im_rig_restart (rig);
  juliet = im_rig_converse (rig, "juliet@example.com");
  g_assert_cmpstr (im_conversation_get_draft (juliet), ==, ", bright");
  list = im_conversation_dup_messages (juliet);
  im_rig_settle (rig);
  dump = im_rig_dump (list);
  g_assert_cmpstr (dump, ==, "O, speak again/pending");
}

/* Begun to one, it goes on to another, as hidden as it was to be; nothing that is there is lost. */
static void
test_take_begun (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet, *nurse;

  im_rig_sign_in (rig, "");
  juliet = im_rig_converse (rig, "juliet@example.com");
  nurse = im_rig_converse (rig, "nurse@example.com");
  im_conversation_set_draft (juliet, "Both die");
  im_conversation_set_spoiler (juliet, "The end");
  im_conversation_take_begun (nurse, juliet);
  g_assert_cmpstr (im_conversation_get_draft (nurse), ==, "Both die");
  g_assert_cmpstr (im_conversation_get_spoiler (nurse), ==, "The end");
  g_assert_cmpstr (im_conversation_get_draft (juliet), ==, "");
  g_assert_null (im_conversation_get_spoiler (juliet));

  im_conversation_take_begun (nurse, juliet);
  g_assert_cmpstr (im_conversation_get_spoiler (nurse), ==, "The end");
  im_conversation_set_draft (juliet, "Good night");
  im_conversation_take_begun (nurse, juliet);
  g_assert_cmpstr (im_conversation_get_draft (nurse), ==, "Both die");
  im_conversation_set_draft (nurse, "");
  im_conversation_take_begun (nurse, juliet);
  g_assert_cmpstr (im_conversation_get_spoiler (nurse), ==, "The end");
  g_assert_cmpstr (im_conversation_get_draft (juliet), ==, "Good night");
}

static void
on_not_kept (ImConversation *conversation, const GError *error, guint *n_told)
{
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  (*n_told)++;
}

/* Behind what was begun in the meantime; and the person is told. */
static void
test_not_kept (ImRig *rig, gconstpointer data)
{
  g_autoptr (XmppJid) nurse_jid = im_rig_jid ("nurse@example.com");
  ImConversation *juliet, *nurse;
  guint n_told = 0;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  g_signal_connect (juliet, "not-kept", G_CALLBACK (on_not_kept), &n_told);
  store_db_close (rig->db);
  im_conversation_send (juliet, "one");
  while (*im_conversation_get_draft (juliet) == '\0')
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (im_conversation_get_draft (juliet), ==, "one");
  im_conversation_send (juliet, "two");
  while (g_str_equal (im_conversation_get_draft (juliet), "one"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (im_conversation_get_draft (juliet), ==, "one\ntwo");
  g_assert_cmpuint (n_told, ==, 2);
  im_conversation_set_spoiler (juliet, "The end");
  im_conversation_write (juliet, "three");
  g_assert_null (im_conversation_get_spoiler (juliet));
  while (n_told < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (im_conversation_get_spoiler (juliet), ==, "The end");

  /* The same when there is not even a conversation yet; each time. */
  nurse = im_conversations_ensure (rig->conversations, rig->account, nurse_jid);
  g_signal_connect (nurse, "not-kept", G_CALLBACK (on_not_kept), &n_told);
  for (guint i = 4; i < 6; i++) {
    im_conversation_set_draft (nurse, "");
    im_conversation_set_spoiler (nurse, "");
    im_conversation_write (nurse, "three");
    while (n_told < i)
      g_main_context_iteration (NULL, TRUE);
    g_assert_cmpstr (im_conversation_get_draft (nurse), ==, "three");
    g_assert_cmpstr (im_conversation_get_spoiler (nurse), ==, "");
  }
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("writing", "draft", test_draft);
  im_rig_add ("writing", "chosen", test_chosen);
  im_rig_add ("writing", "kept", test_kept);
  im_rig_add ("writing", "replaced", test_replaced);
  im_rig_add ("writing", "flush", test_flush);
  im_rig_add_unmanaged ("writing", "take-begun", test_take_begun);
  im_rig_add ("writing", "not-kept", test_not_kept);
  return g_test_run ();
}
