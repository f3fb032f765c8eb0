/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line above the entry that says from which account one writes, where there are several; a menu
 * of the other ways to the same person, where there are some.
 */
#pragma once

#include "im/conversation.h"

#include <gtk/gtk.h>

#define UI_TYPE_CHAT_SENDER (ui_chat_sender_get_type ())
G_DECLARE_FINAL_TYPE (UiChatSender, ui_chat_sender, UI, CHAT_SENDER, GtkBox)

/* @conversation: (nullable) */
void ui_chat_sender_set_conversation (UiChatSender *self, ImConversation *conversation);
