/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is being answered, above the entry.
 */
#pragma once

#include "im/conversation.h"

#include <gtk/gtk.h>

#define UI_TYPE_REPLY_BAR (ui_reply_bar_get_type ())
G_DECLARE_FINAL_TYPE (UiReplyBar, ui_reply_bar, UI, REPLY_BAR, GtkBox)

/* Is to be seen while the conversation has a message that is being answered, and has a button that
 * ends that. @conversation: (nullable) */
void ui_reply_bar_set_conversation (UiReplyBar *self, ImConversation *conversation);
