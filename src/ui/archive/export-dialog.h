/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window that writes messages to a file.
 */
#pragma once

#include "im/client.h"
#include "im/conversation.h"

#include <adwaita.h>

#define UI_TYPE_EXPORT_DIALOG (ui_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (UiExportDialog, ui_export_dialog, UI, EXPORT_DIALOG, AdwWindow)

/* @conversation: (nullable): NULL: all chats */
void ui_export_dialog_present (GtkWindow *parent, ImClient *client, ImConversation *conversation);
