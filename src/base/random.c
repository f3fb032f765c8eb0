/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Randomness from getrandom(2). */
#include "config.h"

#include "base/random.h"

#include <errno.h>
#include <sys/random.h>

void
base_random_bytes (void *buffer, gsize n_bytes)
{
  guint8 *at = buffer;

  while (n_bytes > 0) {
    /* More than 256 bytes at once may come back short, and a signal may interrupt. */
    ssize_t n_read = getrandom (at, MIN (n_bytes, 256), 0);

    if (n_read < 0 && errno == EINTR)
      continue;
    /* Anything else means a kernel without randomness: nothing safe could follow. */
    if (n_read <= 0)
      g_error ("getrandom: %s", g_strerror (errno));
    at += n_read;
    n_bytes -= (gsize) n_read;
  }
}

char *
base_random_id (void)
{
  static const char alphabet[64] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  guint8 bytes[16];
  char id[23];
  guint32 bits = 0;
  guint n_bits = 0, n_chars = 0;

  base_random_bytes (bytes, sizeof bytes);
  for (gsize i = 0; i < sizeof bytes; i++) {
    bits = (bits << 8) | bytes[i];
    for (n_bits += 8; n_bits >= 6; n_bits -= 6)
      id[n_chars++] = alphabet[(bits >> (n_bits - 6)) & 63];
  }
  id[n_chars++] = alphabet[(bits << (6 - n_bits)) & 63];
  id[n_chars] = '\0';
  return g_strdup (id);
}

char *
base_random_uuid (void)
{
  guint8 b[16];

  base_random_bytes (b, sizeof b);
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                          b[12], b[13], b[14], b[15]);
}

guint32
base_random_uint32_below (guint32 bound)
{
  guint32 threshold, value;

  g_return_val_if_fail (bound > 0, 0);

  /* The first 2³² mod bound values would make the small remainders more likely: draw again. */
  threshold = -bound % bound;
  do
    base_random_bytes (&value, sizeof value);
  while (value < threshold);
  return value % bound;
}
