/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the program's version: the XEP's example, without the system. */
#include "config.h"

#include "xmpp/xep/0092-version.h"

#include "mock/online.h"
#include "xmpp/snippet.h"

static const XmppModuleType modules[] = { xmpp_version_get_type, NULL };

static void
test_answer (MockOnline *f, gconstpointer data)
{
  mock_online_sign_in (f, NULL);
  mock_online_play (f, "S: <iq type='get' from='romeo@montague.net/orchard' id='version_1'>"
                       "<query xmlns='jabber:iq:version'/></iq>\n"
                       "C: <iq type='result' to='romeo@montague.net/orchard' id='version_1'>"
                       "<query xmlns='jabber:iq:version'><name>Kith</name>"
                       "<version>" KITH_VERSION "</version></query></iq>\n--");
}

/* @expected: NULL: it says nothing */
static void
assert_read (const char *query, const char *name, const char *version, const char *os)
{
  g_autofree char *text = g_strconcat ("<iq type='result'>", query, "</iq>", NULL);
  g_autoptr (XmlElement) reply = snippet_parse (text);
  g_autoptr (XmppVersionInfo) info = xmpp_version_read (reply);

  g_assert_cmpstr (info != NULL ? info->name : NULL, ==, name);
  g_assert_cmpstr (info != NULL ? info->version : NULL, ==, version);
  g_assert_cmpstr (info != NULL ? info->os : NULL, ==, os);
}

/* Example 2 of XEP-0092, and what answers badly. */
static void
test_read (void)
{
  g_autofree char *filler = g_strnfill (5000, 'x');
  g_autofree char *clipped = g_strnfill (100, 'x');
  g_autofree char *huge =
    g_strconcat ("<query xmlns='jabber:iq:version'><name>", filler, "</name></query>", NULL);

  assert_read ("<query xmlns='jabber:iq:version'><name>Exodus</name><version>0.7.0.4</version>"
               "<os>Windows-XP 5.01.2600</os></query>",
               "Exodus", "0.7.0.4", "Windows-XP 5.01.2600");
  assert_read ("<query xmlns='jabber:iq:version'><name> </name><version>1</version></query>", NULL,
               NULL, NULL);
  assert_read ("<query xmlns='jabber:iq:other'><name>x</name></query>", NULL, NULL, NULL);
  assert_read (huge, clipped, NULL, NULL);
}

#define ADD(path, func)                                                                            \
  g_test_add (path, MockOnline, modules, mock_online_setup, func, mock_online_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/version/answer", test_answer);
  g_test_add_func ("/version/read", test_read);

  return g_test_run ();
}
