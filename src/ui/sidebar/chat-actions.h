/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The actions of a window that keep its list of chats in order.
 */
#pragma once

#include "im/client.h"
#include "im/conversation.h"

#include <adwaita.h>

/*
 * Actions, in the group "chats"; x is the number of a chat in the archive:
 *
 * - pin x, unpin x, archive x, unarchive x, mark-read x, mark-unread x
 * - mute (xx): for so many seconds; 0: hear it again, -1: until it is changed
 * - toggle-pinned, toggle-muted, toggle-archived, leave-unread: of the chat that is shown; enabled
 *   when there is one
 *
 * Signals:
 *
 * - leave (): the chat that is shown is put away
 */
#define UI_TYPE_CHAT_ACTIONS (ui_chat_actions_get_type ())
G_DECLARE_FINAL_TYPE (UiChatActions, ui_chat_actions, UI, CHAT_ACTIONS, GObject)

/* Adds them to @window, which owns it and outlives it; @overlay tells what was done. */
UiChatActions *ui_chat_actions_new (GtkWidget *window,
                                    AdwToastOverlay *overlay,
                                    ImClient *client) G_GNUC_WARN_UNUSED_RESULT;

/* @conversation: (nullable): the chat that is shown */
void ui_chat_actions_set_conversation (UiChatActions *self, ImConversation *conversation);
