/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A cancellable for one operation, cancelled by the caller's own or when the time is up. */

#include "config.h"

#include "xmpp/timer.h"
#include "xmpp/transport/cancel-link.h"
#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/deadline.h"

struct _XmppDeadline {
  GCancellable *cancellable;
  XmppCancelLink *link; /* (nullable): to the caller's own */
  XmppTimer *timer;
  guint timeout_ms;
  gboolean expired;
};

static void
on_expired (gpointer user_data)
{
  XmppDeadline *self = user_data;

  self->expired = !g_cancellable_is_cancelled (self->cancellable);
  g_cancellable_cancel (self->cancellable);
}

XmppDeadline *
xmpp_deadline_new (GCancellable *parent, guint timeout_ms)
{
  XmppDeadline *self = g_new0 (XmppDeadline, 1);

  self->cancellable = g_cancellable_new ();
  self->timeout_ms = timeout_ms;
  self->timer = xmpp_timer_new (on_expired, self);
  xmpp_timer_set (self->timer, xmpp_timer_now () + (gint64) timeout_ms * 1000);
  self->link = xmpp_cancel_link_new (parent, self->cancellable);
  return self;
}

void
xmpp_deadline_free (XmppDeadline *self)
{
  xmpp_timer_free (self->timer);
  g_clear_pointer (&self->link, xmpp_cancel_link_free);
  g_object_unref (self->cancellable);
  g_free (self);
}

GCancellable *
xmpp_deadline_get_cancellable (XmppDeadline *self)
{
  return self->cancellable;
}

void
xmpp_deadline_blame (XmppDeadline *self, GError **error)
{
  if (!self->expired || !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_error (error);
  g_set_error (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_TIMED_OUT, "No answer within %u ms",
               self->timeout_ms);
}
