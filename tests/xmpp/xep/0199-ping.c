/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of ping: the XEP's examples, both ways. */
#include "config.h"

#include "xmpp/xep/0199-ping.h"

#include "mock/online.h"

#define ERRORS "urn:ietf:params:xml:ns:xmpp-stanzas"
#define UNKNOWN                                                                                    \
  "<ping xmlns='urn:xmpp:ping'/><error type='cancel'><service-unavailable xmlns='" ERRORS "'/>"    \
  "</error>"

static const XmppModuleType modules[] = { xmpp_ping_get_type, NULL };

static void
test_answer (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  mock_online_play (f,
                    "S: <iq from='capulet.lit' id='s2c1' type='get'><ping xmlns='urn:xmpp:ping'/>"
                    "</iq>\n"
                    "C: <iq to='capulet.lit' id='s2c1' type='result'/>\n"
                    "S: <iq from='capulet.lit' id='s2c2' type='set'><ping xmlns='urn:xmpp:ping'/>"
                    "</iq>\n"
                    "C: <iq to='capulet.lit' id='s2c2' type='error'><error type='cancel'>"
                    "<service-unavailable xmlns='" ERRORS "'/></error></iq>\n--");
}

static void
on_pong (GObject *source, GAsyncResult *result, gpointer user_data)
{
  MockOnline *f = user_data;
  g_autoptr (GError) error = NULL;

  f->n_open--;
  if (xmpp_ping_finish (XMPP_PING (source), result, &error))
    g_string_append (f->seen, "pong ");
  else
    mock_online_note_error (f, error);
}

static void
ping (MockOnline *f, const char *to, const char *transcript)
{
  g_autoptr (XmppJid) jid = to != NULL ? xmpp_jid_parse (to, NULL) : NULL;

  f->n_open++;
  xmpp_ping_async (mock_online_get (f, XMPP_TYPE_PING), jid, NULL, on_pong, f);
  mock_online_play (f, transcript);
  mock_online_settle (f);
}

static void
test_ask (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);

  ping (f, NULL,
        "C: <iq id='*' type='get'><ping xmlns='urn:xmpp:ping'/></iq>\n"
        "S: <iq id='@' type='result'/>\n");
  /* A server that does not know it has answered as well. */
  ping (f, NULL,
        "C: <iq id='*' type='get'><ping xmlns='urn:xmpp:ping'/></iq>\n"
        "S: <iq id='@' type='error'>" UNKNOWN "</iq>\n");
  ping (f, "juliet@capulet.lit/chamber",
        "C: <iq to='juliet@capulet.lit/chamber' id='*' type='get'><ping xmlns='urn:xmpp:ping'/>"
        "</iq>\nS: <iq from='juliet@capulet.lit/chamber' id='@' type='result'/>\n");
  /* For another's client this error comes from its server. */
  ping (f, "juliet@capulet.lit/chamber",
        "C: <iq to='juliet@capulet.lit/chamber' id='*' type='get'><ping xmlns='urn:xmpp:ping'/>"
        "</iq>\nS: <iq from='juliet@capulet.lit/chamber' id='@' type='error'>" UNKNOWN "</iq>\n");
  mock_online_assert_seen (f, "pong pong pong stanza-error:18 ");
}

static void
test_lost (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  f->n_open++;
  xmpp_ping_async (mock_online_get (f, XMPP_TYPE_PING), NULL, NULL, on_pong, f);
  mock_online_play (f, "C: <iq id='*' type='get'><ping xmlns='urn:xmpp:ping'/></iq>\n");
  mock_online_lose (f);
  mock_online_settle (f);
  mock_online_assert_seen (f, "session-error:1 ");
}

#define ADD(path, func)                                                                            \
  g_test_add (path, MockOnline, modules, mock_online_setup, func, mock_online_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/ping/answer", test_answer);
  ADD ("/ping/ask", test_ask);
  ADD ("/ping/lost", test_lost);

  return g_test_run ();
}
