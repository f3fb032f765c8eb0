/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A BOSH session by its requests and answers: order, loss, repetition, limits and ends. */

#include "xmpp/transport/bosh-session.h"

#include "xml/error.h"
#include "xml/parser.h"
#include "xmpp/ns.h"
#include "xmpp/stream-error.h"
#include "xmpp/timer.h"
#include "xmpp/transport/key-sequence.h"

#include <string.h>

#define BODY(attrs, content)                                                                       \
  "<body xmlns='" XMPP_NS_HTTP_BIND "' xmlns:stream='" XMPP_NS_STREAM                              \
  "' xmlns:xmpp='" XMPP_NS_XBOSH "' " attrs ">" content "</body>"
#define FEATURES "<stream:features/>"
#define TERMS                                                                                      \
  "sid='s1' wait='60' hold='1' requests='2' ack='10' from='example.test' authid='a1' "             \
  "xmpp:version='1.0'"
#define IQ(id) "<iq xmlns='jabber:client' id='" id "'/>"

static XmppBoshSession *
new_session (gboolean keys)
{
  XmppBoshSession *session = xmpp_bosh_session_new (10, keys);
  g_autoptr (XmlElement) header = xml_element_new ("stream", XMPP_NS_STREAM);

  xml_element_set (xml_element_set (header, "to", "example.test"), "version", "1.0");
  xmpp_bosh_session_open (session, header);
  return session;
}

static void
say (XmppBoshSession *session, const char *id)
{
  XmlElement *iq = xml_element_new ("iq", XMPP_NS_CLIENT);

  xml_element_set (iq, "id", id);
  xml_element_seal (iq);
  xmpp_bosh_session_send (session, iq);
}

/* FALSE: as if lost. */
static gboolean
answer_with (XmppBoshSession *session, guint64 rid, guint status, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return xmpp_bosh_session_answered (session, rid, status, body);
}

static void
answer (XmppBoshSession *session, guint64 rid, const char *text)
{
  g_assert_true (answer_with (session, rid, 200, text));
}

/* The next request has that number, and each of the pieces; returns its text. */
static char *
check_next (XmppBoshSession *session, guint64 rid, const char *piece)
{
  const XmppBoshRequest *request = xmpp_bosh_session_next (session, 0);
  g_autoptr (XmlElement) body = NULL;
  g_autofree char *text = NULL;
  guint64 written;

  g_assert_nonnull (request);
  g_assert_cmpuint (request->rid, ==, rid);
  text = g_strndup (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body));
  body = xml_parser_parse_document (text, -1, XML_LIMITS_DEFAULT, NULL);
  g_assert_true (xml_element_is (body, "body", XMPP_NS_HTTP_BIND));
  g_assert_true (xml_element_get_uint (body, "rid", G_MAXUINT64, &written, NULL));
  g_assert_cmpuint (written, ==, rid);
  if (strstr (text, piece) == NULL)
    g_error ("no %s in %s", piece, text);
  return g_steal_pointer (&text);
}

static void
expect (XmppBoshSession *session, guint64 rid, const char *piece)
{
  g_free (check_next (session, rid, piece));
}

static void
expect_nothing (XmppBoshSession *session)
{
  g_assert_null (xmpp_bosh_session_next (session, 0));
}

/* The next event is an element with that id. */
static void
check_heard (XmppBoshSession *session, const char *id)
{
  g_autoptr (XmppInboxEvent) event = xmpp_bosh_session_pop (session);

  g_assert_nonnull (event);
  g_assert_cmpint (event->kind, ==, XMPP_INBOX_ELEMENT);
  g_assert_cmpstr (xml_element_get (event->element, "id"), ==, id);
}

static void
check_silent (XmppBoshSession *session)
{
  g_assert_null (xmpp_bosh_session_pop (session));
}

static void
check_opened (XmppBoshSession *session)
{
  g_autoptr (XmppInboxEvent) opened = xmpp_bosh_session_pop (session);
  g_autoptr (XmppInboxEvent) features = xmpp_bosh_session_pop (session);

  g_assert_nonnull (opened);
  g_assert_cmpint (opened->kind, ==, XMPP_INBOX_OPENED);
  g_assert_cmpstr (xml_element_get (opened->element, "version"), ==, "1.0");
  g_assert_true (xml_element_is (features->element, "features", XMPP_NS_STREAM));
}

