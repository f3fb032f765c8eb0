/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line above the entry that says to which device alone one writes, and leads back to all.
 */
#pragma once

#include "im/conversation.h"

#include <gtk/gtk.h>

/*
 * Hidden unless one is picked.
 *
 * Signals:
 *
 * - released (): the person has chosen all of them again
 */
#define UI_TYPE_CHAT_TARGET (ui_chat_target_get_type ())
G_DECLARE_FINAL_TYPE (UiChatTarget, ui_chat_target, UI, CHAT_TARGET, GtkBox)

/* @conversation: (nullable) */
void ui_chat_target_set_conversation (UiChatTarget *self, ImConversation *conversation);
