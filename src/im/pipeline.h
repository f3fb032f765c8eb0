/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happens to an incoming message, in the order of one enumeration.
 */
#pragma once

#include "im/types.h"
#include "store/changes.h"
#include "xml/element.h"
#include "xmpp/jid.h"
#include "xmpp/stream-management.h"
#include "xmpp/xep/0085-chat-states.h"

/**
 * ImStage:
 * @IM_STAGE_UNWRAP: out of the envelope that one's other devices' messages come in
 * @IM_STAGE_PARSE: who sent it, what is in it, what of that is believed
 * @IM_STAGE_APPLY: what it says of other messages and of the sender: receipts, errors, typing
 * @IM_STAGE_CHANGE: what it says about another message, into the archive and into that one
 * @IM_STAGE_STORE: into the archive, which also knows whether it was there before
 * @IM_STAGE_RECEIPT: it is safe now: the sender is told so
 * @IM_STAGE_DEDUPE: what was there before ends here
 * @IM_STAGE_SHOW: the conversation and its open list
 * @IM_STAGE_NOTIFY: the person
 */
typedef enum {
  IM_STAGE_UNWRAP,
  IM_STAGE_PARSE,
  IM_STAGE_APPLY,
  IM_STAGE_CHANGE,
  IM_STAGE_STORE,
  IM_STAGE_RECEIPT,
  IM_STAGE_DEDUPE,
  IM_STAGE_SHOW,
  IM_STAGE_NOTIFY,
  IM_N_STAGES,
} ImStage;

/**
 * ImStageResult:
 * @IM_STAGE_NEXT: on to the next stage
 * @IM_STAGE_DONE: nothing is left of it
 * @IM_STAGE_WAIT: im_draft_resume() will be called
 */
typedef enum {
  IM_STAGE_NEXT,
  IM_STAGE_DONE,
  IM_STAGE_WAIT,
} ImStageResult;

/**
 * ImDraft:
 * @stage: where it is
 * @copied: it was sent or received by another device of the person
 * @direction: OUT: that other device sent it
 * @from: the full address of the sender; the account itself when the stanza has none
 * @peer: the bare address of the other: whose conversation it is
 * @state: the chat state in it
 * @message: (nullable): what is to be kept; NULL: nothing, or @change
 * @change: (nullable): what it says about another message
 * @announced: it is an announcement (see im_announcement_is()), and belongs to no chat
 * @delayed: our server kept it while we were away
 * @hold: (nullable): keeps our server from being told that we have it
 * @conversation: (nullable): after STORE, or when there was one before
 * @insertion: (nullable): after STORE
 *
 * A message on its way through the stages.
 */
typedef struct {
  ImStage stage;
  ImAccount *account;
  XmlElement *stanza;
  gboolean copied;
  StoreDirection direction;
  XmppJid *from;
  XmppJid *peer;
  XmppChatState state;
  StoreMessage *message;
  StoreChange *change;
  gboolean announced;
  gboolean delayed;
  XmppHold *hold;
  ImConversation *conversation;
  StoreInsertion *insertion;
} ImDraft;

typedef ImStageResult (*ImStageFunc) (ImDraft *draft);

/* Sends @stanza, a message for @account that is just being announced, through all stages. Until its
 * last stage is over our server is not told that we have it (XEP-0198). */
void im_pipeline_run (ImAccount *account, const XmlElement *stanza);

/* Whether the peer is on the contact list. */
gboolean im_draft_is_of_contact (ImDraft *draft);

/* Whether there is a conversation; there is one then of whomever the person knows. */
gboolean im_draft_find_conversation (ImDraft *draft);

/* After IM_STAGE_WAIT; takes the draft. */
void im_draft_resume (ImDraft *draft, ImStageResult result);

/* The same, when the archive did not take what it was to keep: our server shall keep it then, and
 * the account says why it cannot go on. */
void im_draft_fail (ImDraft *draft, const GError *error);

/* The stages, each in its own file. */
ImStageResult im_stage_unwrap (ImDraft *draft);
ImStageResult im_stage_parse (ImDraft *draft);
ImStageResult im_stage_apply (ImDraft *draft);
ImStageResult im_stage_change (ImDraft *draft);
ImStageResult im_stage_store (ImDraft *draft);
ImStageResult im_stage_receipt (ImDraft *draft);
ImStageResult im_stage_dedupe (ImDraft *draft);
ImStageResult im_stage_show (ImDraft *draft);
ImStageResult im_stage_notify (ImDraft *draft);
