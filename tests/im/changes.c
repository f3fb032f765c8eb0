/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Corrections, retractions and reactions: from others, from wrong senders, from the archive, and one's
 * own up to the acknowledgement.
 */

#include "im/changes.h"

#include "im/amend.h"
#include "im/sync.h"
#include "rig.h"

#define FROM_HER "S: <message type='chat' from='juliet@example.com/balcony' "
#define CORRECT "xmlns='urn:xmpp:message-correct:0'"
#define RETRACT "xmlns='urn:xmpp:message-retract:1'"
#define REACT "xmlns='urn:xmpp:reactions:0'"
#define ORIGIN "<origin-id xmlns='urn:xmpp:sid:0' id='*'/>"
#define STORE "<store xmlns='urn:xmpp:hints'/>"
#define MARKABLE "<markable xmlns='urn:xmpp:chat-markers:0'/>"
#define ACTIVE "<active xmlns='http://jabber.org/protocol/chatstates'/>"
#define TO_HER "C: <message type='chat' to='juliet@example.com' id='*'>"

#define MARKABLE "<markable xmlns='urn:xmpp:chat-markers:0'/>"

#define SAY(body)                                                                                  \
  TO_HER "<body>" body "</body>" ORIGIN "<request xmlns='urn:xmpp:receipts'/>" MARKABLE ACTIVE     \
         "</message>\n"
#define SAY_BETTER(body)                                                                           \
  TO_HER "<body>" body "</body><replace id='*' " CORRECT "/>" ORIGIN "</message>\n"
#define TAKE_BACK                                                                                  \
  TO_HER "<retract id='*' " RETRACT "/><fallback xmlns='urn:xmpp:fallback:0' "                     \
         "for='urn:xmpp:message-retract:1'/><body>*</body>" STORE ORIGIN "</message>\n"
#define REACT_WITH(emoji)                                                                          \
  TO_HER "<reactions id='*' " REACT ">" emoji "</reactions>" STORE ORIGIN "</message>\n"

static ImMessageList *
open_list (ImRig *rig)
{
  ImMessageList *list = im_conversation_dup_messages (im_rig_converse (rig, "juliet@example.com"));

  im_rig_settle (rig);
  return list;
}

/* The body of each message with what became of it. */
static void
assert_shown (ImRig *rig, ImMessageList *list, const char *expected)
{
  g_autoptr (GString) dump = g_string_new (NULL);

  im_rig_settle (rig);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++) {
    g_autoptr (ImMessage) message = g_list_model_get_item (G_LIST_MODEL (list), i);

    g_string_append_printf (dump, "%s%s%s%s%s", i > 0 ? " " : "", im_message_get_body (message),
                            im_message_get_edited (message) != 0 ? "*" : "",
                            im_message_get_retracted (message) != 0 ? "(gone)" : "",
                            im_message_get_reactions (message) != NULL ? "!" : "");
  }
  g_assert_cmpstr (dump->str, ==, expected);
}

static ImMessage *
message_at (ImMessageList *list, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (list), position);
}

static void
test_received (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = NULL;
  ImConversation *juliet;
  gboolean retracted;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  list = open_list (rig);
  juliet = im_rig_converse (rig, "juliet@example.com");
  im_rig_play (rig,
               FROM_HER "id='m1'><body>airlock</body></message>\n" FROM_HER
                        "id='m2'><body>second</body></message>\n" FROM_HER
                        "id='c1'><body>window</body><replace id='m1' " CORRECT "/></message>\n");
  assert_shown (rig, list, "window* second");
  g_assert_cmpuint (im_conversation_get_unread (juliet), ==, 2);
  g_assert_cmpstr (im_conversation_get_preview (juliet), ==, "second");

  im_rig_play (rig, FROM_HER "id='r1'><reactions id='m2' " REACT "><reaction>👋</reaction>"
                             "</reactions></message>\n" FROM_HER "id='c2'><body>2nd</body>"
                             "<replace id='m2' " CORRECT "/></message>\n");
  assert_shown (rig, list, "window* 2nd*!");
  g_assert_cmpstr (im_conversation_get_preview (juliet), ==, "2nd");
  g_assert_cmpuint (im_conversation_get_unread (juliet), ==, 2);

  im_rig_play (rig, FROM_HER "id='t1'><retract id='m2' " RETRACT "/><body>/me retracted</body>"
                             "</message>\n");
  assert_shown (rig, list, "window* *(gone)");
  g_object_get (juliet, "preview-retracted", &retracted, NULL);
  g_assert_true (retracted);
  g_assert_cmpstr (im_conversation_get_preview (juliet), ==, "");
  g_assert_cmpuint (im_conversation_get_unread (juliet), ==, 1);
}

