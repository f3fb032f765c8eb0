/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When an operation's cancellable is cancelled, and who is to blame. */

#include "xmpp/transport/deadline.h"

#include "xmpp/timer.h"
#include "xmpp/transport/connect-error.h"

#define START (1000 * XMPP_SECOND)

/* From here on the time stands still. */
static XmppDeadline *
begin (GCancellable *parent)
{
  xmpp_timer_fake (START);
  return xmpp_deadline_new (parent, 1500);
}

static GError *
cancelled (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
}

static void
test_time (void)
{
  g_autoptr (XmppDeadline) deadline = begin (NULL);
  GCancellable *cancellable = xmpp_deadline_get_cancellable (deadline);
  g_autoptr (GError) error = cancelled ();

  xmpp_timer_fake (START + 1499 * 1000);
  g_assert_false (g_cancellable_is_cancelled (cancellable));
  xmpp_timer_fake (START + 1500 * 1000);
  g_assert_true (g_cancellable_is_cancelled (cancellable));

  xmpp_deadline_blame (deadline, &error);
  g_assert_error (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_TIMED_OUT);
}

static void
test_parent (void)
{
  g_autoptr (GCancellable) parent = g_cancellable_new ();
  g_autoptr (XmppDeadline) deadline = begin (parent);
  GCancellable *cancellable = xmpp_deadline_get_cancellable (deadline);
  g_autoptr (GError) error = cancelled ();

  g_cancellable_cancel (parent);
  g_assert_true (g_cancellable_is_cancelled (cancellable));

  /* Even if the time is up before anybody asks. */
  xmpp_timer_fake (START + 1500 * 1000);
  xmpp_deadline_blame (deadline, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled_parent (void)
{
  g_autoptr (GCancellable) parent = g_cancellable_new ();
  g_autoptr (XmppDeadline) deadline = NULL;

  g_cancellable_cancel (parent);
  deadline = begin (parent);
  g_assert_true (g_cancellable_is_cancelled (xmpp_deadline_get_cancellable (deadline)));
}

/* What failed by itself shortly before the time was up is not blamed on the time. */
static void
test_other_error (void)
{
  g_autoptr (XmppDeadline) deadline = begin (NULL);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "");

  xmpp_timer_fake (START + 1500 * 1000);
  xmpp_deadline_blame (deadline, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
}

/* The parent may be cancelled when the deadline is gone. */
static void
test_freed (void)
{
  g_autoptr (GCancellable) parent = g_cancellable_new ();

  xmpp_deadline_free (begin (parent));
  g_cancellable_cancel (parent);
  xmpp_timer_fake (START + 1500 * 1000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transport/deadline/time", test_time);
  g_test_add_func ("/transport/deadline/parent", test_parent);
  g_test_add_func ("/transport/deadline/cancelled-parent", test_cancelled_parent);
  g_test_add_func ("/transport/deadline/other-error", test_other_error);
  g_test_add_func ("/transport/deadline/freed", test_freed);
  return g_test_run ();
}
