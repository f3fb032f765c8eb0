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
  guint n_asked;          /* so many <r/> are not answered yet */
  guint n_unasked;        /* went out after the last of them */
  gboolean gently;        /* what waits goes out bit by bit, as it is acknowledged */

  GQueue held;        /* of XmppHold, the oldest first: the first is what comes after our h */
  guint32 n_received; /* also what is held */
  guint32 owed;       /* the server has asked when so many had come */
  gboolean owes;
};

struct _XmppHold {
  XmppSm *sm; /* (nullable): NULL: it counts no more */
  guint32 number;
  guint n_holders;
  gboolean failed;
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

/* Those who hold it still may, but nobody counts it. */
static void
let_go (gpointer data)
{
  XmppHold *hold = data;

  hold->sm = NULL;
  if (hold->n_holders == 0)
    g_free (hold);
}

XmppSm *
xmpp_sm_new (void)
{
  XmppSm *self = g_new0 (XmppSm, 1);

  g_queue_init (&self->unacked);
  g_queue_init (&self->held);
  return self;
}

void
xmpp_sm_free (XmppSm *self)
{
  g_queue_clear_full (&self->unacked, unref_element);
  g_queue_clear_full (&self->held, let_go);
  g_free (self);
}

void
xmpp_sm_begin (XmppSm *self, guint32 n_sent, guint32 n_handled)
{
  g_assert (g_queue_is_empty (&self->unacked));

  xmpp_sm_reconnect (self);
  self->n_acknowledged = n_sent;
  self->n_received = n_handled;
  self->n_asked = 0;
  self->n_unasked = 0;
}

XmppHold *
xmpp_sm_receive (XmppSm *self)
{
  XmppHold *hold = g_new0 (XmppHold, 1);

  hold->sm = self;
  hold->number = ++self->n_received;
  hold->n_holders = 1;
  g_queue_push_tail (&self->held, hold);
  return hold;
}

XmppHold *
xmpp_hold_ref (XmppHold *self)
{
  self->n_holders++;
  return self;
}

gboolean
xmpp_hold_release (XmppHold *self, gboolean handled)
{
  XmppSm *sm = self->sm;

  self->failed |= !handled;
  if (--self->n_holders > 0 || (self->failed && sm != NULL))
    return sm != NULL;

  if (sm != NULL)
    g_queue_remove (&sm->held, self); /* the archive works in order: it is one of the first */
  g_free (self);
  return sm != NULL;
}

guint32
xmpp_sm_get_handled (const XmppSm *self)
{
  const XmppHold *first = self->held.head != NULL ? self->held.head->data : NULL;

  return first != NULL ? first->number - 1 : self->n_received;
}

gboolean
xmpp_sm_has_handled_all (const XmppSm *self)
{
  return self->held.head == NULL;
}

void
xmpp_sm_reconnect (XmppSm *self)
{
  self->n_received = xmpp_sm_get_handled (self);
  self->owes = FALSE;
  g_queue_clear_full (&self->held, let_go);
}

void
xmpp_sm_owe (XmppSm *self)
{
  self->owes = TRUE;
  self->owed = self->n_received;
}

gboolean
xmpp_sm_is_answer_due (const XmppSm *self)
{
  return self->owes && (gint32) (xmpp_sm_get_handled (self) - self->owed) >= 0;
}

gboolean
xmpp_sm_owes (const XmppSm *self)
{
  return self->owes;
}

guint32
xmpp_sm_answer (XmppSm *self)
{
  if (xmpp_sm_is_answer_due (self))
    self->owes = FALSE;
  return xmpp_sm_get_handled (self);
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

static gboolean
is_full (const XmppSm *self)
{
  return self->gently && self->n_out >= XMPP_SM_MAX_UNASKED;
}

XmlElement *
xmpp_sm_next (XmppSm *self)
{
  GList *next = self->waiting;

  if (next == NULL || is_full (self))
    return NULL;

  self->waiting = next->next;
  self->gently = self->gently && self->waiting != NULL;
  self->n_out++;
  self->n_unasked++;
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
  self->gently = self->waiting != NULL;
  self->n_out = 0;
  self->n_asked = 0;
  self->n_unasked = 0;
}

gboolean
xmpp_sm_ask (XmppSm *self)
{
  gboolean is_end = (self->waiting == NULL || is_full (self)) && self->n_asked == 0;

  if (self->n_out == 0 || (!is_end && self->n_unasked < XMPP_SM_MAX_UNASKED))
    return FALSE;

  xmpp_sm_asked (self);
  return TRUE;
}

void
xmpp_sm_asked (XmppSm *self)
{
  self->n_asked++;
  self->n_unasked = 0;
}

gboolean
xmpp_sm_is_asked (const XmppSm *self)
{
  return self->n_asked > 0;
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
  /* A server may answer several questions at once. */
  if (self->n_out == 0)
    self->n_asked = 0;
  else if (self->n_asked > 0)
    self->n_asked--;
  return take_first (self, n);
}

GPtrArray *
xmpp_sm_steal (XmppSm *self)
{
  self->waiting = NULL;
  self->gently = FALSE;
  self->n_out = 0;
  return take_first (self, self->unacked.length);
}
