/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A session over several streams: its states, and that nothing is lost or doubled between them. */

#include "xmpp/session.h"

#include "mock/session.h"
#include "xmpp/ns.h"
#include "xmpp/sasl/sasl-error.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"
#include "xmpp/stream-error.h"
#include "xmpp/timer.h"

static void
test_sign_in (MockSession *f, gconstpointer data)
{
  mock_session_start (f);
  mock_session_assert_seen (f, "CONNECTING ");
  mock_session_play (f, MOCK_OPEN);
  mock_session_assert_seen (f, "NEGOTIATING ");
  mock_session_play (
    f, MOCK_PLAIN MOCK_SUCCESS MOCK_OPEN MOCK_FEATURES MOCK_BIND MOCK_BOUND MOCK_ENABLE);
  g_assert_null (xmpp_session_get_jid (f->session));
  mock_session_play (f, MOCK_ENABLED MOCK_PRESENCE MOCK_ASK);
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "started ONLINE signed-in ");
  g_assert_cmpstr (xmpp_jid_string (xmpp_session_get_jid (f->session)), ==,
                   "romeo@example.org/orchard");
  g_assert_nonnull (
    xml_element_find (xmpp_session_get_features (f->session), "bind", XMPP_NS_BIND));
  g_assert_null (xmpp_session_get_error (f->session));
}

#define SASL2                                                                                      \
  "S: <stream:features><authentication xmlns='urn:xmpp:sasl:2'><mechanism>PLAIN</mechanism>"       \
  "<inline><sm xmlns='urn:xmpp:sm:3'/><bind xmlns='urn:xmpp:bind:0'><inline>"                      \
  "<feature var='urn:test:copies'/><feature var='urn:xmpp:sm:3'/><feature var='urn:xmpp:csi:0'/>"  \
  "</inline></bind></inline></authentication></stream:features>\n"
#define SASL2_REQUEST(resume, csi)                                                                 \
  "C: <authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>*"                 \
  "</initial-response><user-agent><software>*</software></user-agent>" resume                      \
  "<bind xmlns='urn:xmpp:bind:0'><tag>*</tag><enable xmlns='urn:test:copies'/>" csi                \
  "<enable xmlns='urn:xmpp:sm:3' resume='true'/></bind></authenticate>\n"
#define SASL2_SUCCESS(what)                                                                        \
  "S: <success xmlns='urn:xmpp:sasl:2'><authorization-identifier>romeo@example.org/orchard"        \
  "</authorization-identifier>" what "</success>\n"

/* All in one request; what comes between the answer and the features counts already. */
static void
test_sign_in_inline (MockSession *f, gconstpointer data)
{
  mock_session_start (f);
  mock_session_play (
    f, MOCK_OPEN SASL2 SASL2_REQUEST ("", "") SASL2_SUCCESS (
         "<bound xmlns='urn:xmpp:bind:0'><enabled xmlns='urn:xmpp:sm:3' id='sm1' resume='1'/>"
         "</bound>") "S: <message id='m1' from='juliet@example.com'/>\n"
                     "S: <stream:features><sub xmlns='urn:test'/></stream:features>\n" MOCK_PRESENCE
                       MOCK_ASK "S: <r xmlns='urn:xmpp:sm:3'/>\n" MOCK_OUR_ACK ("1"));
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "CONNECTING NEGOTIATING started ONLINE message:m1 signed-in ");
  g_assert_cmpstr (xmpp_session_get_mechanism (f->session), ==, "PLAIN");
  g_assert_true (xmpp_session_is_enabled (f->session, "urn:test:copies"));
  g_assert_false (xmpp_session_is_enabled (f->session, "urn:xmpp:sm:3"));

  /* Resumed in the same way, before the features, while nobody looks. */
  mock_session_play (f, "S: reset");
  xmpp_session_set_inactive (f->session, TRUE);
  mock_session_start (f);
  mock_session_play (
    f, MOCK_OPEN SASL2 SASL2_REQUEST ("<resume xmlns='urn:xmpp:sm:3' previd='sm1' h='1'/>",
                                      "<inactive xmlns='urn:xmpp:csi:0'/>")
         SASL2_SUCCESS (
           "<resumed xmlns='urn:xmpp:sm:3' previd='sm1' h='1'/>") "S: <message id='m2' "
                                                                  "from='juliet@example.com'/>\n"
                                                                  "S: <stream:features/>\nS: <r "
                                                                  "xmlns='urn:xmpp:sm:3'/"
                                                                  ">\n" MOCK_OUR_ACK ("2"));
  mock_session_settle (f, 0);
  mock_session_assert_seen (
    f, "SUSPENDED CONNECTING NEGOTIATING acked:p1 restarted ONLINE message:m2 signed-in ");
  g_assert_nonnull (xml_element_find (xmpp_session_get_features (f->session), "sub", "urn:test"));
  g_assert_true (xmpp_session_is_enabled (f->session, "urn:test:copies"));
}

