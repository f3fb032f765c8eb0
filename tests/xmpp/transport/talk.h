/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A client and a server that have begun a stream. */

#pragma once

#include "client.h"
#include "server.h"

#include "xmpp/transport/tcp.h"

#define HEADER                                                                                     \
  "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "                                     \
  "xmlns:stream='http://etherx.jabber.org/streams' from='example.test' id='1' version='1.0'>"
#define END "</stream:stream>"

/* For an end that must come from the server, and for one that it will never answer. */
extern const XmppTimeouts patient, impatient;

/* Whom both believe; between talk_init() and talk_clear(). */
extern Pki *pki;

void talk_init (void);
void talk_clear (void);

/* A client that trusts the authority, not yet connected; then one that has opened the stream. */
Client *new_client (Server *server, XmppTlsMode mode, const XmppTimeouts *timeouts);
Client *begin (Server *server, XmppTlsMode mode, const XmppTimeouts *timeouts);
void end (Client *client, Server *server);

/* The server's part of it, plain and within TLS. */
void greet (Peer *peer);
void greet_within_tls (Peer *peer);
