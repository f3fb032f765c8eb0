/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The widgets that a message's row is made of. Private to the row.
 */
#pragma once

#include "ui/chat/message-layout.h"

/* Looks as it should, and says nothing yet. */
GtkWidget *ui_message_part_new (UiMessagePart part) G_GNUC_WARN_UNUSED_RESULT;
