/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why a server could not be reached, in the few kinds that a person can act on. */
#pragma once

#include <gio/gio.h>

/**
 * XmppConnectErrorCode:
 * @XMPP_CONNECT_ERROR_FAILED: none of the below.
 * @XMPP_CONNECT_ERROR_TIMED_OUT: no answer in time.
 * @XMPP_CONNECT_ERROR_LOOKUP_FAILED: the name service does not answer now; try again later.
 * @XMPP_CONNECT_ERROR_NO_ROUTE: there is no way to the network or the host.
 * @XMPP_CONNECT_ERROR_HOST_NOT_FOUND: the name does not exist.
 * @XMPP_CONNECT_ERROR_PROXY: the proxy cannot or will not help.
 * @XMPP_CONNECT_ERROR_REFUSED: the host is there but nobody listens.
 * @XMPP_CONNECT_ERROR_NOT_XMPP: a web server is there, but it does not speak XMPP at that address.
 * @XMPP_CONNECT_ERROR_NO_ROAD: the domain does not tell of the road that is wanted (XEP-0156).
 * @XMPP_CONNECT_ERROR_BAD_URL: what was given as the address of a road is none.
 * @XMPP_CONNECT_ERROR_BAD_PROXY: what was given as the address of a proxy is none.
 * @XMPP_CONNECT_ERROR_PROXY_PASSWORD: the address of a proxy holds what is not to be kept in it.
 * @XMPP_CONNECT_ERROR_PORTAL: the network wants to be signed in to on a web page first.
 * @XMPP_CONNECT_ERROR_NO_SERVICE: the domain says that it has no such service (RFC 2782, ".").
 * @XMPP_CONNECT_ERROR_NO_DISCOVERY: what finds people on the local network, Avahi, does not run.
 *
 * In the order of how much they tell.
 */
typedef enum {
  XMPP_CONNECT_ERROR_FAILED,
  XMPP_CONNECT_ERROR_TIMED_OUT,
  XMPP_CONNECT_ERROR_LOOKUP_FAILED,
  XMPP_CONNECT_ERROR_NO_ROUTE,
  XMPP_CONNECT_ERROR_HOST_NOT_FOUND,
  XMPP_CONNECT_ERROR_PROXY,
  XMPP_CONNECT_ERROR_REFUSED,
  XMPP_CONNECT_ERROR_NOT_XMPP,
  XMPP_CONNECT_ERROR_NO_ROAD,
  XMPP_CONNECT_ERROR_BAD_URL,
  XMPP_CONNECT_ERROR_BAD_PROXY,
  XMPP_CONNECT_ERROR_PROXY_PASSWORD,
  XMPP_CONNECT_ERROR_PORTAL,
  XMPP_CONNECT_ERROR_NO_SERVICE,
  XMPP_CONNECT_ERROR_NO_DISCOVERY,
} XmppConnectErrorCode;

#define XMPP_CONNECT_ERROR (xmpp_connect_error_quark ())
GQuark xmpp_connect_error_quark (void);

/**
 * xmpp_connect_error_take:
 * @error: (transfer full): from GIO's name service, sockets or proxies.
 * @host: whom it is about, for the message.
 *
 * The same as XMPP_CONNECT_ERROR. XMPP_CONNECT_ERROR, XMPP_TLS_ERROR and G_IO_ERROR_CANCELLED
 * come back as they are.
 */
GError *xmpp_connect_error_take (GError *error, const char *host) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_connect_error_pick:
 * @a: (transfer full) (nullable): the earlier one.
 * @b: (transfer full) (nullable)
 *
 * Keeps the one that tells a person more: a refused certificate before a failed handshake before a
 * refused connection before silence; the earlier of equals.
 */
GError *xmpp_connect_error_pick (GError *a, GError *b) G_GNUC_WARN_UNUSED_RESULT;
