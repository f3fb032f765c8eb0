/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the account's devices tell each other about what was read (XEP-0490). */
#pragma once

#include "xmpp/jid.h"
#include "xmpp/module.h"

#include <gio/gio.h>

/*
 * Signals:
 *
 * - displayed (XmppJid *peer, const char *id): on some device, perhaps this one, the chat with the
 *   bare address @peer was read up to the message that our own archive calls @id
 */
#define XMPP_TYPE_DISPLAYED_SYNC (xmpp_displayed_sync_get_type ())
G_DECLARE_FINAL_TYPE (XmppDisplayedSync, xmpp_displayed_sync, XMPP, DISPLAYED_SYNC, XmppModule)

/* Announces what was read in all chats; once, after the first presence of a session (§4.4). */
void xmpp_displayed_sync_load (XmppDisplayedSync *self);

/**
 * xmpp_displayed_sync_publish_async:
 * @peer: the bare address
 * @id: what our own archive calls the message
 *
 * Errors: those of xmpp_pep_publish_async().
 */
void xmpp_displayed_sync_publish_async (XmppDisplayedSync *self,
                                        XmppJid *peer,
                                        const char *id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
xmpp_displayed_sync_publish_finish (XmppDisplayedSync *self, GAsyncResult *result, GError **error);

/* Whether our server publishes by itself what it finds in a marker (§4.5.1); FALSE until it has been
 * asked, as xmpp_displayed_sync_load() does. */
gboolean xmpp_displayed_sync_get_assisted (XmppDisplayedSync *self);

/* The `<displayed/>` about the message that the archive of @account calls @id, for an assisted
 * marker. */
XmlElement *xmpp_displayed_sync_build (const XmppJid *account,
                                       const char *id) G_GNUC_WARN_UNUSED_RESULT;
