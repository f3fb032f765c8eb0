/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A chat with one person: where messages go, and who types.
 */

#include "im/conversation.h"

#include "rig.h"

#define STATES "xmlns='http://jabber.org/protocol/chatstates'"
#define STATE(to, state)                                                                           \
  "C: <message type='chat' to='" to "' id='*'><" state " " STATES "/>"                             \
  "<no-store xmlns='urn:xmpp:hints'/></message>\n"
#define SAY(to) "C: <message type='chat' to='" to "' id='*'>*</message>\n"
#define HEAR(from, content) "S: <message type='chat' from='" from "' id='x'>" content "</message>\n"
#define COMPOSING "<composing " STATES "/>"
#define ACTIVE "<active " STATES "/>"
#define THERE "S: <presence from='juliet@example.com/balcony'/>\n"

static void
count (GObject *object, GParamSpec *pspec, guint *n_seen)
{
  (*n_seen)++;
}

/* RFC 6121 §5.1: to the resource that answers, until any presence comes. */
static void
test_resource (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  im_conversation_send (juliet, "one");
  im_rig_play (rig, SAY ("juliet@example.com"));
  im_rig_play (rig, HEAR ("juliet@example.com/balcony", "<body>two</body>"));
  im_rig_settle (rig);
  im_conversation_send (juliet, "three");
  im_rig_play (rig, SAY ("juliet@example.com/balcony"));
  im_rig_play (rig, "S: <presence from='juliet@example.com/chamber'/>\n");
  im_conversation_send (juliet, "four");
  im_rig_play (rig, SAY ("juliet@example.com"));
}

static void
test_typing (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;
  guint n_seen = 0;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  g_signal_connect (juliet, "notify::typing", G_CALLBACK (count), &n_seen);
  im_rig_play (rig, THERE HEAR ("juliet@example.com/balcony", COMPOSING));
  g_assert_true (im_conversation_get_typing (juliet));
  im_rig_play (rig, HEAR ("juliet@example.com/balcony", ACTIVE "<body>Hi</body>"));
  g_assert_false (im_conversation_get_typing (juliet));
  g_assert_cmpuint (n_seen, ==, 2);

  im_rig_play (rig, HEAR ("juliet@example.com/balcony", COMPOSING));
  im_rig_advance (rig, 59);
  g_assert_true (im_conversation_get_typing (juliet));
  im_rig_advance (rig, 2);
  g_assert_false (im_conversation_get_typing (juliet));

  im_rig_play (rig, HEAR ("juliet@example.com/balcony", COMPOSING));
  im_rig_play (rig, "S: <presence type='unavailable' from='juliet@example.com/balcony'/>\n");
  g_assert_false (im_conversation_get_typing (juliet));
  g_signal_handlers_disconnect_by_data (juliet, &n_seen);
}

static void
test_composing (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  im_rig_play (rig, THERE);
  im_conversation_set_composing (juliet, TRUE);
  im_rig_play (rig, "--\n" HEAR ("juliet@example.com/balcony", ACTIVE "<body>Hi</body>"));
  im_rig_settle (rig);

  im_conversation_set_composing (juliet, TRUE);
  im_rig_play (rig, STATE ("juliet@example.com/balcony", "composing"));
  im_conversation_set_composing (juliet, TRUE);
  im_rig_advance (rig, 4);
  im_conversation_set_composing (juliet, TRUE);
  im_rig_advance (rig, 4);
  im_rig_play (rig, "--");
  im_rig_advance (rig, 1);
  im_rig_play (rig, STATE ("juliet@example.com/balcony", "paused"));
  im_conversation_set_composing (juliet, FALSE);
  im_rig_play (rig, STATE ("juliet@example.com/balcony", "active"));
  im_conversation_set_open (juliet, FALSE);
  im_rig_play (rig, STATE ("juliet@example.com/balcony", "inactive"));

  g_object_set (rig->services->settings, "send-typing", FALSE, NULL);
  im_conversation_set_composing (juliet, TRUE);
  im_conversation_send (juliet, "Hi");
  im_rig_play (rig, "C: <message type='chat' to='juliet@example.com/balcony' id='*'><body>Hi</body>"
                    "<origin-id xmlns='urn:xmpp:sid:0' id='*'/><request xmlns='urn:xmpp:receipts'/>"
                    "<markable xmlns='urn:xmpp:chat-markers:0'/></message>\n--");
  g_object_set (rig->services->settings, "send-typing", TRUE, NULL);
}

