/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of markup: the examples of the XEP, and what does not fit the text. */
#include "config.h"

#include "xmpp/xep/0394-markup.h"

#include "../snippet.h"
#include "../span-text.h"

static void
test_read (void)
{
  static const struct {
    const char *text, *markup, *expected;
  } cases[] = {
    /* §4.1 to §4.4 */
    { "There is really no reason to worry.", "<span start='9' end='15'><emphasis/></span>",
      "There is <i>really</i> no reason to worry." },
    { "Just run this command:\n$ cowsay XMPP is awesome.",
      "<bcode start='23' end='48' language='bash'/>",
      "Just run this command:\n<p>$ cowsay XMPP is awesome.</p>" },
    { "This XEP supports many things:\n* inline markup\n* code blocks\n* lists\n* and possibly "
      "more!",
      "<list start='31' end='89' ordered='false'><li start='31'/><li start='47'/></list>",
      "This XEP supports many things:\n* inline markup\n* code blocks\n* lists\n* and possibly "
      "more!" },
    { "He said:\n> Thou shalt not pass!\nand raised his hand.", "<bquote start='9' end='32'/>",
      "He said:\n<q>> Thou shalt not pass!\n</q>and raised his hand." },
    { "> He said:\n>> Thou shalt not pass!\n> and raised his hand.\n\nIsn't this from some famous "
      "movie?",
      "<bquote start='0' end='57'/><bquote start='11' end='34'/>",
      "<q>> He said:\n<q>>> Thou shalt not pass!</q>\n> and raised his hand.</q>\n\nIsn't this "
      "from "
      "some famous movie?" },

    /* Code points, not bytes */
    { "üöä b", "<span start='4' end='5'><strong/><deleted/><code/><blink/></span>",
      "üöä <b><c><s>b</s></c></b>" },
    { "a", "<span start='0' end='1'><strong/></span>", "<b>a</b>" },
    { "abc", "<span start='0' end='4'><strong/></span><span start='2' end='2'><strong/></span>",
      "abc" },
    { "abc", "<span start='-1' end='2'><strong/></span><span end='2'><strong/></span>", "abc" },
    { "abc", "<span start='99999999999999999999' end='2'><strong/></span>", "abc" },
    { "abc", "<bquote start='2' end='1'/>", "abc" },
    { "", "<span start='0' end='1'><strong/></span>", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *document = g_strdup_printf (
      "<message><markup xmlns='urn:xmpp:markup:0'>%s</markup></message>", cases[i].markup);
    g_autoptr (XmlElement) message = snippet_parse (document);
    g_autoptr (GArray) offsets = xmpp_text_offsets_new (cases[i].text);
    g_autoptr (GArray) spans = xmpp_text_spans_new ();
    g_autofree char *got = NULL;

    g_assert_true (xmpp_markup_read (message, offsets, spans));
    got = span_text (cases[i].text, spans, TRUE);
    g_assert_cmpstr (got, ==, cases[i].expected);
  }
}

static void
test_levels (void)
{
  g_autoptr (XmlElement) message =
    snippet_parse ("<message><markup xmlns='urn:xmpp:markup:0'><bquote start='0' end='4'/>"
                   "<bquote start='1' end='3'/><bquote start='4' end='5'/></markup></message>");
  g_autoptr (XmlElement) none = snippet_parse ("<message/>");
  g_autoptr (GArray) offsets = xmpp_text_offsets_new ("abcdef");
  g_autoptr (GArray) spans = xmpp_text_spans_new ();

  g_assert_false (xmpp_markup_read (none, offsets, spans));
  g_assert_true (xmpp_markup_read (message, offsets, spans));
  g_assert_cmpuint (spans->len, ==, 3);
  g_assert_cmpuint (g_array_index (spans, XmppTextSpan, 0).level, ==, 1);
  g_assert_cmpuint (g_array_index (spans, XmppTextSpan, 1).level, ==, 2);
  g_assert_cmpuint (g_array_index (spans, XmppTextSpan, 2).level, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markup/read", test_read);
  g_test_add_func ("/markup/levels", test_levels);
  return g_test_run ();
}
