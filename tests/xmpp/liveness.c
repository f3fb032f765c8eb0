/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When a link is probed and when it is given up. */

#include "xmpp/liveness.h"

#define START (1000 * XMPP_SECOND)

static void
assert_next (const XmppLiveness *self, gint64 at, XmppLivenessVerdict verdict)
{
  g_assert_cmpint (xmpp_liveness_next (self), ==, at);
  g_assert_cmpint (xmpp_liveness_judge (self, at - 1), ==, XMPP_LIVENESS_FINE);
  g_assert_cmpint (xmpp_liveness_judge (self, at), ==, verdict);
}

static void
test_idle (void)
{
  XmppLiveness self;

  xmpp_liveness_init (&self, START);
  assert_next (&self, START + XMPP_LIVENESS_IDLE, XMPP_LIVENESS_PROBE);
  xmpp_liveness_heard (&self, START + 7);
  assert_next (&self, START + 7 + XMPP_LIVENESS_IDLE, XMPP_LIVENESS_PROBE);
}

static void
test_asked (void)
{
  XmppLiveness self;

  xmpp_liveness_init (&self, START);
  xmpp_liveness_asked (&self, START + 5);
  assert_next (&self, START + 5 + XMPP_LIVENESS_ANSWER, XMPP_LIVENESS_DEAD);

  /* A second question does not prolong the first. */
  xmpp_liveness_asked (&self, START + 6);
  assert_next (&self, START + 5 + XMPP_LIVENESS_ANSWER, XMPP_LIVENESS_DEAD);

  /* But anything that comes does. */
  xmpp_liveness_heard (&self, START + 8);
  assert_next (&self, START + 8 + XMPP_LIVENESS_ANSWER, XMPP_LIVENESS_DEAD);

  xmpp_liveness_answered (&self);
  assert_next (&self, START + 8 + XMPP_LIVENESS_IDLE, XMPP_LIVENESS_PROBE);
}

static void
test_spoke (void)
{
  XmppLiveness self;

  xmpp_liveness_init (&self, START);
  xmpp_liveness_spoke (&self, START + 5);
  xmpp_liveness_spoke (&self, START + 6);
  assert_next (&self, START + 5 + XMPP_LIVENESS_ANSWER, XMPP_LIVENESS_PROBE);

  xmpp_liveness_heard (&self, START + 8);
  assert_next (&self, START + 8 + XMPP_LIVENESS_IDLE, XMPP_LIVENESS_PROBE);

  /* Spoken just before the link would be probed for being idle anyway. */
  xmpp_liveness_spoke (&self, START + XMPP_LIVENESS_IDLE);
  assert_next (&self, START + 8 + XMPP_LIVENESS_IDLE, XMPP_LIVENESS_PROBE);
}

/* The server hears of us in time, whatever it says itself. */
static void
test_quiet (void)
{
  XmppLiveness self;

  xmpp_liveness_init (&self, START);
  xmpp_liveness_set_quiet (&self, 60);
  assert_next (&self, START + 45 * XMPP_SECOND, XMPP_LIVENESS_PROBE);
  xmpp_liveness_heard (&self, START + 40 * XMPP_SECOND);
  assert_next (&self, START + 45 * XMPP_SECOND, XMPP_LIVENESS_PROBE);
  xmpp_liveness_said (&self, START + 44 * XMPP_SECOND);
  assert_next (&self, START + 89 * XMPP_SECOND, XMPP_LIVENESS_PROBE);

  xmpp_liveness_set_quiet (&self, 1);
  assert_next (&self, START + 44 * XMPP_SECOND + XMPP_LIVENESS_ANSWER, XMPP_LIVENESS_PROBE);
  xmpp_liveness_set_quiet (&self, G_MAXUINT32);
  assert_next (&self, START + 40 * XMPP_SECOND + XMPP_LIVENESS_IDLE, XMPP_LIVENESS_PROBE);
  xmpp_liveness_set_quiet (&self, 0);
  assert_next (&self, START + 40 * XMPP_SECOND + XMPP_LIVENESS_IDLE, XMPP_LIVENESS_PROBE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/liveness/idle", test_idle);
  g_test_add_func ("/liveness/asked", test_asked);
  g_test_add_func ("/liveness/spoke", test_spoke);
  g_test_add_func ("/liveness/quiet", test_quiet);
  return g_test_run ();
}
