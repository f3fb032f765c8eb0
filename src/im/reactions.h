/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reactions to a message (XEP-0444) as the archive has them, counted, and changed: pure functions.
 */
#pragma once

#include <glib.h>

/**
 * ImReaction:
 * @own: the person is among those who reacted so
 * @other: the other side is
 */
typedef struct {
  char *emoji;
  gboolean own;
  gboolean other;
} ImReaction;

void im_reaction_free (gpointer self); /* a GDestroyNotify */

/**
 * im_reactions_list:
 * @text: (nullable): see StoreMessage.reactions
 * @partner: the bare address of the other side; who else is in @text is the person
 *
 * Returns: (element-type ImReaction): each emoji once
 */
GPtrArray *im_reactions_list (const char *text, const char *partner) G_GNUC_WARN_UNUSED_RESULT;

/* All the emoji that the person has when they take @emoji back, or add it if they did not have it. NULL:
 * they have as many as there may be. */
GStrv im_reactions_toggle (const char *text,
                           const char *partner,
                           const char *emoji) G_GNUC_WARN_UNUSED_RESULT;
