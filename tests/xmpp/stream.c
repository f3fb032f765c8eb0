/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One stream against a server that does its part, does not, or says goodbye in the middle. */

#include "xmpp/stream.h"

#include "mock/sign-in.h"
#include "mock/transport.h"
#include "xmpp/liveness.h"
#include "xmpp/ns.h"
#include "xmpp/session-error.h"
#include "xmpp/stream-error.h"

#define START (1000 * XMPP_SECOND)

/* The server asks. */
#define ASKED "S: <r xmlns='urn:xmpp:sm:3'/>\n"

typedef struct {
  MockTransport *transport;
  XmppSm *sm;
  XmppStream *stream;
  GPtrArray *held; /* of XmppHold: the stanzas of the name `slow`, which nobody releases */
  GString *log;    /* the events, one word each */
  GError *error;
  gint64 now;
} Fixture;

static void
on_opened (gpointer user_data)
{
  Fixture *f = user_data;

  g_string_append (f->log, "opened ");
}

static void
on_acked (XmlElement *const *stanzas, guint n_stanzas, gpointer user_data)
{
  Fixture *f = user_data;

  for (guint i = 0; i < n_stanzas; i++)
    g_string_append_printf (f->log, "acked:%s ", xml_element_get (stanzas[i], "id"));
}

static void
on_ready (const XmppNegotiated *result, gpointer user_data)
{
  Fixture *f = user_data;

  g_string_append_printf (f->log, "ready:%d ", result->resume);
  if (result->resume == XMPP_RESUME_DONE)
    xmpp_stream_resend (f->stream);
}

static void
on_received (const XmlElement *element, XmppHold *hold, gpointer user_data)
{
  Fixture *f = user_data;

  if (hold != NULL && g_strcmp0 (xml_element_get (element, "id"), "slow") == 0)
    g_ptr_array_add (f->held, xmpp_hold_ref (hold));
  if (!xml_element_is (element, NULL, XMPP_NS_STREAM_MANAGEMENT))
    g_string_append_printf (f->log, "%s ", xml_element_get_name (element));
}

static void
on_sent (const XmlElement *element, gpointer user_data)
{
}

static void
on_ended (const GError *error, gpointer user_data)
{
  Fixture *f = user_data;

  g_string_append (f->log, error != NULL ? "failed " : "closed ");
  g_assert_null (f->error);
  f->error = error != NULL ? g_error_copy (error) : NULL;
}

static const XmppStreamEvents events = {
  .opened = on_opened,
  .acked = on_acked,
  .ready = on_ready,
  .received = on_received,
  .sent = on_sent,
  .ended = on_ended,
};

static void
begin (Fixture *f, XmppTransportFlags flags, const XmppResumption *resume)
{
  g_autoptr (XmppJid) account = xmpp_jid_parse ("romeo@example.org", NULL);
  g_autoptr (XmppCredentials) credentials = xmpp_credentials_new (NULL, "secret");
  XmppNegotiation negotiation = { .account = account,
                                  .credentials = credentials,
                                  .resume = resume };

  f->transport = mock_transport_new (flags);
  f->stream = xmpp_stream_new (XMPP_TRANSPORT (f->transport), &negotiation, f->sm, &events, f);
  g_string_truncate (f->log, 0);
}

static void
setup (Fixture *f, gconstpointer data)
{
  f->now = START;
  xmpp_timer_fake (f->now);
  f->log = g_string_new (NULL);
  f->held = g_ptr_array_new ();
  f->sm = xmpp_sm_new ();
}

static void
end (Fixture *f)
{
  g_clear_pointer (&f->stream, xmpp_stream_drop);
  if (f->transport != NULL)
    mock_transport_finish (f->transport);
  g_clear_object (&f->transport);
  g_clear_error (&f->error);
  g_string_truncate (f->log, 0);
}

static void
teardown (Fixture *f, gconstpointer data)
{
  end (f);
  g_clear_pointer (&f->sm, xmpp_sm_free);
  g_assert_cmpuint (f->held->len, ==, 0);
  g_ptr_array_unref (f->held);
  g_string_free (f->log, TRUE);
  xmpp_timer_fake (0);
}

