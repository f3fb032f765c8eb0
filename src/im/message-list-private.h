/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What its conversation does to a message list.
 */
#pragma once

#include "im/message-list.h"
#include "store/messages.h"

ImMessageList *im_message_list_new (ImConversation *conversation) G_GNUC_WARN_UNUSED_RESULT;

/* The conversation has got its id in the archive: the first page can be loaded. */
void im_message_list_start (ImMessageList *self);

/* A new message: put where it belongs, unless that is outside the window. */
void im_message_list_insert (ImMessageList *self, const StoreMessage *record);

/* See im_conversation_forget_message() and im_conversation_forget(). */
void im_message_list_remove (ImMessageList *self, gint64 message);
void im_message_list_remove_until (ImMessageList *self, gint64 cleared, gint64 aged);

/* Something became of a message; nothing happens if it does not belong into the window. */
void im_message_list_update (ImMessageList *self, const StoreMessage *record);
