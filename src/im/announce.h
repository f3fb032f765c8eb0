/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether the person is told of a new message, and with what words.
 */
#pragma once

#include "im/types.h"
#include "store/messages.h"

/* @message, which came in and is kept, is new to the person; @missed: see im_notifications_add().
 * Nothing is said of who is blocked, and of errors. */
void im_announce (ImConversation *conversation, const StoreMessage *message, gboolean missed);
