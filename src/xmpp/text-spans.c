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