/* A resource that somebody has chosen is asked for in the old way. */
static void
test_sign_in_resource (MockSession *f, gconstpointer data)
{
  xmpp_session_set_resource (f->session, "orchard");
  mock_session_start (f);
  mock_session_play (
    f, MOCK_OPEN SASL2
    "C: <authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>*"
    "</initial-response><user-agent><software>*</software></user-agent></authenticate>\n"
    "S: <success xmlns='urn:xmpp:sasl:2'><authorization-identifier>romeo@example.org"
    "</authorization-identifier></success>\n" MOCK_FEATURES
    "C: <iq type='set' id='*'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
    "<resource>orchard</resource></bind></iq>\n" MOCK_BOUND MOCK_ENABLE MOCK_ENABLED MOCK_PRESENCE
      MOCK_ASK);
  mock_session_settle (f, 0);
  g_assert_false (xmpp_session_is_enabled (f->session, "urn:test:copies"));
}

static void
test_refused (MockSession *f, gconstpointer data)
{
  mock_session_start (f);
  mock_session_play (f, MOCK_OPEN MOCK_PLAIN "S: <failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                                             "<not-authorized/></failure>\n" MOCK_CLOSE);
  mock_session_settle (f, 0);
  g_assert_nonnull (strstr (f->seen->str, "CONNECTING NEGOTIATING OFFLINE "));
  g_assert_error (xmpp_session_get_error (f->session), XMPP_SASL_ERROR,
                  XMPP_SASL_ERROR_NOT_AUTHORIZED);

  /* The next attempt begins from scratch. */
  mock_session_sign_in (f);
  g_assert_null (xmpp_session_get_error (f->session));
}

static void
test_cancel (MockSession *f, gconstpointer data)
{
  static const char *const steps[] = {
    "C: <stream>",
    MOCK_OPEN,
    MOCK_OPEN MOCK_PLAIN,
    MOCK_AUTHENTICATE,
    MOCK_AUTHENTICATE MOCK_FEATURES MOCK_BIND,
    MOCK_AUTHENTICATE MOCK_FEATURES MOCK_BIND MOCK_BOUND MOCK_ENABLE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_clear_object (&f->cancellable);
    f->cancellable = g_cancellable_new ();
    mock_session_start (f);
    mock_session_play (f, steps[i]);
    g_string_truncate (f->seen, 0);
    g_cancellable_cancel (f->cancellable);
    mock_session_settle (f, 0);
    mock_session_assert_seen (f, "OFFLINE io-error:19 ");
    g_assert_null (xmpp_session_get_error (f->session));
    mock_session_play (f, MOCK_CLOSE);
  }

  /* After the sign-in it has no hold on the session any more. */
  g_clear_object (&f->cancellable);
  f->cancellable = g_cancellable_new ();
  mock_session_sign_in (f);
  g_cancellable_cancel (f->cancellable);
  g_assert_cmpint (xmpp_session_get_state (f->session), ==, XMPP_SESSION_ONLINE);

  /* And cancelled beforehand it changes nothing. */
  mock_session_play (f, "S: reset");
  g_string_truncate (f->seen, 0);
  mock_session_start (f);
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "io-error:19 ");
}

