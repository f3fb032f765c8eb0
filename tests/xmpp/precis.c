/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the PRECIS preparation: the RFCs' own examples, the context rules, stability. */
#include "config.h"

#include "xmpp/precis.h"

#include <string.h>

typedef struct {
  const char *in;
  const char *out; /* NULL: refused … */
  int code;        /* … with this XmppPrecisError */
} Case;

#define REFUSED(code) NULL, XMPP_PRECIS_ERROR_##code

typedef char *(*Prepare) (const char *text, gssize n_bytes, GError **error);

static void
check_cases (const Case *cases, gsize n_cases, Prepare prepare)
{
  for (gsize i = 0; i < n_cases; i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *shown = g_strescape (cases[i].in, NULL);
    g_autofree char *out = prepare (cases[i].in, -1, &error);

    g_test_message ("%s", shown);
    g_assert_cmpstr (out, ==, cases[i].out);
    if (cases[i].out == NULL)
      g_assert_error (error, XMPP_PRECIS_ERROR, cases[i].code);
    else
      g_assert_no_error (error);
  }
}

static void
test_property (void)
{
  static const struct {
    gunichar code_point;
    XmppPrecisProperty property;
  } cases[] = {
    { 0x0000, XMPP_PRECIS_DISALLOWED },   /* control */
    { 0x0020, XMPP_PRECIS_FREE_PVAL },    /* space */
    { 0x0021, XMPP_PRECIS_PVALID },       /* ASCII7 comes before punctuation */
    { 0x007e, XMPP_PRECIS_PVALID },       /* and symbols */
    { 0x007f, XMPP_PRECIS_DISALLOWED },   /* control */
    { 0x00a0, XMPP_PRECIS_FREE_PVAL },    /* has a compatibility mapping */
    { 0x00ad, XMPP_PRECIS_DISALLOWED },   /* soft hyphen: ignorable */
    { 0x00b7, XMPP_PRECIS_CONTEXTO },     /* exception */
    { 0x00df, XMPP_PRECIS_PVALID },       /* exception */
    { 0x0131, XMPP_PRECIS_PVALID },       /* letter */
    { 0x01c5, XMPP_PRECIS_FREE_PVAL },    /* title case, compatibility */
    { 0x0378, XMPP_PRECIS_UNASSIGNED },   /* unassigned */
    { 0x0640, XMPP_PRECIS_DISALLOWED },   /* exception */
    { 0x0663, XMPP_PRECIS_CONTEXTO },     /* exception, a range */
    { 0x06f9, XMPP_PRECIS_CONTEXTO },     /* its end */
    { 0x1100, XMPP_PRECIS_DISALLOWED },   /* old Hangul */
    { 0x200c, XMPP_PRECIS_CONTEXTJ },     /* joiner */
    { 0x200d, XMPP_PRECIS_CONTEXTJ },     /* joiner */
    { 0x200e, XMPP_PRECIS_DISALLOWED },   /* left-to-right mark */
    { 0x2028, XMPP_PRECIS_DISALLOWED },   /* line separator */
    { 0x202e, XMPP_PRECIS_DISALLOWED },   /* right-to-left override */
    { 0x2163, XMPP_PRECIS_FREE_PVAL },    /* Roman numeral four */
    { 0x265a, XMPP_PRECIS_FREE_PVAL },    /* black chess king */
    { 0x3007, XMPP_PRECIS_PVALID },       /* exception, a number letter */
    { 0x30fb, XMPP_PRECIS_CONTEXTO },     /* exception */
    { 0x3164, XMPP_PRECIS_DISALLOWED },   /* Hangul filler */
    { 0xd800, XMPP_PRECIS_DISALLOWED },   /* surrogate */
    { 0xe000, XMPP_PRECIS_DISALLOWED },   /* private use */
    { 0xfb01, XMPP_PRECIS_FREE_PVAL },    /* ligature */
    { 0xfdd0, XMPP_PRECIS_DISALLOWED },   /* noncharacter */
    { 0xfffd, XMPP_PRECIS_FREE_PVAL },    /* a symbol */
    { 0x1f642, XMPP_PRECIS_FREE_PVAL },   /* emoji */
    { 0x20000, XMPP_PRECIS_PVALID },      /* Han */
    { 0x10ffff, XMPP_PRECIS_DISALLOWED }, /* noncharacter */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("U+%04X", cases[i].code_point);
    g_assert_cmpint (xmpp_precis_property (cases[i].code_point), ==, cases[i].property);
  }
}

