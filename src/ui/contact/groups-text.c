/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A contact's groups as one line of text that a person edits.
 */
#include "config.h"

#include "ui/contact/groups-text.h"

char *
ui_groups_to_text (const char *const *groups)
{
  return g_strjoinv (", ", (char **) groups);
}

char **
ui_groups_from_text (const char *text)
{
  g_auto (GStrv) pieces = g_strsplit (text, ",", -1);
  g_autoptr (GStrvBuilder) groups = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (char **piece = pieces; *piece != NULL; piece++) {
    g_strstrip (*piece);
    if (**piece != '\0' && g_hash_table_add (seen, *piece))
      g_strv_builder_add (groups, *piece);
  }

  return g_strv_builder_end (groups);
}
