/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether bytes that come in pieces are UTF-8. */
#include "config.h"

#include "xml/utf8.h"

#include <string.h>

#define HIGH_BITS G_GUINT64_CONSTANT (0x8080808080808080)

#define INVALID ((gunichar) -1)
#define INCOMPLETE ((gunichar) -2)

/* Nearly all that is sent is ASCII: eight bytes at a time. */
static const char *
skip_ascii (const char *at, const char *end)
{
  guint64 word;

  for (; end - at >= (gssize) sizeof word; at += sizeof word) {
    memcpy (&word, at, sizeof word);
    if ((word & HIGH_BITS) != 0)
      break;
  }
  while (at < end && (guchar) *at < 0x80)
    at++;
  return at;
}

/* Completes the character that the last piece began; moves @at behind it. */
static gboolean
complete (XmlUtf8 *self, const char **at, const char *end)
{
  while (self->n_bytes > 0 && *at < end) {
    gunichar c;

    self->bytes[self->n_bytes++] = *(*at)++;
    c = g_utf8_get_char_validated (self->bytes, (gssize) self->n_bytes);
    if (c == INVALID)
      return FALSE;
    if (c != INCOMPLETE)
      self->n_bytes = 0;
  }
  return TRUE;
}

gboolean
xml_utf8_check (XmlUtf8 *self, const char *bytes, gsize n_bytes)
{
  const char *at = bytes, *end = bytes + n_bytes;

  if (memchr (bytes, '\0', n_bytes) != NULL || !complete (self, &at, end))
    return FALSE;
  while ((at = skip_ascii (at, end)) < end) {
    gunichar c = g_utf8_get_char_validated (at, end - at);

    if (c == INVALID)
      return FALSE;
    if (c == INCOMPLETE) {
      self->n_bytes = (gsize) (end - at);
      memcpy (self->bytes, at, self->n_bytes);
      break;
    }
    at = g_utf8_next_char (at);
  }
  return TRUE;
}
