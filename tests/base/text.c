/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of plain text: where it may be cut, what a search folds, and where its links are. */
#include "config.h"

#include "base/text.h"

#include <string.h>

#define FAMILY "\U0001f468\u200d\U0001f469\u200d\U0001f467" /* one emoji of five code points */
#define FLAG_DE "\U0001f1e9\U0001f1ea"
#define FLAG_FR "\U0001f1eb\U0001f1f7"

static void
test_clip (void)
{
  static const struct {
    const char *text;
    gsize max_bytes, kept;
  } cases[] = {
    { "", 0, 0 },
    { "", 10, 0 },
    { "hello", 10, 5 },
    { "hello", 5, 5 },
    { "hello", 4, 4 },
    { "hello", 0, 0 },
    { "a\u00e9", 2, 1 },
    { "a\u20acb", 3, 1 },
    { "a\u20acb", 4, 4 },
    { "xe\u0301", 2, 1 }, /* an accent of its own */
    { "xe\u0301", 3, 1 },
    { "xe\u0301", 4, 4 },
    { "\r\n\r\n", 3, 2 },
    { "a" FAMILY "b", 18, 1 },
    { "a" FAMILY "b", 19, 19 },
    { "\U0001f44d\U0001f3fd!", 4, 4 }, /* nothing else would be left */
    { "a\U0001f44d\U0001f3fd!", 5, 1 },
    { "a\U0001f44d\U0001f3fd!", 9, 9 },
    { FLAG_DE FLAG_FR, 8, 8 },
    { FLAG_DE FLAG_FR, 12, 8 },
    { "a" FLAG_DE FLAG_FR, 13, 9 },
    { "a\u1112\u1161\u11ab", 7, 1 },
    { "a\ud55c\uae00", 4, 4 },
    { "a\u2764\uFE0Fb", 4, 1 }, /* variation selector */
    /* A single one that is too long is torn rather than nothing kept. */
    { FAMILY, 17, 14 },
    { "\u20ac", 2, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s to %zu", cases[i].text, cases[i].max_bytes);
    g_assert_cmpuint (base_text_clip (cases[i].text, cases[i].max_bytes), ==, cases[i].kept);
  }
}

static void
test_clip_chars (void)
{
  static const struct {
    const char *text;
    gsize max_chars;
    gsize kept;
    const char *clipped; /* with the ellipsis */
  } cases[] = {
    { "hello", 5, 5, "hello" },
    { "hello", 6, 5, "hello" },
    { "hello", 4, 4, "hel\u2026" },
    { "hello", 1, 1, "\u2026" },
    { "\u20ac\u20ac\u20ac", 2, 6, "\u20ac\u2026" },
    { "abe\u0301", 3, 2, "ab\u2026" },
    { "ab" FAMILY "c", 4, 2, "ab\u2026" },
    { "", 1, 0, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *clipped = base_text_dup_clipped (cases[i].text, cases[i].max_chars);

    g_assert_cmpuint (base_text_clip_chars (cases[i].text, cases[i].max_chars), ==, cases[i].kept);
    g_assert_cmpstr (clipped, ==, cases[i].clipped);
  }
}

static void
test_fold (void)
{
  static const struct {
    const char *text, *folded;
  } cases[] = {
    { "", "" },
    { "Hello World 42!", "hello world 42!" },
    { "\u00c9l\u00e9onore", "eleonore" },
    { "E\u0301le\u0301onore", "eleonore" },
    { "STRASSE Stra\u00dfe", "strasse strasse" },
    { "\u0141\u00f3d\u017a", "lodz" },
    { "\u00d8yvind \u00c6r\u00f8", "oyvind aero" },
    { "\u0130stanbul \u0131", "istanbul i" },
    { "\u039f\u0394\u03a5\u03a3\u03a3\u0395\u03a5\u03a3",
      "\u03bf\u03b4\u03c5\u03c3\u03c3\u03b5\u03c5\u03c3" },
    { "\u0419\u043e\u0433\u0430", "\u0438\u043e\u0433\u0430" },
    { "\uff28\uff49 \ufb01n", "hi fin" }, /* full width, ligature */
    { "\u4f60\u597d", "\u4f60\u597d" },
    { "\u0645\u064f\u062d\u0645\u0651\u062f", "\u0645\u062d\u0645\u062f" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *folded = base_text_fold (cases[i].text);

    g_assert_cmpstr (folded, ==, cases[i].folded);
  }
}

static void
test_action (void)
{
  g_assert_cmpstr (base_text_action ("/me waves"), ==, "waves");
  g_assert_cmpstr (base_text_action ("/me "), ==, "");
  g_assert_null (base_text_action ("/me"));
  g_assert_null (base_text_action ("/meow"));
  g_assert_null (base_text_action (" /me waves"));
  g_assert_null (base_text_action ("/ME waves"));
}

/* The links are marked with « and » in the table. */
static void
check_links (const char *marked)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GArray) links = NULL;
  gsize at = 0;

  for (const char *c = marked; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar character = g_utf8_get_char (c);

    if (character != 0xAB && character != 0xBB)
      g_string_append_unichar (text, character);
  }
  links = base_text_find_links (text->str);
  for (guint i = 0; i < links->len; i++) {
    BaseSpan span = g_array_index (links, BaseSpan, i);

    g_string_append_len (found, text->str + at, (gssize) (span.start - at));
    g_string_append (found, "\u00ab");
    g_string_append_len (found, text->str + span.start, (gssize) (span.end - span.start));
    g_string_append (found, "\u00bb");
    at = span.end;
  }
  g_string_append (found, text->str + at);
  g_assert_cmpstr (found->str, ==, marked);
}

static void
test_sort (void)
{
  static const char *const sorted[] = {
    "",    "Ada",      "ada 2",     "Ada 10",     "Ada 10 b",
    "ben", "Person 2", "person 12", "Person 100", "\u00e9mile",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sorted); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (sorted); j++) {
      int order = base_text_compare (sorted[i], sorted[j]);

      g_assert_cmpint ((order > 0) - (order < 0), ==, (i > j) - (i < j));
    }
  g_assert_cmpint (base_text_compare ("ADA", "ada"), ==, 0);
}

