/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes on their way out: everything of one turn of the main loop in one write, one write at a
 * time, and not without bound. */
#pragma once

#include <gio/gio.h>

/**
 * XmppOutboxEvents:
 * @drained: the last byte was handed to the system.
 * @failed: the stream is broken, or too much waits for the server to take it.
 *
 * Called from the main loop; the outbox may be freed in them.
 */
typedef struct {
  void (*drained) (gpointer data);
  void (*failed) (const GError *error, gpointer data);
} XmppOutboxEvents;

typedef struct _XmppOutbox XmppOutbox;

XmppOutbox *xmpp_outbox_new (const XmppOutboxEvents *events,
                             gsize max_bytes,
                             gpointer data) G_GNUC_WARN_UNUSED_RESULT;

/* What was not written is dropped; a write that is under way may still reach the system. */
void xmpp_outbox_free (XmppOutbox *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppOutbox, xmpp_outbox_free)

/**
 * xmpp_outbox_set_stream:
 * @stream: (nullable): NULL holds everything back until there is one.
 *
 * Where the bytes go; to be changed only while nothing is being written.
 */
void xmpp_outbox_set_stream (XmppOutbox *self, GOutputStream *stream);

/* The end of the queue, to be appended to before the next turn of the main loop. */
GString *xmpp_outbox_edit (XmppOutbox *self);

gboolean xmpp_outbox_is_drained (XmppOutbox *self);
