/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which roads over the web a domain offers: its host-meta file (XEP-0156, RFC 6415). The DNS records
 * of former times are not asked for: the XEP has withdrawn them, as anybody could forge them. */
#pragma once

#include "xmpp/transport/endpoints.h"
#include "xmpp/transport/http.h"

/**
 * xmpp_host_meta_parse_xml:
 *
 * Returns: (element-type XmppEndpoint) (nullable): the roads with TLS, WebSocket before BOSH; NULL
 *   if it is no XRD document.
 */
GPtrArray *xmpp_host_meta_parse_xml (GBytes *text) G_GNUC_WARN_UNUSED_RESULT;

/* The same for the JSON form. */
GPtrArray *xmpp_host_meta_parse_json (GBytes *text) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_host_meta_fetch_async:
 * @http: of the domain.
 * @site: such as `https://example.org`.
 *
 * Asks for the XML form, and for the other if that tells nothing. Fails as xmpp_http_fetch_async(),
 * or with XMPP_CONNECT_ERROR_NO_ROAD. @http must stay until it has ended.
 */
void xmpp_host_meta_fetch_async (XmppHttp *http,
                                 const char *site,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/**
 * xmpp_host_meta_fetch_finish:
 *
 * Returns: (element-type XmppEndpoint): at least one.
 */
GPtrArray *xmpp_host_meta_fetch_finish (GAsyncResult *result,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
