/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells that what is being written will be hidden, and what it is about.
 */
#pragma once

#include "im/conversation.h"

#include <gtk/gtk.h>

#define UI_TYPE_SPOILER_BAR (ui_spoiler_bar_get_type ())
G_DECLARE_FINAL_TYPE (UiSpoilerBar, ui_spoiler_bar, UI, SPOILER_BAR, GtkBox)

/* Is to be seen while the conversation has it so. @conversation: (nullable) */
void ui_spoiler_bar_set_conversation (UiSpoilerBar *self, ImConversation *conversation);
