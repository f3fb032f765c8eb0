/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When to ask a silent server for a sign of life, and when to give it up. */

#pragma once

#include "xmpp/timer.h"

/* TCP alone notices a dead link after minutes. Something sent is unsure for 10 s at most; an idle
 * link is probed rarely, for each probe wakes the machine. */
#define XMPP_LIVENESS_ANSWER (10 * XMPP_SECOND)
#define XMPP_LIVENESS_IDLE (240 * XMPP_SECOND)

typedef enum {
  XMPP_LIVENESS_FINE,
  XMPP_LIVENESS_PROBE, /* ask now, then call xmpp_liveness_asked() */
  XMPP_LIVENESS_DEAD,
} XmppLivenessVerdict;

/* Times by xmpp_timer_now(); plain data, knows no I/O. */
typedef struct {
  gint64 heard; /* anything from the server */
  gint64 spoke; /* the first stanza since then that has no <r/> behind it; XMPP_NEVER: none */
  gint64 asked; /* the question that is open; XMPP_NEVER: none */
  gint64 said;  /* anything to the server */
  gint64 quiet; /* µs for which we may say nothing; XMPP_NEVER: for ever */
} XmppLiveness;

void xmpp_liveness_init (XmppLiveness *self, gint64 now);

/* Anything came from the server. */
void xmpp_liveness_heard (XmppLiveness *self, gint64 now);

/* For how long the server puts up with silence, in seconds; 0: it has not told. */
void xmpp_liveness_set_quiet (XmppLiveness *self, guint32 idle_s);

/* Anything went out. */
void xmpp_liveness_said (XmppLiveness *self, gint64 now);

/* A stanza went out that nobody will acknowledge. */
void xmpp_liveness_spoke (XmppLiveness *self, gint64 now);

/* An `<r/>` or a ping went out. */
void xmpp_liveness_asked (XmppLiveness *self, gint64 now);

/* Its answer came. */
void xmpp_liveness_answered (XmppLiveness *self);

/* When the next verdict can be another one. */
gint64 xmpp_liveness_next (const XmppLiveness *self);
XmppLivenessVerdict xmpp_liveness_judge (const XmppLiveness *self, gint64 now);