/* A session that is there, with request 11 held by the server. */
static XmppBoshSession *
begin (void)
{
  XmppBoshSession *session = new_session (FALSE);

  expect (session, 10,
          "<body xmlns='http://jabber.org/protocol/httpbind' "
          "xmlns:xmpp='urn:xmpp:xbosh' rid='10' to='example.test' "
          "content='text/xml; charset=utf-8' ver='1.11' wait='60' hold='1' ack='1' "
          "xmpp:version='1.0'/>");
  expect_nothing (session);
  answer (session, 10, BODY (TERMS, FEATURES));
  check_opened (session);
  expect (session, 11, "sid='s1'></body>");
  expect_nothing (session);
  return session;
}

static void
test_begin (void)
{
  g_autoptr (XmppBoshSession) session = begin ();

  check_silent (session);
  g_assert_cmpint (xmpp_bosh_session_get_due (session), ==, XMPP_NEVER);
}

/* The features may come later than the session. */
static void
test_late_features (void)
{
  g_autoptr (XmppBoshSession) session = new_session (FALSE);

  expect (session, 10, "to='example.test'");
  answer (session, 10, BODY (TERMS, ""));
  check_silent (session);
  expect (session, 11, "sid='s1'");
  answer (session, 11, BODY ("", FEATURES));
  check_opened (session);
}

static void
test_order (void)
{
  g_autoptr (XmppBoshSession) session = begin ();

  say (session, "a");
  say (session, "b");
  expect (session, 12, IQ ("a") IQ ("b"));
  answer (session, 12, BODY ("", IQ ("2")));
  check_silent (session);
  answer (session, 11, BODY ("", IQ ("1")));
  check_heard (session, "1");
  check_heard (session, "2");
  expect (session, 13, "></body>");
}

static void
test_limit (void)
{
  g_autoptr (XmppBoshSession) session = begin ();

  say (session, "a");
  expect (session, 12, IQ ("a"));
  say (session, "b");
  expect_nothing (session);
  answer (session, 12, BODY ("", ""));
  /* It counts from the oldest that is open, or the server could not keep the answers. */
  expect_nothing (session);
  answer (session, 11, BODY ("", ""));
  expect (session, 13, IQ ("b"));
}

static void
test_acks (void)
{
  g_autoptr (XmppBoshSession) session = begin ();

  say (session, "a");
  /* 11 is open: all answers up to 10 have come. */
  expect (session, 12, " ack='10'");
}

static void
test_loss_and_repetition (void)
{
  g_autoptr (XmppBoshSession) session = begin ();
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;

  say (session, "a");
  first = check_next (session, 12, IQ ("a"));
  xmpp_bosh_session_lost (session, 12);
  again = check_next (session, 12, IQ ("a"));
  g_assert_cmpstr (first, ==, again);
  expect_nothing (session);

  answer (session, 11, BODY ("", IQ ("1")));
  answer (session, 11, BODY ("", IQ ("1")));
  answer (session, 99, BODY ("", IQ ("2")));
  check_heard (session, "1");
  check_silent (session);
  xmpp_bosh_session_lost (session, 11);
  expect_nothing (session);
  answer (session, 12, BODY ("", IQ ("2")));
  answer (session, 12, BODY ("", IQ ("2")));
  check_heard (session, "2");
  check_silent (session);
}

/* ejabberd 23.01 does so after 12 came before 11. */
static void
test_echo (void)
{
  g_autoptr (XmppBoshSession) session = begin ();

  say (session, "a");
  expect (session, 12, IQ ("a"));
  answer (session, 12, BODY ("", IQ ("2")));
  answer (session, 11, BODY ("rid='11' sid='s1'", IQ ("a")));
  check_heard (session, "2");
  check_silent (session);
  expect (session, 13, "type='terminate'");
}

