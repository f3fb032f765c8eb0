/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message: what it says and what became of it.
 */
#pragma once

#include "im/quote.h"
#include "im/types.h"

#define IM_TYPE_MESSAGE (im_message_get_type ())
G_DECLARE_FINAL_TYPE (ImMessage, im_message, IM, MESSAGE, GObject)

/*
 * Properties, read-only and constant but for what it becomes: state, error, quote, body, edited, retracted
 * and reactions:
 *
 * - id: gint64, the archive's number
 * - outgoing: gboolean
 * - sender: string, the display name of who wrote it; the account's own name for outgoing ones
 * - time: gint64, µs since 1970, UTC: when it was written (XEP-0203 counts)
 * - kind: ImMessageKind
 * - subject: string, NULL: none
 * - body: string, plain text, never NULL; at most IM_MESSAGE_MAX_BODY bytes
 * - extra: string, what else it carries, for im_content_new(); NULL: nothing
 * - clipped: gboolean, the archive has more of the body
 * - edited: gint64, µs since 1970: when it was last corrected (XEP-0308); 0: never
 * - retracted: gint64, when it was taken back (XEP-0424), since when it has no body; 0: never
 * - reactions: string, see im/reactions.h, NULL: none
 * - state: ImMessageState
 * - quote: ImQuote, what it answers; NULL: it is no reply. Changes when the original is found
 * - error: GError of a failed message (XMPP_STANZA_ERROR_*), else NULL
 */

/* A longer text would freeze the window that lays it out. Nothing is lost: the archive has it all. */
#define IM_MESSAGE_MAX_BODY (64 * 1024)

gint64 im_message_get_id (ImMessage *self);
gboolean im_message_get_outgoing (ImMessage *self);
const char *im_message_get_sender (ImMessage *self);
gint64 im_message_get_time (ImMessage *self);
ImMessageKind im_message_get_kind (ImMessage *self);
const char *im_message_get_subject (ImMessage *self); /* (nullable) */
const char *im_message_get_body (ImMessage *self);
const char *im_message_get_extra (ImMessage *self); /* (nullable) */
gboolean im_message_get_clipped (ImMessage *self);
gint64 im_message_get_edited (ImMessage *self);
gint64 im_message_get_retracted (ImMessage *self);
ImMessageState im_message_get_state (ImMessage *self);
const GError *im_message_get_error (ImMessage *self);  /* (nullable) */
const ImQuote *im_message_get_quote (ImMessage *self); /* (nullable) */

/* A reply can name it: its author gave it an id, and it is part of a talk. */
gboolean im_message_can_be_answered (ImMessage *self);

/* Its author's program gave it an id by which others can be told of it. */
gboolean im_message_get_has_id (ImMessage *self);

/* How people reacted (XEP-0444). (nullable) */
const char *im_message_get_reactions (ImMessage *self);

/* Who the other side is; for messages that belong to a conversation. */
const char *im_message_get_partner (ImMessage *self);      /* the bare address, (nullable) */
const char *im_message_get_partner_name (ImMessage *self); /* (nullable) */
