/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counters and queue of XEP-0198 §4 and §5. */

#include "config.h"

#include "xmpp/stream-management.h"

#include "xmpp/session-error.h"

struct _XmppSm {
  GQueue unacked;         /* of XmlElement: first what went out, then what waits */
  GList *waiting;         /* (nullable): the first that waits, in unacked */
  guint n_out;            /* so many are before it */
  guint32 n_acknowledged; /* the server's last h */
  guint32 n_received;     /* our h */
  gboolean asked;         /* an <r/> is not answered yet */
};

static void
unref_element (gpointer element)
{
  xml_element_unref (element);
}

static GPtrArray *
take_first (XmppSm *self, guint n)
{
  GPtrArray *taken = g_ptr_array_new_full (n, unref_element);

  while (n-- > 0)
    g_ptr_array_add (taken, g_queue_pop_head (&self->unacked));
  return taken;
}

XmppSm *
xmpp_sm_new (void)
{
  XmppSm *self = g_new0 (XmppSm, 1);

  g_queue_init (&self->unacked);
  return self;
}

void
xmpp_sm_free (XmppSm *self)
{
  g_queue_clear_full (&self->unacked, unref_element);
  g_free (self);
}

void
xmpp_sm_begin (XmppSm *self, guint32 n_sent, guint32 n_received)
{
  g_assert (g_queue_is_empty (&self->unacked));

  self->n_acknowledged = n_sent;
  self->n_received = n_received;
  self->asked = FALSE;
}

void
xmpp_sm_received (XmppSm *self)
{
  self->n_received++;
}

guint32
xmpp_sm_get_received (const XmppSm *self)
{
  return self->n_received;
}

guint32
xmpp_sm_get_sent (const XmppSm *self)
{
  return self->n_acknowledged + self->n_out;
}

void
xmpp_sm_push (XmppSm *self, XmlElement *stanza)
{
  g_queue_push_tail (&self->unacked, xml_element_ref (stanza));
  if (self->waiting == NULL)
    self->waiting = self->unacked.tail;
}

XmlElement *
xmpp_sm_next (XmppSm *self)
{
  GList *next = self->waiting;

  if (next == NULL)
    return NULL;

  self->waiting = next->next;
  self->n_out++;
  return xml_element_ref (next->data);
}

guint
xmpp_sm_get_n_waiting (const XmppSm *self)
{
  return self->unacked.length - self->n_out;
}

void
xmpp_sm_rewind (XmppSm *self)
{
  self->waiting = self->unacked.head;
  self->n_out = 0;
}

gboolean
xmpp_sm_ask (XmppSm *self)
{
  if (self->asked || self->n_out == 0)
    return FALSE;

  self->asked = TRUE;
  return TRUE;
}

void
xmpp_sm_asked (XmppSm *self)
{
  self->asked = TRUE;
}

gboolean
xmpp_sm_is_asked (const XmppSm *self)
{
  return self->asked;
}

gboolean
xmpp_sm_is_settled (const XmppSm *self)
{
  return self->n_out == 0;
}

GPtrArray *
xmpp_sm_acknowledge (XmppSm *self, guint32 h, GError **error)
{
  guint32 n = h - self->n_acknowledged;

  if (n > self->n_out) {
    g_set_error (error, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_PROTOCOL,
                 "the server acknowledged stanza %u, between %u and %u were due", h,
                 self->n_acknowledged, xmpp_sm_get_sent (self));
    return NULL;
  }

  self->n_acknowledged = h;
  self->n_out -= n;
  self->asked = FALSE;
  return take_first (self, n);
}

GPtrArray *
xmpp_sm_steal (XmppSm *self)
{
  self->waiting = NULL;
  self->n_out = 0;
  return take_first (self, self->unacked.length);
}
