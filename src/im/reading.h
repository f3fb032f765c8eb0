/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message stanza says to a person, wherever it comes from: live, as a copy, from an archive.
 */
#pragma once

#include "store/messages.h"
#include "xml/element.h"
#include "xmpp/jid.h"

/**
 * im_read_message:
 * @sender: the full address of its author
 * @time: when it was written, µs since 1970 UTC
 *
 * The content of a message (RFC 6121 §5.2) in the person's languages, ready to be kept.
 *
 * Returns: (nullable): %NULL when there is nothing in it that a person could read, or it is not for
 *   a chat of two: an error, a message of a room
 */
StoreMessage *im_read_message (const XmlElement *stanza,
                               StoreDirection direction,
                               const XmppJid *sender,
                               gint64 time) G_GNUC_WARN_UNUSED_RESULT;

/**
 * im_drop_nudge:
 * @message: (transfer full): from somebody else
 *
 * Takes from it the wish for attention (XEP-0224): its sender may not ask, or has asked in the past.
 *
 * Returns: (transfer full) (nullable): what else was said; %NULL: nothing
 */
StoreMessage *im_drop_nudge (StoreMessage *message) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ImParties:
 * @direction: OUT: one of the account's own devices wrote it
 * @sender: the full address of the author
 * @peer: the bare address of the other, whose conversation it belongs to
 *
 * Who talks to whom in a message of the account, seen from its archive.
 */
typedef struct {
  StoreDirection direction;
  XmppJid *sender;
  XmppJid *peer;
} ImParties;

/* @account: the bare address. The addresses of @stanza are absent or valid. */
void im_parties_read (ImParties *self, const XmlElement *stanza, XmppJid *account);
void im_parties_clear (ImParties *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ImParties, im_parties_clear)
