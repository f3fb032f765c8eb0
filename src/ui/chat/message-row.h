/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message of a chat, with the day and the line of unread messages that stand above it.
 */
#pragma once

#include "im/message.h"
#include "im/search.h"

#include <gtk/gtk.h>

/*
 * Measures and places its parts itself: wrapping labels in nested boxes cost six times as much on
 * GTK 4.8, and ask for sizes that do not fit. Text is never taken as markup.
 *
 * Actions: chat.reply, chat.copy, chat.copy-with-details, chat.copy-link (s), chat.show-all,
 * chat.toggle-spoiler, chat.details, chat.menu, chat.choose-reaction. It activates those that the page
 * has: chat.resend (x, the message's id) by the button of a failed message, chat.edit, chat.take-back and
 * chat.versions (x), chat.react (xs, and an emoji), chat.reply-to (x), chat.show-message (x) and
 * chat.open-link (s).
 */
#define UI_TYPE_MESSAGE_ROW (ui_message_row_get_type ())
G_DECLARE_FINAL_TYPE (UiMessageRow, ui_message_row, UI, MESSAGE_ROW, GtkWidget)

/**
 * UiMessageFlags:
 * @UI_MESSAGE_CONTINUES: stands together with the message above
 * @UI_MESSAGE_CONTINUED: … with the one below
 * @UI_MESSAGE_NEW_DAY: the first of its day
 * @UI_MESSAGE_FIRST: nothing was said before, as far as anybody knows
 * @UI_MESSAGE_FIRST_UNREAD: the line of unread messages is above it
 * @UI_MESSAGE_HIGHLIGHTED: it stands out for the moment: the person was led to it
 * @UI_MESSAGE_SELECTED: it is one of those that are selected to be copied
 *
 * How a message stands among its neighbours.
 */
typedef enum {
  UI_MESSAGE_CONTINUES = 1 << 0,
  UI_MESSAGE_CONTINUED = 1 << 1,
  UI_MESSAGE_NEW_DAY = 1 << 2,
  UI_MESSAGE_FIRST_UNREAD = 1 << 3,
  UI_MESSAGE_HIGHLIGHTED = 1 << 4,
  UI_MESSAGE_SELECTED = 1 << 5,
  UI_MESSAGE_FIRST = 1 << 6,
} UiMessageFlags;

GtkWidget *ui_message_row_new (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ui_message_row_bind:
 * @seed: what the colour of the sender's picture is made of: the bare address
 */
void ui_message_row_bind (UiMessageRow *self,
                          ImMessage *message,
                          UiMessageFlags flags,
                          const char *seed);
void ui_message_row_unbind (UiMessageRow *self);

/* Lets stand out in the text what @search looks for; @search: (nullable): nothing. Only while bound. */
void ui_message_row_mark (UiMessageRow *self, ImSearch *search);

ImMessage *ui_message_row_get_message (UiMessageRow *self); /* (transfer none) (nullable) */

/* "Juliet, 14:05" and the text, as it goes to the clipboard. */
char *ui_message_row_dup_details (UiMessageRow *self) G_GNUC_WARN_UNUSED_RESULT;
