/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A deadline on the boot clock, which goes on while the machine sleeps: it is due at the wake-up.
 */

#pragma once

#include <glib.h>

typedef struct _XmppTimer XmppTimer;
typedef void (*XmppTimerFunc) (gpointer user_data);

/* One second of the boot clock. */
#define XMPP_SECOND G_USEC_PER_SEC

/* A deadline that never comes. */
#define XMPP_NEVER G_MAXINT64

/* Microseconds since some point in the past, never going back. */
gint64 xmpp_timer_now (void);

/* Microseconds since 1970, for what ends at a date. */
gint64 xmpp_timer_date (void);

/* An idle timer; @func runs on the main context. */
XmppTimer *xmpp_timer_new (XmppTimerFunc func, gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_timer_set:
 * @deadline: by xmpp_timer_now(); XMPP_NEVER stops the timer.
 *
 * Replaces the deadline of before. @func runs once and may set the timer again or free it.
 */
void xmpp_timer_set (XmppTimer *self, gint64 deadline);
void xmpp_timer_free (XmppTimer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppTimer, xmpp_timer_free)

/**
 * xmpp_timer_fake:
 * @now: the time from now on; 0 goes back to the real clock.
 *
 * For tests: the time stands still until the next call, which runs what has become due, earliest
 * first. Only timers made after the first call follow. The date is ahead by as much as the time
 * has moved since that.
 */
void xmpp_timer_fake (gint64 now);
