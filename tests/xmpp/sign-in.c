/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way in, past a server that does its part, is silent, leaves or is wrong at each step. */

#include "xmpp/sign-in.h"

#include "mock/sign-in.h"
#include "mock/transport.h"
#include "xmpp/session-error.h"
#include "xmpp/stream-error.h"

#include <string.h>

#define START (1000 * XMPP_SECOND)

typedef struct {
  MockTransport *transport;
  XmppSignIn *sign_in;
  GString *log; /* the events, one word each */
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
on_ready (XmppNegotiator *negotiator, gpointer user_data)
{
  Fixture *f = user_data;
  const XmppNegotiated *result = xmpp_negotiator_get_result (negotiator);

  g_string_append_printf (f->log, "ready:%s ", xmpp_jid_string (result->jid));
}

static void
on_failed (const GError *error, gboolean reachable, gpointer user_data)
{
  Fixture *f = user_data;

  g_assert_null (f->error);
  g_string_append (f->log, reachable ? "failed " : "cut ");
  f->error = g_error_copy (error);
}

static const XmppSignInEvents events = {
  .opened = on_opened,
  .ready = on_ready,
  .failed = on_failed,
};

static void
begin (Fixture *f, XmppTransportFlags flags)
{
  g_autoptr (XmppJid) account = xmpp_jid_parse ("romeo@example.org", NULL);
  g_autoptr (XmppCredentials) credentials = xmpp_credentials_new (NULL, "secret");
  g_autoptr (XmppJid) bound = xmpp_jid_parse ("romeo@example.org/orchard", NULL);
  XmppResumption former = { .id = "old", .jid = bound };
  XmppNegotiation negotiation = {
    .account = account,
    .credentials = credentials,
    .resume = flags & XMPP_TRANSPORT_NO_RESUMPTION ? &former : NULL,
  };

  f->transport = mock_transport_new (flags);
  f->sign_in = xmpp_sign_in_new (XMPP_TRANSPORT (f->transport), &negotiation, &events, f);
}

static void
setup (Fixture *f, gconstpointer data)
{
  f->now = START;
  xmpp_timer_fake (f->now);
  f->log = g_string_new (NULL);
}

static void
end (Fixture *f)
{
  g_clear_pointer (&f->sign_in, xmpp_sign_in_drop);
  g_clear_object (&f->transport);
  g_clear_error (&f->error);
  g_string_truncate (f->log, 0);
}

static void
teardown (Fixture *f, gconstpointer data)
{
  end (f);
  g_string_free (f->log, TRUE);
  xmpp_timer_fake (0);
}

static void
pass (Fixture *f, gint64 us)
{
  f->now += us;
  xmpp_timer_fake (f->now);
}

static void
assert_log (Fixture *f, const char *expected)
{
  g_assert_cmpstr (f->log->str, ==, expected);
  g_string_truncate (f->log, 0);
}

static void
test_whole (Fixture *f, gconstpointer data)
{
  begin (f, XMPP_TRANSPORT_SECURE);
  mock_transport_play (f->transport, MOCK_OPEN);
  assert_log (f, "opened ");
  mock_transport_play (f->transport,
                       MOCK_PLAIN MOCK_SUCCESS MOCK_OPEN MOCK_FEATURES MOCK_BIND MOCK_BOUND);
  mock_transport_play (f->transport, MOCK_ENABLE MOCK_ENABLED);
  assert_log (f, "ready:romeo@example.org/orchard ");

  /* From now on it has no part in it. */
  mock_transport_play (f->transport, "S: <message/>\nS: reset");
  pass (f, XMPP_SIGN_IN_STEP_TIMEOUT);
  assert_log (f, "");
}

/* The former session is not mentioned, and none is asked for that lasts. */
static void
test_no_resumption (Fixture *f, gconstpointer data)
{
  begin (f, XMPP_TRANSPORT_SECURE | XMPP_TRANSPORT_NO_RESUMPTION);
  mock_transport_play (f->transport, MOCK_AUTHENTICATE MOCK_FEATURES MOCK_BIND MOCK_BOUND
                       "C: <enable xmlns='urn:xmpp:sm:3'/>\nS: <enabled xmlns='urn:xmpp:sm:3'/>\n");
  assert_log (f, "opened ready:romeo@example.org/orchard ");
}

#define STARTTLS                                                                                   \
  "S: <stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>\n"    \
  "C: <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>\n"
#define PROCEED "S: <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>\n"

static void
test_starttls (Fixture *f, gconstpointer data)
{
  begin (f, XMPP_TRANSPORT_CAN_STARTTLS);
  mock_transport_hold_secure (f->transport);
  mock_transport_play (f->transport, MOCK_OPEN STARTTLS PROCEED "--");
  mock_transport_secured (f->transport, NULL);
  mock_transport_play (f->transport, MOCK_SIGN_IN);
  assert_log (f, "opened ready:romeo@example.org/orchard ");
}

static void
test_bad_certificate (Fixture *f, gconstpointer data)
{
  begin (f, XMPP_TRANSPORT_CAN_STARTTLS);
  mock_transport_hold_secure (f->transport);
  mock_transport_play (f->transport, MOCK_OPEN STARTTLS PROCEED);
  mock_transport_secured (
    f->transport, g_error_new_literal (G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "expired"));
  while (f->error == NULL)
    g_main_context_iteration (NULL, TRUE);
  assert_log (f, "opened cut ");
  g_assert_error (f->error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE);
  mock_transport_play (f->transport, "--"); /* and not a word more */
}

static void
test_silent_handshake (Fixture *f, gconstpointer data)
{
  begin (f, XMPP_TRANSPORT_CAN_STARTTLS);
  mock_transport_hold_secure (f->transport);
  mock_transport_play (f->transport, MOCK_OPEN STARTTLS PROCEED);
  pass (f, XMPP_SIGN_IN_STEP_TIMEOUT);
  assert_log (f, "opened cut ");
  g_assert_error (f->error, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_TIMEOUT);

  /* The handshake ends after all. */
  mock_transport_secured (f->transport, NULL);
  while (!mock_transport_is_dropped (f->transport))
    g_main_context_iteration (NULL, TRUE);
  mock_transport_play (f->transport, "--");
}

/* The server's first message of SCRAM needs the client's nonce. */
static char *
dup_challenge (MockTransport *transport)
{
  g_autofree char *text = mock_transport_dup_last_text (transport);
  gsize n_bytes;
  g_autofree guchar *bytes = g_base64_decode (text, &n_bytes);
  g_autofree char *first = g_strndup ((const char *) bytes, n_bytes);
  g_autofree char *challenge = g_strdup_printf ("r=%sserver,s=QSXCR+Q6sek8bf92,i=4096",
                                                strstr (first, ",r=") + strlen (",r="));

  return g_base64_encode ((const guchar *) challenge, strlen (challenge));
}

static void
play_until_derive (Fixture *f)
{
  g_autofree char *challenge = NULL;

  begin (f, XMPP_TRANSPORT_SECURE);
  mock_transport_play (
    f->transport,
    MOCK_OPEN "S: <stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
              "<mechanism>SCRAM-SHA-1</mechanism></mechanisms></stream:features>\n"
              "C: <auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>*</auth>");
  challenge = dup_challenge (f->transport);
  mock_transport_play (f->transport,
                       "S: <challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>%s</challenge>",
                       challenge);
  assert_log (f, "opened ");
}

static void
test_derive (Fixture *f, gconstpointer data)
{
  play_until_derive (f);
  mock_transport_play (f->transport,
                       "C: <response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>*</response>\n--");

  /* Dropped while the other thread is at it: nothing comes of it. */
  end (f);
  play_until_derive (f);
  g_clear_pointer (&f->sign_in, xmpp_sign_in_drop);
  while (!mock_transport_is_dropped (f->transport))
    g_main_context_iteration (NULL, TRUE);
  assert_log (f, "");
}

/* Every point at which it is the server's turn. */
static const char *const steps[] = {
  "C: <stream>",
  MOCK_OPEN,
  MOCK_OPEN MOCK_PLAIN,
  MOCK_OPEN MOCK_PLAIN MOCK_SUCCESS "C: <stream>",
  MOCK_AUTHENTICATE,
  MOCK_AUTHENTICATE MOCK_FEATURES MOCK_BIND,
  MOCK_AUTHENTICATE MOCK_FEATURES MOCK_BIND MOCK_BOUND MOCK_ENABLE,
};

static void
play_step (Fixture *f, guint n)
{
  begin (f, XMPP_TRANSPORT_SECURE);
  mock_transport_play (f->transport, "%s", steps[n]);
  g_string_truncate (f->log, 0);
}

static void
test_silent_steps (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    play_step (f, i);
    pass (f, XMPP_SIGN_IN_STEP_TIMEOUT - 1);
    assert_log (f, "");
    pass (f, 1);
    assert_log (f, "cut ");
    g_assert_error (f->error, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_TIMEOUT);
    end (f);
  }

  /* Each step has its own time. */
  begin (f, XMPP_TRANSPORT_SECURE);
  mock_transport_play (f->transport, "C: <stream>");
  pass (f, XMPP_SIGN_IN_STEP_TIMEOUT - 1);
  mock_transport_play (f->transport, "S: <stream version='1.0'>");
  pass (f, XMPP_SIGN_IN_STEP_TIMEOUT - 1);
  assert_log (f, "opened ");
  pass (f, 1);
  assert_log (f, "cut ");
}

