/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stream over TCP, with direct TLS or STARTTLS (RFC 6120 §3 to §5, XEP-0368). */
#pragma once

#include "xml/parser.h"
#include "xmpp/transport/endpoints.h"
#include "xmpp/transport/tls.h"
#include "xmpp/transport/transport.h"

#include <gio/gio.h>

#define XMPP_TYPE_TCP (xmpp_tcp_get_type ())
G_DECLARE_FINAL_TYPE (XmppTcp, xmpp_tcp, XMPP, TCP, GObject)

/**
 * xmpp_tcp_new:
 * @domain: of the account, see xmpp_tls_connect_async().
 * @trust: (nullable)
 * @proxies: (nullable): NULL takes the desktop's.
 * @timeouts: (nullable)
 */
XmppTransport *xmpp_tcp_new (const XmppEndpoint *endpoint,
                             const char *domain,
                             const XmppTrust *trust,
                             GProxyResolver *proxies,
                             const XmppTimeouts *timeouts) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_tcp_new_accepted:
 *
 * Over a connection that the other side has made, without TLS. It is connected: to be opened when it
 * is known what to say, for nothing is read before.
 */
XmppTransport *xmpp_tcp_new_accepted (GSocketConnection *connection) G_GNUC_WARN_UNUSED_RESULT;

/* What the other side may send, instead of XML_LIMITS_DEFAULT; before it is opened. */
void xmpp_tcp_set_limits (XmppTcp *self, XmlLimits limits);
