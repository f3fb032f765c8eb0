/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks before messages are erased, says who keeps theirs, and erases.
 */
#pragma once

#include "im/conversation.h"
#include "im/retention.h"

#include <adwaita.h>

/* @origin: in the window that asks; what fails is told by its action `win.toast` */
void ui_erase_message_present (GtkWidget *origin,
                               ImRetention *retention,
                               ImConversation *conversation,
                               gint64 message);
void
ui_erase_chat_present (GtkWidget *origin, ImRetention *retention, ImConversation *conversation);
void ui_erase_account_present (GtkWidget *origin, ImRetention *retention, ImAccount *account);
