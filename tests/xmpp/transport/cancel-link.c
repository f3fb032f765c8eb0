/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A cancellable that follows another, for a while. */

#include "xmpp/transport/cancel-link.h"

static void
test_follows (void)
{
  g_autoptr (GCancellable) parent = g_cancellable_new ();
  g_autoptr (GCancellable) child = g_cancellable_new ();
  g_autoptr (GCancellable) late = g_cancellable_new ();
  g_autoptr (XmppCancelLink) link = xmpp_cancel_link_new (parent, child);
  g_autoptr (XmppCancelLink) late_link = NULL;

  g_assert_false (g_cancellable_is_cancelled (child));
  g_cancellable_cancel (parent);
  g_assert_true (g_cancellable_is_cancelled (child));
  late_link = xmpp_cancel_link_new (parent, late);
  g_assert_true (g_cancellable_is_cancelled (late));
}

static void
test_for_a_while (void)
{
  g_autoptr (GCancellable) parent = g_cancellable_new ();
  g_autoptr (GCancellable) child = g_cancellable_new ();

  xmpp_cancel_link_free (xmpp_cancel_link_new (parent, child));
  g_cancellable_cancel (parent);
  g_assert_false (g_cancellable_is_cancelled (child));
  g_assert_null (xmpp_cancel_link_new (NULL, child));
}

static void
free_link (GCancellable *child, gpointer user_data)
{
  XmppCancelLink **link = user_data;

  g_clear_pointer (link, xmpp_cancel_link_free);
}

static void
test_freed_meanwhile (void)
{
  g_autoptr (GCancellable) parent = g_cancellable_new ();
  GCancellable *child = g_cancellable_new ();
  XmppCancelLink *link = xmpp_cancel_link_new (parent, child);

  g_signal_connect (child, "cancelled", G_CALLBACK (free_link), &link);
  g_object_unref (child);
  g_cancellable_cancel (parent);
  g_assert_null (link);
}

static gpointer
drop_each (gpointer queue)
{
  gpointer object;

  while (G_IS_CANCELLABLE (object = g_async_queue_pop (queue)))
    g_object_unref (object);
  g_object_unref (object);
  return NULL;
}

/* As if a look-up or a handshake of GIO's were the last to know the child, when the parent goes. */
static void
test_last_in_a_thread (void)
{
  g_autoptr (GAsyncQueue) queue = g_async_queue_new ();
  GThread *thread = g_thread_new ("drop", drop_each, queue);

  for (guint i = 0; i < 50000; i++) {
    g_autoptr (GCancellable) parent = g_cancellable_new ();
    g_autoptr (GCancellable) child = g_cancellable_new ();
    g_autoptr (XmppCancelLink) link = xmpp_cancel_link_new (parent, child);

    g_async_queue_push (queue, g_steal_pointer (&child));
  }
  g_async_queue_push (queue, g_object_new (G_TYPE_OBJECT, NULL));
  g_thread_join (thread);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transport/cancel-link/follows", test_follows);
  g_test_add_func ("/transport/cancel-link/for-a-while", test_for_a_while);
  g_test_add_func ("/transport/cancel-link/freed-meanwhile", test_freed_meanwhile);
  g_test_add_func ("/transport/cancel-link/last-in-a-thread", test_last_in_a_thread);
  return g_test_run ();
}