static void
sign_in (Fixture *f, const char *transcript)
{
  begin (f, XMPP_TRANSPORT_SECURE, NULL);
  mock_transport_play (f->transport, "%s", transcript);
  g_string_truncate (f->log, 0);
}

static void
pass (Fixture *f, gint64 us)
{
  f->now += us;
  xmpp_timer_fake (f->now);
}

static void
send (Fixture *f, const char *id)
{
  g_autoptr (XmlElement) message = xml_element_new ("message", XMPP_NS_CLIENT);

  xml_element_set (message, "id", id);
  xml_element_seal (message);
  xmpp_stream_send (f->stream, message);
}

/* The oldest one. */
static void
release (Fixture *f, gboolean handled)
{
  if (xmpp_hold_release (g_ptr_array_steal_index (f->held, 0), handled))
    xmpp_stream_handled (f->stream);
}

static void
assert_log (Fixture *f, const char *expected)
{
  g_assert_cmpstr (f->log->str, ==, expected);
  g_string_truncate (f->log, 0);
}

/* --- Sign-in --- */

static void
test_sign_in (Fixture *f, gconstpointer data)
{
  begin (f, XMPP_TRANSPORT_SECURE, NULL);
  mock_transport_play (f->transport, MOCK_OPEN);
  assert_log (f, "opened ");
  mock_transport_play (f->transport,
                       MOCK_PLAIN MOCK_SUCCESS MOCK_OPEN MOCK_FEATURES MOCK_BIND MOCK_BOUND);
  /* What comes before the answer to <enable/> is not lost, and comes after the news. */
  mock_transport_play (f->transport, MOCK_ENABLE "S: <message/>");
  assert_log (f, "");
  mock_transport_play (f->transport, MOCK_ENABLED);
  assert_log (f, "ready:0 message ");
  /* Nor is it counted. */
  mock_transport_play (f->transport, "S: <message/>\n"
                                     "S: <r xmlns='urn:xmpp:sm:3'/>\n" MOCK_OUR_ACK ("1") "--");
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  begin (f, XMPP_TRANSPORT_SECURE, NULL);
  mock_transport_play (
    f->transport,
    MOCK_OPEN "S: <stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
              "</stream:error>\n"
              "C: </stream>");
  assert_log (f, "opened failed ");
  g_assert_error (f->error, XMPP_STREAM_ERROR, XMPP_STREAM_ERROR_HOST_UNKNOWN);
  mock_transport_play (f->transport, "S: </stream>");
  g_assert_true (mock_transport_is_dropped (f->transport));
}

static void
test_silent_sign_in (Fixture *f, gconstpointer data)
{
  begin (f, XMPP_TRANSPORT_SECURE, NULL);
  pass (f, XMPP_SIGN_IN_STEP_TIMEOUT);
  assert_log (f, "failed ");
  g_assert_error (f->error, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_TIMEOUT);
  g_assert_true (mock_transport_is_dropped (f->transport));
}

static void
test_dropped (Fixture *f, gconstpointer data)
{
  static const char *const moments[] = { MOCK_AUTHENTICATE, MOCK_SIGN_IN };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++) {
    sign_in (f, moments[i]);
    g_clear_pointer (&f->stream, xmpp_stream_drop);
    mock_transport_play (f->transport, "C: </stream>");

    /* It goes on without us until it is closed. */
    mock_transport_play (f->transport, "S: <message/>\nS: </stream>");
    assert_log (f, "");
    g_assert_true (mock_transport_is_dropped (f->transport));
    end (f);
  }
}

/* --- Acknowledgements --- */