static void
test_resume (MockSession *f, gconstpointer data)
{
  mock_session_sign_in (f);
  mock_session_send (f, "m1");
  mock_session_send (f, "m2");
  mock_session_play (f, MOCK_MESSAGE ("m1")
                          MOCK_ASK MOCK_MESSAGE ("m2") "S: <message id='n1'/>\nS: reset");
  mock_session_assert_seen (f, "message:n1 SUSPENDED ");
  g_assert_nonnull (xmpp_session_get_error (f->session));
  g_assert_nonnull (xmpp_session_get_jid (f->session));

  mock_session_send (f, "m3");
  mock_session_start (f);
  mock_session_send (f, "m4");
  mock_session_play (f, MOCK_RESUME ("1"));
  mock_session_send (f, "m5");
  mock_session_assert_seen (f, "CONNECTING NEGOTIATING ");

  /* The server got the presence and m1. */
  mock_session_play (f, MOCK_RESUMED ("2") MOCK_MESSAGE ("m2") MOCK_MESSAGE ("m3")
                          MOCK_MESSAGE ("m4") MOCK_MESSAGE ("m5") MOCK_ASK "--");
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "acked:m1 restarted ONLINE signed-in ");
  mock_session_play (f, MOCK_ACK ("6") "--");
  mock_session_assert_seen (f, "acked:m2 acked:m3 acked:m4 acked:m5 ");
}

/* The query outlives the stream: its answer comes on the next one. */
static void
test_resume_query (MockSession *f, gconstpointer data)
{
  g_autofree char *id = NULL;

  mock_session_sign_in (f);
  mock_session_query (f);
  mock_session_play (f, MOCK_QUERY MOCK_ASK "S: reset");
  mock_session_query (f);
  mock_session_start (f);
  mock_session_play (f, MOCK_RESUME ("0") MOCK_RESUMED ("1") MOCK_QUERY);
  id = mock_transport_dup_last (f->transport, "id");
  mock_session_play (f, MOCK_QUERY MOCK_ASK "--");
  g_string_truncate (f->seen, 0);
  mock_transport_play (f->transport, "S: <iq type='result' id='%s'/>", id);
  mock_session_play (f, "S: <iq type='result' id='@'/>\n");
  mock_session_settle (f, 0);
  g_assert_nonnull (strstr (f->seen->str, "result "));
}

static void
test_resume_refused (MockSession *f, gconstpointer data)
{
  mock_session_sign_in (f);
  mock_session_send (f, "m1");
  mock_session_query (f);
  mock_session_send (f, "m2");
  mock_session_play (f, MOCK_MESSAGE ("m1") MOCK_ASK MOCK_QUERY MOCK_MESSAGE ("m2") "S: reset");
  mock_session_send (f, "m3");
  mock_session_start (f);
  g_string_truncate (f->seen, 0);

  /* What the server still knows of the old session says that m1 arrived. */
  mock_session_play (f, MOCK_RESUME ("0") MOCK_FAILED ("2"));
  mock_session_play (f, MOCK_BIND MOCK_BOUND MOCK_ENABLE "S: <enabled xmlns='urn:xmpp:sm:3'/>\n");
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "NEGOTIATING acked:m1 stopped unsent:m2 unsent:m3 started ONLINE "
                               "session-error:1 signed-in ");
  mock_session_play (f, MOCK_PRESENCE MOCK_ASK "--\nS: <a xmlns='urn:xmpp:sm:3' h='1'/>");

  /* The new one cannot be resumed. */
  mock_session_send (f, "m4");
  mock_session_play (f, MOCK_MESSAGE ("m4") MOCK_ASK "S: reset");
  mock_session_assert_seen (f, "acked:p1 stopped unsent:m4 OFFLINE ");
  g_assert_null (xmpp_session_get_jid (f->session));
}

/* A count that cannot be true is no reason to stay out of a new session. */
static void
test_resume_refused_falsely (MockSession *f, gconstpointer data)
{
  mock_session_sign_in (f);
  mock_session_send (f, "m1");
  mock_session_play (f, MOCK_MESSAGE ("m1") MOCK_ASK "S: reset");
  mock_session_start (f);
  g_string_truncate (f->seen, 0);
  mock_session_play (f, MOCK_RESUME ("0") MOCK_FAILED ("77"));
  mock_session_play (f, MOCK_BIND MOCK_BOUND MOCK_ENABLE MOCK_ENABLED MOCK_PRESENCE MOCK_ASK "--");
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "NEGOTIATING stopped unsent:m1 started ONLINE signed-in ");
}

