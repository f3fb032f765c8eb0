/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a conversation does with single messages.
 */

#include "im/account-private.h"
#include "im/conversation-private.h"
#include "im/message-list-private.h"
#include "im/original.h"

void
im_conversation_retry (ImConversation *self, ImMessage *message)
{
  ImAccount *account = im_conversation_get_account (self);

  if (account != NULL && im_message_get_state (message) == IM_MESSAGE_FAILED)
    im_outbox_retry (im_account_get_outbox (account), self, im_message_get_id (message));
}

char *
im_conversation_dup_sender (ImConversation *self, const StoreMessage *record)
{
  ImAccount *account = im_conversation_get_account (self);

  if (record->direction == STORE_MESSAGE_IN)
    return g_strdup (im_conversation_get_display_name (self));
  return account != NULL ? im_display_name_of (im_account_get_jid (account)) : NULL;
}

ImMessage *
im_conversation_make_message (ImConversation *self, const StoreMessage *record)
{
  g_autofree char *sender = im_conversation_dup_sender (self, record);
  ImMessage *message = im_message_new (record, sender);

  if (record->reply_to != NULL)
    im_original_find (self, message, record->reply_to);
  im_message_set_partner (message, im_conversation_get_address (self),
                          im_conversation_get_display_name (self));
  return message;
}

void
im_conversation_show (ImConversation *self, const StoreMessage *record)
{
  ImMessageList *messages = im_conversation_peek_messages (self);

  if (messages != NULL)
    im_message_list_insert (messages, record);
}

void
im_conversation_forget_message (ImConversation *self, gint64 message)
{
  ImMessageList *messages = im_conversation_peek_messages (self);

  if (messages != NULL)
    im_message_list_remove (messages, message);
}

void
im_conversation_forget (ImConversation *self, gint64 cleared, gint64 aged)
{
  ImMessageList *messages = im_conversation_peek_messages (self);

  if (messages != NULL)
    im_message_list_remove_until (messages, cleared, aged);
}

void
im_conversation_show_state (ImConversation *self, const StoreMessage *record)
{
  ImMessageList *messages = im_conversation_peek_messages (self);

  if (messages != NULL)
    im_message_list_update (messages, record);
}
