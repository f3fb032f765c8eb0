/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One stream: a transport, the sign-in, then acknowledgements and signs of life. It is thrown away
 * with the connection; what outlives it is the session's. */

#pragma once

#include "xmpp/sign-in.h"
#include "xmpp/stream-management.h"

/* For all of a close. */
#define XMPP_STREAM_CLOSE_TIMEOUT (2 * XMPP_SECOND)

/* The server's question what we have handled waits for work that is going on so long at most. */
#define XMPP_STREAM_ANSWER_DELAY (1 * XMPP_SECOND)

typedef struct _XmppStream XmppStream;

/**
 * XmppStreamEvents:
 * @opened: the server has answered; once.
 * @acked: the server has taken over these stanzas; without stream management as soon as each is sent.
 *   They are in no queue any more. May come before @ready, about a resumed or lost session.
 * @ready: stanzas may be sent. After a resumption call xmpp_stream_resend() first.
 * @received: an element after the negotiation, those of stream management only to be looked at.
 *   @hold: (nullable): whoever works on a stanza after the call takes a reference to it, and calls
 *   xmpp_stream_handled() when it is released; %NULL if nobody counts.
 * @sent: the same for what goes out.
 * @ended: the last event, once: the reason, or NULL after xmpp_stream_close().
 *
 * Each may call anything here.
 */
typedef struct {
  void (*opened) (gpointer user_data);
  void (*acked) (XmlElement *const *stanzas, guint n_stanzas, gpointer user_data);
  void (*ready) (const XmppNegotiated *result, gpointer user_data);
  void (*received) (const XmlElement *element, XmppHold *hold, gpointer user_data);
  void (*sent) (const XmlElement *element, gpointer user_data);
  void (*ended) (const GError *error, gpointer user_data);
} XmppStreamEvents;

/**
 * xmpp_stream_new:
 * @transport: connected; opened here.
 * @negotiation: how to sign in, see xmpp_sign_in_new().
 * @sm: the session's; it counts the stanzas of this stream if the server agrees.
 *
 * No event comes before this has returned.
 */
XmppStream *xmpp_stream_new (XmppTransport *transport,
                             const XmppNegotiation *negotiation,
                             XmppSm *sm,
                             const XmppStreamEvents *events,
                             gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/* Forgets the stream: no event comes any more. If it has not ended it is closed in the background. */
void xmpp_stream_drop (XmppStream *self);

/* Sends a stanza or any other element; sealed. Does nothing after the end. */
/* The server ends the stream when it has heard nothing from us for so many seconds (XEP-0478); 0: not that
 * we know. */
void xmpp_stream_set_idle (XmppStream *self, guint32 idle_s);

void xmpp_stream_send (XmppStream *self, XmlElement *element);

/* After a resumption: sends all that is still unacknowledged, and what has waited for it. */
void xmpp_stream_resend (XmppStream *self);

/* A stanza of this stream's session is handled: the server may be waiting to hear of it. */
void xmpp_stream_handled (XmppStream *self);

/* Ends the stream without a word, because of @error. The server keeps what we have not handled. */
void xmpp_stream_break (XmppStream *self, const GError *error);

/* Asks for a sign of life, unless that has been done and is open. */
void xmpp_stream_check (XmppStream *self);

/* Says goodbye: waits for the last acknowledgements, for what is being handled, and for the server's
 * closing tag, 2 s at most. */
void xmpp_stream_close (XmppStream *self);