static void
test_acks (Fixture *f, gconstpointer data)
{
  sign_in (f, MOCK_SIGN_IN);
  send (f, "m1");
  send (f, "m2");
  mock_transport_play (f->transport, "C: <message id='m1'/>\n"
                                     "C: <r xmlns='urn:xmpp:sm:3'/>\n"
                                     "C: <message id='m2'/>\n"
                                     "--\n"
                                     "S: <a xmlns='urn:xmpp:sm:3' h='1'/>\n"
                                     "C: <r xmlns='urn:xmpp:sm:3'/>\n"
                                     "S: <a xmlns='urn:xmpp:sm:3' h='2'/>\n"
                                     "--\n"
                                     "S: <a xmlns='urn:xmpp:sm:3' h='2'/>\n"
                                     "--");
  assert_log (f, "acked:m1 acked:m2 ");

  mock_transport_play (f->transport, "S: <r xmlns='urn:xmpp:sm:3'/>\n"
                                     "C: <a xmlns='urn:xmpp:sm:3' h='0'/>\n"
                                     "S: <message/>\n"
                                     "S: <iq/>\n"
                                     "S: <presence/>\n"
                                     "S: <x xmlns='urn:no-stanza'/>\n"
                                     "S: <r xmlns='urn:xmpp:sm:3'/>\n"
                                     "C: <a xmlns='urn:xmpp:sm:3' h='3'/>\n"
                                     "--");
}

/* XEP-0198 §4: `h` counts what is handled, not what has come. */
static void
test_held (Fixture *f, gconstpointer data)
{
  sign_in (f, MOCK_SIGN_IN);
  mock_transport_play (f->transport, "S: <message id='slow'/>\n"
                                     "S: <presence/>\n"
                                     "S: <message id='slow'/>\n" ASKED "--");
  release (f, TRUE);
  mock_transport_play (f->transport, "--");
  release (f, TRUE);
  mock_transport_play (f->transport, MOCK_OUR_ACK ("3") "--");

  /* Nothing is told that nobody asks for. */
  mock_transport_play (f->transport, "S: <message id='slow'/>\n");
  release (f, TRUE);
  mock_transport_play (f->transport, "--");

  /* The server does not wait for ever, and learns the rest when it is time. */
  mock_transport_play (f->transport, "S: <message/>\nS: <message id='slow'/>\n" ASKED "--");
  pass (f, XMPP_STREAM_ANSWER_DELAY - 1);
  mock_transport_play (f->transport, ASKED "--");
  pass (f, 1);
  mock_transport_play (f->transport, MOCK_OUR_ACK ("5") "--");
  pass (f, XMPP_STREAM_ANSWER_DELAY);
  mock_transport_play (f->transport, MOCK_OUR_ACK ("5") "--");
  release (f, TRUE);
  mock_transport_play (f->transport, MOCK_OUR_ACK ("6") "--");
  pass (f, XMPP_STREAM_ANSWER_DELAY);
  mock_transport_play (f->transport, "--");
}

static void
test_break (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) full = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");

  sign_in (f, MOCK_SIGN_IN);
  mock_transport_play (f->transport, "S: <message/>\nS: <message id='slow'/>\n" ASKED);
  xmpp_hold_release (g_ptr_array_steal_index (f->held, 0), FALSE);
  xmpp_stream_break (f->stream, full);
  xmpp_stream_break (f->stream, full);
  xmpp_stream_handled (f->stream);
  assert_log (f, "message message failed ");
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  /* Not even </stream>, which would end the session. */
  g_assert_true (mock_transport_is_dropped (f->transport));
  mock_transport_play (f->transport, "--");
  g_assert_cmpuint (xmpp_sm_get_handled (f->sm), ==, 1);
}

static void
test_false_acks (Fixture *f, gconstpointer data)
{
  static const char *const acks[] = { "2", "4294967295", "4294967296", "-1", "", "x" };

  for (guint i = 0; i < G_N_ELEMENTS (acks); i++) {
    gboolean counts = i < 2;

    xmpp_sm_begin (f->sm, 0, 0);
    sign_in (f, MOCK_SIGN_IN);
    send (f, "m1");
    mock_transport_play (f->transport,
                         "C: <message id='m1'/>\n" MOCK_ASK "S: <a xmlns='urn:xmpp:sm:3' h='%s'/>",
                         acks[i]);
    if (counts)
      mock_transport_play (
        f->transport,
        "C: <stream:error>"
        "<undefined-condition xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
        "<handled-count-too-high xmlns='urn:xmpp:sm:3' h='%s' send-count='1'/></stream:error>\n",
        acks[i]);
    mock_transport_play (f->transport, "C: </stream>");
    assert_log (f, "failed ");
    g_assert_error (f->error, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_PROTOCOL);
    g_ptr_array_unref (xmpp_sm_steal (f->sm));
    end (f);
  }
}

