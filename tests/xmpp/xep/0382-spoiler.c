/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of spoilers: the examples of the XEP. */
#include "config.h"

#include "xmpp/xep/0382-spoiler.h"

#include "../snippet.h"

static void
test_read (void)
{
  static const char *const catalan[] = { "ca", NULL };
  g_autoptr (XmlElement) none = snippet_parse ("<message><body>a</body></message>");
  g_autoptr (XmlElement) plain =
    snippet_parse ("<message><body>a</body><spoiler xmlns='urn:xmpp:spoiler:0'/></message>");
  g_autoptr (XmlElement) hinted = snippet_parse (
    "<message><body>And at the end of the story, both of them die! It is so tragic!</body>"
    "<spoiler xmlns='urn:xmpp:spoiler:0'>Love story end</spoiler></message>");
  g_autoptr (XmlElement) both = snippet_parse (
    "<message><spoiler xml:lang='en' xmlns='urn:xmpp:spoiler:0'>Trip to the beach</spoiler>"
    "<spoiler xml:lang='ca' xmlns='urn:xmpp:spoiler:0'>Viatge a la platja</spoiler></message>");
  g_autofree char *no_hint = NULL, *hint = NULL, *translated = NULL;

  g_assert_false (xmpp_spoiler_read (none, NULL, &no_hint));
  g_assert_true (xmpp_spoiler_read (plain, NULL, &no_hint));
  g_assert_null (no_hint);
  g_assert_true (xmpp_spoiler_read (hinted, NULL, &hint));
  g_assert_cmpstr (hint, ==, "Love story end");
  g_assert_true (xmpp_spoiler_read (both, catalan, &translated));
  g_assert_cmpstr (translated, ==, "Viatge a la platja");
}

static void
test_build (void)
{
  g_autoptr (XmlElement) plain = xmpp_spoiler_build (NULL);
  g_autoptr (XmlElement) hinted = xmpp_spoiler_build ("Love story end");

  snippet_assert_equal (plain, "<spoiler xmlns='urn:xmpp:spoiler:0'/>");
  snippet_assert_equal (hinted, "<spoiler xmlns='urn:xmpp:spoiler:0'>Love story end</spoiler>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spoiler/read", test_read);
  g_test_add_func ("/spoiler/build", test_build);
  return g_test_run ();
}
