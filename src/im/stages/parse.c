/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads a message stanza (RFC 6121 §5.2), and decides what of it is believed.
 */

#include "base/text.h"
#include "im/account-private.h"
#include "im/announcement.h"
#include "im/changes.h"
#include "im/conversation-private.h"
#include "im/failure.h"
#include "im/languages.h"
#include "im/pipeline.h"
#include "im/reading.h"
#include "im/settings.h"
#include "im/sync.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0203-delay.h"
#include "xmpp/xep/0224-attention.h"
#include "xmpp/xep/0359-ids.h"

/* An error report is clipped to so many bytes. */
#define MAX_REPORT 4096

/*
 * Only our own server knows when a message came for us (XEP-0203). But a peer can write a stamp in
 * its name, and servers let that through. So of several the latest counts, which is the real one if
 * there is one, and none puts a message before those that came earlier: our server hands out what it
 * has kept in the order in which it came.
 */
static gint64
read_time (ImDraft *draft)
{
  XmppJid *account = im_account_get_jid (draft->account);
  g_autoptr (XmppJid) server = xmpp_jid_server (account);
  gint64 by_server = 0;
  gint64 by_account = 0;
  gboolean server_says = xmpp_delay_read (draft->stanza, server, &by_server);
  gboolean account_says = xmpp_delay_read (draft->stanza, account, &by_account);

  draft->delayed = server_says || account_says;
  return im_account_take_time (draft->account,
                               draft->delayed ? im_archive_latest_of (MAX (by_server, by_account))
                                              : G_MAXINT64);
}

/* Whose conversation it belongs to. A message to oneself comes as from somebody else. */
static void
read_parties (ImDraft *draft)
{
  XmppJid *account = im_account_get_jid (draft->account);
  g_autoptr (XmppJid) to = xmpp_stanza_dup_to (draft->stanza);

  draft->from = xmpp_stanza_dup_from (draft->stanza);
  if (draft->from == NULL)
    draft->from = xmpp_jid_ref (account);
  if (draft->direction == STORE_MESSAGE_IN)
    draft->peer = xmpp_jid_bare (draft->from);
  else
    draft->peer = to != NULL ? xmpp_jid_bare (to) : xmpp_jid_ref (account);
}

/* The archive's ids can be trusted once it has shown that it is there (XEP-0359 §6). */
static char *
dup_server_id (ImDraft *draft)
{
  if (!im_sync_get_available (im_account_get_sync (draft->account)))
    return NULL;
  return g_strdup (xmpp_ids_get_archived (draft->stanza, im_account_get_jid (draft->account)));
}

/* Only those on the contact list are heard, and what has waited somewhere says nothing of now
 * (XEP-0224 §4, §8). */
static gboolean
may_nudge (ImDraft *draft)
{
  gint64 time;

  if (!im_settings_get_accept_nudges (im_account_get_services (draft->account)->settings) ||
      xmpp_delay_read (draft->stanza, NULL, &time) || !im_draft_is_of_contact (draft) ||
      !im_draft_find_conversation (draft))
    return FALSE;
  return im_peer_take_nudge (im_conversation_get_peer (draft->conversation));
}

static void
read_nudge (ImDraft *draft)
{
  if (draft->message == NULL || draft->direction == STORE_MESSAGE_OUT ||
      !xmpp_attention_is_asked (draft->stanza))
    return;
  /* A headline only so that it waits nowhere: what a contact says with it is a part of the chat. */
  if (im_draft_is_of_contact (draft))
    draft->message->kind = STORE_MESSAGE_CHAT;
  if (!may_nudge (draft))
    draft->message = im_drop_nudge (draft->message);
}

static void
read_content (ImDraft *draft)
{
  XmppJid *account = im_account_get_jid (draft->account);
  gboolean known = draft->conversation != NULL || im_draft_is_of_contact (draft);

  draft->message = im_read_message (draft->stanza, draft->direction, draft->from, 0);
  read_nudge (draft);
  draft->announced =
    draft->message != NULL && im_announcement_is (account, draft->message, draft->peer, known);
  if (!draft->announced)
    draft->change = im_change_read (draft->stanza, draft->direction, draft->from, 0);
  if (draft->change != NULL) {
    g_clear_pointer (&draft->message, store_message_free);
    draft->change->time = read_time (draft);
    draft->change->server_id = dup_server_id (draft);
  } else if (draft->message != NULL) {
    draft->message->time = read_time (draft);
    draft->message->server_id = dup_server_id (draft);
  }
}

/* What is to be kept of an error if it turns out to be about none of our messages: a gateway says so
 * that it has lost its connection. The body is mostly what somebody wrote, so the error counts. */
static void
read_report (ImDraft *draft)
{
  g_autoptr (GError) failure = xmpp_stanza_error_parse (draft->stanza);
  g_autofree char *body = xmpp_message_dup_body (draft->stanza, im_languages ());
  StoreMessage *message = store_message_new (STORE_MESSAGE_IN, STORE_MESSAGE_ERROR,
                                             xmpp_jid_string (draft->from), g_get_real_time ());

  message->stanza_id = g_strdup (xmpp_stanza_id (draft->stanza));
  message->body =
    body != NULL && *body != '\0' ? g_strndup (body, base_text_clip (body, MAX_REPORT)) : NULL;
  message->error_condition = im_failure_dup_condition (failure);
  message->error_text = g_strdup (xmpp_stanza_error_get_text (failure));
  draft->message = message;
}

ImStageResult
im_stage_parse (ImDraft *draft)
{
  XmppMessageType type = xmpp_message_type (draft->stanza);

  if (type == XMPP_MESSAGE_GROUPCHAT)
    return IM_STAGE_DONE;
  read_parties (draft);
  draft->state = xmpp_chat_state_read (draft->stanza);
  draft->conversation = im_conversations_find (im_account_get_conversations (draft->account),
                                               draft->account, draft->peer);
  if (draft->conversation != NULL)
    g_object_ref (draft->conversation);
  if (type == XMPP_MESSAGE_ERROR)
    read_report (draft);
  else
    read_content (draft);
  return IM_STAGE_NEXT;
}
