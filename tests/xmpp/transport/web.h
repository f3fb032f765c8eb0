/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A web server on the loopback, in the test's own main loop. */

#pragma once

#include "pki.h"

#include <libsoup/soup.h>

/* @kind: of its certificate; PKI_N_KINDS: no TLS. */
SoupServer *web_new (Pki *pki, PkiKind kind);
void web_free (SoupServer *self);

/* How often a client has shown a certificate of its own, which it is asked for. */
guint web_get_n_identities (SoupServer *self);

/* `https://127.0.0.1:PORT` and @path with the scheme that fits; @socket: `wss:`, `ws:` */
char *web_dup_url (SoupServer *self, gboolean socket, const char *path);

/* What a script of a WebSocket peer is told by, and answers with. */
typedef void (*WebScript) (SoupWebsocketConnection *socket, const char *text, gpointer data);

/* Runs @script for each message to @path. */
void web_add_socket (SoupServer *self, const char *path, WebScript script, gpointer data);
