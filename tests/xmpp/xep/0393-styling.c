/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of styling: every example of the XEP, its rules one by one, and time on hostile texts. */
#include "config.h"

#include "xmpp/xep/0393-styling.h"

#include "../snippet.h"
#include "../span-text.h"

#include <time.h>

typedef struct {
  const char *text;
  const char *expected; /* NULL: no spans */
} Case;

static void
check (const Case *cases, guint n_cases, gboolean directives)
{
  for (guint i = 0; i < n_cases; i++) {
    g_autoptr (GArray) spans = xmpp_styling_parse (cases[i].text);
    g_autofree char *got = span_text (cases[i].text, spans, directives);

    g_assert_cmpstr (got, ==, cases[i].expected != NULL ? cases[i].expected : cases[i].text);
  }
}

static void
test_blocks (void)
{
  static const Case cases[] = {
    /* §6.1.1, Example 2 */
    { "There are three blocks in this body, one per line,\n"
      "but there is no *formatting\n"
      "as spans* may not escape blocks.",
      NULL },
    /* §6.1.2, Example 3 */
    { "```ignored\n(println \"Hello, world!\")\n```\n\n"
      "This should show up as monospace, preformatted text ⤴",
      "<p>```ignored\n(println \"Hello, world!\")\n```</p>\n\n"
      "This should show up as monospace, preformatted text ⤴" },
    /* Example 4 */
    { "> ```\n> (println \"Hello, world!\")\n\n"
      "The entire blockquote is a preformatted text block, but this line\nis plaintext!",
      "<q>> <p>```\n> (println \"Hello, world!\")</p></q>\n\n"
      "The entire blockquote is a preformatted text block, but this line\nis plaintext!" },
    /* §6.1.3, Example 5 */
    { "> That that is, is.\n\nSaid the old hermit of Prague.",
      "<q>> That that is, is.</q>\n\nSaid the old hermit of Prague." },
    /* Example 6 */
    { ">> That that is, is.\n> Said the old hermit of Prague.\n\nWho?",
      "<q><q>>> That that is, is.</q>\n> Said the old hermit of Prague.</q>\n\nWho?" },

    { "```\n*a*\n````\n ```\n```\n*a*", "<p>```\n*a*\n````\n ```\n```</p>\n<b>*a*</b>" },
    { "```\na\n\nb\n", "<p>```\na\n\nb</p>\n" },
    { " ```\n*a*", " ```\n<b>*a*</b>" },
    { "```", "<p>```</p>" },
    { "```\n> a\n```\nb", "<p>```\n> a\n```</p>\nb" },
    { "> ```\n>> a\n> ```\n> *b*", "<q>> <p>```\n>> a\n> ```</p>\n> <b>*b*</b></q>" },
    { ">> ```\n> *a*", "<q><q>>> <p>```</p></q>\n> <b>*a*</b></q>" },
    { "> a\n>> b\n> c", "<q>> a\n<q>>> b</q>\n> c</q>" },
    { "> > a\n> b", "<q><q>> > a</q>\n> b</q>" },
    { "a\n>b\nc", "a\n<q>>b</q>\nc" },
    { " > a", NULL },
    { ">", "<q>></q>" },
    { ">\n>", "<q>>\n></q>" },
    { "> *a*", "<q>> <b>*a*</b></q>" },
    { ">*a*", "<q>><b>*a*</b></q>" },
    { "", NULL },
    { "\n\n", NULL },
  };

  check (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_spans (void)
{
  static const Case cases[] = {
    /* §6.2 */
    { "plain span", NULL },
    { "*strong span*", "<b>*strong span*</b>" },
    { "plain _emphasis_ plain", "plain <i>_emphasis_</i> plain" },
    { "`pre` plain *strong*", "<c>`pre`</c> plain <b>*strong*</b>" },
    { "*strong*plain*", "<b>*strong*</b>plain*" },
    { "* plain *strong*", "* plain <b>*strong*</b>" },
    { "not strong*", NULL },
    { "*not strong", NULL },
    { "*not \n strong*", NULL },
    { "*not *strong", NULL },
    { "**", NULL },
    { "***", NULL },
    { "****", NULL },
    /* Examples 7 to 11 */
    { "Two spans, both *alike in dignity*", "Two spans, both <b>*alike in dignity*</b>" },
    { "The full title is _Twelfth Night, or What You Will_ but\n_most_ people shorten it.",
      "The full title is <i>_Twelfth Night, or What You Will_</i> but\n<i>_most_</i> people "
      "shorten it." },
    { "The full title is \"Twelfth Night, or What You Will\" but\n*most* people shorten it.",
      "The full title is \"Twelfth Night, or What You Will\" but\n<b>*most*</b> people shorten "
      "it." },
    { "Everyone ~dis~likes cake.", "Everyone <s>~dis~</s>likes cake." },
    { "Wow, I can write in `monospace`!", "Wow, I can write in <c>`monospace`</c>!" },
    /* §6.2.5 */
    { "This is `monospace`", "This is <c>`monospace`</c>" },
    { "This is `*monospace*`", "This is <c>`*monospace*`</c>" },
    { "This is *`monospace and bold`*", "This is <b>*<c>`monospace and bold`</c>*</b>" },

    { "*_~`a`~_*", "<b>*<i>_<s>~<c>`a`</c>~</s>_</i>*</b>" },
    { "*a _b* c_", "<b>*a _b*</b> c_" },
    { "*a _b_ c* _d_", "<b>*a <i>_b_</i> c*</b> <i>_d_</i>" },
    { "a*b*", NULL },
    { "(*b*)", NULL },
    { "**strong**", NULL },
    { "* a*", NULL },
    { "*a *", NULL },
    { "*a * b*", "<b>*a * b*</b>" },
    { "__ _a_", "__ <i>_a_</i>" },
    { "x\xe2\x80\x83*a*", "x\xe2\x80\x83<b>*a*</b>" },          /* U+2003 EM SPACE */
    { "*a\xc2\xa0* b", NULL },                                  /* U+00A0 NO-BREAK SPACE */
    { "x\xc2\x85*a*\v*b*", "x\xc2\x85<b>*a*</b>\v<b>*b*</b>" }, /* U+0085 NEXT LINE */
    { "*א* _ü_", "<b>*א*</b> <i>_ü_</i>" },
    { "https://a.example/b_c_d", NULL },
  };

  check (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_directives (void)
{
  static const Case cases[] = {
    { "*a*", "<b><d>*</d>a<d>*</d></b>" },
    { ">> a\n> b", "<q><q><d>>> </d>a</q>\n<d>> </d>b</q>" },
    { "```c\na\n```", "<p><d>```c</d>\na\n<d>```</d></p>" },
  };

  check (cases, G_N_ELEMENTS (cases), TRUE);
}

static void
test_levels (void)
{
  g_autoptr (GArray) spans = xmpp_styling_parse (">>>>>>>>>>>> a");
  guint n_quotes = 0;

  for (guint i = 0; i < spans->len; i++) {
    const XmppTextSpan *span = &g_array_index (spans, XmppTextSpan, i);

    if (span->style == XMPP_TEXT_QUOTE)
      g_assert_cmpuint (span->level, ==, ++n_quotes);
  }
  g_assert_cmpuint (n_quotes, ==, XMPP_STYLING_MAX_QUOTES);
}

static char *
repeat (const char *piece, gsize n_bytes)
{
  GString *text = g_string_new (NULL);

  while (text->len < n_bytes)
    g_string_append (text, piece);
  return g_string_free (text, FALSE);
}

/* In CPU seconds. */
static double
measure (const char *piece, gsize n_bytes)
{
  g_autofree char *text = repeat (piece, n_bytes);
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < 3; i++) {
    clock_t start = clock ();
    g_autoptr (GArray) spans = xmpp_styling_parse (text);

    best = MIN (best, (double) (clock () - start) / CLOCKS_PER_SEC);
  }
  return best;
}

/* Sixteen times the text may take sixteen times as long, and some for the memory; it must not take 256
 * times as long. */
static void
test_linear (void)
{
  static const char *const pieces[] = { "*a ",        "*a_b~c`d ", "*_~`",      ">",
                                        "> ",         "> ```\n",   "```\n",     "*a* _b_\n",
                                        "*_~`a`~_* ", "**",        "> > *a*\n", "*a _b* c_ " };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    double small = measure (pieces[i], 32 * 1024);
    double large = measure (pieces[i], 512 * 1024);

    g_test_message ("%s: %.2f ms, %.2f ms", pieces[i], small * 1000, large * 1000);
    g_assert_cmpfloat (large, <, 80 * small + 0.02);
  }
}

static void
test_disabled (void)
{
  /* §7 */
  g_autoptr (XmlElement) without = snippet_parse ("<message><body>> _ &lt;</body></message>");
  g_autoptr (XmlElement) with = snippet_parse ("<message><body>&gt; _ &lt;</body>"
                                               "<unstyled xmlns='urn:xmpp:styling:0'/></message>");

  g_assert_false (xmpp_styling_is_disabled (without));
  g_assert_true (xmpp_styling_is_disabled (with));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/styling/blocks", test_blocks);
  g_test_add_func ("/styling/spans", test_spans);
  g_test_add_func ("/styling/directives", test_directives);
  g_test_add_func ("/styling/levels", test_levels);
  g_test_add_func ("/styling/linear", test_linear);
  g_test_add_func ("/styling/disabled", test_disabled);

  return g_test_run ();
}