static void
echo_once (XmppSession *session, const XmlElement *stanza, MockSession *f)
{
  if (g_strcmp0 (xmpp_stanza_id (stanza), "m1") == 0)
    mock_session_send (f, "echo");
}

static void
break_off (XmppSession *session, const XmlElement *stanza, MockSession *f)
{
  if (g_strcmp0 (xmpp_stanza_id (stanza), "m1") == 0)
    mock_session_play (f, "S: reset");
}

/* One acknowledgement of two: the second is not forgotten, whatever happens on hearing of the first. */
static void
test_end_on_acked (MockSession *f, gconstpointer data)
{
  mock_session_sign_in (f);
  g_signal_connect (f->session, "acked", G_CALLBACK (break_off), f);
  mock_session_send (f, "m1");
  mock_session_send (f, "m2");
  mock_session_play (f, MOCK_MESSAGE ("m1") MOCK_ASK MOCK_MESSAGE ("m2") MOCK_ACK ("3"));
  mock_session_assert_seen (f, "acked:m1 SUSPENDED acked:m2 ");
}

/* Who writes on hearing that something is sent, again, comes in turn. */
static void
test_resume_reentered (MockSession *f, gconstpointer data)
{
  mock_session_sign_in (f);
  mock_session_send (f, "m1");
  mock_session_send (f, "m2");
  mock_session_play (f, MOCK_MESSAGE ("m1") MOCK_ASK MOCK_MESSAGE ("m2") "S: reset");
  g_signal_connect (f->session, "stanza-sent", G_CALLBACK (echo_once), f);
  mock_session_start (f);
  mock_session_play (f, MOCK_RESUME ("0") MOCK_RESUMED ("1"));
  mock_session_play (f,
                     MOCK_MESSAGE ("m1") MOCK_MESSAGE ("m2") MOCK_MESSAGE ("echo") MOCK_ASK "--");
  mock_session_settle (f, 0);
  g_string_truncate (f->seen, 0);
  mock_session_play (f, MOCK_ACK ("4") "--");
  mock_session_assert_seen (f, "acked:m1 acked:m2 acked:echo ");
}

/* XEP-0198 §5: after `max` the server has given it up. */
static void
test_resume_too_late (MockSession *f, gconstpointer data)
{
  mock_session_start (f);
  mock_session_play (
    f, MOCK_AUTHENTICATE MOCK_FEATURES MOCK_BIND MOCK_BOUND MOCK_ENABLE
    "S: <enabled xmlns='urn:xmpp:sm:3' id='sm1' resume='true' max='60'/>\n" MOCK_PRESENCE MOCK_ASK
      MOCK_ACK ("1") "--");
  mock_session_settle (f, 0);
  mock_session_send (f, "m1");
  mock_session_play (f, MOCK_MESSAGE ("m1") MOCK_ASK "S: reset");
  mock_session_assert_seen (f,
                            "CONNECTING NEGOTIATING started ONLINE acked:p1 signed-in SUSPENDED ");
  xmpp_timer_fake (f->now += 60 * XMPP_SECOND - 1);
  mock_session_assert_seen (f, "");

  /* An attempt that is under way may still succeed; one that fails was the last. */
  mock_session_start (f);
  mock_session_play (f, MOCK_OPEN);
  mock_session_assert_seen (f, "CONNECTING NEGOTIATING ");
  xmpp_timer_fake (f->now += 1);
  mock_session_assert_seen (f, "");
  mock_session_play (f, "S: reset");
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "stopped unsent:m1 OFFLINE io-error:44 ");

  mock_session_sign_in (f);
  mock_session_play (f, "S: reset");
  mock_session_assert_seen (f, "SUSPENDED ");
  xmpp_timer_fake (f->now += 1000 * XMPP_SECOND);
  mock_session_assert_seen (f, ""); /* this one was without a limit */
}