static void
test_proxy_error (void)
{
  g_autoptr (XmppBoshSession) session = begin ();

  g_assert_false (answer_with (session, 11, 502, "<html>"));
  check_silent (session);
  expect (session, 11, "sid='s1'");
}

static void
test_recoverable_error (void)
{
  g_autoptr (XmppBoshSession) session = begin ();

  say (session, "a");
  expect (session, 12, IQ ("a"));
  g_assert_false (answer_with (session, 12, 200, BODY ("type='error'", "")));
  check_silent (session);
  expect (session, 11, "sid='s1'");
  expect (session, 12, IQ ("a"));
  expect_nothing (session);
}

static void
test_restart (void)
{
  g_autoptr (XmppBoshSession) session = begin ();
  g_autoptr (XmlElement) header = xml_element_new ("stream", XMPP_NS_STREAM);

  say (session, "before");
  xmpp_bosh_session_open (session, header);
  say (session, "after");
  expect (session, 12, IQ ("before") "</body>");
  expect_nothing (session);
  answer (session, 11, BODY ("", ""));
  expect (session, 13, " to='example.test' xmpp:restart='true'/>");
  /* The server may use any request that it holds. */
  answer (session, 12, BODY ("", FEATURES));
  check_opened (session);
  expect (session, 14, IQ ("after"));
}

static void
test_terminate (void)
{
  g_autoptr (XmppBoshSession) session = begin ();
  g_autoptr (XmppInboxEvent) event = NULL;

  say (session, "a");
  expect (session, 12, IQ ("a"));
  say (session, "b");
  xmpp_bosh_session_terminate (session);
  say (session, "too-late");
  /* One more than allowed. */
  expect (session, 13, " type='terminate'>" IQ ("b") "</body>");
  expect_nothing (session);
  answer (session, 11, BODY ("", ""));
  answer (session, 12, BODY ("", IQ ("1")));
  answer (session, 13, BODY ("", ""));
  check_heard (session, "1");
  event = xmpp_bosh_session_pop (session);
  g_assert_cmpint (event->kind, ==, XMPP_INBOX_CLOSED);
  expect_nothing (session);
}

static void
test_large_queue (void)
{
  g_autoptr (XmppBoshSession) session = begin ();
  g_autofree char *id = g_strnfill (40000, 'x');

  for (guint i = 0; i < 3; i++)
    say (session, id);
  xmpp_bosh_session_terminate (session);
  expect (session, 12, "type='terminate'");
  expect (session, 13, "type='terminate'");
  expect_nothing (session);
}

static void
test_polling (void)
{
  g_autoptr (XmppBoshSession) session = new_session (FALSE);

  expect (session, 10, "to='example.test'");
  answer (session, 10, BODY ("sid='s1' wait='0' hold='0' requests='1' polling='7'", FEATURES));
  check_opened (session);
  g_assert_nonnull (xmpp_bosh_session_next (session, 10 * XMPP_SECOND));
  answer (session, 11, BODY ("", ""));
  g_assert_null (xmpp_bosh_session_next (session, 16 * XMPP_SECOND));
  g_assert_cmpint (xmpp_bosh_session_get_due (session), ==, 17 * XMPP_SECOND);
  say (session, "a"); /* may go at once */
  g_assert_nonnull (xmpp_bosh_session_next (session, 16 * XMPP_SECOND));
  answer (session, 12, BODY ("", ""));
  g_assert_nonnull (xmpp_bosh_session_next (session, 17 * XMPP_SECOND));
}

/* It said that it would hold them. */
static void
test_hasty_server (void)
{
  g_autoptr (XmppBoshSession) session = begin ();
  guint64 rid = 11;

  answer (session, rid++, BODY ("", ""));
  while (xmpp_bosh_session_next (session, XMPP_SECOND / 10) != NULL) {
    g_assert_cmpint (xmpp_bosh_session_get_due (session), ==, XMPP_NEVER);
    g_assert_cmpuint (rid, <, 30);
    answer (session, rid++, BODY ("", ""));
  }
  g_assert_cmpint (xmpp_bosh_session_get_due (session), >, 5 * XMPP_SECOND);
  g_assert_nonnull (xmpp_bosh_session_next (session, 6 * XMPP_SECOND));
  g_assert_cmpint (xmpp_bosh_session_get_due (session), ==, XMPP_NEVER);
}

