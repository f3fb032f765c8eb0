/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chats in order: pinned, archived, muted for a while, marked as unread.
 */

#include "im/conversation-private.h"
#include "xmpp/timer.h"

#include "rig.h"

#define HEAR(who, body)                                                                            \
  "S: <message type='chat' from='" who "@example.com/x'><body>" body "</body></message>\n"

static ImConversation *
find (ImRig *rig, const char *address)
{
  g_autoptr (XmppJid) jid = im_rig_jid (address);

  im_rig_settle (rig);
  return im_conversations_find (rig->conversations, rig->account, jid);
}

/* "juliet@example.com nurse@example.com " */
static void
assert_order (ImRig *rig, const char *expected)
{
  GListModel *model = G_LIST_MODEL (rig->conversations);
  g_autoptr (GString) text = g_string_new (NULL);

  im_rig_settle (rig);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (ImConversation) conversation = g_list_model_get_item (model, i);

    g_string_append_printf (text, "%s ", im_conversation_get_address (conversation));
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
begin (ImRig *rig)
{
  im_rig_sign_in (rig, IM_RIG_JULIET);
  im_rig_play (rig, HEAR ("juliet", "one"));
  im_rig_settle (rig);
  im_rig_play (rig, HEAR ("nurse", "two"));
  im_rig_settle (rig);
}

static void
test_pinned (ImRig *rig, gconstpointer data)
{
  begin (rig);
  assert_order (rig, "nurse@example.com juliet@example.com ");
  im_conversation_set_pinned (find (rig, "juliet@example.com"), TRUE);
  assert_order (rig, "juliet@example.com nurse@example.com ");
  im_rig_play (rig, HEAR ("nurse", "three"));
  assert_order (rig, "juliet@example.com nurse@example.com ");
  im_conversation_set_pinned (find (rig, "juliet@example.com"), FALSE);
  assert_order (rig, "nurse@example.com juliet@example.com ");
}

static void
assert_archived (ImRig *rig, guint expected)
{
  guint archived;

  im_rig_settle (rig);
  g_object_get (rig->conversations, "archived", &archived, NULL);
  g_assert_cmpuint (archived, ==, expected);
}

static void
test_archived (ImRig *rig, gconstpointer data)
{
  begin (rig);
  im_conversation_set_archived (find (rig, "juliet@example.com"), TRUE);
  assert_archived (rig, 1);
  im_rig_play (rig, HEAR ("nurse", "three"));
  assert_archived (rig, 1);
  im_rig_play (rig, HEAR ("juliet", "four"));
  assert_archived (rig, 0);

  im_conversation_set_archived (find (rig, "juliet@example.com"), TRUE);
  assert_archived (rig, 1);
  im_conversation_mute (find (rig, "juliet@example.com"), IM_MUTED_FOR_EVER);
  im_rig_settle (rig);
  im_rig_play (rig, HEAR ("juliet", "five"));
  assert_archived (rig, 1);
}

/* A muted chat counts for itself only, until its time is over. */
static void
test_muted (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;

  begin (rig);
  juliet = find (rig, "juliet@example.com");
  g_assert_cmpuint (im_conversations_get_unread (rig->conversations), ==, 2);
  im_conversation_mute (juliet, IM_MUTED_FOR_EVER);
  im_rig_settle (rig);
  g_assert_true (im_conversation_get_muted (juliet));
  g_assert_cmpuint (im_conversations_get_unread (rig->conversations), ==, 1);
  g_assert_cmpuint (im_conversation_get_unread (juliet), ==, 1);

  im_conversation_mute (juliet, xmpp_timer_date () + G_TIME_SPAN_HOUR);
  im_rig_advance (rig, 3500);
  g_assert_true (im_conversation_get_muted (juliet));
  g_assert_cmpuint (im_conversations_get_unread (rig->conversations), ==, 1);
  im_rig_advance (rig, 200);
  g_assert_false (im_conversation_get_muted (juliet));
  g_assert_cmpuint (im_conversations_get_unread (rig->conversations), ==, 2);

  im_conversation_mute (juliet, IM_MUTED_FOR_EVER);
  im_rig_settle (rig);
  im_conversation_mute (juliet, 0);
  im_rig_settle (rig);
  g_assert_false (im_conversation_get_muted (juliet));
}

static void
test_unread (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;

  begin (rig);
  juliet = find (rig, "juliet@example.com");
  im_conversation_mark_read (juliet);
  im_rig_settle (rig);
  im_conversation_mark_unread (juliet);
  im_rig_settle (rig);
  g_assert_cmpuint (im_conversation_get_unread (juliet), ==, 1);
  g_assert_cmpuint (im_conversations_get_unread (rig->conversations), ==, 2);
}

/* Also if it was read a moment before, and the archive is still at what was read before that. */
static void
test_unread_at_once (ImRig *rig, gconstpointer data)
{
  StoreConversation meanwhile = { .unread = 1 };
  ImConversation *juliet;
  g_autoptr (ImMessageList) list = NULL;
  g_autoptr (ImMessage) message = NULL;

  begin (rig);
  juliet = find (rig, "juliet@example.com");
  list = im_conversation_dup_messages (juliet);
  im_rig_settle (rig);
  message = g_list_model_get_item (G_LIST_MODEL (list), 0);
  meanwhile.id = im_conversation_get_id (juliet);
  meanwhile.last_message = im_message_get_id (message);
  im_conversation_mark_read (juliet);
  im_conversation_update (juliet, &meanwhile);
  im_conversation_mark_read (juliet);
  im_conversation_mark_unread (juliet);
  im_rig_settle (rig);
  g_assert_cmpuint (im_conversation_get_unread (juliet), ==, 1);
}

/* All of it is there again after a restart. */
static void
test_kept (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;

  begin (rig);
  juliet = find (rig, "juliet@example.com");
  im_conversation_set_pinned (juliet, TRUE);
  im_rig_settle (rig);
  im_conversation_mute (juliet, IM_MUTED_FOR_EVER);
  im_rig_settle (rig);
  im_conversation_set_archived (juliet, TRUE);
  im_rig_settle (rig);
  im_rig_restart (rig);
  juliet = find (rig, "juliet@example.com");
  g_assert_true (im_conversation_get_pinned (juliet));
  g_assert_true (im_conversation_get_muted (juliet));
  g_assert_true (im_conversation_get_archived (juliet));
  assert_archived (rig, 1);
}

int
main (int argc, char **argv)
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("arranging", "pinned", test_pinned);
  im_rig_add_unmanaged ("arranging", "archived", test_archived);
  im_rig_add_unmanaged ("arranging", "muted", test_muted);
  im_rig_add_unmanaged ("arranging", "unread", test_unread);
  im_rig_add_unmanaged ("arranging", "unread-at-once", test_unread_at_once);
  im_rig_add ("arranging", "kept", test_kept);
  return g_test_run ();
}
