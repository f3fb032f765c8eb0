/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stream over HTTP requests, one of which always waits for what the server has to say (XEP-0124,
 * XEP-0206). */
#pragma once

#include "xmpp/transport/tls.h"
#include "xmpp/transport/transport.h"

#define XMPP_TYPE_BOSH (xmpp_bosh_get_type ())
G_DECLARE_FINAL_TYPE (XmppBosh, xmpp_bosh, XMPP, BOSH, GObject)

/**
 * xmpp_bosh_new:
 * @endpoint: of XMPP_ROAD_BOSH. Without TLS a key sequence protects the session.
 * @domain: of the account, see xmpp_http_new().
 * @trust: (nullable)
 * @proxies: (nullable): NULL takes the desktop's.
 * @timeouts: (nullable): connecting and the handshake share the time of both.
 *
 * There is no STARTTLS and no channel binding, as in a WebSocket.
 */
XmppTransport *xmpp_bosh_new (const XmppEndpoint *endpoint,
                              const char *domain,
                              const XmppTrust *trust,
                              GProxyResolver *proxies,
                              const XmppTimeouts *timeouts) G_GNUC_WARN_UNUSED_RESULT;