static void
test_blank (void)
{
  static const char *const blank[] = {
    "",
    " ",
    " \n\t\r\n",
    "\u00a0\u2003\u3000",
    "\u200b\u2060\ufeff",
    "\u202e \u2069",
    "\u2800\u3164",
  };
  static const char *const written[] = { ".",      " a",        "\n\u0301", "\u200d\U0001f642",
                                         "\u2801", "\U0001fae8" };

  for (gsize i = 0; i < G_N_ELEMENTS (blank); i++)
    g_assert_true (base_text_is_blank (blank[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (written); i++)
    g_assert_false (base_text_is_blank (written[i]));
}

static void
test_links (void)
{
  static const char *const cases[] = {
    "",
    "no links here: none",
    "«https://example.org»",
    "see «http://example.org/a?b=c&d=e#f» now",
    "«HTTPS://Example.ORG/»",
    "«xmpp:romeo@example.org?message;body=hi» «mailto:a@example.org»",
    "Is it «https://example.org/a.b»?",
    "It is «https://example.org/a.b».",
    "«https://example.org/a», «https://example.org/b»; «https://example.org/c»!",
    "«https://example.org/really»?!...",
    "'«https://example.org»'",
    "\"«https://example.org»\"",
    "<«https://example.org»>",
    "\u201c«https://example.org»\u201d",
    "\u300c«https://example.org»\u300d",
    "«https://example.org»\u3002",
    "*«https://example.org»*",
    "_«https://example.org/a_b»_",
    "see «https://example.org/a_» or «https://example.org/~»",
    /* brackets */
    "(«https://example.org»)",
    "(see «https://example.org/a».)",
    "«https://en.wikipedia.org/wiki/Kith_(Poole)»",
    "(«https://en.wikipedia.org/wiki/Kith_(Poole)»)",
    "(«https://en.wikipedia.org/wiki/Kith_(Poole)».)",
    "[«https://example.org»]",
    "[text](«https://example.org»)",
    "«https://[::1]:8080/a»",
    "[«https://[::1]»]",
    "«https://example.org/a[b]c»",
    "{«https://example.org»}",
    /* what is no link */
    "https://",
    "https:// example.org",
    "http:/example.org",
    "https://.",
    "https:///path",
    "mailto: me",
    "xmpp:",
    "xhttps://example.org",
    "ahttp://example.org",
    "1https://example.org",
    "\u00e9xmpp:a@b",
    "x-mailto:a@b",
    "javascript:alert(1) file:///etc/passwd data:text/html,x",
    "http",
    /* all scripts, but nothing that hides */
    "«https://m\u00fcnchen.example/stra\u00dfe»",
    "«https://\u4f8b\u3048.jp/\u4f60»",
    "«https://example.org/\U0001f642»",
    "«https://example.org/»\u00a0x",
    "«https://example.org/»\u3000x",
    "«https://example.org/»\u202egro",
    "«https://example.org/»\u200bx",
    "«https://example.org/»\nx",
    "«https://example.org/»\tx",
    "«https://example.org/a%20b»",
    "«https://user:secret@example.org:443/~a/;b=c,d/$e/!f»",
    "«https://example.org/?u=http://other.example/»",
    "\u4f60\u597d «https://example.org» \u4f60\u597d",
    "look:«https://example.org»",
    "(«mailto:a@b», «xmpp:a@b»)",
    /* without a scheme */
    "see «www.example.org»",
    "(«WWW.Example.org/a?b=c».)",
    "«www.m\u00fcnchen.example»\u3002",
    "www.example",
    "www.example. Then",
    "www.example/a.b",
    "www..org",
    "www. example.org",
    "wwww.example.org",
    "a.www.example.org",
    "me@www.example.org",
    "file:///www.example.org",
    "«https://www.example.org»",
    "example.org",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i]);
    check_links (cases[i]);
  }
}

