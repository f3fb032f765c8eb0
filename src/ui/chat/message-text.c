/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a text is like: how long, how wide, which way it runs.
 */
#include "config.h"

#include "ui/chat/message-text.h"

#include "base/text.h"

#include <unicode/uchar.h>

#define MAX_BIG_EMOJI 5
/* A cut goes back at most this far to find the end of a line or word. */
#define CUT_SEARCH 120

static gsize
end_of_lines (const char *text, guint n_lines)
{
  const char *p = text;

  for (guint i = 0; i < n_lines; i++) {
    const char *end = strchr (p, '\n');

    if (end == NULL)
      return strlen (text);
    p = end + 1;
  }
  return (gsize) (p - text) - 1;
}

char *
ui_text_clip (const char *text)
{
  gsize length = strlen (text);
  gsize lines = end_of_lines (text, UI_TEXT_MAX_LINES);
  gsize chars = base_text_clip_chars (text, UI_TEXT_MAX_CHARS);
  gsize end = MIN (lines, chars);

  if (end == length)
    return NULL;
  if (chars < lines)
    for (gsize i = end; i > 0 && end - i < CUT_SEARCH; i--)
      if (g_ascii_isspace (text[i])) {
        end = i;
        break;
      }
  return g_strdup_printf ("%.*s…", (int) end, text);
}

gboolean
ui_text_has_line (const char *text, guint n_chars)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    n = *p == '\n' ? 0 : n + 1;
    if (n >= n_chars)
      return TRUE;
  }
  return FALSE;
}

gboolean
ui_text_may_open (const char *uri)
{
  static const char *const schemes[] = { "http", "https", "xmpp", "mailto" };
  g_autofree char *scheme = g_uri_parse_scheme (uri);

  for (guint i = 0; scheme != NULL && i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strcasecmp (scheme, schemes[i]) == 0)
      return TRUE;
  return FALSE;
}

/* What joins, colours or finishes an emoji, and is none by itself. */
static gboolean
is_emoji_part (gunichar c)
{
  return c == 0x200d || c == 0xfe0f || (c >= 0xe0020 && c <= 0xe007f) ||
         u_hasBinaryProperty ((UChar32) c, UCHAR_EMOJI_MODIFIER);
}

gboolean
ui_text_is_emoji (const char *text)
{
  guint n = 0;
  gunichar before = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gunichar next = g_utf8_get_char (g_utf8_next_char (p));
    gboolean pictured = u_hasBinaryProperty ((UChar32) c, UCHAR_EMOJI_PRESENTATION) ||
                        (next == 0xfe0f && u_hasBinaryProperty ((UChar32) c, UCHAR_EMOJI));

    if (g_unichar_isspace (c) || (is_emoji_part (c) && n > 0)) {
      before = c;
      continue;
    }
    if (!pictured || c < 0x80)
      return FALSE;
    /* The second half of a flag, or what a joiner joins, belongs to the one before. */
    if (u_hasBinaryProperty ((UChar32) c, UCHAR_REGIONAL_INDICATOR) &&
        u_hasBinaryProperty ((UChar32) before, UCHAR_REGIONAL_INDICATOR))
      c = 0;
    else if (before != 0x200d)
      n++;
    if (n > MAX_BIG_EMOJI)
      return FALSE;
    before = c;
  }
  return n > 0;
}

GtkTextDirection
ui_text_direction (const char *text, GtkTextDirection fallback)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    UCharDirection direction = u_charDirection ((UChar32) g_utf8_get_char (p));

    if (direction == U_LEFT_TO_RIGHT)
      return GTK_TEXT_DIR_LTR;
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC)
      return GTK_TEXT_DIR_RTL;
  }
  return fallback;
}

char *
ui_text_isolate (const char *name)
{
  /* FIRST STRONG ISOLATE … POP DIRECTIONAL ISOLATE */
  return g_strdup_printf ("\u2068%s\u2069", name);
}
