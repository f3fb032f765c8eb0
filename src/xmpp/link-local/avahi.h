/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Multicast DNS by Avahi's D-Bus interface: who offers what XEP-0174 calls presence, and that we do. */
#pragma once

#include "xmpp/link-local/peers.h"

/**
 * XmppAvahiEvents:
 * @found: also again, when something of it has changed. @strings: of type `aay`
 * @lost: what was found under @key is not there any more.
 * @published: our own is known, under @name.
 * @failed: Avahi is gone or cannot help; nothing comes after it.
 *
 * Called from the main loop; the XmppAvahi may be freed in them.
 */
typedef struct {
  void (*found) (const XmppNearbyKey *key,
                 const XmppNearbyPlace *place,
                 GVariant *strings,
                 gpointer data);
  void (*lost) (const XmppNearbyKey *key, gpointer data);
  void (*published) (const char *name, gpointer data);
  void (*failed) (const GError *error, gpointer data);
} XmppAvahiEvents;

typedef struct _XmppAvahi XmppAvahi;

XmppAvahi *xmpp_avahi_new (const XmppAvahiEvents *events, gpointer data) G_GNUC_WARN_UNUSED_RESULT;

/* What was published is gone with it. */
void xmpp_avahi_free (XmppAvahi *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppAvahi, xmpp_avahi_free)

/**
 * xmpp_avahi_connect_async:
 *
 * Errors: XMPP_CONNECT_ERROR_NO_DISCOVERY, G_IO_ERROR_CANCELLED, also when @self is freed.
 */
void xmpp_avahi_connect_async (XmppAvahi *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean xmpp_avahi_connect_finish (GAsyncResult *result, GError **error);

/* Begins to look for others, once. Our own is never found. */
void xmpp_avahi_browse (XmppAvahi *self);

/**
 * xmpp_avahi_publish:
 * @name: `user@machine`; another one is taken if somebody has it
 * @strings: of type `aay`; when called again these are told instead of those of before, and name and
 *   port stay as they were
 */
void xmpp_avahi_publish (XmppAvahi *self, const char *name, guint16 port, GVariant *strings);

/* Nobody finds us any more, until we are published again. */
void xmpp_avahi_withdraw (XmppAvahi *self);
