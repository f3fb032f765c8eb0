/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Deadlines over timerfd(2), because GLib's own timeouts stand still while the machine sleeps. */

#include "config.h"

#include "xmpp/timer.h"

#include <glib-unix.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

struct _XmppTimer {
  XmppTimerFunc func;
  gpointer user_data;
  gint64 deadline;
  int fd; /* -1: follows the fake clock */
  guint source;
};

/* The fake clock of the tests and the timers on it; 0 and NULL in the program. */
static gint64 fake_now;
static gint64 fake_ahead; /* how far it has moved */
static GList *fake_timers;

static gboolean
on_expired (int fd, GIOCondition condition, gpointer user_data)
{
  XmppTimer *self = user_data;
  guint64 n_expirations;

  /* Nothing to read: the deadline was moved after this event had been polled. */
  if (read (fd, &n_expirations, sizeof n_expirations) < 0)
    return G_SOURCE_CONTINUE;

  self->deadline = XMPP_NEVER;
  self->func (self->user_data);
  return G_SOURCE_CONTINUE;
}

static XmppTimer *
first_due (void)
{
  XmppTimer *first = NULL;

  for (GList *l = fake_timers; l != NULL; l = l->next) {
    XmppTimer *timer = l->data;
    if (timer->deadline <= fake_now && (first == NULL || timer->deadline < first->deadline))
      first = timer;
  }
  return first;
}

gint64
xmpp_timer_now (void)
{
  struct timespec now;

  if (fake_now != 0)
    return fake_now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

gint64
xmpp_timer_date (void)
{
  return g_get_real_time () + fake_ahead;
}

XmppTimer *
xmpp_timer_new (XmppTimerFunc func, gpointer user_data)
{
  XmppTimer *self = g_new0 (XmppTimer, 1);

  self->func = func;
  self->user_data = user_data;
  self->deadline = XMPP_NEVER;
  self->fd = -1;
  if (fake_now != 0) {
    fake_timers = g_list_prepend (fake_timers, self);
    return self;
  }

  self->fd = timerfd_create (CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  if (self->fd < 0)
    g_error ("timerfd_create: %s", g_strerror (errno)); /* As with GLib: no descriptors left. */
  self->source = g_unix_fd_add (self->fd, G_IO_IN, on_expired, self);
  return self;
}

void
xmpp_timer_set (XmppTimer *self, gint64 deadline)
{
  struct itimerspec when = { 0 };

  if (self->deadline == deadline)
    return;

  self->deadline = deadline;
  if (self->fd < 0)
    return;

  if (deadline != XMPP_NEVER) {
    /* A time of 0 would disarm the timer; what is long past is due at once either way. */
    gint64 us = MAX (deadline, 1);
    when.it_value.tv_sec = us / G_USEC_PER_SEC;
    when.it_value.tv_nsec = us % G_USEC_PER_SEC * 1000;
  }
  timerfd_settime (self->fd, TFD_TIMER_ABSTIME, &when, NULL);
}

void
xmpp_timer_free (XmppTimer *self)
{
  fake_timers = g_list_remove (fake_timers, self);
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

void
xmpp_timer_fake (gint64 now)
{
  XmppTimer *timer;

  fake_ahead = now != 0 && fake_now != 0 ? fake_ahead + now - fake_now : 0;
  fake_now = now;
  while (now != 0 && (timer = first_due ()) != NULL) {
    timer->deadline = XMPP_NEVER;
    timer->func (timer->user_data);
  }
}
