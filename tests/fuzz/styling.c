/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fuzz target: any text as a styled one. The spans lie within it, and between characters. */
#include "config.h"

#include "xmpp/xep/0393-styling.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  g_autoptr (GArray) spans = xmpp_styling_parse (text);
  gsize length = strlen (text);

  for (guint i = 0; i < spans->len; i++) {
    const XmppTextSpan *span = &g_array_index (spans, XmppTextSpan, i);

    g_assert_true (span->start < span->end && span->end <= length);
    g_assert_true (g_utf8_validate (text + span->start, span->end - span->start, NULL));
  }
  g_assert_cmpuint (spans->len, <=, (XMPP_STYLING_MAX_QUOTES + 2) * (length + 1));

  return 0;
}
