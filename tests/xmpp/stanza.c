/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the stanzas' accessors and constructors, with the RFCs' examples. */
#include "config.h"

#include "snippet.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"

static void
test_kind (void)
{
  static const struct {
    const char *text;
    XmppStanzaKind kind;
  } cases[] = {
    { "<message/>", XMPP_STANZA_MESSAGE },
    { "<presence/>", XMPP_STANZA_PRESENCE },
    { "<iq/>", XMPP_STANZA_IQ },
    { "<message xmlns='jabber:server'/>", XMPP_STANZA_OTHER },
    { "<a xmlns='urn:xmpp:sm:3' h='1'/>", XMPP_STANZA_OTHER },
    { "<Message/>", XMPP_STANZA_OTHER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) element = snippet_parse (cases[i].text);

    g_assert_cmpint (xmpp_stanza_kind (element), ==, cases[i].kind);
  }
}

static void
test_type (void)
{
  static const struct {
    const char *type; /* NULL: no attribute */
    XmppMessageType message;
    XmppPresenceType presence;
    XmppIqType iq;
  } cases[] = {
    { NULL, XMPP_MESSAGE_NORMAL, XMPP_PRESENCE_AVAILABLE, XMPP_IQ_INVALID },
    { "", XMPP_MESSAGE_NORMAL, XMPP_PRESENCE_INVALID, XMPP_IQ_INVALID },
    { "nonsense", XMPP_MESSAGE_NORMAL, XMPP_PRESENCE_INVALID, XMPP_IQ_INVALID },
    { "normal", XMPP_MESSAGE_NORMAL, XMPP_PRESENCE_INVALID, XMPP_IQ_INVALID },
    { "chat", XMPP_MESSAGE_CHAT, XMPP_PRESENCE_INVALID, XMPP_IQ_INVALID },
    { "groupchat", XMPP_MESSAGE_GROUPCHAT, XMPP_PRESENCE_INVALID, XMPP_IQ_INVALID },
    { "headline", XMPP_MESSAGE_HEADLINE, XMPP_PRESENCE_INVALID, XMPP_IQ_INVALID },
    { "error", XMPP_MESSAGE_ERROR, XMPP_PRESENCE_ERROR, XMPP_IQ_ERROR },
    { "unavailable", XMPP_MESSAGE_NORMAL, XMPP_PRESENCE_UNAVAILABLE, XMPP_IQ_INVALID },
    { "subscribe", XMPP_MESSAGE_NORMAL, XMPP_PRESENCE_SUBSCRIBE, XMPP_IQ_INVALID },
    { "subscribed", XMPP_MESSAGE_NORMAL, XMPP_PRESENCE_SUBSCRIBED, XMPP_IQ_INVALID },
    { "unsubscribe", XMPP_MESSAGE_NORMAL, XMPP_PRESENCE_UNSUBSCRIBE, XMPP_IQ_INVALID },
    { "unsubscribed", XMPP_MESSAGE_NORMAL, XMPP_PRESENCE_UNSUBSCRIBED, XMPP_IQ_INVALID },
    { "probe", XMPP_MESSAGE_NORMAL, XMPP_PRESENCE_PROBE, XMPP_IQ_INVALID },
    { "get", XMPP_MESSAGE_NORMAL, XMPP_PRESENCE_INVALID, XMPP_IQ_GET },
    { "set", XMPP_MESSAGE_NORMAL, XMPP_PRESENCE_INVALID, XMPP_IQ_SET },
    { "result", XMPP_MESSAGE_NORMAL, XMPP_PRESENCE_INVALID, XMPP_IQ_RESULT },
    { "GET", XMPP_MESSAGE_NORMAL, XMPP_PRESENCE_INVALID, XMPP_IQ_INVALID },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) message = xml_element_new ("message", XMPP_NS_CLIENT);
    g_autoptr (XmlElement) presence = xml_element_new ("presence", XMPP_NS_CLIENT);
    g_autoptr (XmlElement) iq = xml_element_new ("iq", XMPP_NS_CLIENT);

    xml_element_set (message, "type", cases[i].type);
    xml_element_set (presence, "type", cases[i].type);
    xml_element_set (iq, "type", cases[i].type);
    g_test_message ("%s", cases[i].type != NULL ? cases[i].type : "(absent)");
    g_assert_cmpint (xmpp_message_type (message), ==, cases[i].message);
    g_assert_cmpint (xmpp_presence_type (presence), ==, cases[i].presence);
    g_assert_cmpint (xmpp_iq_type (iq), ==, cases[i].iq);
  }
}

