/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Marks the words of a text view that no dictionary of the person's languages knows.
 */
#pragma once

#include <gtk/gtk.h>

#define UI_TYPE_SPELLING (ui_spelling_get_type ())
G_DECLARE_FINAL_TYPE (UiSpelling, ui_spelling, UI, SPELLING, GObject)

/*
 * The dictionaries are those that Enchant finds for the languages of the locale; a word that one of
 * them knows is right. Without any, nothing is marked. They are loaded and searched on a thread, and the text is
 * read in slices while nothing else is to be done. The word that the caret stands behind is not
 * marked: it is being written.
 */

/* @view: outlives it. Nothing happens before it is enabled. */
UiSpelling *ui_spelling_new (GtkTextView *view) G_GNUC_WARN_UNUSED_RESULT;

void ui_spelling_set_enabled (UiSpelling *self, gboolean enabled);

/**
 * ui_spelling_find:
 * @place: (inout): in a word; then where it begins
 * @end: (out): where it ends
 *
 * Whether @place is in a word that is marked.
 */
gboolean ui_spelling_find (UiSpelling *self, GtkTextIter *place, GtkTextIter *end);

/* What a marked word may have been meant to be, the best first; at most @max. NULL when cancelled. */
void ui_spelling_suggest_async (UiSpelling *self,
                                const char *word,
                                guint max,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GStrv ui_spelling_suggest_finish (UiSpelling *self, GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;

/* From now on the dictionary of the first language knows @word. */
void ui_spelling_learn (UiSpelling *self, const char *word);

/* Whether a word is such that a dictionary could know it: no part of an address, no number. @token is
 * what stands between spaces around it. */
gboolean ui_spelling_is_word (const char *token, const char *word);
