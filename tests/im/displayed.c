/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was read: told to the sender and to the other devices, and heard from both.
 */

#include "im/displayed.h"

#include "rig.h"

#define MARKERS "xmlns='urn:xmpp:chat-markers:0'"
#define MDS "urn:xmpp:mds:displayed:0"
#define PUBSUB "http://jabber.org/protocol/pubsub"

/* Sees our presence, and so may know; and one who may not. */
#define ROSTER IM_RIG_JULIET "<item jid='nurse@example.com' subscription='to'/>"

/* The server has an archive, and nothing in it. */
#define ARCHIVE                                                                                    \
  "C: <iq type='set' id='*'><query xmlns='urn:xmpp:mam:2' queryid='*'>*</query></iq>\n"            \
  "S: <iq type='result' id='@'><fin xmlns='urn:xmpp:mam:2' complete='true'>"                       \
  "<set xmlns='http://jabber.org/protocol/rsm'/></fin></iq>\n"
#define PUBLISHES "<feature var='" PUBSUB "#publish-options'/>"
#define WITHOUT_ASSIST                                                                             \
  IM_RIG_FETCH_DISPLAYED IM_RIG_NOT_FOUND IM_RIG_LOOK_UP IM_RIG_ABLE (PUBLISHES)
#define WITH_ASSIST                                                                                \
  IM_RIG_FETCH_DISPLAYED IM_RIG_NOT_FOUND IM_RIG_LOOK_UP IM_RIG_ABLE (                             \
    PUBLISHES "<feature var='urn:xmpp:mds:server-assist:0'/>")

#define HEAR(who, number, more)                                                                    \
  "S: <message type='chat' from='" who "@example.com/x' id='m" number "'><body>" number "</body>"  \
  "<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@example.org' id='a" number "'/>" more               \
  "</message>\n"
#define MARKABLE "<markable " MARKERS "/>"
#define ITEM(who, id)                                                                              \
  "<item id='" who "@example.com'><displayed xmlns='" MDS "'>"                                     \
  "<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@example.org' id='" id "'/></displayed></item>"
#define EVENT(from, who, id)                                                                       \
  "S: <message from='" from "'><event xmlns='" PUBSUB "#event'><items node='" MDS                  \
  "'>" ITEM (who, id) "</items></event></message>\n"
#define MARK(who, id, more)                                                                        \
  "C: <message type='chat' to='" who "@example.com' id='*'><displayed " MARKERS " id='" id         \
  "'/><store xmlns='urn:xmpp:hints'/>" more "</message>\n"
#define PUBLISH(who, id)                                                                           \
  "C: <iq type='set' id='*'><pubsub xmlns='" PUBSUB "'><publish node='" MDS                        \
  "'>" ITEM (who, id) "</publish><publish-options>*</publish-options></pubsub></iq>\n"
#define TAKEN "S: <iq type='result' id='@'/>\n"

static ImConversation *
find (ImRig *rig, const char *address)
{
  g_autoptr (XmppJid) jid = im_rig_jid (address);

  return im_conversations_find (rig->conversations, rig->account, jid);
}

static void
begin (ImRig *rig, const char *displayed)
{
  rig->archive = ARCHIVE;
  rig->displayed = displayed;
  im_rig_sign_in (rig, ROSTER);
  im_rig_settle (rig);
}

static void
read_all (ImRig *rig, const char *address)
{
  im_rig_settle (rig);
  im_conversation_mark_read (find (rig, address));
  im_rig_settle (rig);
  im_rig_advance (rig, 0);
  im_rig_settle (rig);
}

static void
assert_messages (ImRig *rig, const char *address, const char *expected)
{
  g_autoptr (ImMessageList) list = NULL;
  g_autofree char *dump = NULL;

  im_rig_settle (rig);
  list = im_conversation_dup_messages (find (rig, address));
  im_rig_settle (rig);
  dump = im_rig_dump (list);
  g_assert_cmpstr (dump, ==, expected);
}

static void
assert_unread (ImRig *rig, const char *address, guint unread)
{
  im_rig_settle (rig);
  g_assert_cmpuint (im_conversation_get_unread (find (rig, address)), ==, unread);
}

/* Of several only the newest (XEP-0333 §4.2), and to the other devices too (XEP-0490 §4.2). */
static void
test_tell (ImRig *rig, gconstpointer data)
{
  begin (rig, WITHOUT_ASSIST);
  im_rig_play (rig, HEAR ("juliet", "1", MARKABLE) HEAR ("juliet", "2", MARKABLE));
  read_all (rig, "juliet@example.com");
  im_rig_play (rig, MARK ("juliet", "m2", "") PUBLISH ("juliet", "a2") TAKEN "--");

  /* What is read soon after is told together, and later. */
  im_rig_play (rig, HEAR ("juliet", "3", MARKABLE));
  read_all (rig, "juliet@example.com");
  im_rig_play (rig, HEAR ("juliet", "4", MARKABLE));
  read_all (rig, "juliet@example.com");
  im_rig_play (rig, "--");
  im_rig_advance (rig, 3);
  im_rig_play (rig, MARK ("juliet", "m4", "") PUBLISH ("juliet", "a4") TAKEN "--");
  im_rig_advance (rig, 4);
  im_rig_play (rig, "--");
}

