/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the modules that handle what comes in, by kind, name and namespace (RFC 6120 §8, §10). */

#pragma once

#include "xml/element.h"
#include "xmpp/jid.h"
#include "xmpp/module.h"
#include "xmpp/queries.h"
#include "xmpp/request.h"

/* One for each session with the server: requests of an ended one are answered no more. */
typedef struct _XmppRouter XmppRouter;

/* @answer sends what answers a request. */
XmppRouter *xmpp_router_new (XmppQueries *queries,
                             XmppRequestAnswer answer,
                             gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/* Registers the handlers of @module's class. Two handlers of one iq payload are an error. */
void xmpp_router_add (XmppRouter *self, XmppModule *module);

/**
 * xmpp_router_route:
 * @element: sealed; a stanza or any other top-level element.
 *
 * Gives answers to the queries, requests to their one handler, everything else to all that want it.
 * Requests nobody handles are answered with `service-unavailable`, malformed ones with
 * `bad-request`. The handlers may close the router.
 *
 * Returns: FALSE if the sender's address is malformed; then nobody has seen the stanza.
 */
gboolean xmpp_router_route (XmppRouter *self, const XmlElement *element);

/* The session has ended: nothing is routed or answered any more. Releases the caller's reference. */
void xmpp_router_close (XmppRouter *self);
