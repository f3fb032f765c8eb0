/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people keep at their accounts: nodes of their own (XEP-0163), private ones too (XEP-0223).
 *
 * Events come to the XMPP_ON_PEP handlers of modules. They are to be believed of the account itself
 * (xmpp_session_is_from_account()) or, for what concerns others, of a contact about themselves. */
#pragma once

#include "xmpp/jid.h"
#include "xmpp/module.h"
#include "xmpp/xep/0030-disco-info.h"
#include "xmpp/xep/0060-pubsub.h"

#include <gio/gio.h>

#define XMPP_TYPE_PEP (xmpp_pep_get_type ())
G_DECLARE_FINAL_TYPE (XmppPep, xmpp_pep, XMPP, PEP, XmppModule)

/**
 * xmpp_pep_lookup_async:
 *
 * What our account is and can do for us; asked once in a session.
 *
 * Errors: those of xmpp_disco_query_async().
 */
void xmpp_pep_lookup_async (XmppPep *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
XmppDiscoInfo *xmpp_pep_lookup_finish (XmppPep *self,
                                       GAsyncResult *result,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_pep_publish_async:
 * @id: of the item, "current" where a node has only one
 * @payload: (transfer full)
 * @options: static; what the node is made if it is missing or another
 *
 * Publishes to a node of ours. Nothing is published to a node that others may read against
 * @options: a server that does not know them gets nothing.
 *
 * Errors: those of xmpp_pep_lookup_async() and xmpp_session_query_async();
 * XMPP_STANZA_ERROR_FEATURE_NOT_IMPLEMENTED if the server has no such nodes or no options.
 */
void xmpp_pep_publish_async (XmppPep *self,
                             const char *node,
                             const char *id,
                             XmlElement *payload,
                             const XmppPubsubOption *options,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean xmpp_pep_publish_finish (XmppPep *self, GAsyncResult *result, GError **error);

/* Takes an item of ours away; no error if it is not there. */
void xmpp_pep_retract_async (XmppPep *self,
                             const char *node,
                             const char *id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean xmpp_pep_retract_finish (XmppPep *self, GAsyncResult *result, GError **error);

/**
 * xmpp_pep_fetch_async:
 * @of: (nullable): whose node, by the bare address; our own if %NULL
 * @id: (nullable): all items if %NULL
 *
 * A node that does not exist has no items, and is no error.
 *
 * Errors: those of xmpp_session_query_async().
 */
void xmpp_pep_fetch_async (XmppPep *self,
                           XmppJid *of,
                           const char *node,
                           const char *id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/* Returns: (element-type XmppPubsubItem) */
GPtrArray *xmpp_pep_fetch_finish (XmppPep *self,
                                  GAsyncResult *result,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
