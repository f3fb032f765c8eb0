/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of what a session is told in place of a server, and what peers are (XEP-0174 §6). */
#include "config.h"

#include "xmpp/link-local/stanzas.h"

#include "../snippet.h"

static void
assert_answer (XmlElement *answer, const char *expected)
{
  g_autoptr (XmlElement) owned = answer;

  if (expected == NULL)
    g_assert_null (owned);
  else
    snippet_assert_equal (owned, expected);
}

static void
test_session (void)
{
  static const char *const cases[][2] = {
    { "<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq>",
      "<iq type='result' id='1'><query xmlns='jabber:iq:roster'/></iq>" },
    { "<iq type='get' id='2'><ping xmlns='urn:xmpp:ping'/></iq>", "<iq type='result' id='2'/>" },
    /* There is nothing to be changed, and nobody else to be asked. */
    { "<iq type='set' id='3'><query xmlns='jabber:iq:roster'/></iq>",
      "<iq type='error' id='3'><error type='cancel'><service-unavailable "
      "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>" },
    { "<iq type='get' id='4' to='juliet@pronto'><ping xmlns='urn:xmpp:ping'/></iq>",
      "<iq type='error' id='4' from='juliet@pronto'><error type='cancel'><service-unavailable "
      "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) iq = snippet_parse (cases[i][0]);

    assert_answer (xmpp_nearby_answer_session (iq), cases[i][1]);
  }
}

static void
test_bind (void)
{
  g_autoptr (XmppJid) own = xmpp_jid_parse ("romeo@forza", NULL);
  g_autoptr (XmppJid) named = NULL;
  g_autoptr (XmppJid) unnamed = NULL;
  g_autoptr (XmlElement) with =
    snippet_parse ("<iq type='set' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                   "<resource>Romeo Montague</resource></bind></iq>");
  g_autoptr (XmlElement) without =
    snippet_parse ("<iq type='set' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
  g_autoptr (XmlElement) answer = NULL;

  assert_answer (xmpp_nearby_answer_bind (with, own, &named),
                 "<iq type='result' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                 "<jid>romeo@forza/Romeo Montague</jid></bind></iq>");
  g_assert_cmpstr (xmpp_jid_resource (named), ==, "Romeo Montague");
  answer = xmpp_nearby_answer_bind (without, own, &unnamed);
  g_assert_nonnull (xmpp_jid_resource (unnamed));
}

/* Whatever they say who they are, and for whom it is. */
static void
test_messages (void)
{
  static const char *const cases[][2] = {
    { "<message from='nurse@elsewhere' to='nobody' type='chat' "
      "id='a'><body>M'lady</body></message>",
      "<message from='romeo@forza' to='juliet@pronto/x' type='chat' id='a'><body>M'lady</body>"
      "</message>" },
    { "<message type='chat'><body>x</body><delay xmlns='urn:xmpp:delay' "
      "stamp='2002-09-10T00:00:00Z'/>"
      "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@pronto' id='1'/>"
      "<origin-id xmlns='urn:xmpp:sid:0' id='2'/></message>",
      "<message from='romeo@forza' to='juliet@pronto/x' type='chat'><body>x</body>"
      "<origin-id xmlns='urn:xmpp:sid:0' id='2'/></message>" },
    { "<message type='groupchat'><body>x</body></message>", NULL },
    { "<message type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'/></message>",
      NULL },
  };
  g_autoptr (XmppJid) from = xmpp_jid_parse ("romeo@forza", NULL);
  g_autoptr (XmppJid) to = xmpp_jid_parse ("juliet@pronto/x", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) message = snippet_parse (cases[i][0]);

    assert_answer (xmpp_nearby_take_message (message, from, to), cases[i][1]);
  }
}

#define CONDITION(name) "<" name " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"

static void
test_peers (void)
{
  static const char *const cases[][2] = {
    { "<iq type='get' id='1' from='a@b'><query "
      "xmlns='http://jabber.org/protocol/disco#info'/></iq>",
      "<iq type='result' id='1' to='a@b'><query xmlns='http://jabber.org/protocol/disco#info'>"
      "<identity category='client' type='pc'/>"
      "<feature var='http://jabber.org/protocol/chatstates'/>"
      "<feature var='http://jabber.org/protocol/disco#info'/>"
      "<feature var='urn:xmpp:receipts'/></query></iq>" },
    { "<iq type='get' id='2'><ping xmlns='urn:xmpp:ping'/></iq>", "<iq type='result' id='2'/>" },
    { "<iq type='set' id='3'><si xmlns='http://jabber.org/protocol/si'/></iq>",
      "<iq type='error' id='3'><error type='cancel'>" CONDITION (
        "feature-not-implemented") "</error>"
                                   "</iq>" },
    { "<iq type='set' id='4'><jingle xmlns='urn:xmpp:jingle:1' action='session-initiate'/></iq>",
      "<iq type='error' id='4'><error type='cancel'>" CONDITION (
        "feature-not-implemented") "</error>"
                                   "</iq>" },
    { "<iq type='get' id='5'><query xmlns='jabber:iq:version'/></iq>",
      "<iq type='error' id='5'><error type='cancel'>" CONDITION (
        "service-unavailable") "</error></iq>" },
    { "<iq type='set' id='6'><query xmlns='jabber:iq:roster'><item jid='x@y'/></query></iq>",
      "<iq type='error' id='6'><error type='cancel'>" CONDITION (
        "service-unavailable") "</error></iq>" },
    { "<iq id='7'/>",
      "<iq type='error' id='7'><error type='modify'>" CONDITION ("bad-request") "</error></iq>" },
    { "<iq type='result' id='8'/>", NULL },
    { "<iq type='error' id='9'/>", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) iq = snippet_parse (cases[i][0]);

    assert_answer (xmpp_nearby_answer_peer (iq), cases[i][1]);
  }
}

static void
test_readdress (void)
{
  g_autoptr (XmlElement) message =
    snippet_parse ("<message to='romeo-1@forza' type='chat'><body>x</body></message>");

  assert_answer (
    xmpp_nearby_readdress (message, "juliet@pronto", "romeo@forza"),
    "<message to='romeo@forza' type='chat' from='juliet@pronto'><body>x</body></message>");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stanzas/session", test_session);
  g_test_add_func ("/stanzas/bind", test_bind);
  g_test_add_func ("/stanzas/messages", test_messages);
  g_test_add_func ("/stanzas/peers", test_peers);
  g_test_add_func ("/stanzas/readdress", test_readdress);
  return g_test_run ();
}
