/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was said in a chat: the messages, the place where it was left, and what is unread.
 */
#pragma once

#include "im/conversation.h"
#include "im/search.h"

#include <gtk/gtk.h>

#define UI_TYPE_CHAT_HISTORY (ui_chat_history_get_type ())
G_DECLARE_FINAL_TYPE (UiChatHistory, ui_chat_history, UI, CHAT_HISTORY, GtkWidget)

/*
 * Shows a window of the archive, which moves with what is looked at. It serves all conversations, one
 * after the other, and keeps the place where each was left.
 *
 * Actions: chat.scroll-to-end, chat.resend (x), chat.reply-to (x), chat.select (x), chat.show-message (x), chat.fetch-again, chat.choose-day (opens a
 * calendar), chat.show-day (s, "2026-11-21": the first message of that day or later); for those of its
 * rows see message-row.h.
 */

/* @conversation: (nullable): NULL shows nothing */
void ui_chat_history_set_conversation (UiChatHistory *self, ImConversation *conversation);

/**
 * ui_chat_history_set_in_front:
 * @in_front: the person has it before their eyes
 *
 * While it is, what is in view counts as read (the conversation is told) and the peer may know that
 * we are there.
 */
void ui_chat_history_set_in_front (UiChatHistory *self, gboolean in_front);

/* To the newest message, also where that is not in the window of the archive. */
void ui_chat_history_scroll_to_end (UiChatHistory *self);

/**
 * ui_chat_history_show_message:
 * @id: of a message of the conversation, wherever in its history
 *
 * Goes there, and lets the message stand out for a moment. Also right after
 * ui_chat_history_set_conversation(), when nothing is loaded yet: the chat then opens there. When the
 * message is gone, the person is told.
 */
void ui_chat_history_show_message (UiChatHistory *self, gint64 id);

/* Lets stand out in the texts what @search looks for, as it does now: to be called again when that has
 * changed. @search: (nullable): nothing */
void ui_chat_history_set_search (UiChatHistory *self, ImSearch *search);

/* Scrolls by that many pages, as Page Up (-1) and Page Down (1) do. */
void ui_chat_history_scroll_pages (UiChatHistory *self, double n_pages);

/* The line above the first unread message goes: the person has answered. */
void ui_chat_history_forget_unread (UiChatHistory *self);
