/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the menu of a message offers to do with it afterwards: edit, take back, react.
 */
#pragma once

#include "im/message.h"

#include <gtk/gtk.h>

/* Adds to @menu what can be done with @message, by `chat.edit`, `chat.take-back` and `chat.versions`,
 * all with the message's id. */
void ui_change_menu_fill (GMenu *menu, ImMessage *message);

/* The same for what is no text: a row of emoji, which `chat.react` (xs). @menu: its model was filled
 * by ui_change_menu_fill() */
void ui_change_menu_add_emoji (GtkPopoverMenu *menu, ImMessage *message);

/* All emoji there are; the one that is picked goes to `chat.react`. */
GtkWidget *ui_change_menu_new_chooser (ImMessage *message) G_GNUC_WARN_UNUSED_RESULT;
