/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For tests: a text and its spans as one string that can be compared. */
#pragma once

#include "xmpp/text-spans.h"

#include <string.h>

static const char *const span_names[] = {
  [XMPP_TEXT_STRONG] = "b",       [XMPP_TEXT_EMPHASIS] = "i", [XMPP_TEXT_STRIKE] = "s",
  [XMPP_TEXT_UNDERLINE] = "u",    [XMPP_TEXT_CODE] = "c",     [XMPP_TEXT_DIRECTIVE] = "d",
  [XMPP_TEXT_PREFORMATTED] = "p", [XMPP_TEXT_QUOTE] = "q",    [XMPP_TEXT_HEADING] = "h",
  [XMPP_TEXT_LINK] = "a",         [XMPP_TEXT_MENTION] = "m",
};

/* Whether @a ends before @b where both end at one place: it began later. */
static inline gboolean
span_is_inner (const GArray *spans, guint a, guint b)
{
  const XmppTextSpan *one = &g_array_index (spans, XmppTextSpan, a);
  const XmppTextSpan *other = &g_array_index (spans, XmppTextSpan, b);

  return one->start > other->start || (one->start == other->start && a > b);
}

static inline void
span_text_close (GString *out, const GArray *spans, guint place, gboolean directives)
{
  g_autoptr (GArray) ending = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < spans->len; i++) {
    const XmppTextSpan *span = &g_array_index (spans, XmppTextSpan, i);
    guint n = 0;

    if (span->end != place || (span->style == XMPP_TEXT_DIRECTIVE && !directives))
      continue;
    while (n < ending->len && !span_is_inner (spans, i, g_array_index (ending, guint, n)))
      n++;
    g_array_insert_val (ending, n, i);
  }
  for (guint n = 0; n < ending->len; n++) {
    guint i = g_array_index (ending, guint, n);

    g_string_append_printf (out, "</%s>", span_names[g_array_index (spans, XmppTextSpan, i).style]);
  }
}

/* <b>, <i> and so on around the bytes of the spans. */
static inline char *
span_text (const char *text, const GArray *spans, gboolean directives)
{
  GString *out = g_string_new (NULL);

  for (guint place = 0; place <= strlen (text); place++) {
    span_text_close (out, spans, place, directives);
    for (guint i = 0; i < spans->len; i++) {
      const XmppTextSpan *span = &g_array_index (spans, XmppTextSpan, i);

      if (span->start != place || (span->style == XMPP_TEXT_DIRECTIVE && !directives))
        continue;
      g_string_append_printf (out, "<%s%s%s>", span_names[span->style],
                              span->uri != NULL ? "=" : "", span->uri != NULL ? span->uri : "");
    }
    if (text[place] != '\0')
      g_string_append_c (out, text[place]);
  }
  return g_string_free (out, FALSE);
}
