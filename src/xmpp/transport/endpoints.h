/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the server of a domain listens: SRV records in the order to try them (RFC 6120 §3.2,
 * RFC 2782, XEP-0368). */
#pragma once

#include <gio/gio.h>

/**
 * XmppTlsMode:
 * @XMPP_TLS_ANY: whatever the server has; only as a wish, no endpoint has it.
 * @XMPP_TLS_START: plain at first, then STARTTLS (RFC 6120 §5).
 * @XMPP_TLS_DIRECT: TLS from the first byte (XEP-0368).
 */
typedef enum {
  XMPP_TLS_ANY,
  XMPP_TLS_START,
  XMPP_TLS_DIRECT,
} XmppTlsMode;

/**
 * XmppRoad:
 * @XMPP_ROAD_ANY: whatever works, TCP first; only as a wish, no endpoint has it.
 * @XMPP_ROAD_TCP: RFC 6120.
 * @XMPP_ROAD_WEBSOCKET: RFC 7395.
 * @XMPP_ROAD_BOSH: HTTP requests that wait for their answers (XEP-0124, XEP-0206).
 * @XMPP_ROAD_POLLING: HTTP requests again and again (XEP-0025).
 * @XMPP_ROAD_NEARBY: no server, but the people on the local network (XEP-0174).
 */
typedef enum {
  XMPP_ROAD_ANY,
  XMPP_ROAD_TCP,
  XMPP_ROAD_WEBSOCKET,
  XMPP_ROAD_BOSH,
  XMPP_ROAD_POLLING,
  XMPP_ROAD_NEARBY,
} XmppRoad;

/**
 * XmppEndpoint:
 * @host: A-labels, or an IP address without brackets.
 * @mode: DIRECT or START; over HTTP what the scheme of @url says, START standing for no TLS.
 * @url: (nullable): for the roads over HTTP.
 */
typedef struct {
  XmppRoad road;
  char *host;
  guint16 port;
  XmppTlsMode mode;
  char *url;
} XmppEndpoint;

XmppEndpoint *
xmpp_endpoint_new (const char *host, guint16 port, XmppTlsMode mode) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_endpoint_new_for_url:
 * @url: absolute: `wss:` or `ws:` for WebSocket, `https:` or `http:` for the others.
 *
 * Fails with XMPP_CONNECT_ERROR_BAD_URL.
 */
XmppEndpoint *xmpp_endpoint_new_for_url (XmppRoad road,
                                         const char *url,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
XmppEndpoint *xmpp_endpoint_copy (const XmppEndpoint *self) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_endpoint_free (XmppEndpoint *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppEndpoint, xmpp_endpoint_free)

/**
 * xmpp_endpoint_dup_host:
 *
 * @host as sockets and certificates have it: without the brackets of an IPv6 address (RFC 7622
 * §3.2) and without a final dot.
 */
char *xmpp_endpoint_dup_host (const char *host) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type XmppEndpoint): empty. */
GPtrArray *xmpp_endpoints_new_list (void) G_GNUC_WARN_UNUSED_RESULT;

/* One SRV record; target "" or "." says that the service is not offered. */
typedef struct {
  const char *target;
  guint16 port, priority, weight;
  XmppTlsMode mode;
} XmppSrvRecord;

/* A number in [0, @bound], both included. */
typedef guint32 (*XmppEndpointsRandom) (guint32 bound, gpointer user_data);

/**
 * xmpp_endpoints_order:
 *
 * Puts the records of both services into one order as RFC 2782 wants it: by priority, within one
 * by chance in proportion to the weights; among equal priority and weight direct TLS is taken
 * first. Refusals and duplicates are left out, and what is beyond a sane number.
 *
 * Returns: (element-type XmppEndpoint)
 */
GPtrArray *xmpp_endpoints_order (const XmppSrvRecord *records,
                                 gsize n_records,
                                 XmppEndpointsRandom random,
                                 gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_endpoints_guess:
 * @host: a host name or an IP address.
 * @port: 0: the usual ones.
 *
 * The endpoints of a host that is known without DNS: 5222 with STARTTLS, then 5223 with direct
 * TLS, or the given port; a port that is not 5222 is tried with direct TLS first, as only that can
 * be told from its contrary at once.
 *
 * Returns: (element-type XmppEndpoint)
 */
GPtrArray *
xmpp_endpoints_guess (const char *host, guint16 port, XmppTlsMode mode) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_endpoints_resolve_async:
 * @resolver: (nullable): NULL takes the default.
 * @domain: as A-label or IP address.
 * @mode: ANY, or only the endpoints of that mode.
 *
 * Asks for both services at once, for 10 s at most. An IP address or an .onion name is not looked
 * up but guessed at, as is a domain that has neither record. Fails with XMPP_CONNECT_ERROR:
 * LOOKUP_FAILED when there was no certain answer, which allows no guess, NO_SERVICE when the domain
 * refuses.
 */
void xmpp_endpoints_resolve_async (GResolver *resolver,
                                   const char *domain,
                                   XmppTlsMode mode,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * xmpp_endpoints_resolve_finish:
 *
 * Returns: (element-type XmppEndpoint): at least one.
 */
GPtrArray *xmpp_endpoints_resolve_finish (GAsyncResult *result,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
