/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The end of a session: asked for in each state, in the middle of its own events, or by force. */

#include "xmpp/session.h"

#include "mock/session.h"
#include "xmpp/stanza.h"
#include "xmpp/stream.h"

static void
test_close (MockSession *f, gconstpointer data)
{
  g_autoptr (XmlElement) farewell = xmpp_presence_new (XMPP_PRESENCE_UNAVAILABLE, NULL);

  xml_element_set (farewell, "id", "p2");
  mock_session_sign_in (f);
  mock_session_send (f, "m1");
  mock_session_close (f, g_steal_pointer (&farewell));
  mock_session_close (f, NULL);
  mock_session_send (f, "m2");
  mock_session_play (f, MOCK_MESSAGE ("m1") MOCK_ASK
                     "C: <presence type='unavailable' id='p2'/>\n" MOCK_ACK ("2")
                       MOCK_ASK MOCK_ACK ("3") MOCK_OUR_ACK ("0") MOCK_CLOSE);
  mock_session_settle (f, 0);
  mock_session_assert_seen (f,
                            "CLOSING unsent:m2 acked:m1 acked:p2 stopped OFFLINE closed closed ");
  g_assert_null (xmpp_session_get_error (f->session));

  /* Nothing is resumed after that. */
  mock_session_sign_in (f);
}

static void
test_close_silent (MockSession *f, gconstpointer data)
{
  mock_session_sign_in (f);
  mock_session_send (f, "m1");
  mock_session_close (f, NULL);
  f->now += XMPP_STREAM_CLOSE_TIMEOUT;
  xmpp_timer_fake (f->now);
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "CLOSING stopped unsent:m1 OFFLINE closed ");
}

static void
test_close_cancelled (MockSession *f, gconstpointer data)
{
  mock_session_sign_in (f);
  f->cancellable = g_cancellable_new ();
  mock_session_close (f, NULL);
  g_cancellable_cancel (f->cancellable);
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "CLOSING stopped OFFLINE closed ");
}

static void
test_close_states (MockSession *f, gconstpointer data)
{
  mock_session_close (f, NULL);
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "closed ");

  mock_session_start (f);
  mock_session_close (f, NULL);
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "CONNECTING OFFLINE io-error:19 closed ");
  mock_session_play (f, "C: <stream>\nC: </stream>\nS: </stream>");

  mock_session_start (f);
  mock_session_play (f, MOCK_AUTHENTICATE);
  mock_session_close (f, NULL);
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "CONNECTING NEGOTIATING OFFLINE io-error:19 closed ");
  mock_session_play (f, MOCK_CLOSE);

  mock_session_sign_in (f);
  mock_session_send (f, "m1");
  mock_session_play (f, MOCK_MESSAGE ("m1") MOCK_ASK "S: reset");
  mock_session_query (f);
  mock_session_close (f, NULL);
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "SUSPENDED stopped unsent:m1 OFFLINE session-error:1 closed ");
}

static void
close_on_message (XmppSession *session, const XmlElement *stanza, MockSession *f)
{
  mock_session_close (f, NULL);
}

/* Handlers that end what they are called from. */
static void
test_close_in_handler (MockSession *f, gconstpointer data)
{
  mock_session_sign_in (f);
  g_signal_connect (f->session, "message-received", G_CALLBACK (close_on_message), f);
  g_signal_connect (f->session, "acked", G_CALLBACK (close_on_message), f);
  mock_session_play (
    f, "S: <message id='1'/>\nC: <a xmlns='urn:xmpp:sm:3' h='1'/>\nC: </stream>\nS: </stream>");
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "message:1 CLOSING stopped OFFLINE closed ");

  /* In the middle of a resumption that is about to succeed. */
  g_signal_handlers_disconnect_by_func (f->session, close_on_message, f);
  mock_session_sign_in (f);
  mock_session_send (f, "m1");
  mock_session_play (f, MOCK_MESSAGE ("m1") MOCK_ASK "S: reset");
  g_signal_connect (f->session, "acked", G_CALLBACK (close_on_message), f);
  mock_session_start (f);
  mock_session_play (f, MOCK_RESUME ("0") MOCK_RESUMED ("2") MOCK_CLOSE);
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "SUSPENDED CONNECTING NEGOTIATING acked:m1 stopped OFFLINE "
                               "io-error:19 closed ");
}

