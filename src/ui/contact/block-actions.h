/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The actions of a window that block whom it shows.
 */
#pragma once

#include "im/client.h"
#include "im/conversation.h"

#include <gtk/gtk.h>

/*
 * Actions, in the group "blocking":
 *
 * - block (ss), unblock (ss): of an account's address, whose
 * - block-current, unblock-current: the one of the chat that is shown; enabled when that can be done
 */
#define UI_TYPE_BLOCK_ACTIONS (ui_block_actions_get_type ())
G_DECLARE_FINAL_TYPE (UiBlockActions, ui_block_actions, UI, BLOCK_ACTIONS, GObject)

/* Adds them to @window, which owns it and outlives it. */
UiBlockActions *ui_block_actions_new (GtkWidget *window,
                                      ImClient *client) G_GNUC_WARN_UNUSED_RESULT;

/* @conversation: (nullable): the chat that is shown */
void ui_block_actions_set_conversation (UiBlockActions *self, ImConversation *conversation);