static void
test_resume_expired (MockSession *f, gconstpointer data)
{
  mock_session_start (f);
  mock_session_play (
    f, MOCK_AUTHENTICATE MOCK_FEATURES MOCK_BIND MOCK_BOUND MOCK_ENABLE
    "S: <enabled xmlns='urn:xmpp:sm:3' id='sm1' resume='true' max='60'/>\n" MOCK_PRESENCE MOCK_ASK
      MOCK_ACK ("1") "S: reset");
  mock_session_settle (f, 0);
  g_string_truncate (f->seen, 0);
  xmpp_timer_fake (f->now += 60 * XMPP_SECOND);
  mock_session_assert_seen (f, "stopped OFFLINE ");
  g_assert_nonnull (xmpp_session_get_error (f->session));
  mock_session_sign_in (f);
}

static void
test_resume_later (MockSession *f, gconstpointer data)
{
  mock_session_sign_in (f);
  mock_session_send (f, "m1");
  mock_session_play (f, MOCK_MESSAGE ("m1") MOCK_ASK "S: reset");

  /* A failed attempt changes nothing, whatever its reason. */
  mock_session_start (f);
  mock_session_play (f, MOCK_OPEN "S: reset");
  mock_session_settle (f, 0);
  mock_session_start (f);
  mock_session_play (f, MOCK_OPEN MOCK_PLAIN "S: <failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                                             "<temporary-auth-failure/></failure>\n" MOCK_CLOSE);
  mock_session_settle (f, 0);
  g_clear_object (&f->cancellable);
  f->cancellable = g_cancellable_new ();
  mock_session_start (f);
  g_cancellable_cancel (f->cancellable);
  mock_session_settle (f, 0);
  mock_session_play (f, "C: <stream>\nC: </stream>\nS: </stream>");
  g_assert_cmpint (xmpp_session_get_state (f->session), ==, XMPP_SESSION_SUSPENDED);
  g_clear_object (&f->cancellable);

  g_string_truncate (f->seen, 0);
  mock_session_start (f);
  mock_session_play (f, MOCK_RESUME ("0") MOCK_RESUMED ("1") MOCK_MESSAGE ("m1") MOCK_ASK "--");
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "CONNECTING NEGOTIATING restarted ONLINE signed-in ");
}

static void
test_loss_without_sm (MockSession *f, gconstpointer data)
{
  mock_session_sign_in_without_sm (f);
  mock_session_send (f, "m1");
  mock_session_query (f);
  mock_session_play (f, MOCK_MESSAGE ("m1") MOCK_QUERY "S: reset");
  mock_session_settle (f, 0);
  g_assert_true (g_str_has_prefix (f->seen->str, "acked:m1 acked:"));
  g_assert_true (g_str_has_suffix (f->seen->str, " stopped OFFLINE session-error:1 "));
}

