/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is nearby, and where: put together from what is found on each network and by each protocol
 * (XEP-0174 §8), as all of that is one person. */
#pragma once

#include "xmpp/jid.h"
#include "xmpp/link-local/card.h"

#include <gio/gio.h>

/* By what somebody is known on one network. @interface and @protocol are Avahi's numbers. */
typedef struct {
  const char *name; /* the instance: `user@machine` */
  int interface, protocol;
} XmppNearbyKey;

/* Where they are there. @interface is the kernel's number of the network, for addresses that mean
 * nothing elsewhere. */
typedef struct {
  GInetAddress *address;
  guint16 port;
  int interface;
} XmppNearbyPlace;

/**
 * XmppNearbyPeer:
 * @name: as it is on the wire; compared octet by octet
 * @jid: bare; what @name is as an address
 */
typedef struct {
  char *name;
  XmppJid *jid;
  XmppNearbyCard *card;
  GPtrArray *sightings; /* private */
} XmppNearbyPeer;

typedef struct _XmppNearbyPeers XmppNearbyPeers;

/* @own: whose address nobody else may have. */
XmppNearbyPeers *xmpp_nearby_peers_new (const XmppJid *own) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_nearby_peers_free (XmppNearbyPeers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppNearbyPeers, xmpp_nearby_peers_free)

/**
 * xmpp_nearby_peers_put:
 * @place: on the network that @key names
 * @card: (transfer full)
 *
 * Somebody was found, or is otherwise now.
 *
 * Returns: (transfer none) (nullable): %NULL if the name is no address of a person, or is taken, or
 *   there are too many.
 */
XmppNearbyPeer *xmpp_nearby_peers_put (XmppNearbyPeers *self,
                                       const XmppNearbyKey *key,
                                       const XmppNearbyPlace *place,
                                       XmppNearbyCard *card);

/**
 * xmpp_nearby_peers_drop:
 *
 * They are not found there any more.
 *
 * Returns: (transfer none) (nullable): who is found nowhere now; xmpp_nearby_peers_forget() them.
 */
XmppNearbyPeer *xmpp_nearby_peers_drop (XmppNearbyPeers *self, const XmppNearbyKey *key);
void xmpp_nearby_peers_forget (XmppNearbyPeers *self, XmppNearbyPeer *peer);

/* (transfer none) (nullable) */
XmppNearbyPeer *xmpp_nearby_peers_find (XmppNearbyPeers *self, const char *name);
XmppNearbyPeer *xmpp_nearby_peers_find_jid (XmppNearbyPeers *self, const XmppJid *jid);

/* The one who is at @address; %NULL if nobody is, or several are. @n: (out): how many. */
XmppNearbyPeer *xmpp_nearby_peers_find_at (XmppNearbyPeers *self, GInetAddress *address, guint *n);

/* (transfer container) (element-type XmppNearbyPeer): all of them */
GList *xmpp_nearby_peers_list (XmppNearbyPeers *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean xmpp_nearby_peer_is_at (const XmppNearbyPeer *peer, GInetAddress *address);

/* (nullable): the @nth place where they are, %NULL when there is none such */
const XmppNearbyPlace *xmpp_nearby_peer_get_place (const XmppNearbyPeer *peer, guint nth);

/**
 * xmpp_nearby_alternative:
 * @name: `user@machine`
 * @nth: from 1 on
 *
 * What to be called instead when @name is taken: `user-1@machine` (XEP-0174 §3).
 */
char *xmpp_nearby_alternative (const char *name, guint nth) G_GNUC_WARN_UNUSED_RESULT;
