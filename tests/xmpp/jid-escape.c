/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the escaping of local parts: the examples of XEP-0106. */
#include "config.h"

#include "xmpp/jid-escape.h"
#include "xmpp/jid.h"

static void
test_both_ways (void)
{
  static const struct {
    const char *text, *local;
  } cases[] = {
    /* XEP-0106 §6.1 */
    { "space cadet", "space\\20cadet" },
    { "call me \"ishmael\"", "call\\20me\\20\\22ishmael\\22" },
    { "at&t guy", "at\\26t\\20guy" },
    { "d'artagnan", "d\\27artagnan" },
    { "/.fanboy", "\\2f.fanboy" },
    { "::foo::", "\\3a\\3afoo\\3a\\3a" },
    { "<foo>", "\\3cfoo\\3e" },
    { "user@host", "user\\40host" },
    { "c:\\net", "c\\3a\\net" },
    { "c:\\\\net", "c\\3a\\\\net" },
    { "c:\\cool stuff", "c\\3a\\cool\\20stuff" },
    { "c:\\5commas", "c\\3a\\5c5commas" },
    /* §4 and §5 */
    { "\\3and\\2is\\5cool", "\\5c3and\\2is\\5c5cool" },
    { "\\2plus\\2is\\4", "\\2plus\\2is\\4" },
    { "foo\\bar", "foo\\bar" },
    { "foob\\41r", "foob\\41r" },
    { "here's_a_wild_&_/cr%zy/_address", "here\\27s_a_wild_\\26_\\2fcr%zy\\2f_address" },
    /* our own */
    { "", "" },
    { "\\", "\\" },
    { "\\5", "\\5" },
    { "\\20", "\\5c20" },
    { "\\5c20", "\\5c5c20" },
    { "\u00e9 \u4e00", "\u00e9\\20\u4e00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *local = xmpp_jid_escape_local (cases[i].text, &error);
    g_autofree char *text = xmpp_jid_unescape_local (cases[i].local);

    g_assert_no_error (error);
    g_assert_cmpstr (local, ==, cases[i].local);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

/* Preparation lowers the case: an upper-case escape in the text would become one. */
static void
test_case (void)
{
  g_autofree char *local = xmpp_jid_escape_local ("a\\2Fb", NULL);
  g_autofree char *whole = g_strconcat (local, "@example.com", NULL);
  g_autoptr (XmppJid) jid = xmpp_jid_parse (whole, NULL);
  g_autofree char *shown = xmpp_jid_unescape_local (xmpp_jid_local (jid));
  g_autofree char *upper = xmpp_jid_unescape_local ("a\\2Fb");

  g_assert_cmpstr (shown, ==, "a\\2fb");
  g_assert_cmpstr (upper, ==, "a\\2Fb");
}

static void
test_space_at_the_ends (void)
{
  static const char *const texts[] = { " a", "a ", " " };
  g_autofree char *begin = xmpp_jid_unescape_local ("\\20a");
  g_autofree char *end = xmpp_jid_unescape_local ("a\\20");
  g_autofree char *all = xmpp_jid_unescape_local ("\\20");

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (xmpp_jid_escape_local (texts[i], &error));
    g_assert_error (error, XMPP_JID_ERROR, XMPP_JID_ERROR_LOCALPART);
  }
  g_assert_cmpstr (begin, ==, "\\20a");
  g_assert_cmpstr (end, ==, "a\\20");
  g_assert_cmpstr (all, ==, "\\20");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/jid-escape/both-ways", test_both_ways);
  g_test_add_func ("/jid-escape/case", test_case);
  g_test_add_func ("/jid-escape/space-at-the-ends", test_space_at_the_ends);

  return g_test_run ();
}
