/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the program's version: the XEP's example, without the system. */
#include "config.h"

#include "xmpp/xep/0092-version.h"

#include "mock/online.h"

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

#define ADD(path, func)                                                                            \
  g_test_add (path, MockOnline, modules, mock_online_setup, func, mock_online_teardown)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/version/answer", test_answer);

  return g_test_run ();
}
