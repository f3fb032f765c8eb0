/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All conversations in one list.
 */

#include "im/conversations.h"

#include "rig.h"

static void
assert_order (ImRig *rig, const char *expected)
{
  GString *order = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rig->conversations)); i++) {
    g_autoptr (ImConversation) conversation =
      g_list_model_get_item (G_LIST_MODEL (rig->conversations), i);

    g_string_append_printf (order, "%s%s", i > 0 ? " " : "",
                            im_conversation_get_display_name (conversation));
  }
  g_assert_cmpstr (order->str, ==, expected);
  g_string_free (order, TRUE);
}

/* Things that happen in one microsecond have no order. */
static void
let_time_pass (void)
{
  gint64 now = g_get_real_time ();

  while (g_get_real_time () == now)
    ;
}

static void
test_order (ImRig *rig, gconstpointer data)
{
  ImConversation *b;

  im_rig_sign_in (rig, "");
  im_rig_converse (rig, "a@example.com");
  let_time_pass ();
  b = im_rig_converse (rig, "b@example.com");
  let_time_pass ();
  im_rig_converse (rig, "c@example.com");
  assert_order (rig, "c b a");
  let_time_pass ();
  im_rig_play (rig, "S: <message type='chat' from='a@example.com/x'><body>Hi</body></message>\n");
  im_rig_settle (rig);
  assert_order (rig, "a c b");
  let_time_pass ();
  im_conversation_send (b, "Hi");
  im_rig_settle (rig);
  assert_order (rig, "b a c");
  im_rig_play (rig, "C: <message type='chat' to='b@example.com' id='*'>*</message>\n");
  im_rig_restart (rig);
  assert_order (rig, "b a c");
}

static void
test_find (ImRig *rig, gconstpointer data)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("a@example.com/x");
  ImConversation *a;

  im_rig_sign_in (rig, "");
  g_assert_null (im_conversations_find (rig->conversations, rig->account, jid));
  a = im_conversations_ensure (rig->conversations, rig->account, jid);
  g_assert_true (im_conversations_ensure (rig->conversations, rig->account, jid) == a);
  g_assert_true (im_conversations_find (rig->conversations, rig->account, jid) == a);
  im_rig_settle (rig);
  g_assert_cmpint (im_conversation_get_id (a), >, 0);
  g_assert_true (im_conversations_find_id (rig->conversations, im_conversation_get_id (a)) == a);
  g_assert_null (im_conversations_find_id (rig->conversations, 12345));
}

static void
test_remove_account (ImRig *rig, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  im_rig_sign_in (rig, "");
  im_rig_play (rig, "S: <message type='chat' from='a@example.com/x'><body>Hi</body></message>\n");
  im_rig_settle (rig);
  g_assert_cmpuint (im_conversations_get_unread (rig->conversations), ==, 1);
  im_accounts_remove_async (rig->accounts, rig->account, NULL, im_rig_done, &result);
  im_rig_play (rig, "C: <presence type='unavailable' id='*'/>\n" MOCK_CLOSE);
  g_assert_true (im_accounts_remove_finish (rig->accounts, im_rig_await (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rig->accounts)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rig->conversations)), ==, 0);
  g_assert_cmpuint (im_conversations_get_unread (rig->conversations), ==, 0);
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("conversations", "order", test_order);
  im_rig_add_unmanaged ("conversations", "find", test_find);
  im_rig_add_unmanaged ("conversations", "remove-account", test_remove_account);
  return g_test_run ();
}
