/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rules by which a link is alive (RFC 6120 §4.6.4). */

#include "config.h"

#include "xmpp/liveness.h"

void
xmpp_liveness_init (XmppLiveness *self, gint64 now)
{
  *self = (XmppLiveness){
    .heard = now, .spoke = XMPP_NEVER, .asked = XMPP_NEVER, .said = now, .quiet = XMPP_NEVER
  };
}

/* Three quarters of it, for what we say takes time to arrive; but nobody makes us talk all the time. */
void
xmpp_liveness_set_quiet (XmppLiveness *self, guint32 idle_s)
{
  self->quiet = idle_s != 0 ? MAX (idle_s * XMPP_SECOND * 3 / 4, XMPP_LIVENESS_ANSWER) : XMPP_NEVER;
}

void
xmpp_liveness_said (XmppLiveness *self, gint64 now)
{
  self->said = now;
}

void
xmpp_liveness_heard (XmppLiveness *self, gint64 now)
{
  self->heard = now;
  self->spoke = XMPP_NEVER;
}

void
xmpp_liveness_spoke (XmppLiveness *self, gint64 now)
{
  self->spoke = MIN (self->spoke, now);
}

void
xmpp_liveness_asked (XmppLiveness *self, gint64 now)
{
  self->asked = MIN (self->asked, now);
}

void
xmpp_liveness_answered (XmppLiveness *self)
{
  self->asked = XMPP_NEVER;
}

gint64
xmpp_liveness_next (const XmppLiveness *self)
{
  gint64 next;

  /* An answer may queue behind a page of the archive on a slow link: whatever comes is life. */
  if (self->asked != XMPP_NEVER)
    return MAX (self->asked, self->heard) + XMPP_LIVENESS_ANSWER;

  next = self->heard + XMPP_LIVENESS_IDLE;
  if (self->spoke != XMPP_NEVER)
    next = MIN (next, self->spoke + XMPP_LIVENESS_ANSWER);
  if (self->quiet != XMPP_NEVER)
    next = MIN (next, self->said + self->quiet);
  return next;
}

XmppLivenessVerdict
xmpp_liveness_judge (const XmppLiveness *self, gint64 now)
{
  if (now < xmpp_liveness_next (self))
    return XMPP_LIVENESS_FINE;
  return self->asked != XMPP_NEVER ? XMPP_LIVENESS_DEAD : XMPP_LIVENESS_PROBE;
}
