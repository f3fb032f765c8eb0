/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bar above a chat in which messages of it are looked for.
 */
#pragma once

#include "im/search.h"

#include <adwaita.h>

#define UI_TYPE_CHAT_SEARCH (ui_chat_search_get_type ())
G_DECLARE_FINAL_TYPE (UiChatSearch, ui_chat_search, UI, CHAT_SEARCH, AdwBin)

/*
 * Actions: chat.find-next (an older hit), chat.find-previous, chat.find-close.
 *
 * Signals:
 *   show-message (gint64 id)  the person is to see that message
 *   changed ()                something else is looked for, or nothing: see ui_chat_search_get_search()
 *   closed ()                 the person is done
 */

/* @conversation: (nullable); closes the bar */
void ui_chat_search_set_conversation (UiChatSearch *self, ImConversation *conversation);

/* Opens the bar and puts the cursor into it. */
void ui_chat_search_start (UiChatSearch *self);

/* Closes the bar. FALSE: it was closed. */
gboolean ui_chat_search_stop (UiChatSearch *self);

/* What is looked for. (transfer none) (nullable): NULL while the bar is closed */
ImSearch *ui_chat_search_get_search (UiChatSearch *self);