/* One message does both where the server helps (XEP-0490 §4.5.2). */
static void
test_assisted (ImRig *rig, gconstpointer data)
{
  begin (rig, WITH_ASSIST);
  im_rig_play (rig, HEAR ("juliet", "1", MARKABLE));
  read_all (rig, "juliet@example.com");
  im_rig_play (rig, MARK ("juliet", "m1",
                          "<displayed xmlns='" MDS "'><stanza-id xmlns='urn:xmpp:sid:0' "
                          "by='romeo@example.org' id='a1'/></displayed>") "--");
  im_rig_advance (rig, 4);

  /* Never when the sender is not to know. */
  im_rig_play (rig, HEAR ("juliet", "2", ""));
  read_all (rig, "juliet@example.com");
  im_rig_play (rig, PUBLISH ("juliet", "a2") TAKEN "--");
}

/* Not to who did not ask, who may not see us, or when the person does not want it. */
static void
test_discreet (ImRig *rig, gconstpointer data)
{
  begin (rig, WITHOUT_ASSIST);
  im_rig_play (rig, HEAR ("juliet", "1", ""));
  read_all (rig, "juliet@example.com");
  im_rig_play (rig, PUBLISH ("juliet", "a1") TAKEN "--");

  im_rig_advance (rig, 3);
  im_rig_play (rig, HEAR ("nurse", "2", MARKABLE));
  read_all (rig, "nurse@example.com");
  im_rig_play (rig, PUBLISH ("nurse", "a2") TAKEN "--");

  im_rig_advance (rig, 3);
  g_object_set (rig->services->settings, "send-displayed", FALSE, NULL);
  im_rig_play (rig, HEAR ("juliet", "3", MARKABLE));
  read_all (rig, "juliet@example.com");
  im_rig_play (rig, PUBLISH ("juliet", "a3") TAKEN "--");
  g_object_set (rig->services->settings, "send-displayed", TRUE, NULL);
}

/* What was read without a connection is told with the next one. */
static void
test_later (ImRig *rig, gconstpointer data)
{
  begin (rig, WITHOUT_ASSIST);
  im_rig_play (rig, HEAR ("juliet", "1", MARKABLE));
  im_rig_settle (rig);
  im_accounts_set_presence (rig->accounts, IM_SHOW_OFFLINE, NULL, 0);
  im_rig_play (rig, "C: <presence type='unavailable' id='*'/>\n" MOCK_CLOSE);
  im_rig_wait_for_state (rig, IM_ACCOUNT_OFFLINE);
  read_all (rig, "juliet@example.com");

  im_accounts_set_presence (rig->accounts, IM_SHOW_AVAILABLE, NULL, 0);
  im_rig_wait_for_transport (rig);
  im_rig_welcome (rig, ROSTER);
  im_rig_settle (rig);
  im_rig_advance (rig, 3);
  im_rig_play (rig, MARK ("juliet", "m1", "") PUBLISH ("juliet", "a1") TAKEN "--");
}

/* XEP-0333: from the one to whom it went, about ours only, and all before it. */
static void
test_by_peer (ImRig *rig, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *marker = NULL;

  begin (rig, WITHOUT_ASSIST);
  im_conversation_send (im_rig_converse (rig, "juliet@example.com"), "one");
  im_rig_play (rig, "C: <message type='chat' to='juliet@example.com' id='*'>*</message>\n");
  im_rig_settle (rig);
  im_conversation_send (find (rig, "juliet@example.com"), "two");
  im_rig_play (rig, "C: <message type='chat' to='juliet@example.com' id='*'>*</message>\n");
  im_rig_settle (rig);
  id = mock_transport_dup_last (rig->transport, "id");
  marker =
    g_strdup_printf ("S: <message type='chat' from='juliet@example.com/x'><displayed " MARKERS
                     " id='%s'/></message>\n",
                     id);
  im_rig_play (rig, marker);
  assert_messages (rig, "juliet@example.com", "one/read two/read");
}

