/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the sidebar: a contact, a chat, or the heading of a group. It draws itself, so that a
 * long list costs one widget a row.
 */
#pragma once

#include <gtk/gtk.h>

#define UI_TYPE_SIDEBAR_ROW (ui_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (UiSidebarRow, ui_sidebar_row, UI, SIDEBAR_ROW, GtkWidget)

/*
 * Properties, writable:
 *   item     ImContact, ImConversation or UiContactGroup; followed for as long as it is set
 *   current  gboolean, the chat of this row is the one on show
 */

UiSidebarRow *ui_sidebar_row_new (void) G_GNUC_WARN_UNUSED_RESULT;

GObject *ui_sidebar_row_get_item (UiSidebarRow *self); /* (transfer none) (nullable) */
void ui_sidebar_row_set_item (UiSidebarRow *self, GObject *item);
/* Something of its account has changed, which an item does not tell. */
void ui_sidebar_row_refresh (UiSidebarRow *self);
void ui_sidebar_row_set_current (UiSidebarRow *self, gboolean current);
