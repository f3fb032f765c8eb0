/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reactions to a message (XEP-0444) as the archive has them, counted, and changed.
 */

#include "im/reactions.h"

#include "xmpp/xep/0444-reactions.h"

#include <string.h>

void
im_reaction_free (gpointer self)
{
  ImReaction *reaction = self;

  g_free (reaction->emoji);
  g_free (reaction);
}

static ImReaction *
ensure (GPtrArray *list, const char *emoji)
{
  ImReaction *reaction;

  for (guint i = 0; i < list->len; i++) {
    reaction = list->pdata[i];
    if (g_str_equal (reaction->emoji, emoji))
      return reaction;
  }
  reaction = g_new0 (ImReaction, 1);
  reaction->emoji = g_strdup (emoji);
  g_ptr_array_add (list, reaction);
  return reaction;
}

static void
add_line (GPtrArray *list, const char *line, const char *partner)
{
  const char *tab = strchr (line, '\t');
  g_auto (GStrv) emoji = tab != NULL ? g_strsplit (tab + 1, " ", -1) : NULL;
  gboolean other =
    tab != NULL && strlen (partner) == (gsize) (tab - line) && g_str_has_prefix (line, partner);

  for (guint i = 0; emoji != NULL && emoji[i] != NULL; i++) {
    ImReaction *reaction = *emoji[i] != '\0' ? ensure (list, emoji[i]) : NULL;

    if (reaction == NULL)
      continue;
    reaction->own |= !other;
    reaction->other |= other;
  }
}

GPtrArray *
im_reactions_list (const char *text, const char *partner)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (im_reaction_free);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    add_line (list, lines[i], partner);
  return list;
}

GStrv
im_reactions_toggle (const char *text, const char *partner, const char *emoji)
{
  g_autoptr (GPtrArray) list = im_reactions_list (text, partner);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean had = FALSE;
  guint n_own = 0;

  for (guint i = 0; i < list->len; i++) {
    const ImReaction *reaction = list->pdata[i];

    if (!reaction->own)
      continue;
    if (g_str_equal (reaction->emoji, emoji)) {
      had = TRUE;
      continue;
    }
    g_strv_builder_add (builder, reaction->emoji);
    n_own++;
  }
  if (!had && n_own >= XMPP_REACTIONS_MAX)
    return NULL;
  if (!had)
    g_strv_builder_add (builder, emoji);
  return g_strv_builder_end (builder);
}
