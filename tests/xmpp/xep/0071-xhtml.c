/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of XHTML: the examples of the XEP, each element, hostile documents. */
#include "config.h"

#include "xmpp/xep/0071-xhtml.h"

#include "../snippet.h"
#include "../span-text.h"

#define OPEN "<message><html xmlns='http://jabber.org/protocol/xhtml-im'>"
#define BODY "<body xmlns='http://www.w3.org/1999/xhtml'>"

/* NULL: there is nothing to show. */
static char *
read_message (const char *document, const char *const *languages)
{
  g_autoptr (XmlElement) message = snippet_parse (document);
  g_autoptr (GArray) spans = xmpp_text_spans_new ();
  g_autofree char *text = xmpp_xhtml_read (message, languages, spans);

  return text != NULL ? span_text (text, spans, TRUE) : NULL;
}

static void
test_read (void)
{
  static const struct {
    const char *body, *expected;
  } cases[] = {
    /* §9, Example 1 */
    { "<p style='font-size:large'>\n  Wow, I&apos;m <span style='color:green'>green</span>\n"
      "  with <strong>envy</strong>!\n</p>",
      "Wow, I'm green with <b>envy</b>!" },
    /* Example 2 */
    { "<p>As Emerson said in his essay <cite>Self-Reliance</cite>:</p>\n<blockquote>\n"
      "  &quot;A foolish consistency is the hobgoblin of little minds.&quot;\n</blockquote>",
      "As Emerson said in his essay <i>Self-Reliance</i>:\n\n"
      "<q>\"A foolish consistency is the hobgoblin of little minds.\"</q>" },
    /* Example 3 */
    { "<p>Hey, are you licensed to <a href='http://www.jabber.org/'>Jabber</a>?</p>"
      "<p><img src='http://www.xmpp.org/images/psa-license.jpg' alt='A License to Jabber'"
      " height='261' width='537'/></p>",
      "Hey, are you licensed to <a=http://www.jabber.org/>Jabber</a>?\n\n"
      "<a=http://www.xmpp.org/images/psa-license.jpg>A License to Jabber</a>" },
    /* Example 5 */
    { "<p>Here&apos;s my .plan for today:</p>\n<ol>\n  <li>Add the following:\n    <ul>\n"
      "      <li>ordered and unordered lists</li>\n      <li>more styles</li>\n    </ul>\n  </li>\n"
      "  <li>Kick back and relax</li>\n</ol>",
      "Here's my .plan for today:\n\n1. Add the following:\n    • ordered and unordered lists\n"
      "    • more styles\n2. Kick back and relax" },
    /* Example 8: what is not known counts for its text */
    { "<p>The <acronym>XHTML</acronym> rules say:</p><ol type='1' start='4'><li><p>If one</p></li>"
      "<li><p>If two</p></li></ol>",
      "The XHTML rules say:\n\n1. If one\n2. If two" },

    { "<b>b</b> <i>i</i> <u>u</u> <s>s</s> <del>d</del> <code>c</code> <tt>t</tt>",
      "<b>b</b> <i>i</i> <u>u</u> <s>s</s> <s>d</s> <c>c</c> <c>t</c>" },
    { "a<b> b </b>c", "a <b>b</b> c" },
    { "<span style='font-weight: bold; font-style:italic; TEXT-DECORATION: underline'>x</span>",
      "<u><i><b>x</b></i></u>" },
    { "<span style='font-weight'>x</span><span style=';;:;'>y</span>", "xy" },
    { "<h1>Title</h1>text", "<h>Title</h>\n\ntext" },
    { "<pre>  a\n\n   b</pre>c", "<p>  a\n\n   b</p>\nc" },
    { "a<br/>b<br/><br/>c<br/>", "a\nb\n\nc" },
    { "<div>a</div><div>b</div>", "a\nb" },
    { "<blockquote>a<blockquote>b</blockquote></blockquote>c", "<q>a\n<q>b</q></q>\nc" },
    { "&lt;b&gt;no&lt;/b&gt; &amp; so on", "<b>no</b> & so on" },
    { "<p>א <strong>ב</strong> 😀</p>", "א <b>ב</b> 😀" },

    /* Where it says that it leads elsewhere */
    { "<a href='https://evil.example/'>https://bank.example/</a>!",
      "<a=https://evil.example/>https://bank.example/</a> (https://evil.example/)!" },
    { "<a href='https://evil.example/'>bank.example</a>",
      "<a=https://evil.example/>bank.example</a> (https://evil.example/)" },
    { "<a href='https://a.example/'>https://a.example/</a>",
      "<a=https://a.example/>https://a.example/</a>" },
    { "<a name='x'>no link</a>", "no link" },

    /* What must not be shown, nor run */
    { "a<script>alert (1)</script><style>p { }</style><object>o</object><iframe>f</iframe>b",
      "ab" },
    { "a<x xmlns='urn:example'>other</x>b", "ab" },
    { "<img src='data:image/png;base64,AAAA'/>a", "a" },
    { "<p onclick='x ()'>a</p>", "a" },
    { "<script>only</script>", NULL },
    { "<p> </p>\n", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *document =
      g_strconcat (OPEN BODY, cases[i].body, "</body></html></message>", NULL);
    g_autofree char *got = read_message (document, NULL);

    g_assert_cmpstr (got, ==, cases[i].expected);
  }
}

/* Example 7 */
static void
test_languages (void)
{
  static const char *const german[] = { "de", NULL };
  const char *document =
    OPEN "<body xml:lang='en-US' xmlns='http://www.w3.org/1999/xhtml'><p>awesome!</p></body>"
         "<body xml:lang='de-DE' xmlns='http://www.w3.org/1999/xhtml'><p>ausgezeichnet!</p></body>"
         "</html></message>";
  g_autofree char *got = read_message (document, german);
  g_autofree char *none = read_message ("<message><body>a</body></message>", NULL);

  g_assert_cmpstr (got, ==, "ausgezeichnet!");
  g_assert_null (none);
}

static void
test_hostile (void)
{
  g_autoptr (GString) document = g_string_new (OPEN BODY);
  g_autofree char *got = NULL;

  for (guint i = 0; i < 25; i++)
    g_string_append (document, "<blockquote><ul><li><b>");
  g_string_append (document, "deep");
  for (guint i = 0; i < 25; i++)
    g_string_append (document, "</b></li></ul></blockquote>");
  g_string_append (document, "end</body></html></message>");
  got = read_message (document->str, NULL);
  g_assert_null (strstr (got, "deep"));
  g_assert_nonnull (strstr (got, "end"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/xhtml/read", test_read);
  g_test_add_func ("/xhtml/languages", test_languages);
  g_test_add_func ("/xhtml/hostile", test_hostile);

  return g_test_run ();
}
