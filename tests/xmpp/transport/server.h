/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server on the loopback that does what a script says, in a thread of its own and with GnuTLS
 * itself, so that nothing of what is tested judges itself. */

#pragma once

#include "pki.h"

/* Somebody who has connected; all of it blocks. */
typedef struct _Peer Peer;
typedef void (*ServerScript) (Peer *peer, gpointer data);
typedef struct _Server Server;

/* Runs @script for each client, one after the other. */
Server *server_new (ServerScript script, gpointer data);
guint16 server_get_port (Server *self);
guint server_get_n_clients (Server *self);

/* Runs the main loop until the script has ended. */
void server_free (Server *self);

/* Nothing happens if the client is gone. */
void peer_say (Peer *self, const char *text);
void peer_say_bytes (Peer *self, gconstpointer bytes, gsize n_bytes);

/* Waits for @text; what came before it is forgotten. The test fails if it never comes. */
void peer_expect (Peer *self, const char *text);

/* Waits for so many bytes. */
GBytes *peer_read (Peer *self, gsize n_bytes);

/* What has come since the last peer_expect(), once the client has hung up. @clean: (nullable):
 * whether it did so by the rules. */
char *peer_dup_rest (Peer *self, gboolean *clean);

/* @priority: (nullable): GnuTLS's; NULL takes the usual. FALSE if the handshake failed. */
gboolean
peer_start_tls (Peer *self, gnutls_certificate_credentials_t credentials, const char *priority);

/* What the client was connected with after the handshake. */
char *peer_dup_alpn (Peer *self);
char *peer_dup_sni (Peer *self);
gboolean peer_was_resumed (Peer *self);
gboolean peer_has_certificate (Peer *self);
GBytes *peer_dup_binding (Peer *self, gnutls_channel_binding_t type);

/* RST instead of an end. */
void peer_reset (Peer *self);

/* FIN, and with TLS no word before it. */
void peer_drop (Peer *self);
