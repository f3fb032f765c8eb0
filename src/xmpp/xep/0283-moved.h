/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People who have another address now: what they claim, and what proves it (XEP-0283). */
#pragma once

#include "xmpp/jid.h"
#include "xmpp/module.h"

#include <gio/gio.h>

#define XMPP_TYPE_MOVED (xmpp_moved_get_type ())
G_DECLARE_FINAL_TYPE (XmppMoved, xmpp_moved, XMPP, MOVED, XmppModule)

/*
 * Signals:
 *
 * - claimed (XmppJid *from, XmppJid *old): with a request for a subscription somebody says that they were
 *   @old before, both bare. Anybody can say so.
 */

/**
 * xmpp_moved_ask_async:
 *
 * Asks the account of @old (bare) where it has moved to.
 *
 * Errors: those of a query; XMPP_STANZA_ERROR_ITEM_NOT_FOUND if it does not tell.
 */
void xmpp_moved_ask_async (XmppMoved *self,
                           XmppJid *old,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
XmppJid *xmpp_moved_ask_finish (XmppMoved *self,
                                GAsyncResult *result,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
