/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of pages: the XEP's examples. */
#include "config.h"

#include "xmpp/xep/0059-rsm.h"

#include "xmpp/snippet.h"

#define SET "<set xmlns='http://jabber.org/protocol/rsm'>"

static void
check_built (XmlElement *built, const char *expected)
{
  g_autoptr (XmlElement) element = built;

  snippet_assert_equal (element, expected);
}

static void
test_build (void)
{
  check_built (xmpp_rsm_build_after (NULL, 10), SET "<max>10</max></set>");
  check_built (xmpp_rsm_build_after ("peterpan@neverland.lit", 10),
               SET "<max>10</max><after>peterpan@neverland.lit</after></set>");
  check_built (xmpp_rsm_build_before ("peter@pixyland.org", 10),
               SET "<max>10</max><before>peter@pixyland.org</before></set>");
  check_built (xmpp_rsm_build_before (NULL, 10), SET "<max>10</max><before/></set>");
}

static void
check_read (const char *text, const char *first, const char *last, gint64 count)
{
  g_autoptr (XmlElement) parent = snippet_parse (text);
  g_auto (XmppRsmPage) page = { 0 };

  xmpp_rsm_read (parent, &page);
  g_assert_cmpstr (page.first, ==, first);
  g_assert_cmpstr (page.last, ==, last);
  g_assert_cmpint (page.count, ==, count);
}

static void
test_read (void)
{
  g_autofree char *endless = g_strnfill (1024, 'x');
  g_autofree char *with_endless = g_strdup_printf ("<q>" SET "<last>%s</last></set></q>", endless);

  check_read ("<q>" SET "<first index='0'>a@b</first><last>c@d</last><count>800</count></set></q>",
              "a@b", "c@d", 800);
  check_read ("<q>" SET "<count>0</count></set></q>", NULL, NULL, 0);
  check_read ("<q/>", NULL, NULL, -1);
  check_read ("<q>" SET "<first/><last>x</last><count>many</count></set></q>", NULL, "x", -1);
  check_read ("<q>" SET "<count>-3</count></set></q>", NULL, NULL, -1);
  check_read (with_endless, NULL, NULL, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rsm/build", test_build);
  g_test_add_func ("/rsm/read", test_read);

  return g_test_run ();
}
