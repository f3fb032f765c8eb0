/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is nearby: a person is there as long as they are found in one place. */
#include "config.h"

#include "xmpp/link-local/peers.h"

#include <string.h>

/* Somebody who wants to fill the contact list of everybody gets no further than this. */
#define MAX_PEERS 500
#define MAX_SIGHTINGS 16

typedef struct {
  int protocol;
  XmppNearbyPlace place;
} Sighting;

struct _XmppNearbyPeers {
  XmppJid *own;
  GHashTable *by_name; /* name → XmppNearbyPeer, owned */
};

static void
sighting_free (gpointer data)
{
  Sighting *self = data;

  g_object_unref (self->place.address);
  g_free (self);
}

static void
peer_free (gpointer data)
{
  XmppNearbyPeer *self = data;

  g_free (self->name);
  xmpp_jid_unref (self->jid);
  g_clear_pointer (&self->card, xmpp_nearby_card_free);
  g_ptr_array_unref (self->sightings);
  g_free (self);
}

XmppNearbyPeers *
xmpp_nearby_peers_new (const XmppJid *own)
{
  XmppNearbyPeers *self = g_new0 (XmppNearbyPeers, 1);

  self->own = xmpp_jid_bare (own);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, peer_free);
  return self;
}

void
xmpp_nearby_peers_free (XmppNearbyPeers *self)
{
  g_hash_table_unref (self->by_name);
  xmpp_jid_unref (self->own);
  g_free (self);
}

/* (nullable). Who has our own address must not be taken for us: two machines were set up alike. */
static XmppJid *
parse_name (XmppNearbyPeers *self, const char *name)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse_wire (name, NULL);

  if (jid == NULL || xmpp_jid_local (jid) == NULL || !xmpp_jid_is_bare (jid))
    return NULL;
  if (xmpp_jid_equal (jid, self->own)) {
    g_autofree char *other = xmpp_nearby_alternative (name, 1);

    return xmpp_jid_parse_wire (other, NULL);
  }
  return g_steal_pointer (&jid);
}

static XmppNearbyPeer *
ensure_peer (XmppNearbyPeers *self, const char *name)
{
  XmppNearbyPeer *peer = g_hash_table_lookup (self->by_name, name);
  g_autoptr (XmppJid) jid = NULL;

  if (peer != NULL)
    return peer;
  jid = parse_name (self, name);
  if (jid == NULL || xmpp_nearby_peers_find_jid (self, jid) != NULL ||
      g_hash_table_size (self->by_name) >= MAX_PEERS)
    return NULL;
  peer = g_new0 (XmppNearbyPeer, 1);
  peer->name = g_strdup (name);
  peer->jid = g_steal_pointer (&jid);
  peer->sightings = g_ptr_array_new_with_free_func (sighting_free);
  g_hash_table_insert (self->by_name, peer->name, peer);
  return peer;
}

static gboolean
find_sighting (const XmppNearbyPeer *peer, const XmppNearbyKey *key, guint *position)
{
  for (guint i = 0; i < peer->sightings->len; i++) {
    const Sighting *sighting = g_ptr_array_index (peer->sightings, i);

    if (sighting->place.interface == key->interface && sighting->protocol == key->protocol) {
      *position = i;
      return TRUE;
    }
  }
  return FALSE;
}

/* Those come first: by IPv6 a machine may call from an address that it has not told of (RFC 8981). */
static gboolean
is_ipv4 (const XmppNearbyPlace *place)
{
  return g_inet_address_get_family (place->address) == G_SOCKET_FAMILY_IPV4;
}

XmppNearbyPeer *
xmpp_nearby_peers_put (XmppNearbyPeers *self,
                       const XmppNearbyKey *key,
                       const XmppNearbyPlace *place,
                       XmppNearbyCard *card)
{
  g_autoptr (XmppNearbyCard) owned = card;
  XmppNearbyPeer *peer = ensure_peer (self, key->name);
  guint position;

  if (peer == NULL)
    return NULL;
  if (find_sighting (peer, key, &position))
    g_ptr_array_remove_index (peer->sightings, position);
  if (peer->sightings->len < MAX_SIGHTINGS) {
    Sighting *sighting = g_new0 (Sighting, 1);

    sighting->protocol = key->protocol;
    sighting->place = *place;
    g_object_ref (place->address);
    g_ptr_array_insert (peer->sightings, is_ipv4 (place) ? 0 : -1, sighting);
  }
  g_clear_pointer (&peer->card, xmpp_nearby_card_free);
  peer->card = g_steal_pointer (&owned);
  return peer;
}

XmppNearbyPeer *
xmpp_nearby_peers_drop (XmppNearbyPeers *self, const XmppNearbyKey *key)
{
  XmppNearbyPeer *peer = g_hash_table_lookup (self->by_name, key->name);
  guint position;

  if (peer == NULL || !find_sighting (peer, key, &position))
    return NULL;
  g_ptr_array_remove_index (peer->sightings, position);
  return peer->sightings->len == 0 ? peer : NULL;
}

void
xmpp_nearby_peers_forget (XmppNearbyPeers *self, XmppNearbyPeer *peer)
{
  g_hash_table_remove (self->by_name, peer->name);
}

XmppNearbyPeer *
xmpp_nearby_peers_find (XmppNearbyPeers *self, const char *name)
{
  return g_hash_table_lookup (self->by_name, name);
}

XmppNearbyPeer *
xmpp_nearby_peers_find_jid (XmppNearbyPeers *self, const XmppJid *jid)
{
  GHashTableIter iter;
  gpointer peer;

  g_hash_table_iter_init (&iter, self->by_name);
  while (g_hash_table_iter_next (&iter, NULL, &peer))
    if (xmpp_jid_equal_bare (((XmppNearbyPeer *) peer)->jid, jid))
      return peer;
  return NULL;
}

XmppNearbyPeer *
xmpp_nearby_peers_find_at (XmppNearbyPeers *self, GInetAddress *address, guint *n)
{
  XmppNearbyPeer *found = NULL;
  GHashTableIter iter;
  gpointer peer;

  *n = 0;
  g_hash_table_iter_init (&iter, self->by_name);
  while (g_hash_table_iter_next (&iter, NULL, &peer)) {
    if (!xmpp_nearby_peer_is_at (peer, address))
      continue;
    found = peer;
    (*n)++;
  }
  return *n == 1 ? found : NULL;
}

GList *
xmpp_nearby_peers_list (XmppNearbyPeers *self)
{
  return g_hash_table_get_values (self->by_name);
}

gboolean
xmpp_nearby_peer_is_at (const XmppNearbyPeer *peer, GInetAddress *address)
{
  for (guint i = 0; i < peer->sightings->len; i++) {
    const Sighting *sighting = g_ptr_array_index (peer->sightings, i);

    if (g_inet_address_equal (sighting->place.address, address))
      return TRUE;
  }
  return FALSE;
}

const XmppNearbyPlace *
xmpp_nearby_peer_get_place (const XmppNearbyPeer *peer, guint nth)
{
  const Sighting *sighting =
    nth < peer->sightings->len ? g_ptr_array_index (peer->sightings, nth) : NULL;

  return sighting != NULL ? &sighting->place : NULL;
}

char *
xmpp_nearby_alternative (const char *name, guint nth)
{
  const char *machine = strrchr (name, '@');

  if (machine == NULL)
    return g_strdup_printf ("%s-%u", name, nth);
  return g_strdup_printf ("%.*s-%u%s", (int) (machine - name), name, nth, machine);
}
