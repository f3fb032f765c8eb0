/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was received and not yet delivered: bytes in, one event at a time out. */

#include "config.h"

#include "xmpp/transport/inbox.h"

#include <string.h>

struct _XmppInbox {
  XmlLimits limits;
  XmlParser *parser; /* NULL after an error */
  GQueue events;     /* of XmppInboxEvent */
  GBytes *bytes;     /* (nullable) */
  gsize n_parsed;
};

static void
push (XmppInbox *self, XmppInboxKind kind, const XmlElement *element, GError *error)
{
  XmppInboxEvent *event = g_new0 (XmppInboxEvent, 1);

  event->kind = kind;
  event->element = element ? xml_element_ref (element) : NULL;
  event->error = error;
  g_queue_push_tail (&self->events, event);
}

static void
on_opened (const XmlElement *header, gpointer data)
{
  push (data, XMPP_INBOX_OPENED, header, NULL);
}

static void
on_element (const XmlElement *element, gpointer data)
{
  push (data, XMPP_INBOX_ELEMENT, element, NULL);
}

static void
on_closed (gpointer data)
{
  push (data, XMPP_INBOX_CLOSED, NULL, NULL);
}

static void
free_event (gpointer event)
{
  xmpp_inbox_event_free (event);
}

/* A complete tag ends with ">"; no other event can come before the next one. */
static gsize
measure_piece (const char *bytes, gsize n_bytes, gboolean careful)
{
  const char *end = careful ? memchr (bytes, '>', n_bytes) : NULL;

  return end ? (gsize) (end - bytes) + 1 : n_bytes;
}

static void
parse_piece (XmppInbox *self, gboolean careful)
{
  gsize n_bytes;
  const char *bytes = g_bytes_get_data (self->bytes, &n_bytes);
  gsize n_piece = measure_piece (bytes + self->n_parsed, n_bytes - self->n_parsed, careful);
  GError *error = NULL;

  if (!xml_parser_feed (self->parser, bytes + self->n_parsed, n_piece, &error)) {
    g_clear_pointer (&self->parser, xml_parser_free);
    push (self, XMPP_INBOX_FAILED, NULL, error);
  }

  self->n_parsed += n_piece;
  if (self->n_parsed == n_bytes)
    g_clear_pointer (&self->bytes, g_bytes_unref);
}

XmppInbox *
xmpp_inbox_new (XmlLimits limits)
{
  XmppInbox *self = g_new0 (XmppInbox, 1);

  self->limits = limits;
  g_queue_init (&self->events);
  return self;
}

void
xmpp_inbox_free (XmppInbox *self)
{
  g_clear_pointer (&self->parser, xml_parser_free);
  g_queue_clear_full (&self->events, free_event);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

void
xmpp_inbox_restart (XmppInbox *self)
{
  static const XmlParserEvents events = { on_opened, on_element, on_closed };

  g_clear_pointer (&self->parser, xml_parser_free);
  g_queue_clear_full (&self->events, free_event);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->parser = xml_parser_new (&events, self->limits, self);
}

void
xmpp_inbox_put (XmppInbox *self, GBytes *bytes)
{
  g_return_if_fail (self->bytes == NULL);

  self->bytes = bytes;
  self->n_parsed = 0;
}

XmppInboxEvent *
xmpp_inbox_pop (XmppInbox *self, gboolean careful)
{
  while (g_queue_is_empty (&self->events) && self->bytes != NULL && self->parser != NULL)
    parse_piece (self, careful);
  return g_queue_pop_head (&self->events);
}

void
xmpp_inbox_event_free (XmppInboxEvent *event)
{
  g_clear_pointer (&event->element, xml_element_unref);
  g_clear_error (&event->error);
  g_free (event);
}

gboolean
xmpp_inbox_is_empty (XmppInbox *self)
{
  return g_queue_is_empty (&self->events) && self->bytes == NULL;
}
