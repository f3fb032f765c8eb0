/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bookkeeping of XEP-0198: who has taken how many stanzas, and which of ours are still unsure. */

#pragma once

#include "xml/element.h"

/* Outlives the streams as long as the session can be resumed. Knows no I/O and no time. */
typedef struct _XmppSm XmppSm;

XmppSm *xmpp_sm_new (void) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_sm_free (XmppSm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppSm, xmpp_sm_free)

/* A session begins with these counts, a new one with 0 and 0. Nothing may be queued any more, see
 * xmpp_sm_steal(). */
void xmpp_sm_begin (XmppSm *self, guint32 n_sent, guint32 n_received);

/* A stanza came in. */
void xmpp_sm_received (XmppSm *self);

/* How many came in, modulo 2^32: the `h` of our `<a/>` and `<resume/>`. */
guint32 xmpp_sm_get_received (const XmppSm *self);

/* How many went out, modulo 2^32. */
guint32 xmpp_sm_get_sent (const XmppSm *self);

/* Queues @stanza: it is sent in its turn, and kept until it is acknowledged. */
void xmpp_sm_push (XmppSm *self, XmlElement *stanza);

/* Returns: (transfer full) (nullable): the next one to send, which counts as sent from now on. */
XmlElement *xmpp_sm_next (XmppSm *self) G_GNUC_WARN_UNUSED_RESULT;

/* How many xmpp_sm_next() would give. */
guint xmpp_sm_get_n_waiting (const XmppSm *self);

/* The stream was resumed, and what the server has of the former one acknowledged: all the rest
 * has to be sent again. */
void xmpp_sm_rewind (XmppSm *self);

/**
 * xmpp_sm_ask:
 *
 * Whether an `<r/>` is to be sent now: something is unacknowledged and no question is open. So a
 * burst costs one question in each round trip, and each stanza is covered by one in the end.
 */
gboolean xmpp_sm_ask (XmppSm *self);

/* A question was sent for another reason. */
void xmpp_sm_asked (XmppSm *self);

/* Whether the server owes us an `<a/>`. */
gboolean xmpp_sm_is_asked (const XmppSm *self);

/* Whether all that went out is acknowledged. */
gboolean xmpp_sm_is_settled (const XmppSm *self);

/**
 * xmpp_sm_acknowledge:
 * @h: what the server says it has handled, from `<a/>`, `<resumed/>` or `<failed/>`.
 *
 * Fails with XMPP_SESSION_ERROR_PROTOCOL if that is more than was sent, or less than it said before,
 * which is the same modulo 2^32.
 *
 * Returns: (transfer full) (element-type XmlElement): what was acknowledged by this, oldest first.
 */
GPtrArray *xmpp_sm_acknowledge (XmppSm *self, guint32 h, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_sm_steal:
 *
 * The session is over: empties the queue.
 *
 * Returns: (transfer full) (element-type XmlElement): what nobody has acknowledged, oldest first.
 */
GPtrArray *xmpp_sm_steal (XmppSm *self) G_GNUC_WARN_UNUSED_RESULT;
