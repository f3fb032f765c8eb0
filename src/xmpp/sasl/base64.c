/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Base64 as SASL wants it (RFC 4648 §4, RFC 6120 §13.9.1). */
#include "config.h"

#include "xmpp/sasl/base64.h"

#include "xmpp/sasl/sasl-error.h"

#include <string.h>

static gboolean
is_digit (char c)
{
  return g_ascii_isalnum (c) || c == '+' || c == '/';
}

static gboolean
is_well_formed (const char *text, gsize n_chars)
{
  gsize n_digits = 0;

  if (n_chars % 4 != 0)
    return FALSE;
  while (n_digits < n_chars && is_digit (text[n_digits]))
    n_digits++;
  for (gsize i = n_digits; i < n_chars; i++) {
    if (text[i] != '=')
      return FALSE;
  }
  return n_chars - n_digits <= 2;
}

GBytes *
xmpp_base64_decode (const char *text, gsize max, GError **error)
{
  gsize n_chars = strlen (text);

  /* Before anything is copied; with padding it is up to two octets more than what comes out. */
  if (n_chars / 4 * 3 <= max + 2 && is_well_formed (text, n_chars)) {
    gsize n_bytes;
    g_autofree guint8 *data = g_base64_decode (text, &n_bytes);

    if (n_bytes <= max)
      return g_bytes_new_take (g_steal_pointer (&data), n_bytes);
  }
  g_set_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL, "Bad base64 of %zu characters",
               n_chars);
  return NULL;
}
