/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The menu of a row of the sidebar: what can be done with a contact or a chat.
 */
#pragma once

#include <gtk/gtk.h>

/**
 * ui_row_menu_attach:
 * @popover: one for all rows; its parent lives as long as @view
 * @view: a list of UiSidebarRow
 *
 * Opens the menu of a row by the secondary button, a long press, Shift+F10 and the menu key.
 */
void ui_row_menu_attach (GtkPopoverMenu *popover, GtkWidget *view);
