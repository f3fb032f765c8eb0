/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lets one cancellable follow another for a while. */
#pragma once

#include <gio/gio.h>

typedef struct _XmppCancelLink XmppCancelLink;

/**
 * xmpp_cancel_link_new:
 * @parent: (nullable): NULL makes no link
 *
 * Cancels @child when @parent is, now or until the link is freed. Both are cancelled, and the link is
 * freed, in one thread; but the last to let go of @child may be any thread of GIO's.
 *
 * Returns: (nullable)
 */
XmppCancelLink *xmpp_cancel_link_new (GCancellable *parent,
                                      GCancellable *child) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_cancel_link_free (XmppCancelLink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppCancelLink, xmpp_cancel_link_free)