/* A session that goes on hands out what waited, stamped with whole seconds: their order is what counts. */
static void
test_handed_out_late (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = NULL;

#define CORRECTED(id, text)                                                                        \
  FROM_HER "id='" id "'><body>" text "</body><replace id='m1' " CORRECT "/>"                       \
           "<delay xmlns='urn:xmpp:delay' from='example.org' stamp='2020-01-01T12:00:00Z'/>"       \
           "</message>\n"
  im_rig_sign_in (rig, IM_RIG_JULIET);
  list = open_list (rig);
  im_rig_play (rig, FROM_HER "id='m1'><body>0</body></message>\n" CORRECTED ("z", "1")
                      CORRECTED ("y", "2") CORRECTED ("x", "3"));
  assert_shown (rig, list, "3*");
#undef CORRECTED
}

/* The peer cannot change what the person said, and nobody else what the peer said. */
static void
test_wrong_sender (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = NULL;
  g_autofree char *forged = NULL;
  g_autofree char *id = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  list = open_list (rig);
  im_conversation_send (im_rig_converse (rig, "juliet@example.com"), "mine");
  im_rig_play (rig, SAY ("mine"));
  id = mock_transport_dup_last (rig->transport, "id");
  forged = g_strdup_printf (
    FROM_HER "id='m1'><body>hers</body></message>\n" FROM_HER "id='t'><retract id='%s' " RETRACT
             "/></message>\n"
             "S: <message type='chat' from='paris@example.net/x' id='t'><retract id='m1' " RETRACT
             "/></message>\n"
             "S: <message type='chat' from='paris@example.net/x' id='r'><reactions id='m1' " REACT
             "><reaction>👋</reaction></reactions></message>\n"
             "S: <message type='groupchat' from='juliet@example.com/x' id='c'><body>x</body>"
             "<replace id='m1' " CORRECT "/></message>\n"
             "S: <message type='chat' from='paris@example.net/x' id='c'><body>forged</body>"
             "<replace id='m1' " CORRECT "/></message>\n",
    id);
  im_rig_play (rig, MOCK_ASK);
  im_rig_play (rig, forged);
  assert_shown (rig, list, "mine hers");
  /* A correction of nothing that is there is at least a text, of who wrote it. */
  {
    ImConversation *paris = im_rig_converse (rig, "paris@example.net");

    g_assert_cmpstr (im_conversation_get_preview (paris), ==, "forged");
    g_assert_cmpuint (im_conversation_get_unread (paris), ==, 1);
  }
}

/* By another device of the person, and to another one. */
static void
test_carbons (ImRig *rig, gconstpointer data)
{
#define COPY(kind, message)                                                                        \
  "S: <message from='romeo@example.org'><" kind " xmlns='urn:xmpp:carbons:2'>"                     \
  "<forwarded xmlns='urn:xmpp:forward:0'>" message "</forwarded></" kind "></message>\n"
#define OURS                                                                                       \
  "<message xmlns='jabber:client' type='chat' from='romeo@example.org/phone' "                     \
  "to='juliet@example.com' "
#define HERS                                                                                       \
  "<message xmlns='jabber:client' type='chat' from='juliet@example.com/b' "                        \
  "to='romeo@example.org/phone' "
  g_autoptr (ImMessageList) list = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  list = open_list (rig);
  im_rig_play (
    rig, COPY ("sent", OURS "id='m1'><body>bad</body></message>")
           COPY ("sent", OURS "id='c1'><body>good</body><replace id='m1' " CORRECT "/></message>")
             COPY ("received", HERS "id='r1'><reactions id='m1' " REACT
                                    "><reaction>👋</reaction></reactions></message>")
               COPY ("received", HERS "id='t1'><retract id='m1' " RETRACT "/></message>"));
  assert_shown (rig, list, "good*!");
  im_rig_play (rig, COPY ("sent", OURS "id='t2'><retract id='m1' " RETRACT "/></message>"));
  assert_shown (rig, list, "*(gone)");
}

static void
test_own (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = NULL;
  g_autoptr (ImMessage) message = NULL;
  ImConversation *juliet;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  list = open_list (rig);
  juliet = im_rig_converse (rig, "juliet@example.com");
  im_conversation_send (juliet, "bad");
  im_rig_play (rig, SAY ("bad"));
  im_rig_settle (rig);
  message = message_at (list, 0);
  im_amend_correct (juliet, message, "bad\n"); /* nothing new */
  im_amend_correct (juliet, message, "good");
  im_rig_play (rig, MOCK_ASK SAY_BETTER ("good"));
  assert_shown (rig, list, "good*");
  im_amend_toggle_reaction (juliet, message, "👋");
  im_rig_settle (rig);
  im_amend_toggle_reaction (juliet, message, "🐢");
  im_rig_settle (rig);
  im_amend_toggle_reaction (juliet, message, "👋");
  im_rig_play (rig, REACT_WITH ("<reaction>👋</reaction>")
                      REACT_WITH ("<reaction>👋</reaction><reaction>🐢</reaction>")
                        REACT_WITH ("<reaction>🐢</reaction>"));
  assert_shown (rig, list, "good*!");
  im_amend_take_back (juliet, message);
  im_rig_play (rig, TAKE_BACK);
  assert_shown (rig, list, "(gone)");
  g_assert_false (im_amend_can_correct (message));
  g_assert_false (im_amend_can_take_back (message));
  g_assert_false (im_amend_can_react (message));
}

