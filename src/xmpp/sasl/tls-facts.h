/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a sign-in has to know about the TLS connection it runs over (RFC 5056, RFC 5929, RFC 9266). */
#pragma once

#include <glib.h>

#define XMPP_BINDING_EXPORTER "tls-exporter"          /* RFC 9266 */
#define XMPP_BINDING_UNIQUE "tls-unique"              /* RFC 5929 §3: up to TLS 1.2 only */
#define XMPP_BINDING_END_POINT "tls-server-end-point" /* RFC 5929 §4 */

/* Data that only the two ends of this very TLS connection know, or share with its certificate. */
typedef struct {
  const char *type; /* one of the names above, or any other; compared as text */
  GBytes *data;
} XmppBinding;

/**
 * XmppTlsFacts:
 * @version: as in the protocol: 0x0304 is TLS 1.3; 0 if it is unknown.
 * @bindings: in any order, ends with a %NULL type; leave out what the connection cannot give.
 *
 * It says that the peer's certificate was verified or pinned: hand it over only then.
 */
typedef struct {
  guint version;
  XmppBinding bindings[4];
} XmppTlsFacts;
