/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What becomes of a message afterwards: corrections (XEP-0308), retractions (XEP-0424) and reactions
 * (XEP-0444), between the wire, the archive and the conversation.
 */
#pragma once

#include "im/types.h"
#include "store/changes.h"
#include "xml/element.h"
#include "xmpp/jid.h"

/**
 * im_change_read:
 * @stanza: a message, wherever it comes from
 * @sender: its author; only the bare address counts
 * @time: when it was written, µs since 1970 UTC
 *
 * Returns: (nullable): what it says about another message; %NULL when it is a message of its own, or
 *   not for a chat of two
 */
StoreChange *im_change_read (const XmlElement *stanza,
                             StoreDirection direction,
                             XmppJid *sender,
                             gint64 time) G_GNUC_WARN_UNUSED_RESULT;

/* Puts into @stanza, a message without a body that has its id, what @change says. @message: what it is
 * about, of which a correction keeps all but the text (XEP-0308 §4). */
void im_change_write (const StoreChange *change, const StoreMessage *message, XmlElement *stanza);

/* All that there is of @account's archive is here: corrections of what is not among it are shown. */
void im_changes_settle (ImAccount *account);

/* The archive has a change: the conversation shows what it made of its message, and so does a
 * notification that tells of it. Returns that conversation, NULL when nothing changed. (transfer none) */
ImConversation *im_change_show (ImAccount *account, const StoreChangeOutcome *outcome);
