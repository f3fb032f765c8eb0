/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hashes are those of FIPS 180, the HMACs those of RFC 2202 and RFC 4231. */
#include "xmpp/sasl/hash.h"

#include <string.h>

static const struct {
  XmppHash hash;
  gsize size;
  const char *digest, *hmac;
} vectors[] = {
  { XMPP_HASH_SHA1, 20, "a9993e364706816aba3e25717850c26c9cd0d89d",
    "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79" },
  { XMPP_HASH_SHA256, 32, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" },
  { XMPP_HASH_SHA512, 64,
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
    "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
    "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737" },
};

static void
assert_digest (XmppHash hash, const guint8 *digest, const char *expected)
{
  g_autoptr (GString) hex = g_string_new (NULL);

  for (gsize i = 0; i < xmpp_hash_size (hash); i++)
    g_string_append_printf (hex, "%02x", digest[i]);
  g_assert_cmpstr (hex->str, ==, expected);
}

static void
test_vectors (void)
{
  const char *text = "what do ya want for nothing?";
  guint8 digest[XMPP_HASH_MAX_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++) {
    g_assert_cmpuint (xmpp_hash_size (vectors[i].hash), ==, vectors[i].size);
    xmpp_hash (vectors[i].hash, "abc", 3, digest);
    assert_digest (vectors[i].hash, digest, vectors[i].digest);
    xmpp_hmac (vectors[i].hash, "Jefe", 4, text, strlen (text), digest);
    assert_digest (vectors[i].hash, digest, vectors[i].hmac);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hash/vectors", test_vectors);
  return g_test_run ();
}
