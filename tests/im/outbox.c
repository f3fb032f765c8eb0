/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages from the Enter key to the acknowledgement: nothing lost, nothing twice, and in order.
 */

#include "im/outbox.h"

#include "im/amend.h"

#include "rig.h"
#include "xmpp/stanza-error.h"

#define SAY(body)                                                                                  \
  "C: <message type='chat' to='juliet@example.com' id='*'><body>" body "</body>"                   \
  "<origin-id xmlns='urn:xmpp:sid:0' id='*'/><request xmlns='urn:xmpp:receipts'/><markable "       \
  "xmlns='urn:xmpp:chat-markers:0'/>"                                                              \
  "<active xmlns='http://jabber.org/protocol/chatstates'/></message>\n"

static void
assert_messages (ImMessageList *list, const char *expected)
{
  g_autofree char *dump = im_rig_dump (list);

  g_assert_cmpstr (dump, ==, expected);
}

static ImMessageList *
open_list (ImRig *rig, ImConversation *conversation)
{
  ImMessageList *list = im_conversation_dup_messages (conversation);

  im_rig_settle (rig);
  g_assert_true (im_message_list_get_loaded (list));
  return list;
}

static void
test_sent (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;
  g_autoptr (ImMessageList) list = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  list = open_list (rig, juliet);
  im_conversation_set_draft (juliet, "What's in a name?");
  im_conversation_send (juliet, "  O, speak again \n\n");
  g_assert_cmpstr (im_conversation_get_draft (juliet), ==, "What's in a name?");
  im_rig_settle (rig);
  assert_messages (list, "  O, speak again /pending");
  g_assert_cmpuint (im_outbox_get_n_waiting (im_account_get_outbox (rig->account)), ==, 1);
  im_rig_play (rig, SAY ("  O, speak again ") MOCK_ASK);
  im_rig_play (rig, MOCK_ACK ("7"));
  im_rig_settle (rig);
  assert_messages (list, "  O, speak again /sent");
  g_assert_cmpuint (im_outbox_get_n_waiting (im_account_get_outbox (rig->account)), ==, 0);
}

/* Hidden, also when it is corrected, and only once. */
static void
test_spoiler (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;
  g_autoptr (ImMessageList) list = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  list = open_list (rig, juliet);
  im_conversation_set_spoiler (juliet, "The end");
  im_conversation_write (juliet, "Both of them die");
  g_assert_null (im_conversation_get_spoiler (juliet));
  im_rig_settle (rig);
  im_rig_play (rig, "C: <message type='chat' to='juliet@example.com' id='*'>"
                    "<body>Both of them die</body>"
                    "<spoiler xmlns='urn:xmpp:spoiler:0'>The end</spoiler>*</message>\n" MOCK_ASK);
  im_rig_play (rig, MOCK_ACK ("7"));
  im_rig_settle (rig);
  {
    g_autoptr (ImMessage) message = g_list_model_get_item (G_LIST_MODEL (list), 0);

    im_amend_correct (juliet, message, "Both of them live");
  }
  im_rig_settle (rig);
  im_rig_play (rig, "C: <message type='chat' to='juliet@example.com' id='*'>"
                    "<body>Both of them live</body>"
                    "<spoiler xmlns='urn:xmpp:spoiler:0'>The end</spoiler>*</message>\n" MOCK_ASK);

  /* What cannot be saved comes back hidden. */
  store_db_close (rig->db);
  {
    g_autoptr (ImMessage) message = g_list_model_get_item (G_LIST_MODEL (list), 0);

    im_amend_correct (juliet, message, "One of them dies");
  }
  while (*im_conversation_get_draft (juliet) == '\0')
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (im_conversation_get_draft (juliet), ==, "One of them dies");
  g_assert_cmpstr (im_conversation_get_spoiler (juliet), ==, "The end");
}

static void
test_blank (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  im_conversation_send (juliet, "");
  im_conversation_send (juliet, "\n");
  im_conversation_send (juliet, " \n\t ");
  im_conversation_send (juliet, "\u00a0\u200b");
  im_conversation_set_spoiler (juliet, "The end");
  im_conversation_write (juliet, " ");
  g_assert_cmpstr (im_conversation_get_spoiler (juliet), ==, "The end");
  im_rig_settle (rig);
  im_rig_play (rig, "--");
}

