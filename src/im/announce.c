/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells the person of a new message.
 */

#include "im/announce.h"

#include "im/account-private.h"
#include "im/blocking.h"
#include "im/conversation.h"
#include "im/notifications-private.h"

void
im_announce (ImConversation *conversation, const StoreMessage *message, gboolean missed)
{
  ImAccount *account = im_conversation_get_account (conversation);
  ImNotifications *notifications =
    account != NULL ? im_account_get_services (account)->notifications : NULL;
  g_autofree char *text = NULL;

  if (notifications == NULL || message->kind == STORE_MESSAGE_ERROR)
    return;
  if (im_conversation_get_muted (conversation))
    return;
  /* It came before the block, or from an archive. */
  if (im_blocking_is_blocked (account, im_conversation_get_address (conversation)))
    return;
  if (message->subject != NULL && message->body != NULL)
    text = g_strconcat (message->subject, "\n", message->body, NULL);
  im_notifications_add (notifications, conversation,
                        text != NULL            ? text
                        : message->body != NULL ? message->body
                                                : message->subject,
                        missed);
}
