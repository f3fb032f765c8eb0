/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reply answers, as it is shown above it.
 */

#include "im/quote.h"

#include "base/text.h"

/* Enough for a glance. */
#define MAX_CHARS 160

G_DEFINE_BOXED_TYPE (ImQuote, im_quote, im_quote_copy, im_quote_free)

static char *
make_line (const char *text)
{
  g_autofree char *clipped = g_strndup (text, base_text_clip_chars (text, 4 * MAX_CHARS));
  g_auto (GStrv) words = g_strsplit_set (clipped, " \t\r\n", -1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++) {
    if (*words[i] == '\0')
      continue;
    if (line->len > 0)
      g_string_append_c (line, ' ');
    g_string_append (line, words[i]);
  }
  return base_text_dup_clipped (line->str, MAX_CHARS);
}

ImQuote *
im_quote_new (gint64 id, const char *sender, const char *text)
{
  ImQuote *self = g_new0 (ImQuote, 1);

  self->id = id;
  self->sender = g_strdup (sender);
  self->text = make_line (text != NULL ? text : "");
  return self;
}

ImQuote *
im_quote_copy (const ImQuote *self)
{
  ImQuote *copy = g_new0 (ImQuote, 1);

  copy->id = self->id;
  copy->sender = g_strdup (self->sender);
  copy->text = g_strdup (self->text);
  return copy;
}

void
im_quote_free (gpointer self)
{
  ImQuote *quote = self;

  if (quote == NULL)
    return;
  g_free (quote->sender);
  g_free (quote->text);
  g_free (quote);
}
