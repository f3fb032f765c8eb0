/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the check for UTF-8: all characters, all that look like one, cut at each place. */
#include "config.h"

#include "xml/utf8.h"

#include <string.h>

static void
test_all_characters (void)
{
  for (gunichar c = 1; c <= 0x110000; c++) {
    char bytes[6];
    gsize n_bytes = (gsize) g_unichar_to_utf8 (c, bytes);

    for (gsize cut = 0; cut < n_bytes; cut++) {
      XmlUtf8 utf8 = { 0 };
      gboolean valid = xml_utf8_check (&utf8, bytes, cut) &&
                       xml_utf8_check (&utf8, bytes + cut, n_bytes - cut) && utf8.n_left == 0;

      if (valid != g_unichar_validate (c))
        g_error ("U+%04X is wrong", c);
    }
  }
}

/* Every sequence of up to three bytes, and some of four, against GLib's own check. */
static void
test_all_sequences (void)
{
  for (guint32 i = 0; i < 1u << 24; i += i < 0x800000 ? 997 : 1) {
    const char bytes[4] = { (char) (i >> 16), (char) (i >> 8), (char) i, (char) (0x80 + i % 64) };

    for (gsize n_bytes = 3; n_bytes <= 4; n_bytes++) {
      XmlUtf8 utf8 = { 0 };
      gboolean valid = xml_utf8_check (&utf8, bytes, n_bytes) && utf8.n_left == 0;

      if (valid != g_utf8_validate_len (bytes, n_bytes, NULL))
        g_error ("%02X %02X %02X %02X by %zu is wrong", bytes[0] & 0xFF, bytes[1] & 0xFF,
                 bytes[2] & 0xFF, bytes[3] & 0xFF, n_bytes);
    }
  }
}

/* A wrong byte at each place of a text that is otherwise ASCII. */
static void
test_places (void)
{
  char text[100];

  for (gsize n_bytes = 0; n_bytes <= sizeof text; n_bytes++) {
    memset (text, 'a', sizeof text);
    for (gsize at = 0; at <= n_bytes; at++) {
      XmlUtf8 utf8 = { 0 };
      gboolean spoilt = at < n_bytes;

      if (spoilt)
        text[at] = at % 2 != 0 ? '\0' : '\x80';
      g_assert_true (xml_utf8_check (&utf8, text, n_bytes) != spoilt);
      if (spoilt)
        text[at] = 'a';
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xml/utf8/all-characters", test_all_characters);
  g_test_add_func ("/xml/utf8/all-sequences", test_all_sequences);
  g_test_add_func ("/xml/utf8/places", test_places);
  return g_test_run ();
}
