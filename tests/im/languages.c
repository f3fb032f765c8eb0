/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Locale names as language tags.
 */

#include "im/languages.h"

static void
test_tags (void)
{
  static const char *const locales[] = { "de_AT.UTF-8", "de_AT", "de@euro", "de", "sr_RS@latin",
                                         "zh_Hant_TW",  "C",     "POSIX",   NULL };
  g_auto (GStrv) tags = im_languages_from_locales (locales);
  g_autofree char *joined = g_strjoinv (" ", tags);

  g_assert_cmpstr (joined, ==, "de-AT de zh-Hant-TW");
}

static void
test_own (void)
{
  const char *const *tags = im_languages ();

  g_assert_nonnull (tags);
  g_assert_true (im_languages () == tags);
  for (guint i = 0; tags[i] != NULL; i++)
    g_assert_false (g_str_equal (tags[i], "C"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/languages/tags", test_tags);
  g_test_add_func ("/im/languages/own", test_own);
  return g_test_run ();
}
