/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells the person of a new message.
 */

#include "im/announce.h"

#include "im/account-private.h"
#include "im/blocking.h"
#include "im/content.h"
#include "im/conversation.h"
#include "im/notifications-private.h"
#include "store/conversations.h"

/* What is to be seen of a message before the person opens the chat; NULL: it has no words. */
static char *
dup_text (const StoreMessage *message, const ImContent *content)
{
  if (content->encryption != NULL)
    return g_strdup (STORE_PREVIEW_ENCRYPTED);
  if (content->is_spoiler)
    return g_strdup (content->hint != NULL ? content->hint : STORE_PREVIEW_SPOILER);
  if (message->subject != NULL && message->body != NULL)
    return g_strconcat (message->subject, "\n", message->body, NULL);
  if (message->body != NULL || message->subject != NULL)
    return g_strdup (message->body != NULL ? message->body : message->subject);
  if (content->links->len > 0)
    return g_strdup (((ImLink *) content->links->pdata[0])->url);
  return NULL;
}

void
im_announce (ImConversation *conversation, const StoreMessage *message, gboolean missed)
{
  ImAccount *account = im_conversation_get_account (conversation);
  ImNotifications *notifications =
    account != NULL ? im_account_get_services (account)->notifications : NULL;
  g_autoptr (ImContent) content = NULL;
  g_autofree char *text = NULL;

  if (notifications == NULL || message->kind == STORE_MESSAGE_ERROR)
    return;
  if (im_conversation_get_muted (conversation))
    return;
  /* It came before the block, or from an archive. */
  if (im_blocking_is_blocked (account, im_conversation_get_address (conversation)))
    return;
  content = im_content_new (message->body, message->extra);
  text = dup_text (message, content);
  if (content->asks_attention && !missed)
    im_notifications_nudge (notifications, conversation, text);
  else
    im_notifications_add (notifications, conversation, text, missed);
}
