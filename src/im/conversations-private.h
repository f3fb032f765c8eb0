/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the rest of the engine does with the conversations.
 */
#pragma once

#include "im/conversations.h"
#include "im/services.h"
#include "store/conversations.h"

ImConversations *im_conversations_new (ImServices *services) G_GNUC_WARN_UNUSED_RESULT;

guint im_conversations_get_unread (ImConversations *self);

/* As the archive knows it: the one that is there, or a new one. NULL: it is no chat, and was put
 * where it belongs. (transfer none) (nullable) */
ImConversation *im_conversations_take_record (ImConversations *self,
                                              ImAccount *account,
                                              const StoreConversation *record);

/* By the bare address. (transfer none) (nullable) */
ImConversation *im_conversations_find (ImConversations *self, ImAccount *account, XmppJid *peer);

/* As im_conversations_find(), but makes it when it is missing. (transfer none) */
ImConversation *im_conversations_ensure (ImConversations *self, ImAccount *account, XmppJid *peer);

/* Makes sure that the archive has @conversation: it may have refused it before. */
void im_conversations_save (ImConversations *self, ImConversation *conversation);

/* @contact came to the contact list of @account (@present) or left it. */
void im_conversations_set_contact (ImConversations *self, ImContact *contact, gboolean present);

/* The session of @account is over. */
void im_conversations_reset_account (ImConversations *self, ImAccount *account);

/* @account is removed. */
void im_conversations_remove_account (ImConversations *self, ImAccount *account);

/* Writes what is not written yet. */
void im_conversations_flush (ImConversations *self);
