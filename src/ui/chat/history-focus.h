/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keyboard in a history view: from row to row, and what it scrolls for that. Private to the view.
 */
#pragma once

#include "ui/chat/history-view.h"

/* See ui_history_view_move_focus(). */
void ui_history_focus_move (UiHistoryView *self, int step);

/* See ui_history_view_set_cursor(). */
void ui_history_focus_set (UiHistoryView *self, guint position);

/* Sets the class's functions for the focus, and the keys Home, End, Page Up and Page Down. */
void ui_history_focus_class_init (GtkWidgetClass *klass);
