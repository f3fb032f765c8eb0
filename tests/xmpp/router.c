/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who gets what: two modules with overlapping tables and a log of what they saw. */

#include "xmpp/router.h"

#include "xml/parser.h"
#include "xml/writer.h"
#include "xmpp/ns.h"
#include "xmpp/session-error.h"

#define NS "urn:test"

/* What the modules saw: one word each. */
static GString *seen;
static XmppRequest *kept;

static void
on_message (XmppModule *self, const XmlElement *stanza, const XmlElement *payload)
{
  g_assert_true (xml_element_is (payload, "x", NS));
  g_string_append (seen, "message ");
}

static void
on_any_message (XmppModule *self, const XmlElement *stanza, const XmlElement *payload)
{
  g_assert_null (payload);
  g_string_append (seen, "any-message ");
}

static void
on_presence (XmppModule *self, const XmlElement *stanza, const XmlElement *payload)
{
  g_string_append (seen, "presence ");
}

static void
on_any_presence (XmppModule *self, const XmlElement *stanza, const XmlElement *payload)
{
  g_string_append (seen, "any-presence ");
}

static void
on_event (XmppModule *self, const XmlElement *stanza, const XmlElement *payload)
{
  g_assert_true (xml_element_is (payload, "items", XMPP_NS_PUBSUB_EVENT));
  g_string_append (seen, "event ");
}

static void
on_nonza (XmppModule *self, const XmlElement *stanza, const XmlElement *payload)
{
  g_assert_true (stanza == payload);
  g_string_append (seen, "nonza ");
}

static void
on_get (XmppModule *self, XmppRequest *request)
{
  g_string_append (seen, "get ");
  xmpp_request_reply (request, xml_element_new ("x", NS));
}

static void
on_set (XmppModule *self, XmppRequest *request)
{
  g_string_append (seen, "set ");
  kept = xmpp_request_ref (request);
}

#define TEST_TYPE_FIRST (test_first_get_type ())
G_DECLARE_FINAL_TYPE (TestFirst, test_first, TEST, FIRST, XmppModule)

struct _TestFirst {
  XmppModule parent_instance;
};

G_DEFINE_FINAL_TYPE (TestFirst, test_first, XMPP_TYPE_MODULE)

static void
test_first_class_init (TestFirstClass *klass)
{
  static const XmppHandler handlers[] = {
    { XMPP_ON_MESSAGE, "x", NS, .stanza = on_message },
    { XMPP_ON_PRESENCE, "x", NS, .stanza = on_presence },
    { XMPP_ON_GET, "x", NS, .request = on_get },
    { XMPP_ON_SET, "x", NS, .request = on_set },
    { XMPP_ON_PEP, NULL, "urn:node", .stanza = on_event },
    { XMPP_ON_NONZA, "x", NS, .stanza = on_nonza },
    { 0 },
  };

  XMPP_MODULE_CLASS (klass)->handlers = handlers;
}

static void
test_first_init (TestFirst *self)
{
}

#define TEST_TYPE_SECOND (test_second_get_type ())
G_DECLARE_FINAL_TYPE (TestSecond, test_second, TEST, SECOND, XmppModule)

struct _TestSecond {
  XmppModule parent_instance;
};

G_DEFINE_FINAL_TYPE (TestSecond, test_second, XMPP_TYPE_MODULE)

static void
test_second_class_init (TestSecondClass *klass)
{
  static const XmppHandler handlers[] = {
    { XMPP_ON_MESSAGE, "x", NS, .stanza = on_message },
    { XMPP_ON_MESSAGE, XMPP_ANY, XMPP_ANY, .stanza = on_any_message },
    { XMPP_ON_PRESENCE, XMPP_ANY, XMPP_ANY, .stanza = on_any_presence },
    { 0 },
  };

  XMPP_MODULE_CLASS (klass)->handlers = handlers;
}

static void
test_second_init (TestSecond *self)
{
}

