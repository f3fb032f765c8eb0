/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A BOSH session without I/O: which request to post next, and what the answers bring, in order
 * though they come in any, are lost, or come twice (XEP-0124 1.11, XEP-0206 1.4). */
#pragma once

#include "xml/element.h"
#include "xmpp/transport/inbox.h"

#include <gio/gio.h>

/* How long the server may hold a request back. */
#define XMPP_BOSH_WAIT_S 60

typedef struct _XmppBoshSession XmppBoshSession;

/**
 * XmppBoshRequest:
 * @body: the same bytes each time that it is posted.
 */
typedef struct {
  guint64 rid;
  GBytes *body;
} XmppBoshRequest;

/**
 * xmpp_bosh_session_new:
 * @first_rid: of the first request, random (XEP-0124 §14.2)
 * @keys: whether to protect the requests by a key sequence, as there is no TLS.
 */
XmppBoshSession *xmpp_bosh_session_new (guint64 first_rid, gboolean keys) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_bosh_session_free (XmppBoshSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppBoshSession, xmpp_bosh_session_free)

/* Begins the session, then restarts the stream (XEP-0206 §5): after what was sent before. */
void xmpp_bosh_session_open (XmppBoshSession *self, const XmlElement *header);

/* Queues a sealed element (transfer full). */
void xmpp_bosh_session_send (XmppBoshSession *self, XmlElement *element);

/* Nothing is queued any more; the last request terminates the session. */
void xmpp_bosh_session_terminate (XmppBoshSession *self);

/**
 * xmpp_bosh_session_next:
 * @now: by xmpp_timer_now().
 *
 * To be called until it gives none, whenever something was queued, answered or lost, and at
 * xmpp_bosh_session_get_due().
 *
 * Returns: (nullable): what is to be posted now; valid until it is answered.
 */
const XmppBoshRequest *xmpp_bosh_session_next (XmppBoshSession *self, gint64 now);

/* When a server that must not be polled more often may be; XMPP_NEVER if there is no such, or it has
 * still to answer. */
gint64 xmpp_bosh_session_get_due (XmppBoshSession *self);

/**
 * xmpp_bosh_session_answered:
 * @status: of HTTP; older servers say by it why the session is over (XEP-0124 §17.3).
 *
 * An answer to a request that is not open changes nothing.
 *
 * Returns: FALSE: it is as if the request had been lost, and will be posted again; not at once, or
 *   that would never end.
 */
gboolean
xmpp_bosh_session_answered (XmppBoshSession *self, guint64 rid, guint status, GBytes *body);

/* The connection broke before the answer came, or a proxy gave another: it will be posted again. */
void xmpp_bosh_session_lost (XmppBoshSession *self, guint64 rid);

/**
 * xmpp_bosh_session_pop:
 *
 * What has come, in order; as in an inbox. CLOSED or FAILED is the last: the session is over.
 *
 * Returns: (transfer full) (nullable)
 */
XmppInboxEvent *xmpp_bosh_session_pop (XmppBoshSession *self) G_GNUC_WARN_UNUSED_RESULT;