/* While something is said or heard, an answer is no sign of that; nor is one that took its time. */
static void
test_busy_server (void)
{
  g_autoptr (XmppBoshSession) session = begin ();
  guint64 rid = 11;

  for (guint i = 0; i < 20; i++) {
    answer (session, rid++, BODY ("", IQ ("1")));
    expect (session, rid, "sid='s1'");
    check_heard (session, "1");
  }
  for (gint64 i = 1; i < 20; i++) {
    answer (session, rid++, BODY ("", ""));
    g_assert_nonnull (xmpp_bosh_session_next (session, 2 * i * XMPP_SECOND));
  }
}

static void
test_keys (void)
{
  g_autoptr (XmppBoshSession) session = new_session (TRUE);
  g_autofree char *expected = NULL;

  for (guint64 rid = 10; rid < 210; rid++) {
    g_autofree char *text = check_next (session, rid, "key='");
    g_autoptr (XmlElement) body = xml_parser_parse_document (text, -1, XML_LIMITS_DEFAULT, NULL);
    const char *key = xml_element_get (body, "key");
    const char *new_key = xml_element_get (body, "newkey");

    if (rid > 10) {
      g_autofree char *hashed = xmpp_key_derive (XMPP_KEY_HEX, key, 1);

      g_assert_cmpstr (hashed, ==, expected);
    }
    g_free (expected);
    expected = g_strdup (new_key ? new_key : key);
    answer (session, rid, rid == 10 ? BODY (TERMS, "") : BODY ("", IQ ("1")));
  }
}

/* --- Ends --- */

static const struct {
  guint status;
  const char *answer;
  gboolean fails;
  const char *domain; /* of the error */
  int code;
} ends[] = {
  { 200, BODY ("type='terminate'", ""), FALSE, NULL, 0 },
  { 200, BODY ("type='terminate' condition='system-shutdown'", ""), TRUE, "xmpp-stream",
    XMPP_STREAM_ERROR_SYSTEM_SHUTDOWN },
  { 200, BODY ("type='terminate' condition='policy-violation'", ""), TRUE, "xmpp-stream",
    XMPP_STREAM_ERROR_POLICY_VIOLATION },
  { 200, BODY ("type='terminate' condition='host-unknown'", ""), TRUE, "xmpp-stream",
    XMPP_STREAM_ERROR_HOST_UNKNOWN },
  { 200, BODY ("type='terminate' condition='bad-request'", ""), TRUE, "xmpp-stream",
    XMPP_STREAM_ERROR_BAD_FORMAT },
  { 200, BODY ("type='terminate' condition='see-other-uri'", "<uri>https://b/bosh</uri>"), TRUE,
    "xmpp-stream", XMPP_STREAM_ERROR_SEE_OTHER_HOST },
  { 200, BODY ("type='terminate' condition='item-not-found'", ""), TRUE, "io",
    G_IO_ERROR_CONNECTION_CLOSED },
  { 200, BODY ("type='terminate' condition='made-up'", ""), TRUE, "io",
    G_IO_ERROR_CONNECTION_CLOSED },
  { 404, "", TRUE, "io", G_IO_ERROR_CONNECTION_CLOSED },
  { 403, "", TRUE, "xmpp-stream", XMPP_STREAM_ERROR_POLICY_VIOLATION },
  { 400, "", TRUE, "xmpp-stream", XMPP_STREAM_ERROR_BAD_FORMAT },
  { 200, "<body xmlns='http://jabber.org/protocol/httpbind'>", TRUE, "xml",
    XML_ERROR_NOT_WELL_FORMED },
  { 200, "<html/>", TRUE, "xml", XML_ERROR_BAD_FORMAT },
};

static GQuark
domain_of (const char *name)
{
  if (strcmp (name, "xmpp-stream") == 0)
    return XMPP_STREAM_ERROR;
  return strcmp (name, "xml") == 0 ? XML_ERROR : G_IO_ERROR;
}