static void
test_stream_errors (MockSession *f, gconstpointer data)
{
  static const struct {
    const char *condition;
    XmppStreamErrorCode code;
    XmppSessionState state;
  } cases[] = {
    { "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>", XMPP_STREAM_ERROR_CONFLICT,
      XMPP_SESSION_OFFLINE },
    { "<system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>",
      XMPP_STREAM_ERROR_SYSTEM_SHUTDOWN, XMPP_SESSION_SUSPENDED },
    { "<policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>",
      XMPP_STREAM_ERROR_POLICY_VIOLATION, XMPP_SESSION_SUSPENDED },
    { "<see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>[::1]:5555</see-other-host>",
      XMPP_STREAM_ERROR_SEE_OTHER_HOST, XMPP_SESSION_SUSPENDED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    mock_session_sign_in (f);
    mock_transport_play (f->transport,
                         "S: <stream:error>%s</stream:error>\nC: </stream>\nS: </stream>",
                         cases[i].condition);
    g_assert_cmpint (xmpp_session_get_state (f->session), ==, cases[i].state);
    g_assert_error (xmpp_session_get_error (f->session), XMPP_STREAM_ERROR, (int) cases[i].code);
    if (cases[i].code == XMPP_STREAM_ERROR_SEE_OTHER_HOST)
      g_assert_cmpstr (xmpp_stream_error_get_host (xmpp_session_get_error (f->session)), ==,
                       "[::1]:5555");
    mock_session_close (f, NULL);
    mock_session_settle (f, 0);
    g_assert_cmpint (xmpp_session_get_state (f->session), ==, XMPP_SESSION_OFFLINE);
  }
}

static void
test_false_count (MockSession *f, gconstpointer data)
{
  mock_session_sign_in (f);
  mock_session_send (f, "m1");
  mock_session_play (f, MOCK_MESSAGE ("m1")
                          MOCK_ASK MOCK_ACK ("3") "C: <stream:error>*</stream:error>\n" MOCK_CLOSE);

  /* Whoever miscounts is not asked to resume. */
  mock_session_assert_seen (f, "stopped unsent:m1 OFFLINE ");
  g_assert_error (xmpp_session_get_error (f->session), XMPP_SESSION_ERROR,
                  XMPP_SESSION_ERROR_PROTOCOL);
}

static void
test_query (MockSession *f, gconstpointer data)
{
  mock_session_sign_in (f);
  mock_session_query (f);
  mock_session_play (f, MOCK_QUERY MOCK_ASK
                     "S: <iq type='result' id='@' from='eve@example.org'/>\n"
                     "S: <iq type='result' id='@' from='romeo@example.org/other'/>\n");
  mock_session_assert_seen (f, "");
  mock_session_play (f,
                     "S: <iq type='result' id='x'/>\n"
                     "S: <iq type='error' id='@' from='romeo@example.org'><error type='cancel'>"
                     "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n"
                     "S: <iq type='result' id='@'/>");
  mock_session_settle (f, 0);
  g_assert_cmpint (XMPP_STANZA_ERROR_ITEM_NOT_FOUND, ==, 6);
  mock_session_assert_seen (f, "stanza-error:6 ");
}

static void
test_requests (MockSession *f, gconstpointer data)
{
  mock_session_sign_in (f);
  mock_session_play (
    f,
    "S: <iq type='get' id='1' from='juliet@example.com/x'><x xmlns='urn:test'/></iq>\n"
    "--\n"
    "S: <iq type='get' id='2' from='juliet@example.com/x'><y xmlns='urn:test'/></iq>\n"
    "C: <iq type='error' id='2' to='juliet@example.com/x'><error type='cancel'>"
    "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>\n" MOCK_ASK
    /* Pushes: from the account, from no one, from somebody else. */
    "S: <iq type='set' id='3' from='romeo@example.org'><query xmlns='jabber:iq:roster'/></iq>\n"
    "C: <iq type='error' id='3' to='romeo@example.org'>*</iq>\n"
    "S: <iq type='set' id='4'><query xmlns='jabber:iq:roster'/></iq>\n"
    "C: <iq type='error' id='4'>*</iq>\n"
    "S: <iq type='set' id='5' from='romeo@example.org/x'><query xmlns='jabber:iq:roster'/></iq>\n"
    "C: <iq type='error' id='5' to='romeo@example.org/x'>*</iq>\n"
    "S: <iq type='set' id='6' from='eve@example.org'><query xmlns='jabber:iq:roster'/></iq>\n"
    "C: <iq type='error' id='6' to='eve@example.org'>*</iq>\n"
    "--");
  mock_session_assert_seen (f, "get push push forged forged ");

  /* An answer after the session goes nowhere. */
  mock_session_close (f, NULL);
  mock_session_play (f,
                     "S: <a xmlns='urn:xmpp:sm:3' h='6'/>\nC: <a xmlns='urn:xmpp:sm:3' h='6'/>\nC: "
                     "</stream>\nS: </stream>");
  mock_session_settle (f, 0);
  mock_session_sign_in (f);
  xmpp_request_reply (f->request, NULL);
  mock_session_play (f, "--");
}

static void
test_messages (MockSession *f, gconstpointer data)
{
  mock_session_sign_in (f);
  mock_session_play (f, "S: <message id='1' from='juliet@example.com/x'><body>a</body></message>\n"
                        "S: <message id='2'><body>a</body></message>\n"
                        "S: <message id='3' from='@x'><body>a</body></message>\n"
                        "S: <message id='4' from=''><body>a</body></message>\n"
                        "S: <message id='5' from='juliet@example.com' type='error'/>\n"
                        "S: <message id='1' from='juliet@example.com/x'><body>a</body></message>\n"
                        "S: <message id='6' xmlns='urn:test'/>\n"
                        "S: <presence id='7'/>\n");
  mock_session_assert_seen (f, "message:1 message:2 message:5 message:1 ");
}

static void
test_offline (MockSession *f, gconstpointer data)
{
  mock_session_send (f, "m1");
  mock_session_query (f);
  xmpp_session_send (f->session, xmpp_presence_new (XMPP_PRESENCE_AVAILABLE, NULL));
  xmpp_session_check (f->session);
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "unsent:m1 session-error:0 ");

  /* A first sign-in is no resumption either. */
  mock_session_start (f);
  mock_session_send (f, "m2");
  mock_session_assert_seen (f, "CONNECTING unsent:m2 ");
}

