/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The left side of the window: own presence, search, chats and contacts.
 */
#pragma once

#include "im/client.h"

#include <adwaita.h>

#define UI_TYPE_SIDEBAR (ui_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (UiSidebar, ui_sidebar, UI, SIDEBAR, AdwBin)

/*
 * Properties, writable:
 *   show-offline  gboolean, whether contacts who are not online are listed
 *   folded        gboolean, whether it has the window for itself, with the buttons of that, and the
 *                 pages are chosen at the lower edge
 *
 * Signals:
 *   conversation-activated (ImConversation *conversation)  the person wants this chat
 *   message-activated (ImHit *hit)  the person wants to see this message
 */

void ui_sidebar_set_client (UiSidebar *self, ImClient *client);

/* Marks the row of the chat that is on show; NULL: none is. */
void ui_sidebar_set_current (UiSidebar *self, ImConversation *conversation);

/* Puts the cursor into the search entry, with what is in it selected. */
void ui_sidebar_start_search (UiSidebar *self);

/* The same, where messages are listed. */
void ui_sidebar_start_message_search (UiSidebar *self);

/* Ends a search, or leaves the archived chats. FALSE when there was neither. */
gboolean ui_sidebar_go_back (UiSidebar *self);

/* The chat @offset places below the one on show, in the order of the list; NULL at the ends.
 * (transfer none) */
ImConversation *ui_sidebar_get_neighbour (UiSidebar *self, int offset);
