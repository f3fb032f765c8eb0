/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message says of other messages, receipts (XEP-0184), markers (XEP-0333) and errors (RFC 6120 §8.3), and of its
 * sender, who may be typing (XEP-0085).
 */

#include "base/data.h"
#include "im/account-private.h"
#include "im/changes.h"
#include "im/conversation-private.h"
#include "im/failure.h"
#include "im/pipeline.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0184-receipts.h"
#include "xmpp/xep/0333-markers.h"

/* A receipt on its way to the archive; the draft it came with goes on meanwhile. */
struct _Receipt {
  XmppSession *session;
  XmppHold *hold; /* (nullable) */
  ImConversation *conversation;
};

BASE_DEFINE_DATA (Receipt, receipt)

static void
receipt_cleanup (Receipt *receipt)
{
  g_clear_object (&receipt->session);
  g_clear_object (&receipt->conversation);
}

/* The archive only takes it when the message with that id was sent to this peer, so nobody can speak
 * for somebody else; that is no error of the archive. */
static StoreMessage *
take_state (GObject *source, GAsyncResult *result, ImConversation *conversation, GError **error)
{
  StoreMessage *record =
    store_messages_set_state_by_stanza_id_finish (STORE_DB (source), result, error);

  if (record != NULL)
    im_conversation_show_state (conversation, record);
  return record;
}

static void
on_delivered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Receipt) receipt = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreMessage) record = take_state (source, result, receipt->conversation, &error);

  if (g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_FOUND))
    g_clear_error (&error);
  if (error != NULL)
    g_message ("Cannot note that a message was delivered: %s", error->message);
  xmpp_session_release (receipt->session, receipt->hold, error);
}

static void
apply_receipt (ImDraft *draft, const char *id)
{
  Receipt *receipt = receipt_alloc ();

  receipt->session = g_object_ref (im_account_get_session (draft->account));
  receipt->hold = xmpp_session_hold (receipt->session);
  receipt->conversation = g_object_ref (draft->conversation);
  im_outbox_settle (im_account_get_outbox (draft->account), draft->conversation, id);
  store_messages_set_state_by_stanza_id_async (
    im_account_get_services (draft->account)->db, im_account_get_id (draft->account),
    xmpp_jid_string (draft->peer), id, STORE_MESSAGE_DELIVERED, NULL, NULL, NULL, on_delivered,
    receipt);
}

/* An error about none of our messages is shown by itself, unless nobody would know what it is about. */
static ImStageResult
report (ImDraft *draft)
{
  if (im_failure_is_quiet_id (draft->message->stanza_id) ||
      !im_conversation_take_report (draft->conversation))
    return IM_STAGE_DONE;
  return IM_STAGE_NEXT;
}

/* It may be about what we said of another message; if not, it is a report. */
static void
on_change_failed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ImDraft *draft = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreChangeOutcome) outcome =
    store_changes_fail_finish (STORE_DB (source), result, &error);

  if (error == NULL) {
    g_autoptr (GError) failure = xmpp_stanza_error_parse (draft->stanza);

    if (outcome != NULL)
      im_change_show (draft->account, outcome);
    im_conversation_tell_not_changed (draft->conversation, failure);
    im_draft_resume (draft, IM_STAGE_DONE);
  } else if (g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_FOUND)) {
    im_draft_resume (draft, report (draft));
  } else {
    im_draft_fail (draft, error);
  }
}

static void
on_failed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ImDraft *draft = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreMessage) record = take_state (source, result, draft->conversation, &error);

  if (error == NULL)
    im_draft_resume (draft, IM_STAGE_DONE);
  else if (g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_FOUND))
    store_changes_fail_async (STORE_DB (source), im_account_get_id (draft->account),
                              xmpp_jid_string (draft->peer), draft->message->stanza_id, NULL,
                              on_change_failed, draft);
  else
    im_draft_fail (draft, error);
}

static ImStageResult
apply_error (ImDraft *draft)
{
  g_autoptr (GError) failure = xmpp_stanza_error_parse (draft->stanza);
  const StoreMessage *message = draft->message;

  if (xmpp_stanza_error_get_kind (failure) == XMPP_STANZA_ERROR_TYPE_CONTINUE ||
      !im_draft_find_conversation (draft))
    return IM_STAGE_DONE;
  if (message->stanza_id == NULL)
    return report (draft);
  im_outbox_settle (im_account_get_outbox (draft->account), draft->conversation,
                    message->stanza_id);
  store_messages_set_state_by_stanza_id_async (
    im_account_get_services (draft->account)->db, im_account_get_id (draft->account),
    xmpp_jid_string (draft->peer), message->stanza_id, STORE_MESSAGE_FAILED,
    message->error_condition, message->error_text, NULL, on_failed, draft);
  return IM_STAGE_WAIT;
}

/* What the peer has read of ours, or the person of theirs on another device. */
static void
apply_displayed (ImDraft *draft, const char *id)
{
  ImDisplayed *displayed = im_account_get_displayed (draft->account);

  if (draft->direction == STORE_MESSAGE_OUT)
    im_displayed_by_device (displayed, draft->peer, id);
  else if (draft->conversation != NULL)
    im_displayed_by_peer (displayed, draft->conversation, id);
}

/* What waited somewhere says nothing of now, and only a chat says where an answer belongs. */
static gboolean
tells_of_sender (ImDraft *draft, XmppMessageType type)
{
  if (draft->conversation == NULL || draft->delayed || draft->direction == STORE_MESSAGE_OUT)
    return FALSE;
  return draft->state != XMPP_CHAT_STATE_NONE ||
         ((draft->message != NULL || draft->change != NULL) && type == XMPP_MESSAGE_CHAT);
}

ImStageResult
im_stage_apply (ImDraft *draft)
{
  XmppMessageType type = xmpp_message_type (draft->stanza);
  const char *received = xmpp_receipts_get_received (draft->stanza);
  const char *displayed = xmpp_markers_get_displayed (draft->stanza);

  if (type == XMPP_MESSAGE_ERROR)
    return apply_error (draft);
  if (received != NULL && draft->conversation != NULL)
    apply_receipt (draft, received);
  if (displayed != NULL)
    apply_displayed (draft, displayed);
  if (tells_of_sender (draft, type))
    im_peer_received (im_conversation_get_peer (draft->conversation), draft->from, draft->state,
                      draft->message != NULL);
  return draft->message != NULL || draft->change != NULL ? IM_STAGE_NEXT : IM_STAGE_DONE;
}
