/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An encrypted stream on which nobody is signed in, to ask the server for a new account
 * (XEP-0077 §3.1, XEP-0445). */
#pragma once

#include "xmpp/jid.h"
#include "xmpp/transport/transport.h"

#define XMPP_TYPE_REGISTRAR (xmpp_registrar_get_type ())
G_DECLARE_FINAL_TYPE (XmppRegistrar, xmpp_registrar, XMPP, REGISTRAR, GObject)

/**
 * xmpp_registrar_open_async:
 * @transport: connected
 * @server: whose accounts are wanted
 *
 * Goes as far as a stream without signing in can: TLS, and the server's features. Dropping the
 * registrar ends the stream.
 *
 * Errors: XMPP_NEGOTIATION_ERROR, XMPP_TLS_ERROR, XMPP_STREAM_ERROR, XMPP_SESSION_ERROR, G_IO_ERROR.
 */
void xmpp_registrar_open_async (XmppTransport *transport,
                                const XmppJid *server,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
XmppRegistrar *xmpp_registrar_open_finish (GAsyncResult *result,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the server would take an invitation's token (XEP-0445 §3). */
gboolean xmpp_registrar_takes_tokens (XmppRegistrar *self);

/* FALSE once the server has ended the stream, as they do with who takes long to fill in a form. */
gboolean xmpp_registrar_is_open (XmppRegistrar *self);

/**
 * xmpp_registrar_query_async:
 * @type: "get" or "set"
 * @payload: (transfer full)
 *
 * An iq to the server, as xmpp_session_query_async().
 */
void xmpp_registrar_query_async (XmppRegistrar *self,
                                 const char *type,
                                 XmlElement *payload,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
XmlElement *xmpp_registrar_query_finish (XmppRegistrar *self,
                                         GAsyncResult *result,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
