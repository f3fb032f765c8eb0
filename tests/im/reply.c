/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Replies: to the wire and back, what they quote, and finding the original.
 */

#include "im/reply.h"

#include "im/conversation.h"
#include "rig.h"
#include "xmpp/snippet.h"

#define QUOTE "&gt; We should bake a cake&#10;"
#define REPLY(id) "<reply to='anna@example.com' id='" id "' xmlns='urn:xmpp:reply:0'/>"
#define FALLBACK(end)                                                                              \
  "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='" end         \
  "'/></fallback>"

static StoreMessage *
make (const char *body)
{
  StoreMessage *message = store_message_new (STORE_MESSAGE_OUT, STORE_MESSAGE_CHAT, "a@b", 1);

  message->body = g_strdup (body);
  return message;
}

static void
test_write (void)
{
  g_autoptr (StoreMessage) plain = make ("Great idea!");
  g_autoptr (StoreMessage) reply = make ("Great idea!");
  g_autoptr (XmlElement) one = xml_element_new ("message", XMPP_NS_CLIENT);
  g_autoptr (XmlElement) two = xml_element_new ("message", XMPP_NS_CLIENT);
  g_autoptr (StoreMessage) back = NULL;
  g_autofree char *quoted = NULL;

  im_reply_write (plain, one);
  snippet_assert_equal (one, "<message><body>Great idea!</body></message>");
  im_reply_set (reply, "1", "anna@example.com", "We should bake a cake");
  im_reply_write (reply, two);
  snippet_assert_equal (two, "<message><body>" QUOTE "Great idea!</body>" REPLY ("1")
                               FALLBACK ("24") "</message>");
  xml_element_seal (two);

  back = make ("> We should bake a cake\nGreat idea!");
  im_reply_read (two, back);
  quoted = im_reply_dup_quoted (back);
  g_assert_cmpstr (back->reply_to, ==, "1");
  g_assert_cmpstr (back->body, ==, "Great idea!");
  g_assert_cmpstr (quoted, ==, "We should bake a cake");
}

/* What is hidden in the original is not to be read in the answer. */
static void
test_unquoted (void)
{
  g_autoptr (StoreMessage) reply = make ("Great idea!");
  g_autoptr (XmlElement) stanza = xml_element_new ("message", XMPP_NS_CLIENT);

  im_reply_set (reply, "1", "anna@example.com", NULL);
  im_reply_write (reply, stanza);
  snippet_assert_equal (stanza, "<message><body>Great idea!</body>" REPLY ("1") "</message>");
  g_assert_null (im_reply_dup_quoted (reply));
}

/* What is answered may be as long as it likes. */
static void
test_clip (void)
{
  g_autofree char *text = g_strnfill (60000, 'x');
  g_autoptr (StoreMessage) reply = make ("Yes");

  im_reply_set (reply, "1", "anna@example.com", text);
  g_assert_cmpuint (strlen (reply->extra), <, 1000);
}

/* A quote that lies about its length is text like any other. */
static void
test_lie (void)
{
  g_autoptr (XmlElement) stanza =
    snippet_parse ("<message>" REPLY ("1") FALLBACK ("9999") "</message>");
  g_autoptr (StoreMessage) message = make ("> All\nof it");
  g_autofree char *quoted = NULL;

  im_reply_read (stanza, message);
  quoted = im_reply_dup_quoted (message);
  g_assert_cmpstr (message->reply_to, ==, "1");
  g_assert_cmpstr (message->body, ==, "> All\nof it");
  g_assert_null (quoted);
}

static const ImQuote *
quote_at (ImMessageList *list, guint position)
{
  g_autoptr (ImMessage) message = g_list_model_get_item (G_LIST_MODEL (list), position);

  return im_message_get_quote (message);
}

#define FROM_JULIET "S: <message type='chat' from='juliet@example.com/a' to='romeo@example.net'"

static void
test_original (ImRig *rig, gconstpointer data)
{
  g_autoptr (ImMessageList) list = NULL;
  g_autoptr (ImMessage) first = NULL;
  ImConversation *juliet;

  im_rig_sign_in (rig, IM_RIG_JULIET);
  juliet = im_rig_converse (rig, "juliet@example.com");
  list = im_conversation_dup_messages (juliet);
  im_rig_play (rig, FROM_JULIET " id='j1'><body>Shall we&#10;&#10;bake?</body></message>");
  im_rig_settle (rig);
  im_rig_play (rig, FROM_JULIET " id='j2'><body>" QUOTE "Well?</body>" REPLY ("j1")
                      FALLBACK ("24") "</message>");
  im_rig_settle (rig);
  im_rig_play (rig, FROM_JULIET " id='j3'><body>" QUOTE "Really?</body>" REPLY ("gone")
                      FALLBACK ("24") "</message>");
  im_rig_settle (rig);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3);
  g_assert_null (quote_at (list, 0));

  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpint (quote_at (list, 1)->id, ==, im_message_get_id (first));
  g_assert_cmpstr (quote_at (list, 1)->sender, ==, "Juliet");
  g_assert_cmpstr (quote_at (list, 1)->text, ==, "Shall we bake?");

  g_assert_cmpint (quote_at (list, 2)->id, ==, 0);
  g_assert_null (quote_at (list, 2)->sender);
  g_assert_cmpstr (quote_at (list, 2)->text, ==, "We should bake a cake");

  g_assert_true (im_message_can_be_answered (first));
  im_conversation_reply (juliet, "Let us", first);
  im_rig_settle (rig);
  im_rig_play (rig, "C: <message type='chat' to='juliet@example.com/a' id='*'>"
                    "<body>&gt; Shall we&#10;&gt; &#10;&gt; bake?&#10;Let us</body>"
                    "<reply xmlns='urn:xmpp:reply:0' to='juliet@example.com/a' id='j1'/>" FALLBACK (
                      "22") "<origin-id xmlns='urn:xmpp:sid:0' id='*'/>"
                            "<request xmlns='urn:xmpp:receipts'/><markable "
                            "xmlns='urn:xmpp:chat-markers:0'/></message>\n"
                            "C: <r xmlns='urn:xmpp:sm:3'/>");
  g_assert_cmpint (quote_at (list, 3)->id, ==, im_message_get_id (first));
}

int
main (int argc, char **argv)
{
  im_rig_init (&argc, &argv);
  g_test_add_func ("/im/reply/write", test_write);
  g_test_add_func ("/im/reply/unquoted", test_unquoted);
  g_test_add_func ("/im/reply/clip", test_clip);
  g_test_add_func ("/im/reply/lie", test_lie);
  im_rig_add ("reply", "original", test_original);
  return g_test_run ();
}