/* The acknowledgement was lost with the link, the second message never arrived. */
static void
test_resume (Fixture *f, gconstpointer data)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse ("romeo@example.org/orchard", NULL);
  XmppResumption resumption = { .id = "sm1", .jid = jid };

  sign_in (f, MOCK_SIGN_IN);
  send (f, "m1");
  send (f, "m2");
  mock_transport_play (f->transport, "S: <message/>\nS: reset");
  assert_log (f, "message failed ");
  end (f);

  resumption.h = xmpp_sm_get_handled (f->sm);
  begin (f, XMPP_TRANSPORT_SECURE, &resumption);
  mock_transport_play (f->transport, MOCK_RESUME ("1") MOCK_RESUMED ("1"));
  mock_transport_play (f->transport, "C: <message id='m2'/>\n"
                                     "C: <r xmlns='urn:xmpp:sm:3'/>\n"
                                     "S: <message/>\n"
                                     "S: <r xmlns='urn:xmpp:sm:3'/>\n"
                                     "C: <a xmlns='urn:xmpp:sm:3' h='2'/>\n"
                                     "--");
  /* Said twice, it is nothing. */
  mock_transport_play (f->transport, MOCK_RESUMED ("1") "--\n" MOCK_ACK ("2") "--");
  assert_log (f, "opened acked:m1 ready:1 message acked:m2 ");
}

static void
test_resumed_too_far (Fixture *f, gconstpointer data)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse ("romeo@example.org/orchard", NULL);
  XmppResumption resumption = { .id = "sm1", .jid = jid };

  begin (f, XMPP_TRANSPORT_SECURE, &resumption);
  mock_transport_play (f->transport,
                       MOCK_RESUME ("0") MOCK_RESUMED ("1") "C: <stream:error>*</stream:error>\n"
                                                            "C: </stream>");
  assert_log (f, "opened failed ");
  g_assert_error (f->error, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_PROTOCOL);
}

static void
test_unmanaged (Fixture *f, gconstpointer data)
{
  sign_in (f, MOCK_SIGN_IN_WITHOUT_SM);
  send (f, "m1");
  assert_log (f, "acked:m1 ");
  mock_transport_play (f->transport, "C: <message id='m1'/>\n"
                                     "S: <r xmlns='urn:xmpp:sm:3'/>\n" MOCK_ACK ("7") "--");
  assert_log (f, "");
}

/* --- Signs of life --- */

static void
test_silent (Fixture *f, gconstpointer data)
{
  sign_in (f, MOCK_SIGN_IN);
  send (f, "m1");
  pass (f, XMPP_LIVENESS_ANSWER - 1);
  assert_log (f, "");
  pass (f, 1);
  assert_log (f, "failed ");
  g_assert_error (f->error, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_SILENT);
  g_assert_true (mock_transport_is_dropped (f->transport));
}

/* What takes nothing after it was resumed would not do so the next time either. */
static void
test_silent_resumed (Fixture *f, gconstpointer data)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse ("romeo@example.org/orchard", NULL);
  XmppResumption resumption = { .id = "sm1", .jid = jid };

  sign_in (f, MOCK_SIGN_IN);
  send (f, "m1");
  mock_transport_play (f->transport, "S: reset");
  end (f);

  begin (f, XMPP_TRANSPORT_SECURE, &resumption);
  mock_transport_play (f->transport, MOCK_RESUME ("0") MOCK_RESUMED ("0"));
  pass (f, XMPP_LIVENESS_ANSWER);
  g_assert_error (f->error, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_PROTOCOL);
}

