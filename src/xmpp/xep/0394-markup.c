/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What parts of a message are, told apart from its text (XEP-0394). */
#include "config.h"

#include "xmpp/xep/0394-markup.h"

#include "xmpp/ns.h"

/* Deeper quotations are shown like these. */
#define MAX_LEVEL 8

static const struct {
  const char *name;
  XmppTextStyle style;
} span_styles[] = {
  { "emphasis", XMPP_TEXT_EMPHASIS },
  { "strong", XMPP_TEXT_STRONG },
  { "code", XMPP_TEXT_CODE },
  { "deleted", XMPP_TEXT_STRIKE },
};

static void
add_span (const XmlElement *element, guint start, guint end, GArray *spans)
{
  for (guint i = 0; i < G_N_ELEMENTS (span_styles); i++)
    if (xml_element_find (element, span_styles[i].name, XMPP_NS_MARKUP) != NULL)
      xmpp_text_spans_add (spans, start, end, span_styles[i].style, NULL);
}

/* The outer quotations come first. @levels: the end of the last one of each level */
static void
add_quote (guint start, guint end, guint levels[MAX_LEVEL], GArray *spans)
{
  guint n = 0;

  while (n < MAX_LEVEL && levels[n] > start)
    n++;
  if (n == MAX_LEVEL)
    return;
  levels[n] = end;
  for (guint i = n + 1; i < MAX_LEVEL; i++)
    levels[i] = 0;
  xmpp_text_spans_add (spans, start, end, XMPP_TEXT_QUOTE, NULL);
  g_array_index (spans, XmppTextSpan, spans->len - 1).level = n + 1;
}

gboolean
xmpp_markup_read (const XmlElement *parent, const GArray *offsets, GArray *spans)
{
  const XmlElement *markup = xml_element_find (parent, "markup", XMPP_NS_MARKUP);
  XmlIter iter = { .parent = markup, .ns = XMPP_NS_MARKUP };
  guint levels[MAX_LEVEL] = { 0 };
  const XmlElement *child;

  if (markup == NULL)
    return FALSE;
  while (xml_iter_next (&iter, &child)) {
    guint start, end;

    if (!xmpp_text_offsets_read (offsets, child, "start", "end", &start, &end))
      continue;
    if (xml_element_is (child, "span", NULL))
      add_span (child, start, end, spans);
    else if (xml_element_is (child, "bcode", NULL))
      xmpp_text_spans_add (spans, start, end, XMPP_TEXT_PREFORMATTED, NULL);
    else if (xml_element_is (child, "bquote", NULL))
      add_quote (start, end, levels, spans);
  }
  return TRUE;
}
