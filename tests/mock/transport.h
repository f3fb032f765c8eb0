/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A transport without a network: the test plays the server, line by line. */

#pragma once

#include "xmpp/transport/transport.h"

#define MOCK_TYPE_TRANSPORT (mock_transport_get_type ())
G_DECLARE_FINAL_TYPE (MockTransport, mock_transport, MOCK, TRANSPORT, GObject)

MockTransport *mock_transport_new (XmppTransportFlags flags) G_GNUC_WARN_UNUSED_RESULT;

/* What xmpp_transport_secure_async() does: succeeds by itself, or waits for
 * mock_transport_secured(). */
void mock_transport_hold_secure (MockTransport *self);

/* Ends the held handshake. @error: (transfer full) (nullable) */
void mock_transport_secured (MockTransport *self, GError *error);

/**
 * mock_transport_play:
 * @format: printf-style, lines that begin with:
 *   - `C: ` the next thing that the client sends is this element. A value of `*` stands for any
 *     value, a content of `*` for any content. What it sends asynchronously is waited for.
 *   - `S: ` the server sends this element. A value of `@` stands for the id of the last `C: `
 *     that had one.
 *   - `C: <stream>` the client opens the stream; `C: </stream>` it closes it.
 *   - `S: <stream …>` the server answers with this header; `S: </stream>` both have closed.
 *   - `S: reset` the link is cut.
 *   - `--` the client has nothing (more) to say.
 *   - any other line goes on with the one before.
 *
 * The server's lines are delivered within the call.
 */
void mock_transport_play (MockTransport *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* `S: </stream>`, unless it has been played or nobody waits for it. */
void mock_transport_finish (MockTransport *self);

/* The attribute of the last `C: `. */
char *mock_transport_dup_last (MockTransport *self, const char *attr) G_GNUC_WARN_UNUSED_RESULT;

/* Its text. */
char *mock_transport_dup_last_text (MockTransport *self) G_GNUC_WARN_UNUSED_RESULT;

/* How much the client has sent that no `C: ` has asked for yet. */
guint mock_transport_get_n_pending (MockTransport *self);

/* Whether the client has closed the stream; and whether it has dropped the transport. */
gboolean mock_transport_is_closed (MockTransport *self);
gboolean mock_transport_is_dropped (MockTransport *self);