/* Typed before the conversation was in the archive. */
static void
test_at_once (ImRig *rig, gconstpointer data)
{
  g_autoptr (XmppJid) jid = im_rig_jid ("juliet@example.com");
  g_autoptr (ImMessageList) list = NULL;
  ImConversation *juliet;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_conversations_ensure (rig->conversations, rig->account, jid);
  g_assert_cmpint (im_conversation_get_id (juliet), ==, 0);
  im_conversation_send (juliet, "one");
  im_conversation_send (juliet, "two");
  list = im_conversation_dup_messages (juliet);
  im_rig_play (rig, SAY ("one") MOCK_ASK SAY ("two"));
  im_rig_settle (rig);
  assert_messages (list, "one/pending two/pending");
}

/* Written offline: kept over a restart, sent in order under the same ids, before what is newer. */
static void
test_restart (ImRig *rig, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *id_again = NULL;
  g_autoptr (ImMessageList) list = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  im_conversation_send (im_rig_converse (rig, "juliet@example.com"), "one");
  im_rig_play (rig, SAY ("one"));
  id = mock_transport_dup_last (rig->transport, "id");
  im_conversation_send (im_rig_converse (rig, "juliet@example.com"), "two");
  im_rig_settle (rig);

  im_rig_restart (rig);
  im_conversation_send (im_rig_converse (rig, "juliet@example.com"), "three");
  im_accounts_set_presence (rig->accounts, IM_SHOW_AVAILABLE, NULL, 0);
  im_account_set_password (rig->account, "secret");
  im_rig_wait_for_transport (rig);
  im_rig_play (rig, MOCK_SIGN_IN IM_RIG_BEGIN MOCK_ASK
               "C: <iq type='get' id='*'><query xmlns='jabber:iq:roster'/></iq>\n" SAY ("one"));
  id_again = mock_transport_dup_last (rig->transport, "id");
  g_assert_cmpstr (id_again, ==, id);
  im_rig_play (rig, SAY ("two") SAY ("three") "--");
  im_rig_play (rig, MOCK_ACK ("5"));
  im_rig_settle (rig);
  list = open_list (rig, im_rig_converse (rig, "juliet@example.com"));
  assert_messages (list, "one/sent two/sent three/sent");
}

/* The link breaks, the session goes on: the session repeats what it has to, the outbox nothing. */
static void
test_resumed (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;
  g_autoptr (ImMessageList) list = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  list = open_list (rig, juliet);
  im_conversation_send (juliet, "one");
  im_rig_play (rig, SAY ("one") MOCK_ASK "S: reset");
  im_conversation_send (juliet, "two");
  im_rig_settle (rig);
  assert_messages (list, "one/pending two/pending");

  g_clear_object (&rig->transport);
  im_rig_advance (rig, 10);
  im_rig_play (rig,
               MOCK_RESUME ("4") MOCK_RESUMED ("7") SAY ("two") MOCK_ASK "--\n" MOCK_ACK ("8"));
  im_rig_settle (rig);
  assert_messages (list, "one/sent two/sent");
}

/* The server has forgotten the session: what it did not acknowledge goes out again, same id. */
static void
test_not_resumed (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;
  g_autoptr (ImMessageList) list = NULL;
  g_autofree char *id = NULL;
  g_autofree char *id_again = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  list = open_list (rig, juliet);
  im_conversation_send (juliet, "one");
  im_rig_play (rig, SAY ("one"));
  id = mock_transport_dup_last (rig->transport, "id");
  im_rig_play (rig, MOCK_ASK "S: reset");
  im_conversation_send (juliet, "two");
  im_rig_settle (rig);

  g_clear_object (&rig->transport);
  im_rig_advance (rig, 10);
  im_rig_play (
    rig, MOCK_RESUME ("4") "S: <failed xmlns='urn:xmpp:sm:3'/>\n" MOCK_BIND MOCK_BOUND MOCK_ENABLE
           MOCK_ENABLED IM_RIG_BEGIN MOCK_ASK
                           "C: <iq type='get' id='*'><query xmlns='jabber:iq:roster'/></iq>\n" SAY (
                             "one"));
  id_again = mock_transport_dup_last (rig->transport, "id");
  g_assert_cmpstr (id_again, ==, id);
  im_rig_play (rig, SAY ("two") "--\n" MOCK_ACK ("4"));
  im_rig_settle (rig);
  assert_messages (list, "one/sent two/sent");
}

