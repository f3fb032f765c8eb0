/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A session against a transcript, and a log of all that happens to it. */

#pragma once

#include "mock/sign-in.h"
#include "mock/transport.h"
#include "xmpp/request.h"
#include "xmpp/session.h"

/**
 * MockSession:
 * @seen: what has happened, one word each: a state in capitals; `started`, `restarted` (resumed)
 *   and `stopped` of the module; `message:ID`, `acked:ID`, `unsent:ID`; `get`, `push` and
 *   `forged` of its handlers; `signed-in`, `closed`, `result`, or an error such as `io-error:19`.
 * @request: (nullable): the last request of `{urn:test}x`, which nobody has answered.
 * @cancellable: (nullable): for the next start or close.
 * @now: of the fake clock.
 * @n_open: callbacks that are due.
 *
 * A fixture for g_test_add(). The session's one module, of MOCK_TYPE_MODULE, sends a presence `p1`
 * as soon as a session begins.
 */
typedef struct {
  XmppSession *session;
  MockTransport *transport;
  GString *seen;
  XmppRequest *request;
  GCancellable *cancellable;
  gint64 now;
  guint n_open;
} MockSession;

#define MOCK_TYPE_MODULE (mock_module_get_type ())
GType mock_module_get_type (void);

void mock_session_setup (MockSession *self, gconstpointer data);

/* Closes the session and asserts that nobody holds it or the last transport. */
void mock_session_teardown (MockSession *self, gconstpointer data);

/* Starts the session over a new transport. */
void mock_session_start (MockSession *self);

/* The same up to the first acknowledgement, or without stream management; @seen is empty then. */
void mock_session_sign_in (MockSession *self);
void mock_session_sign_in_without_sm (MockSession *self);

/* See mock_transport_play(). */
void mock_session_play (MockSession *self, const char *transcript);

/* Sends MOCK_MESSAGE (@id), MOCK_QUERY. */
void mock_session_send (MockSession *self, const char *id);
void mock_session_query (MockSession *self);

/* @farewell: (transfer full) (nullable) */
void mock_session_close (MockSession *self, XmlElement *farewell);

/* Waits until @n callbacks are due. */
void mock_session_settle (MockSession *self, guint n);

/* Asserts what was seen and forgets it. */
void mock_session_assert_seen (MockSession *self, const char *expected);

#define MOCK_PRESENCE "C: <presence id='p1'/>\n"
#define MOCK_MESSAGE(id) "C: <message type='chat' to='juliet@example.com' id='" id "'/>\n"
#define MOCK_QUERY "C: <iq type='get' id='*'><ping xmlns='urn:xmpp:ping'/></iq>\n"