static void
test_names (ImRig *rig, gconstpointer data)
{
  ImConversation *nurse;

  im_rig_sign_in (rig, "");
  nurse = im_rig_converse (rig, "nurse@example.com");
  g_assert_cmpstr (im_conversation_get_display_name (nurse), ==, "nurse");
  g_assert_null (im_conversation_get_contact (nurse));
  im_rig_play (rig, "S: <iq type='set' id='p'><query xmlns='jabber:iq:roster'>"
                    "<item jid='nurse@example.com' name='Anna' subscription='to'/></query></iq>\n"
                    "C: <iq type='result' id='p'/>\n");
  g_assert_cmpstr (im_conversation_get_display_name (nurse), ==, "Anna");
  g_assert_nonnull (im_conversation_get_contact (nurse));
  im_rig_play (rig,
               "S: <iq type='set' id='p'><query xmlns='jabber:iq:roster'>"
               "<item jid='nurse@example.com' name='Angelica' subscription='to'/></query></iq>\n"
               "C: <iq type='result' id='p'/>\n");
  g_assert_cmpstr (im_conversation_get_display_name (nurse), ==, "Angelica");
  im_rig_play (rig, "S: <iq type='set' id='p'><query xmlns='jabber:iq:roster'>"
                    "<item jid='nurse@example.com' subscription='remove'/></query></iq>\n"
                    "C: <iq type='result' id='p'/>\n");
  g_assert_cmpstr (im_conversation_get_display_name (nurse), ==, "nurse");
  g_assert_null (im_conversation_get_contact (nurse));
}

static void
test_unread (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  im_rig_play (rig, HEAR ("juliet@example.com/a", "<body>one&#10;two</body>"));
  im_rig_play (rig, HEAR ("juliet@example.com/a", "<body>three&#10; four</body>"));
  im_rig_settle (rig);
  im_rig_restart (rig);
  juliet = im_rig_converse (rig, "juliet@example.com");
  g_assert_cmpuint (im_conversation_get_unread (juliet), ==, 2);
  g_assert_cmpuint (im_conversations_get_unread (rig->conversations), ==, 2);
  g_assert_cmpstr (im_conversation_get_preview (juliet), ==, "three  four");
  im_conversation_mark_read (juliet);
  g_assert_cmpuint (im_conversation_get_unread (juliet), ==, 0);
  im_rig_settle (rig);
  im_rig_restart (rig);
  g_assert_cmpuint (im_conversations_get_unread (rig->conversations), ==, 0);
}

/* One device alone, until it goes away. */
static void
test_picked (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  im_conversation_pick (juliet, "phone");
  g_assert_null (im_conversation_get_picked (juliet)); /* it is not there */

  im_rig_play (rig,
               "S: <presence from='juliet@example.com/phone'><priority>-1</priority></presence>\n"
               "S: <presence from='juliet@example.com/desk'><priority>5</priority></presence>\n");
  im_conversation_pick (juliet, "phone");
  g_assert_cmpstr (im_conversation_get_picked (juliet), ==, "phone");
  /* Whoever answers, and whoever comes. */
  im_rig_play (rig, HEAR ("juliet@example.com/desk", "<body>Hi</body>"));
  im_rig_play (rig, "S: <presence from='juliet@example.com/desk'><show>away</show></presence>\n");
  im_conversation_send (juliet, "one");
  im_rig_play (rig, "C: <message type='chat' to='juliet@example.com/phone' id='*'>*</message>\n");

  im_rig_play (rig, "S: <presence from='juliet@example.com/phone' type='unavailable'/>\n");
  g_assert_null (im_conversation_get_picked (juliet));
  im_conversation_send (juliet, "two");
  im_rig_play (rig, "C: <message type='chat' to='juliet@example.com' id='*'>*</message>\n");

  im_conversation_pick (juliet, "desk");
  im_conversation_pick (juliet, NULL);
  im_conversation_send (juliet, "three");
  im_rig_play (rig, "C: <message type='chat' to='juliet@example.com' id='*'>*</message>\n--");
}