static void
test_username (void)
{
  static const Case cases[] = {
    /* RFC 8265 tables 1 and 2 */
    { "juliet@example.com", "juliet@example.com" },
    { "fussball", "fussball" },
    { "fu\u00dfball", "fu\u00dfball" },
    { "\u03c0", "\u03c0" },
    { "\u03a3", "\u03c3" },
    { "\u03c3", "\u03c3" },
    { "\u03c2", "\u03c2" },
    { "foo bar", REFUSED (DISALLOWED) },
    { "", REFUSED (EMPTY) },
    { "henry\u2163", REFUSED (DISALLOWED) },
    { "\u265a", REFUSED (DISALLOWED) },
    /* width, case, composition */
    { "\uff2a\uff55\uff4c\uff49\uff45\uff54", "juliet" },
    { "\uff76\uff9e", "\u30ac" },
    { "JULIET", "juliet" },
    { "\u0391\u03a3", "\u03b1\u03c2" },
    { "\u0130", "i\u0307" },
    { "A\u030a", "\u00e5" },
    { "\u212b", "\u00e5" },
    { "\u1112\u1161\u11ab", "\ud55c" },
    { "\U00010400", "\U00010428" },
    /* bidi rule */
    { "\u05d0\u05d1", "\u05d0\u05d1" },
    { "\u05d0\u05d11", "\u05d0\u05d11" },
    { "\u05d0\u05b0", "\u05d0\u05b0" },
    { "\u0627\u0661", "\u0627\u0661" },
    { "\u05d0-", REFUSED (BIDI) },
    { "1\u05d0", REFUSED (BIDI) },
    { "a\u05d0", REFUSED (BIDI) },
    { "\u05d0a", REFUSED (BIDI) },
    { "\u05d0a\u05d1", REFUSED (BIDI) },
    { "\u0627\u06611", REFUSED (BIDI) },
    { "\u0661", REFUSED (BIDI) },
    /* hostile */
    { "a\u202eb", REFUSED (DISALLOWED) },
    { "a\u00adb", REFUSED (DISALLOWED) },
    { "a\tb", REFUSED (DISALLOWED) },
    { "\u0378", REFUSED (DISALLOWED) },
    { "\ufdd0", REFUSED (DISALLOWED) },
    { "\xed\xa0\x80", REFUSED (ENCODING) },
    { "\xc0\xaf", REFUSED (ENCODING) },
    { "a\xff", REFUSED (ENCODING) },
    { "\xf4\x90\x80\x80", REFUSED (ENCODING) },
  };

  check_cases (cases, G_N_ELEMENTS (cases), xmpp_precis_username);
}

static void
test_opaque (void)
{
  static const Case cases[] = {
    /* RFC 8265 tables 3 and 4 */
    { "correct horse battery staple", "correct horse battery staple" },
    { "Correct Horse Battery Staple", "Correct Horse Battery Staple" },
    { "\u03c0\u00df\u00e5", "\u03c0\u00df\u00e5" },
    { "Jack of \u2666s", "Jack of \u2666s" },
    { "foo\u1680bar", "foo bar" },
    { "", REFUSED (EMPTY) },
    { "my cat is a\tby", REFUSED (DISALLOWED) },
    /* no other mapping than of spaces, and NFC */
    { "\u00a0\u3000\u2003", "   " },
    { "\uff21\u2163", "\uff21\u2163" },
    { "e\u0301", "\u00e9" },
    { "a\u05d0", "a\u05d0" },
    { "\U0001f642", "\U0001f642" },
    { "\u200e", REFUSED (DISALLOWED) },
    { "\xed\xb0\x80", REFUSED (ENCODING) },
  };

  check_cases (cases, G_N_ELEMENTS (cases), xmpp_precis_opaque);
}

