/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Emoji by their names. No widgets.
 */
#pragma once

#include <glib.h>

typedef struct {
  char *emoji;
  char *name; /* as it is written between colons: "party_popper" */
} UiEmojiName;

void ui_emoji_name_free (gpointer data);

/**
 * ui_emoji_find:
 * @prefix: lower case, without colons
 * @max: how many
 *
 * The emoji that have a name, or a word in their name, that begins with @prefix: first those with the
 * short names that are in use everywhere (":tada:"), then by the names that Unicode gives them.
 *
 * Returns: (element-type UiEmojiName)
 */
GPtrArray *ui_emoji_find (const char *prefix, guint max) G_GNUC_WARN_UNUSED_RESULT;

/* The emoji of exactly this name; NULL: there is none. */
char *ui_emoji_get (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ui_emoji_prefix:
 * @line: the text up to the caret
 *
 * Returns: (nullable): what of @line is the beginning of a name, behind its colon: two characters or
 *   more, and the colon stands at the beginning or after a space
 */
const char *ui_emoji_prefix (const char *line);
