/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whom a person wants to hear nothing of: blocked on the server, for all their devices (XEP-0191).
 */
#pragma once

#include "im/types.h"
#include "xmpp/xep/0191-blocking.h"

/* From now on asks the server of @account whom it blocks as soon as it is signed in. Once more does
 * no harm. */
void im_blocking_follow (ImAccount *account);

/* (transfer none): the list, with properties and signals to watch; it lives as long as @account. */
XmppBlocking *im_blocking_get (ImAccount *account);

/* Whether a message of @address, full or bare, would be kept away; FALSE while that is not known. */
gboolean im_blocking_is_blocked (ImAccount *account, const char *address);

/* Whether @jid has asked for something that im_blocking_block_async() would refuse. */
gboolean im_blocking_has_request (ImAccount *account, const XmppJid *jid);

/**
 * im_blocking_block_async:
 *
 * Blocks @jid, and refuses what it may have asked for, which it may notice.
 *
 * Errors: IM_ERROR_OFFLINE, XMPP_STANZA_ERROR, XMPP_SESSION_ERROR.
 */
void im_blocking_block_async (ImAccount *account,
                              XmppJid *jid,
                              XmppReport report,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* Takes back the block of @jid itself: see xmpp_blocking_find() for what somebody is blocked by, which
 * may be their whole domain. Errors: the same. */
void im_blocking_unblock_async (ImAccount *account,
                                XmppJid *jid,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean im_blocking_change_finish (ImAccount *account, GAsyncResult *result, GError **error);
