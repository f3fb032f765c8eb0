/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of retractions: the XEP's examples. */
#include "config.h"

#include "xmpp/xep/0424-retraction.h"

#include "xmpp/stanza.h"

#include "../snippet.h"

/* XEP-0424 §3 */
#define EXAMPLE                                                                                    \
  "<message type='chat' to='lord@capulet.example' id='retract-message-1'>"                         \
  "<retract id='wrong-recipient-1' xmlns='urn:xmpp:message-retract:1'/>"                           \
  "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:message-retract:1'/>"                       \
  "<body>/me retracted a previous message, but it&apos;s unsupported by your client.</body>"       \
  "<store xmlns='urn:xmpp:hints'/></message>"

static void
test_read (void)
{
  g_autoptr (XmlElement) message = snippet_parse (EXAMPLE);
  g_autoptr (XmlElement) other = snippet_parse (
    "<message><retract id='' xmlns='urn:xmpp:message-retract:1'/><body>Hi</body></message>");

  g_assert_cmpstr (xmpp_retraction_get_target (message), ==, "wrong-recipient-1");
  g_assert_null (xmpp_retraction_get_target (other));
}

static void
test_build (void)
{
  g_autoptr (XmppJid) to = xmpp_jid_parse ("lord@capulet.example", NULL);
  g_autoptr (XmlElement) message = xmpp_message_new (XMPP_MESSAGE_CHAT, to);

  xml_element_set (message, "id", "retract-message-1");
  xmpp_retraction_add (message, "wrong-recipient-1");
  snippet_assert_equal (message, EXAMPLE);
}

static void
test_tombstone (void)
{
  /* XEP-0424 §4, as it lies in the archive */
  g_autoptr (XmlElement) message =
    snippet_parse ("<message type='chat' from='romeo@montague.example' to='lord@capulet.example'"
                   " id='wrong-recipient-1'><retracted stamp='2019-09-20T23:09:32Z'"
                   " xmlns='urn:xmpp:message-retract:1' id='retract-message-1'/></message>");
  g_autoptr (XmlElement) unstamped = snippet_parse (
    "<message><retracted xmlns='urn:xmpp:message-retract:1' id='1' stamp='soon'/></message>");
  g_autoptr (XmlElement) speaking =
    snippet_parse ("<message><retracted xmlns='urn:xmpp:message-retract:1' id='1'/>"
                   "<body>Still there</body></message>");
  gint64 time = 0;

  g_assert_true (xmpp_retraction_is_tombstone (message, &time));
  g_assert_cmpint (time, ==, G_GINT64_CONSTANT (1569020972000000));
  time = 1;
  g_assert_true (xmpp_retraction_is_tombstone (unstamped, &time));
  g_assert_cmpint (time, ==, 1);
  g_assert_false (xmpp_retraction_is_tombstone (speaking, &time));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xep/0424-retraction/read", test_read);
  g_test_add_func ("/xep/0424-retraction/build", test_build);
  g_test_add_func ("/xep/0424-retraction/tombstone", test_tombstone);
  return g_test_run ();
}