static void
test_cut_steps (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    play_step (f, i);
    mock_transport_play (f->transport, "S: reset");
    assert_log (f, "cut ");
    g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
    end (f);

    play_step (f, i);
    mock_transport_play (f->transport, "S: </stream>");
    assert_log (f, "cut ");
    g_assert_error (f->error, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_CLOSED);
    end (f);
  }
}

static void
test_stream_error_steps (Fixture *f, gconstpointer data)
{
  /* Before its header the server can say nothing. */
  for (guint i = 1; i < G_N_ELEMENTS (steps); i++) {
    play_step (f, i);
    mock_transport_play (
      f->transport,
      "S: <stream:error><system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
      "</stream:error>");
    assert_log (f, "failed ");
    g_assert_error (f->error, XMPP_STREAM_ERROR, XMPP_STREAM_ERROR_SYSTEM_SHUTDOWN);
    end (f);
  }
}

static void
test_dropped_steps (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    play_step (f, i);
    g_clear_pointer (&f->sign_in, xmpp_sign_in_drop);
    g_assert_true (mock_transport_is_dropped (f->transport));
    mock_transport_play (f->transport, "S: <message/>\nS: reset");
    pass (f, XMPP_SIGN_IN_STEP_TIMEOUT);
    assert_log (f, "");
    end (f);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/sign-in/" name, Fixture, NULL, setup, func, teardown)
  ADD ("whole", test_whole);
  ADD ("no-resumption", test_no_resumption);
  ADD ("starttls", test_starttls);
  ADD ("bad-certificate", test_bad_certificate);
  ADD ("silent-handshake", test_silent_handshake);
  ADD ("derive", test_derive);
  ADD ("silent-steps", test_silent_steps);
  ADD ("cut-steps", test_cut_steps);
  ADD ("stream-error-steps", test_stream_error_steps);
  ADD ("dropped-steps", test_dropped_steps);
  return g_test_run ();
}
