/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds what a reply answers.
 */
#pragma once

#include "im/conversation.h"
#include "store/message.h"

/* Looks for the message that @reply, of @conversation, calls @name (XEP-0461 §4.1), and quotes it in
 * @reply. What is not here yet may come later: then nothing is changed. */
void im_original_find (ImConversation *conversation, ImMessage *reply, const char *name);

/* The same when the original itself has changed; nothing happens if it is not that of @reply. */
void im_original_update (ImMessage *reply, const StoreMessage *original);
