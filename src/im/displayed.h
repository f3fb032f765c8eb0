/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who has read what: the person on another device, the peer; and telling both of them what the
 * person has read here (XEP-0333, XEP-0490).
 */
#pragma once

#include "im/types.h"
#include "xmpp/jid.h"
#include "xmpp/session.h"

#define IM_TYPE_DISPLAYED (im_displayed_get_type ())
G_DECLARE_FINAL_TYPE (ImDisplayed, im_displayed, IM, DISPLAYED, GObject)

/*
 * What the person reads here is noted in the archive first and told soon after, so that it is told
 * also when they read without a connection, or quit. The sender is told only if they asked, see the
 * person's presence anyway, and the settings allow it; the person's other devices always.
 */

/* @account: not owned */
ImDisplayed *im_displayed_new (ImAccount *account, XmppSession *session) G_GNUC_WARN_UNUSED_RESULT;

/* A session has begun, and the presence was sent: learns what was read elsewhere, and tells. */
void im_displayed_start (ImDisplayed *self);
void im_displayed_end (ImDisplayed *self);

/* Something was read here. What is read shortly after is told together. */
void im_displayed_tell (ImDisplayed *self);

/* Messages with @peer (bare) came from the server's archive: one that was read elsewhere may be among
 * them. */
void im_displayed_check (ImDisplayed *self, XmppJid *peer);

/* A live message: the peer of @conversation has read ours, and all before it. */
void im_displayed_by_peer (ImDisplayed *self, ImConversation *conversation, const char *stanza_id);

/* A live message: another device of the person has told @peer (bare) that theirs was read. */
void im_displayed_by_device (ImDisplayed *self, XmppJid *peer, const char *stanza_id);
