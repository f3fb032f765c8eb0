/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of last activity: the XEP's examples, and who is not told. */
#include "config.h"

#include "xmpp/xep/0012-last.h"

#include "mock/online.h"

#define ERRORS "urn:ietf:params:xml:ns:xmpp-stanzas"
#define ASK(from)                                                                                  \
  "S: <iq from='" from "' id='last1' type='get'><query xmlns='jabber:iq:last'/></iq>\n"
#define TOLD(to)                                                                                   \
  "C: <iq to='" to "' id='last1' type='result'><query xmlns='jabber:iq:last' seconds='123'/>"      \
  "</iq>\n"
#define REFUSED(to, type, condition)                                                               \
  "C: <iq to='" to "' id='last1' type='error'><error type='" type "'>"                             \
  "<" condition " xmlns='" ERRORS "'/></error></iq>\n"

static const XmppModuleType modules[] = { xmpp_last_get_type, NULL };

static gboolean
may_know (const XmppJid *from, gpointer user_data)
{
  MockOnline *f = user_data;

  g_string_append_printf (f->seen, "%s? ", xmpp_jid_string (from));
  return g_str_equal (xmpp_jid_domain (from), "montague.net");
}

static guint64
idle_seconds (gpointer user_data)
{
  return 123;
}

static const XmppLastSource source = { may_know, idle_seconds };

static void
test_answer (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  xmpp_last_set_source (mock_online_get (f, XMPP_TYPE_LAST), &source, f);

  mock_online_play (f, ASK ("juliet@montague.net/orchard") TOLD ("juliet@montague.net/orchard"));
  mock_online_play (f, ASK ("tybalt@capulet.com/street")
                         REFUSED ("tybalt@capulet.com/street", "auth", "forbidden"));
  mock_online_assert_seen (f, "juliet@montague.net/orchard? tybalt@capulet.com/street? ");

  /* Our own account need not be looked up. */
  mock_online_play (f, ASK ("romeo@example.org/phone") TOLD ("romeo@example.org/phone"));
  mock_online_play (f, "S: <iq id='last1' type='get'><query xmlns='jabber:iq:last'/></iq>\n"
                       "C: <iq id='last1' type='result'>"
                       "<query xmlns='jabber:iq:last' seconds='123'/></iq>\n--");
  mock_online_assert_seen (f, "");
}

static void
test_without_source (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  mock_online_play (f, ASK ("romeo@example.org/phone")
                         REFUSED ("romeo@example.org/phone", "cancel", "service-unavailable") "--");
}

#define ADD(path, func)                                                                            \
  g_test_add (path, MockOnline, modules, mock_online_setup, func, mock_online_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/last/answer", test_answer);
  ADD ("/last/without-source", test_without_source);

  return g_test_run ();
}