/* Each of these is slow for somebody who looks back, or twice. The time is only told, for a machine
 * may be busy; what would be quadratic runs into the test's time-out. */
static void
test_hostile (void)
{
  static const char *const pieces[] = {
    "http://", "http://a", "https://(", "mailto:.",   "http://a)", "http://a(",
    "xmpp:a!", "a\u0301",  "\u0301",    "\U0001f1e9", "\u200d",    ":",
    "((((",    "http://[", "\uFDFA",    "www.",       "www.a",     "www.a/",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++) {
    GString *text = g_string_new (NULL);
    g_autoptr (GArray) links = NULL;
    g_autofree char *folded = NULL, *clipped = NULL;
    gint64 start = g_get_monotonic_time ();

    while (text->len < 1000 * 1000)
      g_string_append (text, pieces[i]);
    links = base_text_find_links (text->str);
    for (guint j = 0; j < links->len; j++)
      g_assert_cmpuint (g_array_index (links, BaseSpan, j).end, <=, text->len);
    folded = base_text_fold (text->str);
    clipped = base_text_dup_clipped (text->str, 100 * 1000);
    g_assert_cmpuint (base_text_clip (text->str, 500 * 1000), <=, 500 * 1000);
    g_assert_true (g_utf8_validate (clipped, -1, NULL));
    g_test_message ("%zu: %" G_GINT64_FORMAT " ms", i, (g_get_monotonic_time () - start) / 1000);
    g_string_free (text, TRUE);
  }
}

static void
test_lines (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  base_text_append_line (text, "one");
  base_text_append_line (text, "two");
  g_assert_cmpstr (text->str, ==, "one\ntwo");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/text/clip", test_clip);
  g_test_add_func ("/base/text/clip-chars", test_clip_chars);
  g_test_add_func ("/base/text/fold", test_fold);
  g_test_add_func ("/base/text/action", test_action);
  g_test_add_func ("/base/text/sort", test_sort);
  g_test_add_func ("/base/text/blank", test_blank);
  g_test_add_func ("/base/text/lines", test_lines);
  g_test_add_func ("/base/text/links", test_links);
  g_test_add_func ("/base/text/hostile", test_hostile);
  return g_test_run ();
}
