/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whom the server keeps away from the account (XEP-0191), and reports about them (XEP-0377). */
#pragma once

#include "xmpp/jid.h"
#include "xmpp/module.h"

#include <gio/gio.h>

/* What the server's people are told about whoever is blocked (XEP-0377 §4). */
typedef enum {
  XMPP_REPORT_NONE,
  XMPP_REPORT_SPAM,
  XMPP_REPORT_ABUSE,
} XmppReport;

/*
 * Properties, read-only; both FALSE again when the session is over:
 *
 * - available: gboolean, the server can block, and the list is known
 * - can-report: gboolean, it also takes reports
 *
 * Signals:
 *
 * - changed (): the list is another one
 */
#define XMPP_TYPE_BLOCKING (xmpp_blocking_get_type ())
G_DECLARE_FINAL_TYPE (XmppBlocking, xmpp_blocking, XMPP, BLOCKING, XmppModule)

/* Asks the server, once in a session, whether it can block, and for the list; it tells of changes
 * from then on. Not done by itself, so that it does not stand in the way of signing in. */
void xmpp_blocking_load (XmppBlocking *self);

gboolean xmpp_blocking_get_available (XmppBlocking *self);
gboolean xmpp_blocking_get_can_report (XmppBlocking *self);

/* (transfer container) (element-type XmppJid): sorted by text */
GPtrArray *xmpp_blocking_list (XmppBlocking *self) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer none) (nullable): the entry that @jid is blocked by: its own, that of its bare address or
 * of its domain (§5) */
XmppJid *xmpp_blocking_find (XmppBlocking *self, const XmppJid *jid);

/**
 * xmpp_blocking_block_async:
 * @report: left out unless the server takes reports
 *
 * Has the server keep @jid away, who is not told.
 *
 * Errors: those of xmpp_session_query_async().
 */
void xmpp_blocking_block_async (XmppBlocking *self,
                                XmppJid *jid,
                                XmppReport report,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* Takes back the block of exactly @jid, an entry of the list. */
void xmpp_blocking_unblock_async (XmppBlocking *self,
                                  XmppJid *jid,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean xmpp_blocking_change_finish (XmppBlocking *self, GAsyncResult *result, GError **error);
