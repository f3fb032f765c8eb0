/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Deadlines come in order, once, and not after they were moved. */

#include "xmpp/timer.h"

#define START (1000 * XMPP_SECOND)

typedef struct {
  XmppTimer *timer;
  GString *log;
  const char *name;
  gint64 again; /* the deadline to set in the callback; 0: none */
} Alarm;

static void
on_alarm (gpointer user_data)
{
  Alarm *alarm = user_data;
  gint64 again = alarm->again;

  g_string_append (alarm->log, alarm->name);
  alarm->again = 0;
  if (again != 0)
    xmpp_timer_set (alarm->timer, again);
}

static void
test_order (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  Alarm a = { .log = log, .name = "a", .again = START + 40 };
  Alarm b = { .log = log, .name = "b" };

  xmpp_timer_fake (START);
  g_assert_cmpint (xmpp_timer_now (), ==, START);
  g_assert_cmpint (xmpp_timer_date (), <=, g_get_real_time ());
  a.timer = xmpp_timer_new (on_alarm, &a);
  b.timer = xmpp_timer_new (on_alarm, &b);

  xmpp_timer_set (a.timer, START + 30);
  xmpp_timer_set (b.timer, START + 20);
  xmpp_timer_fake (START + 19);
  g_assert_cmpstr (log->str, ==, "");
  xmpp_timer_fake (START + 35);
  g_assert_cmpstr (log->str, ==, "ba");
  xmpp_timer_fake (START + 50);
  g_assert_cmpstr (log->str, ==, "baa");

  xmpp_timer_set (b.timer, START + 60);
  xmpp_timer_set (b.timer, START + 70);
  xmpp_timer_fake (START + 65);
  xmpp_timer_set (b.timer, XMPP_NEVER);
  xmpp_timer_fake (START + 1000 * XMPP_SECOND);
  g_assert_cmpstr (log->str, ==, "baa");
  g_assert_cmpint (xmpp_timer_date (), >, g_get_real_time () + 900 * XMPP_SECOND);

  xmpp_timer_free (a.timer);
  xmpp_timer_free (b.timer);
  xmpp_timer_fake (0);
}

static void
on_quit (gpointer user_data)
{
  g_main_loop_quit (user_data);
}

static void
test_real_clock (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (XmppTimer) timer = xmpp_timer_new (on_quit, loop);
  gint64 deadline = xmpp_timer_now () + XMPP_SECOND / 100;

  xmpp_timer_set (timer, XMPP_NEVER);
  xmpp_timer_set (timer, deadline);
  g_main_loop_run (loop);
  g_assert_cmpint (xmpp_timer_now (), >=, deadline);

  /* What is past is due at once. */
  xmpp_timer_set (timer, 1);
  g_main_loop_run (loop);
  xmpp_timer_set (timer, -5);
  g_main_loop_run (loop);
}

static void
on_freed (gpointer user_data)
{
  XmppTimer **timer = user_data;

  g_clear_pointer (timer, xmpp_timer_free);
}

static void
test_free_in_callback (void)
{
  XmppTimer *timer = xmpp_timer_new (on_freed, &timer);

  xmpp_timer_set (timer, 1);
  while (timer != NULL)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timer/order", test_order);
  g_test_add_func ("/timer/real-clock", test_real_clock);
  g_test_add_func ("/timer/free-in-callback", test_free_in_callback);
  return g_test_run ();
}