typedef struct {
  XmppModule *first, *second;
  XmppQueries *queries;
  XmppRouter *router;
  char *answer; /* the last one, as text */
} Fixture;

static void
on_answer (XmlElement *answer, gpointer user_data)
{
  Fixture *f = user_data;
  g_autoptr (XmlElement) owned = answer;

  g_free (f->answer);
  f->answer = xml_writer_dup (owned, XMPP_NS_CLIENT);
}

static void
setup (Fixture *f, gconstpointer data)
{
  g_autoptr (XmppJid) account = xmpp_jid_parse ("romeo@example.org", NULL);

  seen = g_string_new (NULL);
  f->queries = xmpp_queries_new (account);
  f->first = g_object_new (TEST_TYPE_FIRST, NULL);
  f->second = g_object_new (TEST_TYPE_SECOND, NULL);
  f->router = xmpp_router_new (f->queries, on_answer, f);
  xmpp_router_add (f->router, f->first);
  xmpp_router_add (f->router, f->second);
}

static void
teardown (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->router, xmpp_router_close);
  g_clear_pointer (&kept, xmpp_request_unref);
  g_clear_pointer (&f->queries, xmpp_queries_free);
  g_clear_object (&f->first);
  g_clear_object (&f->second);
  g_clear_pointer (&f->answer, g_free);
  g_string_free (g_steal_pointer (&seen), TRUE);
}

static gboolean
route (Fixture *f, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XmlElement) element = xml_parser_parse_document (text, -1, XML_LIMITS_DEFAULT, &error);

  g_assert_no_error (error);
  g_string_truncate (seen, 0);
  g_clear_pointer (&f->answer, g_free);
  return xmpp_router_route (f->router, element);
}

static void
test_tables (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *stanza, *seen;
  } cases[] = {
    { "<message xmlns='jabber:client'><body>a</body></message>", "any-message " },
    { "<message xmlns='jabber:client'><x xmlns='urn:test'/></message>",
      "any-message message message " },
    { "<message xmlns='jabber:client'><x xmlns='urn:other'/></message>", "any-message " },
    /* An error carries our own payload back. */
    { "<message xmlns='jabber:client' type='error'><x xmlns='urn:test'/></message>",
      "any-message " },
    { "<presence xmlns='jabber:client'/>", "any-presence " },
    { "<presence xmlns='jabber:client' type='error'><x xmlns='urn:test'/></presence>",
      "any-presence presence " },
    { "<x xmlns='urn:test'/>", "nonza " },
    { "<y xmlns='urn:test'/>", "" },
    /* Not a stanza, whatever it is called. */
    { "<message xmlns='urn:test'><x xmlns='urn:test'/></message>", "" },
    /* Events of a person's node; not those of one of the person's clients. */
    { "<message xmlns='jabber:client' from='juliet@example.com' type='headline'>"
      "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:node'/></event>"
      "</message>",
      "any-message event " },
    { "<message xmlns='jabber:client'>"
      "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:node'/></event>"
      "</message>",
      "any-message event " },
    { "<message xmlns='jabber:client' from='juliet@example.com/balcony'>"
      "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:node'/></event>"
      "</message>",
      "any-message " },
    { "<message xmlns='jabber:client' from='juliet@example.com' type='error'>"
      "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:node'/></event>"
      "</message>",
      "any-message " },
    { "<message xmlns='jabber:client' from='juliet@example.com'>"
      "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:other'/></event>"
      "</message>",
      "any-message " },
    { "<message xmlns='jabber:client' from='juliet@example.com'>"
      "<event xmlns='http://jabber.org/protocol/pubsub#event'><items/></event></message>",
      "any-message " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].stanza);
    g_assert_true (route (f, cases[i].stanza));
    g_assert_cmpstr (seen->str, ==, cases[i].seen);
    g_assert_null (f->answer);
  }
}