/* What nobody has read yet is simply another text, or none. */
static void
test_never_sent (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = NULL;
  g_autoptr (ImMessage) first = NULL;
  g_autoptr (ImMessage) second = NULL;
  ImConversation *juliet;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  list = open_list (rig);
  juliet = im_rig_converse (rig, "juliet@example.com");
  im_rig_play (rig, "S: reset");
  im_conversation_send (juliet, "bad");
  im_conversation_send (juliet, "worse");
  im_rig_settle (rig);
  first = message_at (list, 0);
  second = message_at (list, 1);
  im_amend_correct (juliet, first, "good");
  im_amend_take_back (juliet, second);
  assert_shown (rig, list, "good (gone)");

  g_clear_object (&rig->transport);
  im_rig_advance (rig, 10);
  im_rig_play (rig, MOCK_RESUME ("4") MOCK_RESUMED ("6") SAY ("good") MOCK_ASK "--\n");
}

/* Kept over a restart, behind the message, under the same id; and that one goes out as it was. */
static void
test_restart (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = NULL;
  g_autoptr (ImMessage) message = NULL;
  ImConversation *juliet;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  list = open_list (rig);
  juliet = im_rig_converse (rig, "juliet@example.com");
  im_conversation_send (juliet, "bad");
  im_rig_play (rig, SAY ("bad"));
  im_rig_settle (rig);
  message = message_at (list, 0);
  im_amend_correct (juliet, message, "good");
  im_rig_settle (rig);
  im_amend_toggle_reaction (juliet, message, "👋");
  im_rig_settle (rig);
  g_clear_object (&message);
  g_clear_object (&list);

  im_rig_restart (rig);
  im_accounts_set_presence (rig->accounts, IM_SHOW_AVAILABLE, NULL, 0);
  im_account_set_password (rig->account, "secret");
  im_rig_wait_for_transport (rig);
  im_rig_play (rig, MOCK_SIGN_IN IM_RIG_BEGIN MOCK_ASK
               "C: <iq type='get' id='*'><query xmlns='jabber:iq:roster'/></iq>\n" SAY ("bad")
                 SAY_BETTER ("good") REACT_WITH ("<reaction>👋</reaction>") "--");
  im_rig_play (rig, MOCK_ACK ("5"));
  list = open_list (rig);
  assert_shown (rig, list, "good*!");
  g_assert_cmpuint (im_outbox_get_n_waiting (im_account_get_outbox (rig->account)), ==, 0);
}

static void
on_not_changed (ImConversation *conversation, const GError *error, guint *n_refused)
{
  g_assert_nonnull (error);
  ++*n_refused;
}

/* XEP-0444 §3.3: what is refused is undone. */
static void
test_refused (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = NULL;
  g_autoptr (ImMessage) message = NULL;
  guint n_refused = 0;
  ImConversation *juliet;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  list = open_list (rig);
  juliet = im_rig_converse (rig, "juliet@example.com");
  g_signal_connect (juliet, "not-changed", G_CALLBACK (on_not_changed), &n_refused);
  im_rig_play (rig, FROM_HER "id='m1'><body>hers</body></message>\n");
  im_rig_settle (rig);
  message = message_at (list, 0);
  im_amend_toggle_reaction (juliet, message, "👋");
  im_rig_play (rig, "C: <message type='chat' to='juliet@example.com/balcony' id='*'>"
                    "<reactions id='m1' " REACT "><reaction>👋</reaction></reactions>" STORE ORIGIN
                    "</message>\n");
  assert_shown (rig, list, "hers!");
  im_rig_play (rig, "S: <message type='error' id='@' from='juliet@example.com'><error "
                    "type='modify'><not-acceptable "
                    "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>\n");
  assert_shown (rig, list, "hers");
  g_assert_cmpuint (n_refused, ==, 1);
  g_signal_handlers_disconnect_by_data (juliet, &n_refused);
}

int
main (int argc, char **argv)
{
  im_rig_init (&argc, &argv);
  im_rig_add ("changes", "received", test_received);
  im_rig_add ("changes", "handed-out-late", test_handed_out_late);
  im_rig_add ("changes", "wrong-sender", test_wrong_sender);
  im_rig_add ("changes", "carbons", test_carbons);
  im_rig_add ("changes", "own", test_own);
  im_rig_add ("changes", "never-sent", test_never_sent);
  im_rig_add ("changes", "restart", test_restart);
  im_rig_add ("changes", "refused", test_refused);
  return g_test_run ();
}