static void
test_full (MockSession *f, gconstpointer data)
{
  mock_session_sign_in (f);
  mock_session_play (f, "S: reset");
  for (guint i = 0; i < 500; i++)
    mock_session_send (f, "m");
  mock_session_assert_seen (f, "SUSPENDED ");
  mock_session_send (f, "last");
  mock_session_query (f);
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "unsent:last session-error:6 ");
}

static void
test_ids (MockSession *f, gconstpointer data)
{
  g_autoptr (XmlElement) presence = xmpp_presence_new (XMPP_PRESENCE_AVAILABLE, NULL);

  /* A sealed stanza without id is sent twice, and each time gets its own. */
  xml_element_seal (presence);
  mock_session_sign_in (f);
  xmpp_session_send (f->session, xml_element_ref (presence));
  xmpp_session_send (f->session, xml_element_ref (presence));
  mock_session_play (f, "C: <presence id='*'/>\n" MOCK_ASK "C: <presence id='*'/>\n--");
  g_assert_null (xmpp_stanza_id (presence));

  /* What is no stanza gets none, and is not counted. */
  xmpp_session_send (f->session, xml_element_new ("active", "urn:xmpp:csi:0"));
  mock_session_play (
    f, "C: <active xmlns='urn:xmpp:csi:0'/>\nS: <a xmlns='urn:xmpp:sm:3' h='3'/>\n--");
}

static void
test_modules (MockSession *f, gconstpointer data)
{
  g_auto (GStrv) features = xmpp_session_dup_features (f->session);
  g_autofree char *joined = g_strjoinv (" ", features);
  gpointer module = xmpp_session_get_module (f->session, MOCK_TYPE_MODULE);

  g_assert_cmpstr (joined, ==, "urn:another urn:node+notify urn:test");
  g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (module, MOCK_TYPE_MODULE));
  g_assert_true (xmpp_module_get_session (module) == f->session);
  g_assert_null (xmpp_session_get_module (f->session, XMPP_TYPE_MODULE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session/" name, MockSession, NULL, mock_session_setup, func, mock_session_teardown)
  ADD ("sign-in", test_sign_in);
  ADD ("sign-in-inline", test_sign_in_inline);
  ADD ("sign-in-resource", test_sign_in_resource);
  ADD ("refused", test_refused);
  ADD ("cancel", test_cancel);
  ADD ("resume", test_resume);
  ADD ("resume-query", test_resume_query);
  ADD ("resume-refused", test_resume_refused);
  ADD ("resume-refused-falsely", test_resume_refused_falsely);
  ADD ("resume-reentered", test_resume_reentered);
  ADD ("end-on-acked", test_end_on_acked);
  ADD ("resume-too-late", test_resume_too_late);
  ADD ("resume-expired", test_resume_expired);
  ADD ("resume-later", test_resume_later);
  ADD ("loss-without-sm", test_loss_without_sm);
  ADD ("stream-errors", test_stream_errors);
  ADD ("false-count", test_false_count);
  ADD ("query", test_query);
  ADD ("requests", test_requests);
  ADD ("messages", test_messages);
  ADD ("offline", test_offline);
  ADD ("full", test_full);
  ADD ("ids", test_ids);
  ADD ("modules", test_modules);
  return g_test_run ();
}
