/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells that messages are being fetched from the server, or why they cannot be.
 */
#pragma once

#include "im/message-list.h"

#include <gtk/gtk.h>

#define UI_TYPE_FETCH_BAR (ui_fetch_bar_get_type ())
G_DECLARE_FINAL_TYPE (UiFetchBar, ui_fetch_bar, UI, FETCH_BAR, GtkWidget)

/* To be put over the upper edge of a history. Its button activates `chat.fetch-again`. */

/* @list: (nullable): what is fetched for */
void ui_fetch_bar_set_list (UiFetchBar *self, ImMessageList *list);
