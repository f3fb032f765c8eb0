/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bookkeeping of XEP-0198: who has taken how many stanzas, and which of ours are still unsure. */

#pragma once

#include "xml/element.h"

/* Outlives the streams as long as the session can be resumed. Knows no I/O and no time. */
typedef struct _XmppSm XmppSm;

/* A stanza that came in and is not handled yet: who has it still works on it. */
typedef struct _XmppHold XmppHold;

XmppSm *xmpp_sm_new (void) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_sm_free (XmppSm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppSm, xmpp_sm_free)

/* A session begins with these counts, a new one with 0 and 0. Nothing may be queued any more, see
 * xmpp_sm_steal(). */
void xmpp_sm_begin (XmppSm *self, guint32 n_sent, guint32 n_handled);

/* A stanza came in. The caller is the first to hold it. */
XmppHold *xmpp_sm_receive (XmppSm *self) G_GNUC_WARN_UNUSED_RESULT;

/* One more works on it. */
XmppHold *xmpp_hold_ref (XmppHold *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_hold_release:
 * @self: (transfer full)
 * @handled: FALSE: what it asks for could not be done. It never counts as handled, nor does what
 *   came after it, so that the server keeps it and can send it again.
 *
 * A stanza is handled when nobody holds it any more.
 *
 * Returns: whether it counts at all: FALSE after xmpp_sm_begin() or xmpp_sm_reconnect().
 */
gboolean xmpp_hold_release (XmppHold *self, gboolean handled);

/* The `h` of our `<a/>` and `<resume/>`: how many stanzas were handled before the first one that is
 * not, modulo 2^32. */
guint32 xmpp_sm_get_handled (const XmppSm *self);

/* Whether that is all that came in. */
gboolean xmpp_sm_has_handled_all (const XmppSm *self);

/* A new stream is to resume the session from our `h` on: what is not handled comes once more, so
 * what becomes of it now counts no more. */
void xmpp_sm_reconnect (XmppSm *self);

/* The server has sent an `<r/>`: an answer is owed. */
void xmpp_sm_owe (XmppSm *self);

/* Whether an answer is owed and all is handled that came in before it was asked for. */
gboolean xmpp_sm_is_answer_due (const XmppSm *self);

/* Whether an answer is owed, or has been given that told only half. */
gboolean xmpp_sm_owes (const XmppSm *self);

/* Returns: the `h` to answer with now. */
guint32 xmpp_sm_answer (XmppSm *self);

/* How many went out, modulo 2^32. */
guint32 xmpp_sm_get_sent (const XmppSm *self);

/* Queues @stanza: it is sent in its turn, and kept until it is acknowledged. */
void xmpp_sm_push (XmppSm *self, XmlElement *stanza);

/* Returns: (transfer full) (nullable): the next one to send, which counts as sent from now on. NULL
 * also when after a resumption the server has to acknowledge some first. */
XmlElement *xmpp_sm_next (XmppSm *self) G_GNUC_WARN_UNUSED_RESULT;

/* How many have not gone out. */
guint xmpp_sm_get_n_waiting (const XmppSm *self);

/* The stream was resumed, and what the server has of the former one acknowledged: all the rest
 * has to be sent again. Until nothing waits any more only XMPP_SM_MAX_UNASKED go out at once: Prosody
 * 0.12 loses what exceeds its limit of bytes right after a resumption, for ever if all comes again. */
void xmpp_sm_rewind (XmppSm *self);

/* So many stanzas go out without a question at most. A server that reads no more than 10 kB/s, which
 * is Prosody's default, then answers every few seconds, within XMPP_LIVENESS_ANSWER. */
#define XMPP_SM_MAX_UNASKED 16

/**
 * xmpp_sm_ask:
 *
 * Whether an `<r/>` is to be sent now: something is unacknowledged, and either nothing can be sent and no
 * question is open, or XMPP_SM_MAX_UNASKED stanzas went out since the last one. So a burst costs few
 * questions, each stanza is covered by one in the end, and a long queue is let go bit by bit.
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
