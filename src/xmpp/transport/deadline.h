/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A cancellable for one operation, cancelled by the caller's own or when the time is up: GIO has no
 * timeouts for names, connections and handshakes. */
#pragma once

#include <gio/gio.h>

typedef struct _XmppDeadline XmppDeadline;

/**
 * xmpp_deadline_new:
 * @parent: (nullable): what the caller cancels.
 */
XmppDeadline *xmpp_deadline_new (GCancellable *parent, guint timeout_ms) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_deadline_free (XmppDeadline *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppDeadline, xmpp_deadline_free)

GCancellable *xmpp_deadline_get_cancellable (XmppDeadline *self);

/**
 * xmpp_deadline_blame:
 * @error: (inout): what the operation failed with.
 *
 * Makes G_IO_ERROR_CANCELLED into XMPP_CONNECT_ERROR_TIMED_OUT if it was the time and not the
 * caller.
 */
void xmpp_deadline_blame (XmppDeadline *self, GError **error);
