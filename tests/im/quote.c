/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is shown of an original: one line, and not much of it.
 */

#include "im/quote.h"

static void
test_line (void)
{
  g_autofree char *word = g_strnfill (100000, 'x');
  g_autoptr (ImQuote) lines = im_quote_new (7, "Juliet", " O Romeo,\n\n\twherefore  art\r\nthou? ");
  g_autoptr (ImQuote) copy = im_quote_copy (lines);
  g_autoptr (ImQuote) nothing = im_quote_new (0, NULL, NULL);
  g_autoptr (ImQuote) huge = im_quote_new (1, NULL, word);

  g_assert_cmpstr (lines->text, ==, "O Romeo, wherefore art thou?");
  g_assert_cmpstr (copy->text, ==, lines->text);
  g_assert_cmpstr (copy->sender, ==, "Juliet");
  g_assert_cmpint (copy->id, ==, 7);
  g_assert_cmpstr (nothing->text, ==, "");
  g_assert_cmpint (g_utf8_strlen (huge->text, -1), ==, 160);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/quote/line", test_line);
  return g_test_run ();
}