static void
test_context (void)
{
  static const Case cases[] = {
    { "\u0915\u094d\u200d", "\u0915\u094d\u200d" }, /* A.2 after a virama */
    { "\u0915\u200d", REFUSED (DISALLOWED) },       /* A.2 after a letter */
    { "\u200d", REFUSED (DISALLOWED) },             /* A.2 first */
    { "\u0915\u094d\u200c", "\u0915\u094d\u200c" }, /* A.1 after a virama */
    { "\u0628\u200c\u0628", "\u0628\u200c\u0628" }, /* A.1 between joining letters */
    { "\u0628\u064b\u200c\u064b\u0628", "\u0628\u064b\u200c\u064b\u0628" }, /* transparent ones */
    { "\u0627\u200c\u0628", REFUSED (DISALLOWED) }, /* A.1 alef joins only to the right */
    { "\u0628\u200c\u0621", REFUSED (DISALLOWED) }, /* A.1 hamza does not join */
    { "\u0628\u200c", REFUSED (DISALLOWED) },       /* A.1 last */
    { "\u200c\u0628", REFUSED (DISALLOWED) },       /* A.1 first */
    { "l\u00b7l", "l\u00b7l" },                     /* A.3 */
    { "l\u00b7", REFUSED (DISALLOWED) },            /* A.3 */
    { "\u00b7l", REFUSED (DISALLOWED) },            /* A.3 */
    { "a\u00b7l", REFUSED (DISALLOWED) },           /* A.3 */
    { "\u0375\u03b1", "\u0375\u03b1" },             /* A.4 */
    { "\u0375a", REFUSED (DISALLOWED) },            /* A.4 */
    { "\u0375", REFUSED (DISALLOWED) },             /* A.4 */
    { "\u05d0\u05f3", "\u05d0\u05f3" },             /* A.5 */
    { "\u05d0\u05f4", "\u05d0\u05f4" },             /* A.6 */
    { "a\u05f3", REFUSED (DISALLOWED) },            /* A.5 */
    { "\u05f4", REFUSED (DISALLOWED) },             /* A.6 */
    { "\u30fb\u3042", "\u30fb\u3042" },             /* A.7 Hiragana */
    { "\u30fb\u30a2", "\u30fb\u30a2" },             /* A.7 Katakana */
    { "\u30fb\u4e00", "\u30fb\u4e00" },             /* A.7 Han */
    { "a\u30fb", REFUSED (DISALLOWED) },            /* A.7 */
    { "\u0627\u0661", "\u0627\u0661" },             /* A.8 */
    { "\u0627\u06f1", "\u0627\u06f1" },             /* A.9 */
    { "\u0627\u0661\u06f1", REFUSED (DISALLOWED) }, /* A.8, A.9 */
  };

  check_cases (cases, G_N_ELEMENTS (cases), xmpp_precis_opaque);
}

/* The length ends the text, not a NUL; and a NUL inside is a control character. */
static void
test_length (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *out = xmpp_precis_opaque ("\u00e9tude", 2, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (out, ==, "\u00e9");

  g_assert_null (xmpp_precis_username ("\u00e9tude", 1, &error));
  g_assert_error (error, XMPP_PRECIS_ERROR, XMPP_PRECIS_ERROR_ENCODING);
  g_clear_error (&error);

  g_assert_null (xmpp_precis_opaque ("a\0b", 3, &error));
  g_assert_nonnull (error);
}

/* What was prepared is not changed by one more run: every code point, alone and with neighbours
 * that it could compose with or take its context from. */
static void
check_stable (Prepare prepare)
{
  static const char *const frames[] = { "%s", "l%sl", "\u05d0%s\u0301", "\u0391%s" };
  guint n_prepared = 0;

  for (gunichar c = 1; c <= 0x10ffff; c++) {
    char utf8[7] = "";

    if (!g_unichar_validate (c) || (c >= 0x30000 && c < 0xe0000) || c > 0xe0200)
      continue;
    g_unichar_to_utf8 (c, utf8);

    for (gsize i = 0; i < G_N_ELEMENTS (frames); i++) {
      g_auto (GStrv) halves = g_strsplit (frames[i], "%s", 2);
      g_autofree char *in = g_strconcat (halves[0], utf8, halves[1], NULL);
      g_autofree char *once = prepare (in, -1, NULL);
      g_autofree char *twice = NULL;

      if (once == NULL)
        continue;
      n_prepared++;
      twice = prepare (once, -1, NULL);
      g_assert_cmpstr (once, ==, twice);
    }
  }

  g_assert_cmpuint (n_prepared, >, 300000);
}

static void
test_username_stable (void)
{
  check_stable (xmpp_precis_username);
}

static void
test_opaque_stable (void)
{
  check_stable (xmpp_precis_opaque);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/precis/property", test_property);
  g_test_add_func ("/precis/username", test_username);
  g_test_add_func ("/precis/opaque", test_opaque);
  g_test_add_func ("/precis/context", test_context);
  g_test_add_func ("/precis/length", test_length);
  g_test_add_func ("/precis/username-stable", test_username_stable);
  g_test_add_func ("/precis/opaque-stable", test_opaque_stable);

  return g_test_run ();
}
