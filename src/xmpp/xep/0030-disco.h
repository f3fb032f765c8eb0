/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Service discovery: what we are, and what others are (XEP-0030). */
#pragma once

#include "xmpp/jid.h"
#include "xmpp/module.h"
#include "xmpp/xep/0030-disco-info.h"

#include <gio/gio.h>

/* What we call ourselves. */
#define XMPP_CLIENT_NAME "Kith"

#define XMPP_TYPE_DISCO (xmpp_disco_get_type ())
G_DECLARE_FINAL_TYPE (XmppDisco, xmpp_disco, XMPP, DISCO, XmppModule)

/* What this program is and can do: the features of all modules, and those that were chosen. The next
 * two go with it; all change with xmpp_disco_set_feature(). (transfer none) */
XmppDiscoInfo *xmpp_disco_get_own_info (XmppDisco *self);
const char *xmpp_disco_get_own_ver (XmppDisco *self); /* its hash by SHA-1 (XEP-0115 §5) */

/* Whether we can do something that is the person's choice. Others learn of it with our next presence. */
void xmpp_disco_set_feature (XmppDisco *self, const char *feature, gboolean chosen);

/**
 * xmpp_disco_query_async:
 * @to: (nullable): our own account if %NULL
 * @node: (nullable)
 *
 * Asks what @to is. Who asks the same while an answer is under way gets that answer.
 *
 * Errors: those of xmpp_session_query_async(), and XMPP_DISCO_ERROR.
 */
void xmpp_disco_query_async (XmppDisco *self,
                             XmppJid *to,
                             const char *node,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
XmppDiscoInfo *xmpp_disco_query_finish (XmppDisco *self,
                                        GAsyncResult *result,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