/* A server that reads slowly answers one question after the other, each in its time. */
static void
test_slow_reader (Fixture *f, gconstpointer data)
{
  sign_in (f, MOCK_SIGN_IN);
  for (guint i = 0; i <= XMPP_SM_MAX_UNASKED; i++)
    send (f, "m1");
  pass (f, XMPP_LIVENESS_ANSWER - 1);
  mock_transport_play (f->transport, "C: <message id='m1'/>\n" MOCK_ASK MOCK_ACK ("1"));
  for (guint i = 0; i < XMPP_SM_MAX_UNASKED; i++)
    mock_transport_play (f->transport, "C: <message id='m1'/>");
  mock_transport_play (f->transport, MOCK_ASK "--");
  pass (f, XMPP_LIVENESS_ANSWER - 1);
  assert_log (f, "acked:m1 ");

  /* The second question is open, so silence still means something. */
  pass (f, 1);
  assert_log (f, "failed ");
}

/* A stream that is over but still held does nothing, whatever time it is. */
static void
test_over (Fixture *f, gconstpointer data)
{
  sign_in (f, MOCK_SIGN_IN);
  mock_transport_play (
    f->transport,
    "S: <stream:error><reset xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>\n"
    "C: </stream>");
  assert_log (f, "error failed ");
  pass (f, XMPP_LIVENESS_IDLE + XMPP_LIVENESS_ANSWER);
  xmpp_stream_check (f->stream);
  xmpp_stream_close (f->stream);
  send (f, "m1");
  mock_transport_play (f->transport, "--");
  assert_log (f, "");
}

static void
test_idle (Fixture *f, gconstpointer data)
{
  sign_in (f, MOCK_SIGN_IN);
  pass (f, XMPP_LIVENESS_IDLE - 1);
  mock_transport_play (f->transport, "--");
  pass (f, 1);
  mock_transport_play (f->transport, MOCK_ASK MOCK_ACK ("0") "--");

  /* What comes puts the next one off. */
  pass (f, XMPP_LIVENESS_IDLE - 1);
  mock_transport_play (f->transport, "S: <message/>");
  pass (f, 1);
  mock_transport_play (f->transport, "--");
  pass (f, XMPP_LIVENESS_IDLE);
  mock_transport_play (f->transport, MOCK_ASK);
  pass (f, XMPP_LIVENESS_ANSWER);
  assert_log (f, "message failed ");
}

static void
test_check (Fixture *f, gconstpointer data)
{
  sign_in (f, MOCK_SIGN_IN);
  xmpp_stream_check (f->stream);
  xmpp_stream_check (f->stream);
  mock_transport_play (f->transport, "C: <r xmlns='urn:xmpp:sm:3'/>\n--");
  pass (f, XMPP_LIVENESS_ANSWER);
  assert_log (f, "failed ");
}

static void
test_ping (Fixture *f, gconstpointer data)
{
  sign_in (f, MOCK_SIGN_IN_WITHOUT_SM);
  pass (f, XMPP_LIVENESS_IDLE);
  mock_transport_play (f->transport, "C: <iq type='get' id='*'><ping xmlns='urn:xmpp:ping'/></iq>\n"
                                     "S: <iq type='error' id='@'/>\n"
                                     "--");
  assert_log (f, "iq ");
  pass (f, XMPP_LIVENESS_ANSWER);
  assert_log (f, "");

  /* Nobody acknowledges a message here, so silence after it is suspicious. */
  send (f, "m1");
  mock_transport_play (f->transport, "C: <message id='m1'/>\n--");
  pass (f, XMPP_LIVENESS_ANSWER);
  mock_transport_play (f->transport, "C: <iq type='get' id='*'><ping xmlns='urn:xmpp:ping'/></iq>");
  pass (f, XMPP_LIVENESS_ANSWER);
  assert_log (f, "acked:m1 failed ");
  g_assert_error (f->error, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_SILENT);
}

/* --- Goodbye --- */

static void
test_close (Fixture *f, gconstpointer data)
{
  sign_in (f, MOCK_SIGN_IN);
  mock_transport_play (f->transport, "S: <message/>");
  xmpp_stream_close (f->stream);
  send (f, "late");
  mock_transport_play (f->transport, MOCK_OUR_ACK ("1") "C: </stream>\n"
                                                        "S: <message/>\n"
                                                        "S: </stream>");
  assert_log (f, "message message closed ");
}

