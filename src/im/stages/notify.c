/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells the person of a new message.
 */

#include "im/account-private.h"
#include "im/blocking.h"
#include "im/notifications-private.h"
#include "im/pipeline.h"

ImStageResult
im_stage_notify (ImDraft *draft)
{
  ImNotifications *notifications = im_account_get_services (draft->account)->notifications;
  const StoreMessage *message = draft->insertion->message;
  g_autofree char *text = NULL;

  if (notifications == NULL || message->kind == STORE_MESSAGE_ERROR)
    return IM_STAGE_DONE;
  /* It came before the block, or from an archive. */
  if (im_blocking_is_blocked (draft->account, xmpp_jid_string (draft->peer)))
    return IM_STAGE_DONE;
  if (message->subject != NULL && message->body != NULL)
    text = g_strconcat (message->subject, "\n", message->body, NULL);
  im_notifications_add (notifications, draft->conversation,
                        text != NULL            ? text
                        : message->body != NULL ? message->body
                                                : message->subject,
                        draft->delayed);
  return IM_STAGE_DONE;
}