static void
test_failed_and_retried (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;
  g_autoptr (ImMessageList) list = NULL;
  g_autoptr (ImMessage) message = NULL;
  g_autofree char *id = NULL;
  g_autofree char *id_again = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  list = open_list (rig, juliet);
  im_conversation_send (juliet, "one");
  im_rig_play (rig, SAY ("one"));
  id = mock_transport_dup_last (rig->transport, "id");
  im_rig_play (rig,
               "S: <message type='error' id='@' from='juliet@example.com'><error type='cancel'>"
               "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
               "</message>\n" MOCK_ASK MOCK_ACK ("7"));
  im_rig_settle (rig);
  assert_messages (list, "one/failed");
  message = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_error (im_message_get_error (message), XMPP_STANZA_ERROR,
                  XMPP_STANZA_ERROR_SERVICE_UNAVAILABLE);

  im_conversation_retry (juliet, message);
  im_rig_play (rig, SAY ("one"));
  id_again = mock_transport_dup_last (rig->transport, "id");
  g_assert_cmpstr (id_again, !=, id);
  im_rig_settle (rig);
  assert_messages (list, "one/pending");
  g_assert_null (im_message_get_error (message));
}

#define CORRECT(id, body)                                                                          \
  "C: <message type='chat' to='juliet@example.com' id='*'><body>" body "</body>"                   \
  "<replace xmlns='urn:xmpp:message-correct:0' id='" id "'/>"                                      \
  "<origin-id xmlns='urn:xmpp:sid:0' id='*'/><request xmlns='urn:xmpp:receipts'/><markable "       \
  "xmlns='urn:xmpp:chat-markers:0'/>"                                                              \
  "<active xmlns='http://jabber.org/protocol/chatstates'/></message>\n"
#define REFUSE                                                                                     \
  "S: <message type='error' id='@' from='juliet@example.com'><error type='cancel'>"                \
  "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>\n"

/* The server keeps what failed, and shows it to other devices: there it is corrected. */
static void
test_failed_and_corrected (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;
  g_autoptr (ImMessageList) list = NULL;
  g_autoptr (ImMessage) message = NULL;
  g_autofree char *id = NULL;
  g_autofree char *correction = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  list = open_list (rig, juliet);
  im_conversation_send (juliet, "one");
  im_rig_play (rig, SAY ("one"));
  id = mock_transport_dup_last (rig->transport, "id");
  im_rig_play (rig, REFUSE);
  im_rig_settle (rig);
  message = g_list_model_get_item (G_LIST_MODEL (list), 0);
  assert_messages (list, "one/failed");

  im_amend_correct (juliet, message, "two");
  correction = g_strdup_printf (CORRECT ("%s", "two"), id);
  im_rig_play (rig, correction);
  im_rig_settle (rig);
  assert_messages (list, "two/sent");
  im_rig_play (rig, REFUSE);
  im_rig_settle (rig);
  assert_messages (list, "two/failed");

  /* It is the first one that is corrected, also when nothing is corrected any more. */
  im_conversation_retry (juliet, message);
  im_rig_play (rig, correction);
  im_rig_settle (rig);
  assert_messages (list, "two/sent");
}