/* Nobody else can say that. */
static void
test_forged (ImRig *rig, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *forged = NULL;

  begin (rig, WITHOUT_ASSIST);
  im_rig_converse (rig, "nurse@example.com");
  im_conversation_send (im_rig_converse (rig, "juliet@example.com"), "one");
  im_rig_play (rig, "C: <message type='chat' to='juliet@example.com' id='*'>*</message>\n");
  im_rig_settle (rig);
  id = mock_transport_dup_last (rig->transport, "id");
  forged = g_strdup_printf (
    "S: <message from='nurse@example.com/x'><displayed " MARKERS " id='%s'/></message>\n", id);
  im_rig_play (rig, forged);
  assert_messages (rig, "juliet@example.com", "one/sent");

  im_rig_play (rig, HEAR ("juliet", "1", "") EVENT ("juliet@example.com", "juliet", "a1"));
  assert_unread (rig, "juliet@example.com", 1);
}

/* XEP-0490: in the order in which it comes, and what comes before its message. */
static void
test_by_device (ImRig *rig, gconstpointer data)
{
  begin (rig, WITHOUT_ASSIST);
  im_rig_play (rig, HEAR ("juliet", "1", "") HEAR ("juliet", "2", "") HEAR ("juliet", "3", ""));
  im_rig_play (rig, EVENT ("romeo@example.org", "juliet", "a2"));
  assert_unread (rig, "juliet@example.com", 1);
  im_rig_play (rig, EVENT ("romeo@example.org", "juliet", "a1"));
  assert_unread (rig, "juliet@example.com", 1);
  im_rig_play (rig, EVENT ("romeo@example.org", "juliet", "unknown"));
  im_rig_play (rig, EVENT ("romeo@example.org", "juliet", "a3"));
  assert_unread (rig, "juliet@example.com", 0);
  im_rig_advance (rig, 4);
  im_rig_play (rig, "--");
}

/* XEP-0333 by a copy of what another device said. */
static void
test_by_copy (ImRig *rig, gconstpointer data)
{
  begin (rig, WITHOUT_ASSIST);
  im_rig_play (rig, HEAR ("juliet", "1", MARKABLE) HEAR ("juliet", "2", MARKABLE));
  im_rig_play (rig, "S: <message from='romeo@example.org'><sent xmlns='urn:xmpp:carbons:2'>"
                    "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
                    "type='chat' from='romeo@example.org/phone' to='juliet@example.com'>"
                    "<displayed " MARKERS " id='m1'/></message></forwarded></sent></message>\n");
  assert_unread (rig, "juliet@example.com", 1);
  im_rig_advance (rig, 4);
  im_rig_play (rig, "--");
}

/* Read elsewhere while we were away, and the message itself comes with the archive. */
static void
test_caught_up (ImRig *rig, gconstpointer data)
{
  rig->displayed = IM_RIG_FETCH_DISPLAYED
    "S: <iq type='result' id='@'><pubsub xmlns='" PUBSUB "'><items node='" MDS
    "'>" ITEM ("juliet", "a1") "</items></pubsub></iq>\n" IM_RIG_LOOK_UP IM_RIG_ABLE (PUBLISHES);
  rig->archive =
    "C: <iq type='set' id='*'><query xmlns='urn:xmpp:mam:2' queryid='*'>*</query></iq>\n"
    "S: <message from='romeo@example.org'><result xmlns='urn:xmpp:mam:2' queryid='1' id='a1'>"
    "<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' "
    "stamp='2035-01-01T10:00:00Z'/><message xmlns='jabber:client' type='chat' id='m1' "
    "from='juliet@example.com/b' to='romeo@example.org'><body>one</body></message></forwarded>"
    "</result></message>\n"
    "S: <iq type='result' id='@'><fin xmlns='urn:xmpp:mam:2' complete='true'>"
    "<set xmlns='http://jabber.org/protocol/rsm'><first>a1</first></set></fin></iq>\n";
  im_rig_sign_in (rig, ROSTER);
  im_rig_settle (rig);
  assert_messages (rig, "juliet@example.com", "one/received");
  assert_unread (rig, "juliet@example.com", 0);
}

int
main (int argc, char **argv)
{
  im_rig_init (&argc, &argv);
  im_rig_add_unmanaged ("displayed", "tell", test_tell);
  im_rig_add_unmanaged ("displayed", "assisted", test_assisted);
  im_rig_add_unmanaged ("displayed", "discreet", test_discreet);
  im_rig_add_unmanaged ("displayed", "later", test_later);
  im_rig_add_unmanaged ("displayed", "by-peer", test_by_peer);
  im_rig_add_unmanaged ("displayed", "forged", test_forged);
  im_rig_add_unmanaged ("displayed", "by-device", test_by_device);
  im_rig_add_unmanaged ("displayed", "by-copy", test_by_copy);
  im_rig_add_unmanaged ("displayed", "caught-up", test_caught_up);
  return g_test_run ();
}
