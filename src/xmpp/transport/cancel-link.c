/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lets one cancellable follow another for a while. */

#include "config.h"

#include "xmpp/transport/cancel-link.h"

struct _XmppCancelLink {
  GCancellable *parent;
  GCancellable *child;
  gulong handler;
};

/*
 * Not g_cancellable_connect(), whose counterpart waits for ever if it is called while the parent is
 * being cancelled. And not g_signal_connect_object(): GObject aborts when the child goes in one
 * thread while the parent does in another.
 */
XmppCancelLink *
xmpp_cancel_link_new (GCancellable *parent, GCancellable *child)
{
  XmppCancelLink *self;

  if (parent == NULL)
    return NULL;

  self = g_new0 (XmppCancelLink, 1);
  self->parent = g_object_ref (parent);
  self->child = g_object_ref (child);
  self->handler =
    g_signal_connect_swapped (parent, "cancelled", G_CALLBACK (g_cancellable_cancel), child);
  if (g_cancellable_is_cancelled (parent))
    g_cancellable_cancel (child);
  return self;
}

void
xmpp_cancel_link_free (XmppCancelLink *self)
{
  g_signal_handler_disconnect (self->parent, self->handler);
  g_object_unref (self->parent);
  g_object_unref (self->child);
  g_free (self);
}