#define CAPS_OF(resource, ver)                                                                     \
  "S: <presence from='juliet@example.com/" resource "'>"                                           \
  "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='" ver "'/></presence>\n"
#define TELL(resource, ver, feature)                                                               \
  "C: <iq type='get' to='juliet@example.com/" resource "' id='*'>"                                 \
  "<query xmlns='http://jabber.org/protocol/disco#info' node='n#" ver "'/></iq>\n"                 \
  "S: <iq type='result' from='juliet@example.com/" resource "' id='@'>"                            \
  "<query xmlns='http://jabber.org/protocol/disco#info' node='n#" ver "'>"                         \
  "<identity category='client' type='pc' name='x'/><feature var='" feature "'/></query></iq>\n"
#define DEAF "sqbk5ndcNAlE/s+Xge7KOZbjLWU="
#define HEARING "W1HA7W2KDoTW0vGn5btab8Ir4xw="

/* XEP-0224 §6: only who says that they hear it is asked for attention. */
static void
test_nudge (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;
  guint n_seen = 0;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  g_signal_connect (juliet, "notify::can-nudge", G_CALLBACK (count), &n_seen);
  im_rig_play (rig, CAPS_OF ("desk", DEAF) TELL ("desk", DEAF, "urn:xmpp:ping"));
  im_rig_settle (rig);
  im_conversation_nudge (juliet);
  im_rig_settle (rig);
  im_rig_play (rig,
               "--\n" CAPS_OF ("phone", HEARING) TELL ("phone", HEARING, "urn:xmpp:attention:0"));
  im_rig_settle (rig);
  g_assert_true (im_conversation_get_can_nudge (juliet));
  g_assert_cmpuint (n_seen, ==, 1);
  im_conversation_nudge (juliet);
  im_rig_play (rig, "C: <message type='headline' to='juliet@example.com' id='*'>"
                    "<attention xmlns='urn:xmpp:attention:0'/>"
                    "<origin-id xmlns='urn:xmpp:sid:0' id='*'/><request xmlns='urn:xmpp:receipts'/>"
                    "<active " STATES "/></message>\n--");

  /* To the one that writes, which does not hear it. */
  im_rig_play (rig, HEAR ("juliet@example.com/desk", "<body>Hi</body>"));
  g_assert_false (im_conversation_get_can_nudge (juliet));
  im_conversation_pick (juliet, "phone");
  g_assert_true (im_conversation_get_can_nudge (juliet));
  im_rig_play (rig, "S: <presence type='unavailable' from='juliet@example.com/phone'/>\n");
  g_assert_false (im_conversation_get_can_nudge (juliet));

  /* What is known already is not asked for. */
  im_rig_play (rig, CAPS_OF ("tablet", HEARING) "--");
  g_assert_true (im_conversation_get_can_nudge (juliet));
  g_signal_handlers_disconnect_by_data (juliet, &n_seen);
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("conversation", "resource", test_resource);
  im_rig_add_unmanaged ("conversation", "picked", test_picked);
  im_rig_add_unmanaged ("conversation", "typing", test_typing);
  im_rig_add_unmanaged ("conversation", "composing", test_composing);
  im_rig_add_unmanaged ("conversation", "nudge", test_nudge);
  im_rig_add_unmanaged ("conversation", "names", test_names);
  im_rig_add_unmanaged ("conversation", "unread", test_unread);
  return g_test_run ();
}
