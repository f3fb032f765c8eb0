/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of fallbacks: the XEP's example, and positions that lie. */
#include "config.h"

#include "xmpp/xep/0428-fallback.h"

#include "../snippet.h"

#define REPLY "urn:xmpp:reply:0"
#define FALLBACK(inner) "<fallback xmlns='urn:xmpp:fallback:0' for='" REPLY "'>" inner "</fallback>"

static void
test_cut (void)
{
  static const struct {
    const char *fallback, *body, *rest, *cut;
  } cases[] = {
    /* XEP-0428 §2.2 */
    { FALLBACK ("<body start='0' end='33'/>"), "> Anna wrote:\n> Hi, how are you?\nGreat", "Great",
      "> Anna wrote:\n> Hi, how are you?\n" },
    /* Code points, not bytes. */
    { FALLBACK ("<body start='0' end='4'/>"), "> 🌹\nThanks", "Thanks", "> 🌹\n" },
    { FALLBACK ("<body start='5' end='8'/>"), "Good day!", "Good !", "day" },
    { FALLBACK ("<body start='6' end='7'/><body start='0' end='2'/>"), "> Yes >No", "Yes No",
      "> >" },
    { FALLBACK ("<body start='0' end='4'/><body start='2' end='6'/>"), "123456789", "789",
      "123456" },
    { FALLBACK ("<body start='0' end='0'/>"), "Yes", NULL, NULL },
    { FALLBACK ("<subject/>"), "Yes", NULL, NULL },
    { "", "Yes", NULL, NULL },
    { "<fallback xmlns='urn:xmpp:fallback:0' for='other'><body start='0' end='1'/></fallback>",
      "Yes", NULL, NULL },
    /* Nothing would be left. */
    { FALLBACK (""), "Yes", NULL, NULL },
    { FALLBACK ("<body/>"), "Yes", NULL, NULL },
    { FALLBACK ("<body start='0' end='3'/>"), "Yes  \n", NULL, NULL },
    /* Out of the body, backwards, no numbers. */
    { FALLBACK ("<body start='0' end='4'/>"), "Yes", NULL, NULL },
    { FALLBACK ("<body start='4' end='4'/>"), "Yes", NULL, NULL },
    { FALLBACK ("<body start='2' end='1'/>"), "Yes", NULL, NULL },
    { FALLBACK ("<body start='-1' end='1'/>"), "Yes", NULL, NULL },
    { FALLBACK ("<body start='0' end='18446744073709551616'/>"), "Yes", NULL, NULL },
    { FALLBACK ("<body start='0' end='one'/>"), "Yes", NULL, NULL },
    { FALLBACK ("<body end='1'/>"), "Yes", NULL, NULL },
    { FALLBACK ("<body start='0' end='1'/><body start='0' end='9'/>"), "Yes", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strconcat ("<message>", cases[i].fallback, "</message>", NULL);
    g_autoptr (XmlElement) message = snippet_parse (text);
    g_autofree char *rest = NULL;
    g_autofree char *cut = NULL;

    g_test_message ("%s %s", cases[i].fallback, cases[i].body);
    g_assert_cmpint (xmpp_fallback_cut (message, REPLY, cases[i].body, &rest, &cut), ==,
                     cases[i].rest != NULL);
    g_assert_cmpstr (rest, ==, cases[i].rest);
    g_assert_cmpstr (cut, ==, cases[i].cut);
  }
}

static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new ("<message>");
  g_autoptr (XmlElement) message = NULL;
  char *rest, *cut;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, FALLBACK ("<body start='0' end='1'/>"));
  g_string_append (text, "</message>");
  message = snippet_parse (text->str);
  g_assert_false (xmpp_fallback_cut (message, REPLY, "Yes", &rest, &cut));
}

static void
test_build (void)
{
  g_autoptr (XmlElement) fallback = xmpp_fallback_build (REPLY, 33);

  snippet_assert_equal (fallback, FALLBACK ("<body start='0' end='33'/>"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xep/0428-fallback/cut", test_cut);
  g_test_add_func ("/xep/0428-fallback/many", test_many);
  g_test_add_func ("/xep/0428-fallback/build", test_build);
  return g_test_run ();
}
