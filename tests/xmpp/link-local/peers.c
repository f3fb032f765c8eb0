/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of who is nearby: one person however often they are found (XEP-0174 §8). */
#include "config.h"

#include "xmpp/link-local/peers.h"

typedef struct {
  XmppNearbyPeers *peers;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (XmppJid) own = xmpp_jid_parse ("romeo@forza", NULL);

  fixture->peers = xmpp_nearby_peers_new (own);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  xmpp_nearby_peers_free (fixture->peers);
}

static XmppNearbyPeer *
put (Fixture *fixture, const char *name, int interface, const char *address)
{
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (address);
  XmppNearbyKey key = { name, interface, 0 };
  XmppNearbyPlace place = { parsed, 5298, interface };

  return xmpp_nearby_peers_put (fixture->peers, &key, &place,
                                xmpp_nearby_card_new (XMPP_SHOW_AVAILABLE, NULL, NULL));
}

static gboolean
is_gone_with (Fixture *fixture, const char *name, int interface)
{
  XmppNearbyKey key = { name, interface, 0 };
  XmppNearbyPeer *peer = xmpp_nearby_peers_drop (fixture->peers, &key);

  if (peer != NULL)
    xmpp_nearby_peers_forget (fixture->peers, peer);
  return peer != NULL;
}

static void
test_two_networks (Fixture *fixture, gconstpointer data)
{
  XmppNearbyPeer *juliet = put (fixture, "juliet@pronto", 2, "fe80::1");
  g_autoptr (GInetAddress) second = g_inet_address_new_from_string ("fe80::1");

  g_assert_true (put (fixture, "juliet@pronto", 1, "10.2.1.187") == juliet);
  g_assert_cmpint (xmpp_nearby_peer_get_place (juliet, 0)->interface, ==, 1);
  /* The same place again, with another address. */
  g_assert_true (put (fixture, "juliet@pronto", 1, "10.2.1.188") == juliet);
  g_assert_true (xmpp_nearby_peer_is_at (juliet, second));
  g_assert_nonnull (xmpp_nearby_peer_get_place (juliet, 1));
  g_assert_null (xmpp_nearby_peer_get_place (juliet, 2));
  g_assert_false (is_gone_with (fixture, "juliet@pronto", 1));
  g_assert_false (is_gone_with (fixture, "juliet@pronto", 1));
  g_assert_true (is_gone_with (fixture, "juliet@pronto", 2));
  g_assert_null (xmpp_nearby_peers_find (fixture->peers, "juliet@pronto"));
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[] = { "pronto",
                                     "",
                                     "@",
                                     "juliet@",
                                     "juliet@pronto/balcony",
                                     "juliet@pronto #2",
                                     "a\nb@pronto",
                                     "\u202ejuliet@pronto" };
  XmppNearbyPeer *peer;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (put (fixture, bad[i], 1, "10.2.1.187"));

  /* Whoever has our own address is somebody else. */
  peer = put (fixture, "romeo@forza", 1, "10.2.1.188");
  g_assert_cmpstr (xmpp_jid_string (peer->jid), ==, "romeo-1@forza");
  g_assert_cmpstr (peer->name, ==, "romeo@forza");
  /* An address is one person's, though names differ in more than addresses do. */
  g_assert_null (put (fixture, "romeo-1@forza", 1, "10.2.1.189"));
  g_assert_nonnull (put (fixture, "Juliet@Pronto", 1, "10.2.1.187"));
  g_assert_null (put (fixture, "juliet@pronto", 1, "10.2.1.187"));
}

static void
test_addresses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GInetAddress) shared = g_inet_address_new_from_string ("10.2.1.187");
  XmppNearbyPeer *juliet = put (fixture, "juliet@pronto", 1, "10.2.1.187");
  guint n;

  g_assert_true (xmpp_nearby_peers_find_at (fixture->peers, shared, &n) == juliet);
  g_assert_cmpuint (n, ==, 1);
  put (fixture, "nurse@pronto", 1, "10.2.1.187");
  g_assert_null (xmpp_nearby_peers_find_at (fixture->peers, shared, &n));
  g_assert_cmpuint (n, ==, 2);
}

static void
test_bound (Fixture *fixture, gconstpointer data)
{
  guint n_taken = 0;

  for (guint i = 0; i < 2000; i++) {
    g_autofree char *name = g_strdup_printf ("somebody%u@pronto", i);

    n_taken += put (fixture, name, 1, "10.2.1.187") != NULL;
  }
  g_assert_cmpuint (n_taken, ==, 500);
}

static void
test_alternatives (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = xmpp_nearby_alternative ("juliet@pronto", 1);
  g_autofree char *bare = xmpp_nearby_alternative ("juliet", 2);

  g_assert_cmpstr (first, ==, "juliet-1@pronto");
  g_assert_cmpstr (bare, ==, "juliet-2");
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/peers/two-networks", test_two_networks }, { "/peers/names", test_names },
    { "/peers/addresses", test_addresses },       { "/peers/bound", test_bound },
    { "/peers/alternatives", test_alternatives },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
