/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the time: the XEP's example, in a time zone that is not UTC. */
#include "config.h"

#include "xmpp/xep/0202-time.h"

#include "base/time.h"
#include "mock/online.h"
#include "xmpp/snippet.h"

static const XmppModuleType modules[] = { xmpp_time_get_type, NULL };

static void
on_sent (XmppSession *session, const XmlElement *stanza, MockOnline *f)
{
  const XmlElement *payload = xml_element_find (stanza, "time", XMPP_NS_TIME);
  g_autofree char *utc = xml_element_dup_child_text (payload, "utc", XMPP_NS_TIME);
  gint64 now_us = g_get_real_time (), told_us = 0;

  g_assert_true (base_time_parse (utc, &told_us, NULL));
  g_assert_cmpint (told_us, <=, now_us);
  g_assert_cmpint (told_us, >=, now_us - 30 * G_USEC_PER_SEC);
  g_assert_cmpint (told_us % G_USEC_PER_SEC, ==, 0);
  g_string_append (f->seen, "told ");
}

static void
test_answer (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  g_signal_connect (f->session, "stanza-sent", G_CALLBACK (on_sent), f);
  mock_online_play (f, "S: <iq type='get' from='romeo@montague.net/orchard' id='time_1'>"
                       "<time xmlns='urn:xmpp:time'/></iq>\n"
                       "C: <iq type='result' to='romeo@montague.net/orchard' id='time_1'>"
                       "<time xmlns='urn:xmpp:time'><tzo>-06:00</tzo><utc>*</utc></time></iq>\n--");
  mock_online_assert_seen (f, "told ");
}

static void
test_read (void)
{
  g_autoptr (XmlElement) reply =
    snippet_parse ("<iq type='result'><time xmlns='urn:xmpp:time'><tzo>-06:00</tzo>"
                   "<utc>2006-12-19T17:58:35Z</utc></time></iq>");
  g_autoptr (XmlElement) bad =
    snippet_parse ("<iq type='result'><time xmlns='urn:xmpp:time'><tzo>+99:00</tzo></time></iq>");
  g_autoptr (XmlElement) empty = snippet_parse ("<iq type='result'/>");
  int minutes = 7;

  g_assert_false (xmpp_time_read (bad, &minutes));
  g_assert_false (xmpp_time_read (empty, &minutes));
  g_assert_cmpint (minutes, ==, 7);
  g_assert_true (xmpp_time_read (reply, &minutes));
  g_assert_cmpint (minutes, ==, -360);
}

#define ADD(path, func)                                                                            \
  g_test_add (path, MockOnline, modules, mock_online_setup, func, mock_online_teardown)

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC+06", TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD ("/time/answer", test_answer);
  g_test_add_func ("/time/read", test_read);

  return g_test_run ();
}
