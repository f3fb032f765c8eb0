/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A session that is signed in, with the modules under test and no others. */
#pragma once

#include "mock/sign-in.h"
#include "mock/transport.h"
#include "xmpp/session.h"

/**
 * MockOnline:
 * @seen: what the test's own handlers note
 * @n_open: callbacks that are due
 *
 * A fixture for g_test_add(), whose data is the NULL-terminated list of XmppModuleType. The account
 * is romeo@example.org, the resource "orchard".
 */
typedef struct {
  XmppSession *session;
  MockTransport *transport;
  GString *seen;
  guint n_open;
} MockOnline;

void mock_online_setup (MockOnline *self, gconstpointer data);

/* Closes the session and asserts that nobody holds it any more. */
void mock_online_teardown (MockOnline *self, gconstpointer data);

/* Over a new transport; @features: (nullable): more of the server's, as XML. */
void mock_online_sign_in (MockOnline *self, const char *features);

/* The link breaks, and what the session knew is lost. */
void mock_online_lose (MockOnline *self);

/* See mock_transport_play(). */
void mock_online_play (MockOnline *self, const char *transcript);

/* The session's module of @type. */
gpointer mock_online_get (MockOnline *self, GType type);

/* Waits until no callback is due. */
void mock_online_settle (MockOnline *self);

/* Notes `stanza-error:7`, `session-error:1`, `io-error:19`, … by the domain and the code. */
void mock_online_note_error (MockOnline *self, const GError *error);

/* Asserts what was noted in @seen and forgets it. */
void mock_online_assert_seen (MockOnline *self, const char *expected);
