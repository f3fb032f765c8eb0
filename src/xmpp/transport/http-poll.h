/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stream in pieces that are fetched again and again: what the oldest servers had for networks
 * with nothing but HTTP (XEP-0025). */
#pragma once

#include "xmpp/transport/tls.h"
#include "xmpp/transport/transport.h"

#define XMPP_TYPE_HTTP_POLL (xmpp_http_poll_get_type ())
G_DECLARE_FINAL_TYPE (XmppHttpPoll, xmpp_http_poll, XMPP, HTTP_POLL, GObject)

/**
 * xmpp_http_poll_new:
 * @endpoint: of XMPP_ROAD_POLLING.
 * @domain: of the account, see xmpp_http_new().
 * @trust: (nullable)
 * @proxies: (nullable): NULL takes the desktop's.
 * @timeouts: (nullable): connecting and the handshake share the time of both.
 *
 * There is no STARTTLS and no channel binding, as in a WebSocket. A request that is lost ends the
 * stream, as its key cannot be used again.
 */
XmppTransport *xmpp_http_poll_new (const XmppEndpoint *endpoint,
                                   const char *domain,
                                   const XmppTrust *trust,
                                   GProxyResolver *proxies,
                                   const XmppTimeouts *timeouts) G_GNUC_WARN_UNUSED_RESULT;
