/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Offers emoji while their names are written: ":par" and below it "🎉 party_popper".
 */
#pragma once

#include <gtk/gtk.h>

#define UI_TYPE_EMOJI_COMPLETION (ui_emoji_completion_get_type ())
G_DECLARE_FINAL_TYPE (UiEmojiCompletion, ui_emoji_completion, UI, EMOJI_COMPLETION, GObject)

/* @view: outlives it */
UiEmojiCompletion *ui_emoji_completion_new (GtkTextView *view) G_GNUC_WARN_UNUSED_RESULT;

/* A key that the view is about to get: TRUE: it was for the list. Up and Down choose in it, Enter and
 * Tab insert, Escape leaves. */
gboolean ui_emoji_completion_take_key (UiEmojiCompletion *self, guint key);

/* Before its view goes. */
void ui_emoji_completion_end (UiEmojiCompletion *self);
