/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How deep JSON goes, looked up before it is parsed. */
#include "config.h"

#include "base/json.h"

#include <string.h>

#define MAX_DEPTH 32

/* From behind the quotation mark that begins a string to the one that ends it. */
static gsize
skip_string (const char *text, gsize n_bytes, gsize at)
{
  while (at < n_bytes && text[at] != '"')
    at += text[at] == '\\' ? 2 : 1;
  return at;
}

static gboolean
is_plain (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr (" \t\r\n:,+-.", c) != NULL);
}

gboolean
base_json_is_shallow (const char *text, gsize n_bytes)
{
  guint depth = 0;

  for (gsize i = 0; i < n_bytes; i++) {
    if (text[i] == '"')
      i = skip_string (text, n_bytes, i + 1);
    else if (text[i] == '[' || text[i] == '{') {
      if (++depth > MAX_DEPTH)
        return FALSE;
    } else if (text[i] == ']' || text[i] == '}')
      depth -= depth > 0;
    else if (!is_plain (text[i]))
      return FALSE;
  }
  return TRUE;
}
