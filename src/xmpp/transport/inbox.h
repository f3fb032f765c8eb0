/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was received and not yet delivered: bytes in, one event at a time out. The parser calls back
 * from within; here its events wait until somebody has time for them, so that whoever handles one
 * may restart or end the stream. */
#pragma once

#include "xml/parser.h"

#include <gio/gio.h>

typedef struct _XmppInbox XmppInbox;

typedef enum {
  XMPP_INBOX_OPENED,  /* element: the header */
  XMPP_INBOX_ELEMENT, /* element */
  XMPP_INBOX_CLOSED,
  XMPP_INBOX_FAILED, /* error: an XML_ERROR; nothing comes after it */
} XmppInboxKind;

typedef struct {
  XmppInboxKind kind;
  XmlElement *element;
  GError *error;
} XmppInboxEvent;

XmppInbox *xmpp_inbox_new (XmlLimits limits) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_inbox_free (XmppInbox *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppInbox, xmpp_inbox_free)

/* Begins a new stream; what was received of the old one is forgotten. */
void xmpp_inbox_restart (XmppInbox *self);

/* Takes @bytes (transfer full), only when all of those before have been used up. */
void xmpp_inbox_put (XmppInbox *self, GBytes *bytes);

/**
 * xmpp_inbox_pop:
 * @careful: to parse no byte beyond the one that completes the event.
 *
 * Returns: (transfer full) (nullable): NULL when more bytes are needed.
 */
XmppInboxEvent *xmpp_inbox_pop (XmppInbox *self, gboolean careful) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_inbox_event_free (XmppInboxEvent *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppInboxEvent, xmpp_inbox_event_free)

/* Whether every byte was parsed and every event taken: nobody said more than was listened to. */
gboolean xmpp_inbox_is_empty (XmppInbox *self);
