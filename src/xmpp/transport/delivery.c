/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks after each event whether the transport is still there. */

#include "config.h"

#include "xmpp/transport/delivery.h"

static void
hand_out (const XmppDelivery *self, XmppTransport *transport, const XmppInboxEvent *event)
{
  switch (event->kind) {
  case XMPP_INBOX_OPENED:
    xmpp_transport_emit_opened (transport, event->element);
    break;
  case XMPP_INBOX_ELEMENT:
    xmpp_transport_emit_element (transport, event->element);
    break;
  case XMPP_INBOX_CLOSED:
  case XMPP_INBOX_FAILED:
    self->ended (transport, event->error);
    break;
  default:
    g_assert_not_reached ();
  }
}

gboolean
xmpp_delivery_run (const XmppDelivery *self, XmppTransport *transport)
{
  gpointer alive = transport;

  g_object_add_weak_pointer (G_OBJECT (transport), &alive);
  for (;;) {
    g_autoptr (XmppInboxEvent) event = self->pop (transport);

    if (event == NULL)
      break;
    hand_out (self, transport, event);
    if (alive == NULL)
      return FALSE;
  }
  g_object_remove_weak_pointer (G_OBJECT (transport), &alive);
  return TRUE;
}
