/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings a new message into its conversation: the preview, the count of unread ones, the open list.
 */

#include "im/account-private.h"
#include "im/announcements.h"
#include "im/conversation-private.h"
#include "im/pipeline.h"

static ImStageResult
show_announcement (ImDraft *draft)
{
  ImAnnouncements *announcements =
    im_conversations_get_announcements (im_account_get_conversations (draft->account));

  im_announcements_take_record (announcements, draft->account, draft->insertion->conversation);
  im_announcements_add (announcements, draft->account, draft->insertion->message);
  return IM_STAGE_DONE;
}

ImStageResult
im_stage_show (ImDraft *draft)
{
  gboolean is_new = draft->conversation == NULL;
  ImConversation *conversation;

  if (draft->announced)
    return show_announcement (draft);
  conversation = im_conversations_take_record (im_account_get_conversations (draft->account),
                                               draft->account, draft->insertion->conversation);
  if (conversation == NULL)
    return IM_STAGE_DONE;
  g_set_object (&draft->conversation, conversation);
  im_conversation_show (conversation, draft->insertion->message);
  /* Who answers on another device has read what was there. */
  if (draft->direction == STORE_MESSAGE_OUT) {
    im_conversation_answered (conversation);
    return IM_STAGE_DONE;
  }
  /* With a first message there was no conversation yet to be told who answered. */
  if (is_new && !draft->delayed && draft->message->kind == STORE_MESSAGE_CHAT)
    im_peer_received (im_conversation_get_peer (conversation), draft->from, draft->state, TRUE);
  return IM_STAGE_NEXT;
}
