/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Turns locale names into language tags.
 */

#include "im/languages.h"

#include <string.h>

const char *const *
im_languages (void)
{
  static char **languages;

  if (languages == NULL)
    languages = im_languages_from_locales (g_get_language_names ());
  return (const char *const *) languages;
}

/* Without encoding and modifier a locale's name is a tag but for its underscore. */
char **
im_languages_from_locales (const char *const *locales)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; locales[i] != NULL; i++) {
    g_autofree char *tag = g_strdelimit (g_strdup (locales[i]), "_", '-');

    if (strpbrk (tag, ".@") == NULL && strcmp (tag, "C") != 0 && strcmp (tag, "POSIX") != 0)
      g_strv_builder_add (builder, tag);
  }
  return g_strv_builder_end (builder);
}
