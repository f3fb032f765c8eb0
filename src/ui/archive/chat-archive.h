/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window about the messages of one chat: for how long they are kept, export, erasing.
 */
#pragma once

#include "im/client.h"
#include "im/conversation.h"

#include <adwaita.h>

#define UI_TYPE_CHAT_ARCHIVE (ui_chat_archive_get_type ())
G_DECLARE_FINAL_TYPE (UiChatArchive, ui_chat_archive, UI, CHAT_ARCHIVE, AdwWindow)

void ui_chat_archive_present (GtkWindow *parent, ImClient *client, ImConversation *conversation);
