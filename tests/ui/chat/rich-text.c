/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What becomes of a text and its formatting on its way into a label.
 */
#include "config.h"

#include "ui/chat/rich-text.h"

#include "ui/chat/message-text.h"
#include "xmpp/xep/0393-styling.h"

static void
test_markup (void)
{
  static const struct {
    const char *text, *markup;
  } cases[] = {
    { "no link", NULL },
    { "<a href=\"file:///etc/passwd\">x</a> & co", NULL },
    { "see https://example.org/ now",
      "see <a href=\"https://example.org/\" title=\"https://example.org/\">https://example.org/</a>"
      " now" },
    { "<b>https://example.org/a?b=c&d=e</b>",
      "&lt;b&gt;<a href=\"https://example.org/a?b=c&amp;d=e\" "
      "title=\"https://example.org/a?b=c&amp;amp;d=e\">https://example.org/a?b=c&amp;d=e</a>"
      "&lt;/b&gt;" },
    { "www.example.org",
      "<a href=\"https://www.example.org\" title=\"https://www.example.org\">www.example.org</a>" },
    { "\x01http://a.example\x1b[0m",
      " <a href=\"http://a.example\" title=\"http://a.example\">http://a.example</a> [0m" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *markup = ui_rich_text_to_markup (cases[i].text, NULL);

    g_assert_cmpstr (markup, ==, cases[i].markup);
  }
}

/* Whatever a peer writes, the markup is one that a label takes, and it says what they wrote. */
static void
test_markup_is_sound (void)
{
  static const char *const texts[] = {
    "http://x.example/\"onclick=\"evil()",
    "http://x.example/'<i>&amp;",
    "https://x.example/&#x1;&lt;",
    "xmpp:a@b.example?message;body=<>&'\"",
    "mailto:a@b.example\x7f\x02 http://b.example\xc2\x85",
    "http://x.example/]]>--><!-- https://y.example/%00%ff",
    "\xe2\x80\xae"
    "http://gro.live/ \xe2\x81\xa6https://evil.example\xe2\x81\xa9",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *markup = ui_rich_text_to_markup (texts[i], NULL);
    g_autofree char *parsed = NULL;
    g_autoptr (GError) error = NULL;
    GtkWidget *label;

    g_assert_nonnull (markup);
    label = gtk_label_new (NULL);
    g_object_ref_sink (label);
    gtk_label_set_markup (GTK_LABEL (label), markup);
    parsed = g_strdup (texts[i]);
    for (char *p = parsed; *p != '\0'; p++)
      if (g_ascii_iscntrl (*p))
        *p = ' ';
    g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, parsed);
    g_object_unref (label);
  }
}

static void
test_marked_links (void)
{
  const char *text = "Ask Juliet or https://a.example now";
  g_autoptr (GArray) spans = xmpp_text_spans_new ();
  g_autofree char *markup = NULL;

  xmpp_text_spans_add (spans, 4, 10, XMPP_TEXT_MENTION, "xmpp:juliet@a.example");
  /* One that may not be opened, and one over another. */
  xmpp_text_spans_add (spans, 0, 3, XMPP_TEXT_LINK, "file:///etc/passwd");
  xmpp_text_spans_add (spans, 14, 21, XMPP_TEXT_LINK, "https://b.example/<&\"");
  markup = ui_rich_text_to_markup (text, spans);
  g_assert_cmpstr (
    markup, ==,
    "Ask <a href=\"xmpp:juliet@a.example\" title=\"xmpp:juliet@a.example\">Juliet</a>"
    " or <a href=\"https://b.example/&lt;&amp;&quot;\""
    " title=\"https://b.example/&amp;lt;&amp;amp;&amp;quot;\">https:/</a>/a.example now");
}

/* The attributes as Pango writes them, but for that which all texts have. */
static char *
dup_attributes (const UiRichText *rich)
{
  g_autofree char *all = pango_attr_list_to_string (rich->attributes);
  const char *second = strchr (all, '\n');

  return g_strdup (second != NULL ? second + 1 : "");
}

static UiRichText *
create (const char *text, gboolean whole)
{
  g_autoptr (GArray) spans = xmpp_styling_parse (text);

  return ui_rich_text_new (text, spans, "Juliet", whole);
}

static void
test_attributes (void)
{
  g_autoptr (UiRichText) plain = create ("plain", FALSE);
  g_autoptr (UiRichText) strong = create ("a *b*", FALSE);
  g_autofree char *none = dup_attributes (plain);
  g_autofree char *some = dup_attributes (strong);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (plain->text, ==, "plain");
  g_assert_null (plain->markup);
  g_assert_nonnull (strstr (some, "2 5 weight bold"));
  g_assert_nonnull (strstr (some, "2 3 foreground-alpha"));
  g_assert_cmpuint (strong->blocks->len, ==, 0);
}

static void
test_action (void)
{
  g_autoptr (UiRichText) rich = create ("/me waves *twice*", FALSE);
  g_autofree char *attributes = dup_attributes (rich);

  g_assert_true (rich->is_action);
  g_assert_cmpstr (rich->text, ==, "Juliet waves *twice*");
  g_assert_nonnull (strstr (attributes, "13 20 weight bold"));
}

static void
test_clip (void)
{
  g_autoptr (GString) text = g_string_new ("> quote\n```\n");
  g_autoptr (UiRichText) head = NULL;
  g_autoptr (UiRichText) whole = NULL;
  const XmppTextSpan *block;

  while (text->len < 65536)
    g_string_append (text, "code\n");
  head = create (text->str, FALSE);
  whole = create (text->str, TRUE);
  g_assert_true (head->clipped);
  g_assert_false (whole->clipped);
  g_assert_cmpuint (head->blocks->len, ==, 2);
  block = &g_array_index (head->blocks, XmppTextSpan, 1);
  g_assert_cmpuint (block->end, <=, strlen (head->text));
  block = &g_array_index (whole->blocks, XmppTextSpan, 1);
  g_assert_cmpuint (block->end, ==, text->len - 1);
}

/* A peer cannot make a text with more in it than can be laid out. */
static void
test_many_spans (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (UiRichText) rich = NULL;
  GSList *all;

  while (text->len < 65536)
    g_string_append (text, "*a* ");
  rich = create (text->str, TRUE);
  all = pango_attr_list_get_attributes (rich->attributes);
  g_assert_cmpuint (g_slist_length (all), <=, UI_RICH_TEXT_MAX_SPANS + 1);
  g_slist_free_full (all, (GDestroyNotify) pango_attribute_destroy);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rich-text/markup", test_markup);
  if (gtk_init_check ())
    g_test_add_func ("/rich-text/markup-is-sound", test_markup_is_sound);
  g_test_add_func ("/rich-text/marked-links", test_marked_links);
  g_test_add_func ("/rich-text/attributes", test_attributes);
  g_test_add_func ("/rich-text/action", test_action);
  g_test_add_func ("/rich-text/clip", test_clip);
  g_test_add_func ("/rich-text/many-spans", test_many_spans);

  return g_test_run ();
}
