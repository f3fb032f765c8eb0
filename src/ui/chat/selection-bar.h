/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several messages that are selected to be copied: which they are, and what can be done with them.
 */
#pragma once

#include "im/message.h"
#include "ui/chat/history-view.h"

#define UI_TYPE_SELECTION_BAR (ui_selection_bar_get_type ())
G_DECLARE_FINAL_TYPE (UiSelectionBar, ui_selection_bar, UI, SELECTION_BAR, GtkBox)

/*
 * There is something to be seen of it while something is selected. In the view, a click selects and unselects then, and
 * Space, Ctrl+C and Escape are its keys. Shift+Up and Shift+Down begin it from the row that has the
 * focus. Messages stay selected while they are out of the window of the archive.
 */

/* No more than so many can be selected. */
#define UI_SELECTION_MAX 1000

/* @view: shows ImMessage items; not owned, and outlives the bar */
void ui_selection_bar_set_view (UiSelectionBar *self, UiHistoryView *view);

void ui_selection_bar_toggle (UiSelectionBar *self, ImMessage *message);
gboolean ui_selection_bar_has (UiSelectionBar *self, ImMessage *message);
void ui_selection_bar_clear (UiSelectionBar *self);

/* What goes to the clipboard: who, when, what, in the order of the chat. */
char *ui_selection_bar_dup_text (UiSelectionBar *self) G_GNUC_WARN_UNUSED_RESULT;