static void
test_close_unacked (Fixture *f, gconstpointer data)
{
  sign_in (f, MOCK_SIGN_IN);
  send (f, "m1");
  send (f, "m2");
  xmpp_stream_close (f->stream);
  mock_transport_play (f->transport, "C: <message id='m1'/>\n"
                                     "C: <r xmlns='urn:xmpp:sm:3'/>\n"
                                     "C: <message id='m2'/>\n"
                                     "--\n"
                                     "S: <a xmlns='urn:xmpp:sm:3' h='1'/>\n"
                                     "C: <r xmlns='urn:xmpp:sm:3'/>\n"
                                     "--");
  mock_transport_play (f->transport, MOCK_ACK ("2") MOCK_OUR_ACK ("0") MOCK_CLOSE);
  assert_log (f, "acked:m1 acked:m2 closed ");
}

/* What is being handled is waited for, within the time of a close. */
static void
test_close_held (Fixture *f, gconstpointer data)
{
  sign_in (f, MOCK_SIGN_IN);
  mock_transport_play (f->transport, "S: <message id='slow'/>");
  xmpp_stream_close (f->stream);
  mock_transport_play (f->transport, "--");
  release (f, TRUE);
  mock_transport_play (f->transport, MOCK_OUR_ACK ("1") MOCK_CLOSE);
  assert_log (f, "message closed ");
  end (f);

  xmpp_sm_begin (f->sm, 0, 0);
  sign_in (f, MOCK_SIGN_IN);
  mock_transport_play (f->transport, "S: <message id='slow'/>");
  xmpp_stream_close (f->stream);
  pass (f, XMPP_STREAM_CLOSE_TIMEOUT);
  assert_log (f, "message closed ");
  release (f, TRUE);
  mock_transport_play (f->transport, MOCK_CLOSE);
}

static void
test_close_silent (Fixture *f, gconstpointer data)
{
  /* No acknowledgement. */
  sign_in (f, MOCK_SIGN_IN);
  send (f, "m1");
  xmpp_stream_close (f->stream);
  pass (f, XMPP_STREAM_CLOSE_TIMEOUT);
  assert_log (f, "closed ");
  mock_transport_play (f->transport, "C: <message id='m1'/>\n" MOCK_ASK MOCK_CLOSE);
  g_ptr_array_unref (xmpp_sm_steal (f->sm));
  end (f);

  /* No closing tag. */
  sign_in (f, MOCK_SIGN_IN);
  xmpp_stream_close (f->stream);
  pass (f, XMPP_STREAM_CLOSE_TIMEOUT - 1);
  assert_log (f, "");
  pass (f, 1);
  assert_log (f, "closed ");
  end (f);

  /* The link is cut meanwhile. */
  sign_in (f, MOCK_SIGN_IN);
  xmpp_stream_close (f->stream);
  mock_transport_play (f->transport, "S: reset");
  assert_log (f, "closed ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/stream/" name, Fixture, NULL, setup, func, teardown)
  ADD ("sign-in", test_sign_in);
  ADD ("refused", test_refused);
  ADD ("silent-sign-in", test_silent_sign_in);
  ADD ("dropped", test_dropped);
  ADD ("acks", test_acks);
  ADD ("held", test_held);
  ADD ("break", test_break);
  ADD ("false-acks", test_false_acks);
  ADD ("resume", test_resume);
  ADD ("resumed-too-far", test_resumed_too_far);
  ADD ("unmanaged", test_unmanaged);
  ADD ("silent", test_silent);
  ADD ("silent-resumed", test_silent_resumed);
  ADD ("slow-reader", test_slow_reader);
  ADD ("over", test_over);
  ADD ("idle", test_idle);
  ADD ("check", test_check);
  ADD ("ping", test_ping);
  ADD ("close", test_close);
  ADD ("close-unacked", test_close_unacked);
  ADD ("close-held", test_close_held);
  ADD ("close-silent", test_close_silent);
  return g_test_run ();
}
