/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The day of what is in view, on top of it, and the calendar that leads to another day.
 */
#pragma once

#include "ui/chat/history-view.h"

#define UI_TYPE_DAY_BAR (ui_day_bar_get_type ())
G_DECLARE_FINAL_TYPE (UiDayBar, ui_day_bar, UI, DAY_BAR, GtkWidget)

/*
 * To be put over the upper edge of a history view of messages. It is to be seen while the day of the
 * first message in view stands above the view, and gives way to the headings that scroll with the
 * messages. A press opens a calendar, which activates `chat.show-day` (s, "2026-11-21").
 */

/* @view: shows ImMessage items; not owned, and outlives the bar */
void ui_day_bar_set_view (UiDayBar *self, UiHistoryView *view);

/* Opens the calendar, at the day of what is in view. */
void ui_day_bar_pop_up (UiDayBar *self);