static void
test_ends (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autoptr (XmppBoshSession) session = begin ();
    g_autoptr (XmppInboxEvent) event = NULL;

    answer_with (session, 11, ends[i].status, ends[i].answer);
    event = xmpp_bosh_session_pop (session);
    g_assert_nonnull (event);
    g_assert_cmpint (event->kind, ==, ends[i].fails ? XMPP_INBOX_FAILED : XMPP_INBOX_CLOSED);
    if (ends[i].fails)
      g_assert_error (event->error, domain_of (ends[i].domain), ends[i].code);
    if (strstr (ends[i].answer, "<uri>") != NULL)
      g_assert_cmpstr (xmpp_stream_error_get_host (event->error), ==, "https://b/bosh");
    check_silent (session);
    say (session, "a");
    expect_nothing (session);
  }
}

/* What ends it comes for a later request than the one that is open. */
static void
test_early_end (void)
{
  g_autoptr (XmppBoshSession) session = begin ();
  g_autoptr (XmppInboxEvent) event = NULL;

  say (session, "a");
  expect (session, 12, IQ ("a"));
  answer (session, 12, BODY ("type='terminate' condition='system-shutdown'", ""));
  event = xmpp_bosh_session_pop (session);
  g_assert_error (event->error, XMPP_STREAM_ERROR, XMPP_STREAM_ERROR_SYSTEM_SHUTDOWN);
}

static void
test_stream_error (void)
{
  g_autoptr (XmppBoshSession) session = begin ();
  g_autoptr (XmppInboxEvent) error = NULL;
  g_autoptr (XmppInboxEvent) end = NULL;

  answer (session, 11,
          BODY ("type='terminate' condition='remote-stream-error'",
                "<stream:error><conflict xmlns='" XMPP_NS_STREAM_ERRORS "'/></stream:error>"));
  error = xmpp_bosh_session_pop (session);
  g_assert_true (xml_element_is (error->element, "error", XMPP_NS_STREAM));
  end = xmpp_bosh_session_pop (session);
  g_assert_cmpint (end->kind, ==, XMPP_INBOX_CLOSED);
}

static void
test_no_name (void)
{
  g_autoptr (XmppBoshSession) session = new_session (FALSE);
  g_autoptr (XmppInboxEvent) event = NULL;

  expect (session, 10, "to='example.test'");
  answer (session, 10, BODY ("wait='60'", FEATURES));
  event = xmpp_bosh_session_pop (session);
  g_assert_error (event->error, XML_ERROR, XML_ERROR_BAD_FORMAT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transport/bosh-session/begin", test_begin);
  g_test_add_func ("/transport/bosh-session/late-features", test_late_features);
  g_test_add_func ("/transport/bosh-session/order", test_order);
  g_test_add_func ("/transport/bosh-session/limit", test_limit);
  g_test_add_func ("/transport/bosh-session/acks", test_acks);
  g_test_add_func ("/transport/bosh-session/loss-and-repetition", test_loss_and_repetition);
  g_test_add_func ("/transport/bosh-session/echo", test_echo);
  g_test_add_func ("/transport/bosh-session/proxy-error", test_proxy_error);
  g_test_add_func ("/transport/bosh-session/recoverable-error", test_recoverable_error);
  g_test_add_func ("/transport/bosh-session/restart", test_restart);
  g_test_add_func ("/transport/bosh-session/terminate", test_terminate);
  g_test_add_func ("/transport/bosh-session/large-queue", test_large_queue);
  g_test_add_func ("/transport/bosh-session/polling", test_polling);
  g_test_add_func ("/transport/bosh-session/hasty-server", test_hasty_server);
  g_test_add_func ("/transport/bosh-session/busy-server", test_busy_server);
  g_test_add_func ("/transport/bosh-session/keys", test_keys);
  g_test_add_func ("/transport/bosh-session/ends", test_ends);
  g_test_add_func ("/transport/bosh-session/early-end", test_early_end);
  g_test_add_func ("/transport/bosh-session/stream-error", test_stream_error);
  g_test_add_func ("/transport/bosh-session/no-name", test_no_name);
  return g_test_run ();
}