/* An absent sender is our own server, so a malformed one must never look like it. */
static void
test_address (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XmlElement) good =
    snippet_parse ("<message from='Romeo@Example.net/\u265a' to='juliet@im.example.com'/>");
  g_autoptr (XmlElement) absent = snippet_parse ("<message/>");
  g_autoptr (XmlElement) bad = snippet_parse ("<message from='@' to=''/>");
  g_autoptr (XmppJid) from = NULL;
  g_autoptr (XmppJid) to = NULL;
  g_autoptr (XmppJid) from_dup = xmpp_stanza_dup_from (good);
  g_autoptr (XmppJid) to_dup = xmpp_stanza_dup_to (good);
  XmppJid *none = NULL;

  g_assert_true (xmpp_stanza_parse_from (good, &from, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (xmpp_jid_string (from), ==, "romeo@example.net/\u265a");
  g_assert_true (xmpp_jid_equal (from, from_dup));
  g_assert_true (xmpp_stanza_parse_to (good, &to, &error));
  g_assert_cmpstr (xmpp_jid_string (to), ==, "juliet@im.example.com");
  g_assert_true (xmpp_jid_equal (to, to_dup));

  g_assert_true (xmpp_stanza_parse_from (absent, &none, &error));
  g_assert_no_error (error);
  g_assert_null (none);
  g_assert_null (xmpp_stanza_dup_from (absent));

  g_assert_false (xmpp_stanza_parse_from (bad, &none, &error));
  g_assert_error (error, XMPP_JID_ERROR, XMPP_JID_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_false (xmpp_stanza_parse_to (bad, &none, &error));
  g_assert_error (error, XMPP_JID_ERROR, XMPP_JID_ERROR_EMPTY);
  g_assert_null (xmpp_stanza_dup_from (bad));
  g_assert_null (xmpp_stanza_dup_to (bad));
}

/* RFC 6121 §5.2.3, and its relatives. */
static void
test_language (void)
{
  static const char rfc[] =
    "<message from='juliet@example.com/balcony' to='romeo@example.net' type='chat' xml:lang='en'>"
    "<body>Wherefore art thou, Romeo?</body>"
    "<body xml:lang='cs'>Pro\u010de\u017e jsi ty, Romeo?</body></message>";
  static const char unmarked[] =
    "<message><body xml:lang='cs'>Pro\u010de\u017e?</body><body>Why?</body></message>";
  static const char foreign[] =
    "<message xml:lang='fr'><body xml:lang='cs'>Pro\u010de\u017e?</body>"
    "<body xml:lang='de-AT'>Warum?</body></message>";

  static const struct {
    const char *stanza, *body;
    const char *languages[4];
  } cases[] = {
    { rfc, "Wherefore art thou, Romeo?", { NULL } },
    { rfc, "Pro\u010de\u017e jsi ty, Romeo?", { "cs" } },
    { rfc, "Pro\u010de\u017e jsi ty, Romeo?", { "CS" } },
    { rfc, "Pro\u010de\u017e jsi ty, Romeo?", { "de-AT", "de", "cs" } },
    { rfc, "Wherefore art thou, Romeo?", { "en", "cs" } },
    { rfc, "Wherefore art thou, Romeo?", { "de" } },
    { rfc, "Wherefore art thou, Romeo?", { "c" } },
    { unmarked, "Why?", { NULL } },
    { unmarked, "Why?", { "de" } },
    { unmarked, "Pro\u010de\u017e?", { "cs" } },
    { foreign, "Pro\u010de\u017e?", { NULL } },
    { foreign, "Pro\u010de\u017e?", { "en" } },
    { foreign, "Warum?", { "de-DE", "de" } },
    { foreign, "Warum?", { "de-at" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) message = snippet_parse (cases[i].stanza);
    g_autofree char *body = xmpp_message_dup_body (message, cases[i].languages);

    g_test_message ("%" G_GSIZE_FORMAT, i);
    g_assert_cmpstr (body, ==, cases[i].body);
  }
}

static void
test_message (void)
{
  g_autoptr (XmlElement) message = snippet_parse (
    "<message from='romeo@example.net/orchard' id='sl3nx51f' type='chat'>"
    "<body xmlns='urn:example:other'>not this</body>"
    "<subject>I implore you!</subject>"
    "<body>&lt;b&gt;Neither&lt;/b&gt;, fair saint</body><body>a second one</body>"
    "<thread parent='7edac73a'>e0ffe42b28561960c6b12b944a092794b9683a38</thread></message>");
  g_autoptr (XmlElement) empty = snippet_parse ("<message><body/></message>");
  g_autofree char *body = xmpp_message_dup_body (message, NULL);
  g_autofree char *subject = xmpp_message_dup_subject (message, NULL);
  g_autofree char *thread = xmpp_message_dup_thread (message);
  g_autofree char *empty_body = xmpp_message_dup_body (empty, NULL);

  g_assert_cmpstr (xmpp_stanza_id (message), ==, "sl3nx51f");
  g_assert_cmpstr (body, ==, "<b>Neither</b>, fair saint");
  g_assert_cmpstr (subject, ==, "I implore you!");
  g_assert_cmpstr (thread, ==, "e0ffe42b28561960c6b12b944a092794b9683a38");

  g_assert_cmpstr (empty_body, ==, "");
  g_assert_null (xmpp_message_dup_subject (empty, NULL));
  g_assert_null (xmpp_message_dup_thread (empty));
  g_assert_null (xmpp_stanza_id (empty));
}

static void
test_presence (void)
{
  static const struct {
    const char *text;
    XmppShow show;
    int priority;
    const char *status;
  } cases[] = {
    { "<presence><show>dnd</show><status>Wooing Juliet</status><priority>1</priority></presence>",
      XMPP_SHOW_DND, 1, "Wooing Juliet" },
    { "<presence/>", XMPP_SHOW_AVAILABLE, 0, NULL },
    { "<presence><show>away</show><priority>-128</priority></presence>", XMPP_SHOW_AWAY, -128,
      NULL },
    { "<presence><show>xa</show><priority> 127\n</priority></presence>", XMPP_SHOW_XA, 127, NULL },
    { "<presence><show>chat</show><priority>128</priority></presence>", XMPP_SHOW_CHAT, 0, NULL },
    { "<presence><show>online</show><priority>-129</priority></presence>", XMPP_SHOW_AVAILABLE, 0,
      NULL },
    { "<presence><show/><status/><priority/></presence>", XMPP_SHOW_AVAILABLE, 0, "" },
    { "<presence><show>dnd</show><show>xa</show><priority>5</priority>"
      "<priority>7</priority></presence>",
      XMPP_SHOW_DND, 5, NULL },
    { "<presence><show xmlns='urn:x'>dnd</show><priority>5x</priority></presence>",
      XMPP_SHOW_AVAILABLE, 0, NULL },
    { "<presence><priority>99999999999999999999999</priority></presence>", XMPP_SHOW_AVAILABLE, 0,
      NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) presence = snippet_parse (cases[i].text);
    g_autofree char *status = xmpp_presence_dup_status (presence, NULL);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (xmpp_presence_show (presence), ==, cases[i].show);
    g_assert_cmpint (xmpp_presence_priority (presence), ==, cases[i].priority);
    g_assert_cmpstr (status, ==, cases[i].status);
  }
}

static void
test_payload (void)
{
  g_autoptr (XmlElement) request =
    snippet_parse ("<iq type='get'><query xmlns='jabber:iq:roster'/></iq>");
  g_autoptr (XmlElement) error =
    snippet_parse ("<iq type='error'><error type='cancel'/><query xmlns='jabber:iq:roster'/></iq>");
  g_autoptr (XmlElement) empty = snippet_parse ("<iq type='result'/>");

  g_assert_true (xml_element_is (xmpp_iq_payload (request), "query", XMPP_NS_ROSTER));
  g_assert_true (xml_element_is (xmpp_iq_payload (error), "query", XMPP_NS_ROSTER));
  g_assert_null (xmpp_iq_payload (empty));
}

static void
test_build (void)
{
  g_autoptr (XmppJid) to = xmpp_jid_parse ("romeo@example.net", NULL);
  g_autoptr (XmlElement) message = xmpp_message_new (XMPP_MESSAGE_CHAT, to);
  g_autoptr (XmlElement) normal = xmpp_message_new (XMPP_MESSAGE_NORMAL, NULL);
  g_autoptr (XmlElement) presence = xmpp_presence_new (XMPP_PRESENCE_AVAILABLE, NULL);
  g_autoptr (XmlElement) plain = xmpp_presence_new (XMPP_PRESENCE_AVAILABLE, NULL);
  g_autoptr (XmlElement) subscribe = xmpp_presence_new (XMPP_PRESENCE_SUBSCRIBE, to);
  g_autoptr (XmlElement) iq = xmpp_iq_new ("get", to, xml_element_new ("ping", XMPP_NS_PING));

  xmpp_message_set_body (message, "<b>&amp;");
  xmpp_message_set_subject (message, NULL);
  xmpp_message_set_thread (message, "t1");
  snippet_assert_equal (message, "<message type='chat' to='romeo@example.net'>"
                                 "<body>&lt;b&gt;&amp;amp;</body><thread>t1</thread></message>");

  xmpp_message_set_subject (normal, "s");
  snippet_assert_equal (normal, "<message><subject>s</subject></message>");

  xmpp_presence_set_show (presence, XMPP_SHOW_XA);
  xmpp_presence_set_status (presence, "gone");
  xmpp_presence_set_priority (presence, -128);
  snippet_assert_equal (presence, "<presence><show>xa</show><status>gone</status>"
                                  "<priority>-128</priority></presence>");

  xmpp_presence_set_show (plain, XMPP_SHOW_AVAILABLE);
  xmpp_presence_set_status (plain, NULL);
  snippet_assert_equal (plain, "<presence/>");

  snippet_assert_equal (subscribe, "<presence type='subscribe' to='romeo@example.net'/>");
  snippet_assert_equal (iq,
                        "<iq type='get' to='romeo@example.net'><ping xmlns='urn:xmpp:ping'/></iq>");
}

static void
test_reply (void)
{
  g_autoptr (GError) error = xmpp_stanza_error_new (XMPP_STANZA_ERROR_SERVICE_UNAVAILABLE, NULL);
  g_autoptr (XmlElement) request =
    snippet_parse ("<iq from='capulet.lit' to='juliet@capulet.lit/balcony' id='s2c1' type='get'>"
                   "<ping xmlns='urn:xmpp:ping'/></iq>");
  g_autoptr (XmlElement) own = snippet_parse ("<iq id='1' type='set'><x xmlns='y'/></iq>");
  g_autoptr (XmlElement) message = snippet_parse ("<message from='a@b' type='chat'/>");
  g_autoptr (XmlElement) result = xmpp_iq_new_result (request, NULL);
  g_autoptr (XmlElement) own_result = xmpp_iq_new_result (own, xml_element_new ("z", "y"));
  g_autoptr (XmlElement) failure = xmpp_stanza_new_error (request, error);
  g_autoptr (XmlElement) bounce = xmpp_stanza_new_error (message, error);

  snippet_assert_equal (result, "<iq to='capulet.lit' id='s2c1' type='result'/>");
  snippet_assert_equal (own_result, "<iq id='1' type='result'><z xmlns='y'/></iq>");
  snippet_assert_equal (failure,
                        "<iq to='capulet.lit' id='s2c1' type='error'><error type='cancel'>"
                        "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                        "</error></iq>");
  snippet_assert_equal (bounce, "<message to='a@b' type='error'><error type='cancel'>"
                                "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                                "</error></message>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stanza/kind", test_kind);
  g_test_add_func ("/stanza/type", test_type);
  g_test_add_func ("/stanza/address", test_address);
  g_test_add_func ("/stanza/language", test_language);
  g_test_add_func ("/stanza/message", test_message);
  g_test_add_func ("/stanza/presence", test_presence);
  g_test_add_func ("/stanza/payload", test_payload);
  g_test_add_func ("/stanza/build", test_build);
  g_test_add_func ("/stanza/reply", test_reply);

  return g_test_run ();
}
