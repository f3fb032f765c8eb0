/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The contact list on the server: fetched, watched and changed (RFC 6121 §2). It keeps none itself. */
#pragma once

#include "xmpp/jid.h"
#include "xmpp/module.h"

#include <gio/gio.h>

/* Who sees whose presence (RFC 6121 §2.1.2.5): to, we see theirs; from, they see ours. */
typedef enum {
  XMPP_SUBSCRIPTION_NONE,
  XMPP_SUBSCRIPTION_TO,
  XMPP_SUBSCRIPTION_FROM,
  XMPP_SUBSCRIPTION_BOTH,
  XMPP_SUBSCRIPTION_REMOVE, /* only in a push: the item is gone */
} XmppSubscription;

/**
 * XmppRosterItem:
 * @jid: almost always bare
 * @name: (nullable): what the person calls the contact
 * @ask: our request to see their presence is not answered yet
 * @approved: they may see our presence as soon as they ask
 * @groups: never %NULL; each once, none empty
 */
typedef struct {
  XmppJid *jid;
  char *name;
  XmppSubscription subscription;
  gboolean ask, approved;
  char **groups;
} XmppRosterItem;

#define XMPP_TYPE_ROSTER_ITEM (xmpp_roster_item_get_type ())
GType xmpp_roster_item_get_type (void);
XmppRosterItem *xmpp_roster_item_copy (const XmppRosterItem *self) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_roster_item_free (XmppRosterItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppRosterItem, xmpp_roster_item_free)

/**
 * XmppRoster::changed:
 * @item: (type XmppRosterItem): as it is now, complete; gone if its subscription is REMOVE
 * @version: (nullable): of the whole list from now on
 *
 * The server says that an item has changed, here or on another of the person's devices. It may do
 * so before the answer to xmpp_roster_fetch_async() is there.
 */
#define XMPP_TYPE_ROSTER (xmpp_roster_get_type ())
G_DECLARE_FINAL_TYPE (XmppRoster, xmpp_roster, XMPP, ROSTER, XmppModule)

/**
 * xmpp_roster_fetch_async:
 * @version: (nullable): of the list that is known already; it is named to a server that knows
 *   versions (RFC 6121 §2.6)
 *
 * Asks for the whole list, which also makes the server send changes from now on. To be called
 * before the first presence is sent (RFC 6121 §2.2).
 */
void xmpp_roster_fetch_async (XmppRoster *self,
                              const char *version,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * xmpp_roster_fetch_finish:
 * @items: (out) (transfer full) (nullable) (element-type XmppRosterItem): %NULL if the list is
 *   still the one of the version that was named; what differs comes with XmppRoster::changed
 * @version: (out) (transfer full) (nullable): of @items
 *
 * Errors: those of xmpp_session_query_async(). Items without a valid address are left out.
 */
gboolean xmpp_roster_fetch_finish (XmppRoster *self,
                                   GAsyncResult *result,
                                   GPtrArray **items,
                                   char **version,
                                   GError **error);

/**
 * xmpp_roster_set_async:
 * @name: (nullable)
 * @groups: (nullable)
 *
 * Adds an item, or replaces its name and groups (RFC 6121 §2.3, §2.4). The list has changed when
 * XmppRoster::changed says so.
 */
void xmpp_roster_set_async (XmppRoster *self,
                            const XmppJid *jid,
                            const char *name,
                            const char *const *groups,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean xmpp_roster_set_finish (XmppRoster *self, GAsyncResult *result, GError **error);

/* Removes an item, and with it the subscriptions both ways (RFC 6121 §2.5). */
void xmpp_roster_remove_async (XmppRoster *self,
                               const XmppJid *jid,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean xmpp_roster_remove_finish (XmppRoster *self, GAsyncResult *result, GError **error);
