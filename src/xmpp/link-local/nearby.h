/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A road without a server: the session's own end of it is here, and behind it are the people nearby
 * (XEP-0174). They appear as contacts and go, and what is written to them takes a stream to their
 * machine. So an account of this kind is like any other. */
#pragma once

#include "xmpp/transport/transport.h"

#define XMPP_TYPE_NEARBY (xmpp_nearby_get_type ())
G_DECLARE_FINAL_TYPE (XmppNearby, xmpp_nearby, XMPP, NEARBY, GObject)

/* The name that others see is the resource that the session asks for. Connecting fails with
 * XMPP_CONNECT_ERROR_NO_DISCOVERY when there is no Avahi. */
XmppTransport *xmpp_nearby_new (void) G_GNUC_WARN_UNUSED_RESULT;
