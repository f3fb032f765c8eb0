/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a domain to a connected transport: finds the endpoints and tries them in order, and where
 * TCP gets no answer, the roads over the web. */
#pragma once

#include "xmpp/transport/endpoints.h"
#include "xmpp/transport/tcp.h"
#include "xmpp/transport/tls.h"
#include "xmpp/transport/transport.h"

#include <gio/gio.h>

/**
 * XmppDialTerms:
 * @domain: of the account, as its address has it: what the certificate must be for.
 * @host: (nullable): a name or an IP address: connect there, and ask DNS for no SRV records.
 * @port: 0: the usual ones; any other also means that no SRV records are asked for.
 * @mode: how TLS over TCP shall start.
 * @road: ANY tries TCP, then what the domain tells of in its host-meta file (XEP-0156).
 * @url: (nullable): where the road over the web leads; without it the domain is asked.
 * @no_tls: also take a @url without TLS.
 * @no_srv: never ask for SRV records: behind an anonymising proxy that would tell on the person.
 * @trust: (nullable)
 * @proxies: (nullable): NULL takes the desktop's.
 * @resolver: (nullable): for SRV records; NULL takes the default.
 * @site: (nullable): where the host-meta file is; NULL: `https://DOMAIN`. For tests.
 * @stagger_ms: how long to wait for one endpoint until the next is tried beside it; 0: 2.5 s.
 *
 * Fill in what is wanted after xmpp_dial_terms_new(); the fields are owned.
 */
typedef struct {
  char *domain;
  char *host;
  guint16 port;
  XmppTlsMode mode;
  XmppRoad road;
  char *url;
  gboolean no_tls;
  gboolean no_srv;
  XmppTrust *trust;
  GProxyResolver *proxies;
  GResolver *resolver;
  char *site;
  guint stagger_ms;
  XmppTimeouts timeouts;
} XmppDialTerms;

XmppDialTerms *xmpp_dial_terms_new (const char *domain) G_GNUC_WARN_UNUSED_RESULT;
XmppDialTerms *xmpp_dial_terms_copy (const XmppDialTerms *self) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_dial_terms_free (XmppDialTerms *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppDialTerms, xmpp_dial_terms_free)

/**
 * xmpp_dial_async:
 *
 * Tries the endpoints in order, the next one when one has failed or takes long; the first that is
 * connected wins: for direct TLS after the handshake and with a certificate that passed, for
 * STARTTLS still plain. A certificate that was refused over TCP is the end, for the person is to
 * look at it.
 *
 * Fails with the most telling of the endpoints' errors: XMPP_TLS_ERROR or XMPP_CONNECT_ERROR; or
 * with G_IO_ERROR_CANCELLED, at any step.
 */
void xmpp_dial_async (const XmppDialTerms *terms,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);

/**
 * xmpp_dial_finish:
 *
 * Returns: (transfer full): ready for xmpp_transport_open().
 */
XmppTransport *xmpp_dial_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
