/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drives the negotiator over a transport: sends what it says, secures, derives, and watches the
 * clock, until stanzas can flow. */

#pragma once

#include "xmpp/negotiator.h"
#include "xmpp/timer.h"
#include "xmpp/transport/transport.h"

/* For each step of the server, or of the handshake. */
#define XMPP_SIGN_IN_STEP_TIMEOUT (20 * XMPP_SECOND)

typedef struct _XmppSignIn XmppSignIn;

/**
 * XmppSignInEvents:
 * @opened: the server has answered; once.
 * @ready: the end; the negotiator has the result, and the transport is free for others.
 * @failed: the end; @reachable: whether a closing tag can still get through.
 *
 * Each may drop the sign-in.
 */
typedef struct {
  void (*opened) (gpointer user_data);
  void (*ready) (XmppNegotiator *negotiator, gpointer user_data);
  void (*failed) (const GError *error, gboolean reachable, gpointer user_data);
} XmppSignInEvents;

/**
 * xmpp_sign_in_new:
 * @transport: connected; opened here.
 * @negotiation: how to sign in; `secure` is found out here.
 *
 * No event comes before this has returned.
 */
XmppSignIn *xmpp_sign_in_new (XmppTransport *transport,
                              const XmppNegotiation *negotiation,
                              const XmppSignInEvents *events,
                              gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/* No event comes any more, and the transport is not touched. */
void xmpp_sign_in_drop (XmppSignIn *self);
