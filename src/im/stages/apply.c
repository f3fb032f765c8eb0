/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message says of other messages, receipts (XEP-0184) and errors (RFC 6120 §8.3), and of its
 * sender, who may be typing (XEP-0085).
 */

#include "base/data.h"
#include "im/account-private.h"
#include "im/conversation-private.h"
#include "im/failure.h"
#include "im/pipeline.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0184-receipts.h"

/* News of a message of ours on its way to the archive. */
struct _News {
  XmppSession *session;
  XmppHold *hold; /* (nullable): as of a draft, which the news may outlive */
  ImConversation *conversation;
};

BASE_DEFINE_DATA (News, news)

static void
news_cleanup (News *news)
{
  g_clear_object (&news->session);
  g_clear_object (&news->conversation);
}

static void
on_state_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (News) news = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreMessage) record =
    store_messages_set_state_by_stanza_id_finish (STORE_DB (source), result, &error);

  if (record != NULL)
    im_conversation_show_state (news->conversation, record);
  else if (error != NULL)
    g_message ("Cannot note what became of a message: %s", error->message);
  xmpp_session_release (news->session, news->hold, error);
}

/*
 * The archive only takes it when the message with that id was sent to this peer, so nobody can
 * speak for somebody else.
 */
static void
set_state (ImDraft *draft, const char *id, StoreMessageState state, const GError *failure)
{
  g_autofree char *condition = failure != NULL ? im_failure_dup_condition (failure) : NULL;
  News *news = news_alloc ();

  news->session = g_object_ref (im_account_get_session (draft->account));
  news->hold = xmpp_session_hold (news->session);
  news->conversation = g_object_ref (draft->conversation);
  im_outbox_settle (im_account_get_outbox (draft->account), draft->conversation, id);
  store_messages_set_state_by_stanza_id_async (
    im_account_get_services (draft->account)->db, im_account_get_id (draft->account),
    xmpp_jid_string (draft->peer), id, state, condition,
    failure != NULL ? xmpp_stanza_error_get_text (failure) : NULL, NULL, on_state_set, news);
}

static void
apply_error (ImDraft *draft)
{
  g_autoptr (GError) failure = xmpp_stanza_error_parse (draft->stanza);
  const char *id = xmpp_stanza_id (draft->stanza);

  if (id != NULL && xmpp_stanza_error_get_kind (failure) != XMPP_STANZA_ERROR_TYPE_CONTINUE)
    set_state (draft, id, STORE_MESSAGE_FAILED, failure);
}

/* What waited somewhere says nothing of now, and only a chat says where an answer belongs. */
static gboolean
tells_of_sender (ImDraft *draft, XmppMessageType type)
{
  if (draft->conversation == NULL || draft->delayed)
    return FALSE;
  return draft->state != XMPP_CHAT_STATE_NONE ||
         (draft->message != NULL && type == XMPP_MESSAGE_CHAT);
}

ImStageResult
im_stage_apply (ImDraft *draft)
{
  XmppMessageType type = xmpp_message_type (draft->stanza);
  const char *received = xmpp_receipts_get_received (draft->stanza);

  if (type == XMPP_MESSAGE_ERROR) {
    if (draft->conversation != NULL)
      apply_error (draft);
    return IM_STAGE_DONE;
  }
  if (received != NULL && draft->conversation != NULL)
    set_state (draft, received, STORE_MESSAGE_DELIVERED, NULL);
  if (tells_of_sender (draft, type))
    im_conversation_received (draft->conversation, draft->from, draft->state,
                              draft->message != NULL);
  return draft->message != NULL ? IM_STAGE_NEXT : IM_STAGE_DONE;
}
