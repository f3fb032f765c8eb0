/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands in the sidebar in the place of a list that is empty.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  UI_EMPTY_NO_CHATS,
  UI_EMPTY_NO_CHAT_FOUND,
  UI_EMPTY_NO_CONTACTS,
  UI_EMPTY_NONE_ONLINE,
} UiEmptyPage;

/** Shows the page in the stack of the list; it is made when it is first shown. */
void ui_empty_page_show (GtkStack *stack, UiEmptyPage page);

/** Shows that there is nobody of that name, with the offer to add them. */
void ui_empty_page_show_nobody (GtkStack *stack, const char *name);

G_END_DECLS