/* The receipt and the error are faster than the acknowledgement, which then never comes. */
static void
test_settled (ImRig *rig, gconstpointer data)
{
  ImOutbox *outbox;
  ImConversation *juliet;
  g_autoptr (ImMessageList) list = NULL;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  outbox = im_account_get_outbox (rig->account);
  juliet = im_rig_converse (rig, "juliet@example.com");
  im_rig_converse (rig, "nurse@example.com");
  list = open_list (rig, juliet);
  im_conversation_send (juliet, "one");
  im_rig_play (rig, SAY ("one"));

  /* Not from somebody else. */
  im_rig_play (rig, "S: <message from='nurse@example.com'>"
                    "<received xmlns='urn:xmpp:receipts' id='@'/></message>");
  g_assert_cmpuint (im_outbox_get_n_waiting (outbox), ==, 1);
  im_rig_play (rig, "S: <message from='juliet@example.com/balcony'>"
                    "<received xmlns='urn:xmpp:receipts' id='@'/></message>");
  g_assert_cmpuint (im_outbox_get_n_waiting (outbox), ==, 0);

  im_conversation_send (juliet, "two");
  im_rig_play (rig, MOCK_ASK SAY ("two"));
  im_rig_play (rig,
               "S: <message type='error' id='@' from='juliet@example.com'><error type='cancel'>"
               "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
               "</message>");
  g_assert_cmpuint (im_outbox_get_n_waiting (outbox), ==, 0);
  im_rig_settle (rig);
  assert_messages (list, "one/delivered two/failed");
}

/* What was written long before it goes out says so (XEP-0203). */
static void
test_stamped (ImRig *rig, gconstpointer data)
{
  g_autoptr (StoreMessage) old =
    store_message_new (STORE_MESSAGE_OUT, STORE_MESSAGE_CHAT, "romeo@example.org",
                       G_GINT64_CONSTANT (1031699305000000));
  ImConversation *juliet;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  old->stanza_id = g_strdup ("o1");
  old->origin_id = g_strdup ("o1");
  old->body = g_strdup ("old");
  im_outbox_load (im_account_get_outbox (rig->account), juliet, old);
  im_outbox_flush (im_account_get_outbox (rig->account));
  im_rig_play (
    rig, "C: <message type='chat' to='juliet@example.com' id='o1'><body>old</body>"
         "<origin-id xmlns='urn:xmpp:sid:0' id='o1'/><request xmlns='urn:xmpp:receipts'/><markable "
         "xmlns='urn:xmpp:chat-markers:0'/>"
         "<delay xmlns='urn:xmpp:delay' from='romeo@example.org/orchard'"
         " stamp='2002-09-10T23:08:25Z'/><active xmlns='http://jabber.org/protocol/chatstates'/>"
         "</message>");
}

/* What is longer than the server takes would end the stream (XEP-0478 §4): it fails here, and what follows
 * goes out. */
static void
test_too_long (ImRig *rig, gconstpointer data)
{
  ImConversation *juliet;
  g_autoptr (ImMessageList) list = NULL;
  g_autoptr (ImMessage) message = NULL;
  g_autofree char *text = g_strnfill (2000, 'x');
  g_autofree char *expected = g_strconcat (text, "/failed short/sent", NULL);

  rig->limits = "<limits xmlns='urn:xmpp:stream-limits:0'><max-bytes>2000</max-bytes></limits>";
  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  list = open_list (rig, juliet);
  im_conversation_send (juliet, text);
  im_conversation_send (juliet, "short");
  im_rig_settle (rig);
  im_rig_play (rig, SAY ("short") "--");
  im_rig_settle (rig);
  assert_messages (list, expected);
  message = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_error (im_message_get_error (message), XMPP_STANZA_ERROR,
                  XMPP_STANZA_ERROR_NOT_ACCEPTABLE);
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);
  im_rig_add ("outbox", "sent", test_sent);
  im_rig_add ("outbox", "spoiler", test_spoiler);
  im_rig_add ("outbox", "blank", test_blank);
  im_rig_add ("outbox", "at-once", test_at_once);
  im_rig_add ("outbox", "restart", test_restart);
  im_rig_add ("outbox", "resumed", test_resumed);
  im_rig_add ("outbox", "not-resumed", test_not_resumed);
  im_rig_add ("outbox", "failed-and-retried", test_failed_and_retried);
  im_rig_add_unmanaged ("outbox", "failed-and-corrected", test_failed_and_corrected);
  im_rig_add ("outbox", "settled", test_settled);
  im_rig_add ("outbox", "stamped", test_stamped);
  im_rig_add_unmanaged ("outbox", "too-long", test_too_long);
  return g_test_run ();
}
