/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sign of life, given and asked for (XEP-0199). */
#pragma once

#include "xmpp/jid.h"
#include "xmpp/module.h"

#include <gio/gio.h>

#define XMPP_TYPE_PING (xmpp_ping_get_type ())
G_DECLARE_FINAL_TYPE (XmppPing, xmpp_ping, XMPP, PING, XmppModule)

/**
 * xmpp_ping_async:
 * @to: (nullable): our own server if %NULL
 *
 * Of our own server every answer is good, also that it does not know this extension. Errors: those
 * of xmpp_session_query_async().
 */
void xmpp_ping_async (XmppPing *self,
                      XmppJid *to,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
gboolean xmpp_ping_finish (XmppPing *self, GAsyncResult *result, GError **error);