static void
close_on_unsent (XmppSession *session, const XmlElement *stanza, MockSession *f)
{
  mock_session_close (f, NULL);
}

static void
test_close_in_refusal (MockSession *f, gconstpointer data)
{
  mock_session_sign_in (f);
  mock_session_send (f, "m1");
  mock_session_play (f, MOCK_MESSAGE ("m1") MOCK_ASK "S: reset");
  g_signal_connect (f->session, "unsent", G_CALLBACK (close_on_unsent), f);
  mock_session_start (f);
  mock_session_play (f,
                     MOCK_RESUME ("0") "S: <failed xmlns='urn:xmpp:sm:3'/>\n" MOCK_BIND MOCK_BOUND
                       MOCK_ENABLE MOCK_ENABLED MOCK_CLOSE);
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "SUSPENDED CONNECTING NEGOTIATING stopped unsent:m1 OFFLINE "
                               "io-error:19 closed ");
}

static void
restart_on_loss (XmppSession *session, GParamSpec *pspec, MockSession *f)
{
  if (xmpp_session_get_state (session) == XMPP_SESSION_SUSPENDED)
    mock_session_start (f);
}

/* Somebody who starts anew at once; the failed attempt's callback is not the new one's. */
static void
test_start_in_handler (MockSession *f, gconstpointer data)
{
  mock_session_sign_in (f);
  mock_session_play (f, "S: reset");
  mock_session_start (f);
  mock_session_play (f, MOCK_OPEN);
  g_signal_connect (f->session, "notify::state", G_CALLBACK (restart_on_loss), f);
  g_string_truncate (f->seen, 0);
  mock_session_play (f, "S: reset");
  mock_session_settle (f, 1);
  mock_session_assert_seen (f, "SUSPENDED CONNECTING io-error:44 ");
  mock_session_play (f, MOCK_RESUME ("0") MOCK_RESUMED ("1"));
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "NEGOTIATING restarted ONLINE signed-in ");
}

static void
close_on_sent (XmppSession *session, const XmlElement *stanza, MockSession *f)
{
  if (xmpp_stanza_kind (stanza) == XMPP_STANZA_PRESENCE)
    mock_session_close (f, NULL);
}

/* The farewell itself makes somebody close. */
static void
test_close_in_farewell (MockSession *f, gconstpointer data)
{
  g_autoptr (XmlElement) farewell = xmpp_presence_new (XMPP_PRESENCE_UNAVAILABLE, NULL);

  xml_element_set (farewell, "id", "p2");
  mock_session_sign_in (f);
  g_signal_connect (f->session, "stanza-sent", G_CALLBACK (close_on_sent), f);
  mock_session_close (f, g_steal_pointer (&farewell));
  mock_session_play (f, "C: <presence type='unavailable' id='p2'/>\n" MOCK_ASK MOCK_ACK ("2")
                          MOCK_OUR_ACK ("0") MOCK_CLOSE);
  mock_session_settle (f, 0);
  mock_session_assert_seen (f, "CLOSING acked:p2 stopped OFFLINE closed closed ");
}

static void
drop_on_message (XmppSession *session, const XmlElement *stanza, MockSession *f)
{
  g_clear_object (&f->session);
}

static void
test_drop (MockSession *f, gconstpointer data)
{
  gpointer weak;

  mock_session_sign_in (f);
  weak = f->session;
  g_object_add_weak_pointer (weak, &weak);
  g_signal_connect (f->session, "message-received", G_CALLBACK (drop_on_message), f);
  mock_session_play (f, "S: <message id='1'/>\nC: </stream>");
  g_assert_null (weak);
  mock_session_play (f, "S: <message id='2'/>\nS: </stream>");
  mock_session_assert_seen (f, "message:1 ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/session-close/" name, MockSession, NULL, mock_session_setup, func,                 \
              mock_session_teardown)
  ADD ("close", test_close);
  ADD ("close-silent", test_close_silent);
  ADD ("close-cancelled", test_close_cancelled);
  ADD ("close-states", test_close_states);
  ADD ("close-in-handler", test_close_in_handler);
  ADD ("close-in-refusal", test_close_in_refusal);
  ADD ("close-in-farewell", test_close_in_farewell);
  ADD ("start-in-handler", test_start_in_handler);
  ADD ("drop", test_drop);
  return g_test_run ();
}
