/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message says, and who talks to whom.
 */

#include "im/reading.h"

#include "xmpp/snippet.h"

static void
check_parties (const char *addresses,
               StoreDirection direction,
               const char *sender,
               const char *peer)
{
  g_autofree char *text = g_strdup_printf ("<message %s/>", addresses);
  g_autoptr (XmlElement) stanza = snippet_parse (text);
  g_autoptr (XmppJid) account = xmpp_jid_parse ("romeo@example.org", NULL);
  g_auto (ImParties) parties = { 0 };

  im_parties_read (&parties, stanza, account);
  g_assert_cmpint (parties.direction, ==, direction);
  g_assert_cmpstr (xmpp_jid_string (parties.sender), ==, sender);
  g_assert_cmpstr (xmpp_jid_string (parties.peer), ==, peer);
}

static void
test_parties (void)
{
  check_parties ("from='juliet@example.com/b' to='romeo@example.org'", STORE_MESSAGE_IN,
                 "juliet@example.com/b", "juliet@example.com");
  check_parties ("from='romeo@example.org/a' to='juliet@example.com/b'", STORE_MESSAGE_OUT,
                 "romeo@example.org/a", "juliet@example.com");
  check_parties ("to='juliet@example.com'", STORE_MESSAGE_OUT, "romeo@example.org",
                 "juliet@example.com");
  check_parties ("from='romeo@example.org/a'", STORE_MESSAGE_OUT, "romeo@example.org/a",
                 "romeo@example.org");
  check_parties ("from='example.com' to='romeo@example.org'", STORE_MESSAGE_IN, "example.com",
                 "example.com");
}

/* NULL when there is nothing to read. */
static StoreMessage *
read_text (const char *text)
{
  g_autoptr (XmlElement) stanza = snippet_parse (text);
  g_autoptr (XmppJid) sender = xmpp_jid_parse ("juliet@example.com/b", NULL);

  return im_read_message (stanza, STORE_MESSAGE_IN, sender, 77);
}

static void
test_message (void)
{
  g_autoptr (StoreMessage) message =
    read_text ("<message type='headline' id='m1'><subject>News</subject><body>All well</body>"
               "<thread>t1</thread><origin-id xmlns='urn:xmpp:sid:0' id='o1'/></message>");

  g_assert_cmpint (message->kind, ==, STORE_MESSAGE_HEADLINE);
  g_assert_cmpint (message->direction, ==, STORE_MESSAGE_IN);
  g_assert_cmpint (message->time, ==, 77);
  g_assert_cmpstr (message->sender, ==, "juliet@example.com/b");
  g_assert_cmpstr (message->stanza_id, ==, "m1");
  g_assert_cmpstr (message->origin_id, ==, "o1");
  g_assert_cmpstr (message->subject, ==, "News");
  g_assert_cmpstr (message->body, ==, "All well");
  g_assert_cmpstr (message->thread, ==, "t1");
  g_assert_null (message->server_id);
}

static void
test_nothing (void)
{
  static const char *const texts[] = {
    "<message/>",
    "<message type='chat'><body/></message>",
    "<message type='chat'><subject/></message>",
    "<message type='error'><body>No</body></message>",
    "<message type='groupchat'><body>No</body></message>",
    "<message type='chat'><body xmlns='urn:test'>No</body></message>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (read_text (texts[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/im/reading/parties", test_parties);
  g_test_add_func ("/im/reading/message", test_message);
  g_test_add_func ("/im/reading/nothing", test_nothing);

  return g_test_run ();
}