static void
test_requests (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *iq, *seen, *answer; /* @answer: a part of it; NULL: none */
  } cases[] = {
    { "<iq xmlns='jabber:client' type='get' id='1' from='a@b/c'><x xmlns='urn:test'/></iq>", "get ",
      "<x xmlns='urn:test'/>" },
    /* One payload, one handler. */
    { "<iq xmlns='jabber:client' type='get' id='1'><y xmlns='urn:test'/></iq>", "",
      "<service-unavailable " },
    { "<iq xmlns='jabber:client' type='get' id='1'/>", "", "<bad-request " },
    { "<iq xmlns='jabber:client' type='get' id='1'>"
      "<x xmlns='urn:test'/><x xmlns='urn:test'/></iq>",
      "", "<bad-request " },
    { "<iq xmlns='jabber:client' type='get'><x xmlns='urn:test'/></iq>", "", "<bad-request " },
    { "<iq xmlns='jabber:client' type='put' id='1'><x xmlns='urn:test'/></iq>", "",
      "<bad-request " },
    { "<iq xmlns='jabber:client' id='1'><x xmlns='urn:test'/></iq>", "", "<bad-request " },
    /* Answers are never answered. */
    { "<iq xmlns='jabber:client' type='result' id='1'/>", "", NULL },
    { "<iq xmlns='jabber:client' type='error' id='1'/>", "", NULL },
    { "<iq xmlns='jabber:client' type='result'/>", "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].iq);
    g_assert_true (route (f, cases[i].iq));
    g_assert_cmpstr (seen->str, ==, cases[i].seen);
    if (cases[i].answer == NULL)
      g_assert_null (f->answer);
    else
      g_assert_nonnull (strstr (f->answer, cases[i].answer));
  }
}

static void
test_malformed_sender (Fixture *f, gconstpointer data)
{
  g_assert_false (
    route (f, "<message xmlns='jabber:client' from='@x'><x xmlns='urn:test'/></message>"));
  g_assert_cmpstr (seen->str, ==, "");

  /* Not taken for the server, which has no address either. */
  g_assert_false (
    route (f, "<iq xmlns='jabber:client' from='' type='set' id='1'><x xmlns='urn:test'/></iq>"));
  g_assert_cmpstr (seen->str, ==, "");
  g_assert_null (f->answer);
}

static void
test_answer_later (Fixture *f, gconstpointer data)
{
  const char *iq =
    "<iq xmlns='jabber:client' type='set' id='s1' from='a@b/c'><x xmlns='urn:test'/></iq>";

  route (f, iq);
  g_assert_cmpstr (seen->str, ==, "set ");
  g_assert_null (f->answer);
  xmpp_request_reply (kept, NULL);
  g_assert_nonnull (strstr (f->answer, "'s1'"));
  g_assert_nonnull (strstr (f->answer, "'result'"));
  g_clear_pointer (&kept, xmpp_request_unref);

  /* Too late: another session has begun meanwhile. */
  route (f, iq);
  g_clear_pointer (&f->router, xmpp_router_close);
  xmpp_request_reply (kept, NULL);
  g_assert_null (f->answer);
}

static void
on_query_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *done = user_data;

  *done = TRUE;
}

/* Every query has the one answer it gets: from its own account. */
static void
test_answers (Fixture *f, gconstpointer data)
{
  gboolean done = FALSE;

  xmpp_queries_add (f->queries, "q1", NULL, g_task_new (NULL, NULL, on_query_done, &done));
  route (f, "<iq xmlns='jabber:client' type='result' id='q1' from='eve@example.org'/>");
  route (f, "<iq xmlns='jabber:client' type='result' id='q1' from='romeo@example.org'/>");
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/router/" name, Fixture, NULL, setup, func, teardown)
  ADD ("tables", test_tables);
  ADD ("requests", test_requests);
  ADD ("malformed-sender", test_malformed_sender);
  ADD ("answer-later", test_answer_later);
  ADD ("answers", test_answers);
  return g_test_run ();
}
