/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a transport hands out what has come, one event after the other, though any of them may be its
 * end. */
#pragma once

#include "xmpp/transport/inbox.h"
#include "xmpp/transport/transport.h"

/**
 * XmppDelivery:
 * @pop: (transfer full) (nullable): the next event; NULL while there is none or nobody listens.
 * @ended: the server has ended the stream, or, with @error, broken the rules of XML.
 */
typedef struct {
  XmppInboxEvent *(*pop) (XmppTransport *transport);
  void (*ended) (XmppTransport *transport, const GError *error);
} XmppDelivery;

/* Returns: FALSE: somebody who heard of it has dropped the last reference to @transport. */
gboolean xmpp_delivery_run (const XmppDelivery *self, XmppTransport *transport);
