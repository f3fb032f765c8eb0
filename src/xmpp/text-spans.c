/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What parts of a text look like or are. */
#include "config.h"

#include "xmpp/text-spans.h"

static void
span_clear (gpointer data)
{
  XmppTextSpan *span = data;

  g_clear_pointer (&span->uri, g_free);
}

GArray *
xmpp_text_spans_new (void)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (XmppTextSpan));

  g_array_set_clear_func (spans, span_clear);
  return spans;
}

void
xmpp_text_spans_add (GArray *spans, guint start, guint end, XmppTextStyle style, const char *uri)
{
  XmppTextSpan span = { .start = start, .end = end, .style = style };

  if (start >= end)
    return;
  span.uri = g_strdup (uri);
  g_array_append_val (spans, span);
}

GArray *
xmpp_text_offsets_new (const char *text)
{
  GArray *offsets = g_array_new (FALSE, FALSE, sizeof (guint));
  const char *p = text;

  for (;;) {
    guint offset = (guint) (p - text);

    g_array_append_val (offsets, offset);
    if (*p == '\0')
      return offsets;
    p = g_utf8_next_char (p);
  }
}

gboolean
xmpp_text_offsets_read (const GArray *offsets,
                        const XmlElement *element,
                        const char *start_name,
                        const char *end_name,
                        guint *start,
                        guint *end)
{
  guint64 first, last;

  if (!xml_element_get_uint (element, start_name, offsets->len - 1, &first, NULL) ||
      !xml_element_get_uint (element, end_name, offsets->len - 1, &last, NULL) || first >= last)
    return FALSE;
  *start = g_array_index (offsets, guint, first);
  *end = g_array_index (offsets, guint, last);
  return TRUE;
}
