/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HTTP as the roads and their discovery need it: no cookies, no cache, no compression, bounded in
 * time and size, and not a byte of a request before the server's certificate has passed. Where a
 * server chooses HTTP/2, libsoup may have sent the first request by then; its answer counts for
 * nothing all the same. */
#pragma once

#include "xmpp/transport/tls.h"
#include "xmpp/transport/transport.h"

#include <libsoup/soup.h>

typedef struct _XmppHttp XmppHttp;

/**
 * xmpp_http_new:
 * @domain: of the account: the certificate must be for the host of the URL or for this
 *   (XEP-0156 §2.2).
 * @trust: (nullable)
 * @proxies: (nullable): NULL takes the desktop's.
 */
XmppHttp *xmpp_http_new (const char *domain,
                         const XmppTrust *trust,
                         GProxyResolver *proxies) G_GNUC_WARN_UNUSED_RESULT;

/* Cuts its connections; what is under way fails with G_IO_ERROR_CANCELLED. */
void xmpp_http_free (XmppHttp *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppHttp, xmpp_http_free)

/**
 * XmppHttpQuery:
 * @url: `https:` or `http:`; the caller decides whether to go without TLS.
 * @type: (nullable): of @body.
 * @body: (nullable): to be posted.
 * @max_bytes: the longest answer.
 * @timeout_ms: for all of it.
 * @follow: goes where the server points, to `https:` only, and shows nobody the client's certificate.
 */
typedef struct {
  const char *url;
  const char *type;
  GBytes *body;
  gsize max_bytes;
  guint timeout_ms;
  gboolean follow;
} XmppHttpQuery;

/**
 * XmppHttpReply:
 * @status: such as 200.
 * @cookies: each `Set-Cookie`, as it came.
 * @body: not of that of an error, which is empty.
 */
typedef struct {
  guint status;
  char **cookies;
  GBytes *body;
} XmppHttpReply;

void xmpp_http_reply_free (XmppHttpReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppHttpReply, xmpp_http_reply_free)

/**
 * xmpp_http_fetch_async:
 * @query: needed only during the call.
 *
 * Fails with XMPP_TLS_ERROR, XMPP_CONNECT_ERROR or G_IO_ERROR_CANCELLED, never because of the
 * status.
 */
void xmpp_http_fetch_async (XmppHttp *self,
                            const XmppHttpQuery *query,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
XmppHttpReply *xmpp_http_fetch_finish (GAsyncResult *result,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_http_probe_async:
 * @source: (type GObject): of the task that @callback is given; it returns a gboolean.
 *
 * Whether a web server is at @url that does not deny to know it. Fails as xmpp_http_fetch_async(),
 * and with XMPP_CONNECT_ERROR_NOT_XMPP.
 */
void xmpp_http_probe_async (XmppHttp *self,
                            const char *url,
                            guint timeout_ms,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer source,
                            gpointer user_data);

/**
 * xmpp_http_upgrade_async:
 * @url: `wss:` or `ws:`.
 * @protocol: that must be agreed on.
 *
 * A WebSocket (RFC 6455). Fails as xmpp_http_fetch_async(), with XMPP_CONNECT_ERROR_NOT_XMPP if
 * the server declines.
 */
void xmpp_http_upgrade_async (XmppHttp *self,
                              const char *url,
                              const char *protocol,
                              guint timeout_ms,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
SoupWebsocketConnection *xmpp_http_upgrade_finish (GAsyncResult *result,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (nullable): of the connection of the last request that was let through; NULL without TLS. */
const XmppTlsFacts *xmpp_http_get_tls_facts (XmppHttp *self);

/**
 * xmpp_http_cut:
 *
 * Ends its connections without a word: TLS would say farewell, and wait until the peer takes it.
 */
void xmpp_http_cut (XmppHttp *self);
