/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message carries: what is kept of it, and what is made of that.
 */

#include "im/content.h"

#include "xmpp/snippet.h"
#include "xmpp/span-text.h"

static void
test_extra (void)
{
  static const struct {
    const char *content, *extra;
  } cases[] = {
    { "<body>a</body><request xmlns='urn:xmpp:receipts'/>", NULL },
    { "<body>a</body><unstyled xmlns='urn:xmpp:styling:0'/>",
      "<unstyled xmlns='urn:xmpp:styling:0'/>" },
    { "<spoiler xmlns='urn:xmpp:spoiler:0'>a &lt; b</spoiler><body>a</body>"
      "<attention xmlns='urn:xmpp:attention:0'/><spoiler xmlns='urn:xmpp:spoiler:0'/>",
      "<spoiler xmlns='urn:xmpp:spoiler:0'>a &lt; b</spoiler>"
      "<spoiler xmlns='urn:xmpp:spoiler:0'/><attention xmlns='urn:xmpp:attention:0'/>" },
    { "<x xmlns='jabber:x:oob'><url>https://a.example</url></x><x xmlns='jabber:x:delay'/>",
      "<x xmlns='jabber:x:oob'><url>https://a.example</url></x>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *document = g_strdup_printf ("<message>%s</message>", cases[i].content);
    g_autoptr (XmlElement) stanza = snippet_parse (document);
    g_autoptr (XmlElement) again = xml_element_new ("message", XMPP_NS_CLIENT);
    g_autofree char *extra = im_content_read (stanza);
    g_autofree char *expected =
      g_strdup_printf ("<message>%s</message>", cases[i].extra != NULL ? cases[i].extra : "");

    if (cases[i].extra == NULL)
      g_assert_null (extra);
    im_content_write (extra, again);
    snippet_assert_equal (again, expected);
  }
}

static void
test_bounds (void)
{
  g_autofree char *long_hint = g_strnfill (IM_EXTRA_MAX, '<');
  g_autoptr (XmlElement) stanza = xml_element_new ("message", XMPP_NS_CLIENT);
  g_autofree char *extra = NULL;

  xml_element_add_text_child (stanza, "spoiler", XMPP_NS_SPOILER, long_hint);
  /* Short enough as it is, and not as it is written. */
  long_hint[IM_EXTRA_MAX / 2] = '\0';
  xml_element_add_text_child (stanza, "spoiler", XMPP_NS_SPOILER, long_hint);
  xml_element_add_text_child (stanza, "spoiler", XMPP_NS_SPOILER, "short");
  xml_element_seal (stanza);
  extra = im_content_read (stanza);
  g_assert_nonnull (strstr (extra, "short"));
  g_assert_cmpuint (strlen (extra), <, 100);
}

static void
test_text (void)
{
  static const struct {
    const char *body, *extra, *shown;
  } cases[] = {
    { "a *b*", NULL, "a <b>*b*</b>" },
    { "a *b*", "<unstyled xmlns='urn:xmpp:styling:0'/>", "a *b*" },
    { "a *b*",
      "<markup xmlns='urn:xmpp:markup:0'><span start='0' end='1'><emphasis/></span></markup>",
      "<i>a</i> *b*" },
    { "a *b*",
      "<html xmlns='http://jabber.org/protocol/xhtml-im'><body "
      "xmlns='http://www.w3.org/1999/xhtml'>"
      "a <b>b</b></body></html>",
      "a <b>b</b>" },
    { "a *b*",
      "<html xmlns='http://jabber.org/protocol/xhtml-im'><body "
      "xmlns='http://www.w3.org/1999/xhtml'/>"
      "</html>",
      "a <b>*b*</b>" },
    { "hi Juliet",
      "<reference xmlns='urn:xmpp:reference:0' begin='3' end='9' type='mention' "
      "uri='xmpp:j@a.example'/>",
      "hi <m=xmpp:j@a.example>Juliet</m>" },
    { "hi Juliet",
      "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>&gt; äh\n</fallback>"
      "<markup xmlns='urn:xmpp:markup:0'><span start='8' end='14'><strong/></span>"
      "<span start='2' end='4'><strong/></span></markup>",
      "hi <b>Juliet</b>" },
    { "a *b*", "<broken", "a <b>*b*</b>" },
    { NULL, NULL, "" },
    { "I sent you something that you cannot read",
      "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:omemo:2'/>", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (ImContent) content = im_content_new (cases[i].body, cases[i].extra);
    g_autofree char *shown = NULL;

    for (guint j = content->spans->len; j > 0; j--)
      if (g_array_index (content->spans, XmppTextSpan, j - 1).style == XMPP_TEXT_DIRECTIVE)
        g_array_remove_index (content->spans, j - 1);
    shown = span_text (content->text, content->spans, FALSE);
    g_assert_cmpstr (shown, ==, cases[i].shown);
  }
}

static void
test_beside (void)
{
  g_autoptr (ImContent) content = im_content_new (
    "see https://a.example",
    "<spoiler xmlns='urn:xmpp:spoiler:0'>the end</spoiler>"
    "<ephemeral xmlns='urn:xmpp:ephemeral:0' timer='60'/><attention xmlns='urn:xmpp:attention:0'/>"
    "<x xmlns='jabber:x:oob'><url>https://a.example</url></x>"
    "<x xmlns='jabber:x:oob'><url>https://b.example</url><desc>The other</desc></x>");
  g_autoptr (ImContent) encrypted =
    im_content_new ("no", "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:omemo:2'/>"
                          "<spoiler xmlns='urn:xmpp:spoiler:0'/>");
  const ImLink *link;

  g_assert_true (content->is_spoiler);
  g_assert_cmpstr (content->hint, ==, "the end");
  g_assert_cmpuint (content->timer_s, ==, 60);
  g_assert_true (content->asks_attention);
  g_assert_null (content->encryption);
  g_assert_cmpuint (content->links->len, ==, 1);
  link = content->links->pdata[0];
  g_assert_cmpstr (link->url, ==, "https://b.example");
  g_assert_cmpstr (link->title, ==, "The other");

  g_assert_cmpstr (encrypted->encryption, ==, "OMEMO");
  g_assert_false (encrypted->is_spoiler);
}

static void
test_is_content (void)
{
  static const struct {
    const char *content;
    gboolean is_content;
  } cases[] = {
    { "<x xmlns='jabber:x:oob'><url>https://a.example</url></x>", TRUE },
    { "<attention xmlns='urn:xmpp:attention:0'/>", TRUE },
    { "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:openpgp:0'/>", TRUE },
    { "<encryption xmlns='urn:xmpp:eme:0' namespace='eu.siacs.conversations.axolotl'/>"
      "<encrypted xmlns='eu.siacs.conversations.axolotl'><header/></encrypted>",
      FALSE },
    { "<ephemeral xmlns='urn:xmpp:ephemeral:0' timer='60'/>", FALSE },
    { "<spoiler xmlns='urn:xmpp:spoiler:0'/>", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *document = g_strdup_printf ("<message>%s</message>", cases[i].content);
    g_autoptr (XmlElement) stanza = snippet_parse (document);

    g_assert_cmpint (im_content_is_in (stanza), ==, cases[i].is_content);
  }
}

static void
test_dup_spoiler (void)
{
  static const struct {
    const char *extra, *expected;
  } cases[] = {
    { "<spoiler xmlns='urn:xmpp:spoiler:0'>the end</spoiler>", "the end" },
    { "<spoiler xmlns='urn:xmpp:spoiler:0'/>", "" },
    { "<unstyled xmlns='urn:xmpp:styling:0'/>", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *spoiler = im_content_dup_spoiler (cases[i].extra);

    g_assert_cmpstr (spoiler, ==, cases[i].expected);
  }
}

static void
test_drop_attention (void)
{
  g_autofree char *nothing =
    im_content_drop_attention ("<attention xmlns='urn:xmpp:attention:0'/>");
  g_autofree char *rest = im_content_drop_attention (
    "<unstyled xmlns='urn:xmpp:styling:0'/><attention xmlns='urn:xmpp:attention:0'/>");

  g_assert_null (nothing);
  g_assert_cmpstr (rest, ==, "<unstyled xmlns='urn:xmpp:styling:0'/>");
  g_assert_null (im_content_drop_attention (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/content/extra", test_extra);
  g_test_add_func ("/content/bounds", test_bounds);
  g_test_add_func ("/content/text", test_text);
  g_test_add_func ("/content/beside", test_beside);
  g_test_add_func ("/content/is-content", test_is_content);

  g_test_add_func ("/content/dup-spoiler", test_dup_spoiler);
  g_test_add_func ("/content/drop-attention", test_drop_attention);
  return g_test_run ();
}
