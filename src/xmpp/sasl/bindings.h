/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What ties a sign-in to the TLS connection it runs over (RFC 5056, RFC 5929, RFC 9266). */
#pragma once

#include <gio/gio.h>

#define XMPP_BINDING_EXPORTER "tls-exporter"          /* RFC 9266 */
#define XMPP_BINDING_UNIQUE "tls-unique"              /* RFC 5929 §3: up to TLS 1.2 only */
#define XMPP_BINDING_END_POINT "tls-server-end-point" /* RFC 5929 §4 */

/* Data that only the two ends of this very TLS connection know, or share with its certificate. */
typedef struct {
  const char *type; /* one of the names above */
  GBytes *data;
} XmppBinding;

/**
 * XmppBindings:
 * @tls: the version in use, G_TLS_PROTOCOL_VERSION_UNKNOWN if it is not known.
 * @binding: in any order, ends with a %NULL type; leave out what the connection cannot give.
 *
 * To have one at all says that there is TLS and the server is who it should be.
 */
typedef struct {
  GTlsProtocolVersion tls;
  XmppBinding binding[4];
} XmppBindings;
