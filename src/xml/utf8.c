/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether bytes that come in pieces are UTF-8. */
#include "config.h"

#include "xml/utf8.h"

#include <string.h>

/* GCC's and Clang's name for what a processor handles at once, or nearly. */
typedef guint8 Block __attribute__ ((vector_size (32)));

/* Whether a byte of the block is NUL or not ASCII: then it, or it less one, has the high bit. */
static gboolean
is_special (const char *at)
{
  guint64 words[sizeof (Block) / sizeof (guint64)], all = 0;
  Block block;

  memcpy (&block, at, sizeof block);
  block |= block - 1;
  memcpy (words, &block, sizeof words);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    all |= words[i];
  return (all & G_GUINT64_CONSTANT (0x8080808080808080)) != 0;
}

/* Nearly all that is sent is ASCII, so this is what takes the time. Stops at NUL as well. */
static const char *
skip_ascii (const char *at, const char *end)
{
  while (end - at >= (gssize) sizeof (Block) && !is_special (at))
    at += sizeof (Block);
  while (at < end && (guchar) (*at - 1) < 0x7F)
    at++;
  return at;
}

/* The table of RFC 3629 §4. */
static gboolean
begin_character (XmlUtf8 *self, guchar lead)
{
  if (lead < 0x80)
    return lead != '\0';
  if (lead < 0xC2 || lead > 0xF4)
    return FALSE;
  self->n_left = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  self->low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  self->high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  return TRUE;
}

static gboolean
continue_character (XmlUtf8 *self, guchar byte)
{
  if (byte < self->low || byte > self->high)
    return FALSE;
  self->n_left--;
  self->low = 0x80;
  self->high = 0xBF;
  return TRUE;
}

gboolean
xml_utf8_check (XmlUtf8 *self, const char *bytes, gsize n_bytes)
{
  const char *at = bytes, *end = bytes + n_bytes;

  while (TRUE) {
    for (; self->n_left > 0 && at < end; at++)
      if (!continue_character (self, (guchar) *at))
        return FALSE;
    at = self->n_left > 0 ? end : skip_ascii (at, end);
    if (at == end)
      return TRUE;
    if (!begin_character (self, (guchar) *at++))
      return FALSE;
  }
}
