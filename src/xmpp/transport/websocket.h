/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stream over a WebSocket: one element in each message (RFC 7395). */
#pragma once

#include "xmpp/transport/tls.h"
#include "xmpp/transport/transport.h"

#define XMPP_TYPE_WEBSOCKET (xmpp_websocket_get_type ())
G_DECLARE_FINAL_TYPE (XmppWebsocket, xmpp_websocket, XMPP, WEBSOCKET, GObject)

/**
 * xmpp_websocket_new:
 * @endpoint: of XMPP_ROAD_WEBSOCKET.
 * @domain: of the account, see xmpp_http_new().
 * @trust: (nullable)
 * @proxies: (nullable): NULL takes the desktop's.
 * @timeouts: (nullable): connecting and the handshake share the time of both.
 *
 * There is no STARTTLS and no channel binding: what the certificate proved may be a web server that
 * stands before the XMPP server.
 */
XmppTransport *xmpp_websocket_new (const XmppEndpoint *endpoint,
                                   const char *domain,
                                   const XmppTrust *trust,
                                   GProxyResolver *proxies,
                                   const XmppTimeouts *timeouts) G_GNUC_WARN_UNUSED_RESULT;
