/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands in the way of a chat, above it: no connection, no shared presence.
 */
#pragma once

#include "im/conversation.h"

#include <gtk/gtk.h>

/*
 * Takes no room while there is nothing to tell.
 *
 * Actions: chat.connect, chat.accept, chat.decline, chat.ask, chat.dismiss. It activates
 * win.add-current for somebody who is not on the contact list, blocking.unblock-current, and
 * win.toast (s).
 */
#define UI_TYPE_CHAT_BANNERS (ui_chat_banners_get_type ())
G_DECLARE_FINAL_TYPE (UiChatBanners, ui_chat_banners, UI, CHAT_BANNERS, GtkWidget)

/* @conversation: (nullable): NULL: there is nothing to tell */
void ui_chat_banners_set_conversation (UiChatBanners *self, ImConversation *conversation);
