/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys are those of RFC 6070 and RFC 7914 §11, and of Python's hashlib, in any thread. */
#include "xmpp/sasl/key-request.h"

#include "xmpp/sasl/hash.h"

#include <string.h>

typedef struct {
  XmppHash hash;
  const char *password, *salt;
  guint iterations;
  const char *key;
} Vector;

static const Vector vectors[] = {
  { XMPP_HASH_SHA1, "password", "salt", 1, "0c60c80f961f0e71f3a9b524af6012062fe037a6" },
  { XMPP_HASH_SHA1, "password", "salt", 2, "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957" },
  { XMPP_HASH_SHA1, "password", "salt", 4096, "4b007901b765489abead49d926f721d065a429c1" },
  { XMPP_HASH_SHA256, "passwd", "salt", 1,
    "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc" },
  { XMPP_HASH_SHA512, "password", "salt", 4096,
    "d197b1b33db0143e018b12f3d1d1479e6cdebdcc97c5c0f87f6902e072f457b5"
    "143f30602641b3d55cd335988cb36b84376060ecd532e039b742a239434af2d5" },
};

static XmppKeyRequest *
new_request (const Vector *vector)
{
  g_autoptr (GBytes) salt = g_bytes_new (vector->salt, strlen (vector->salt));

  return xmpp_key_request_new (vector->hash, salt, vector->iterations, vector->password);
}

static void
assert_key (const Vector *vector, GBytes *key)
{
  g_autoptr (GString) hex = g_string_new (NULL);
  const guint8 *data = g_bytes_get_data (key, NULL);

  for (gsize i = 0; i < g_bytes_get_size (key); i++)
    g_string_append_printf (hex, "%02x", data[i]);
  g_assert_cmpstr (hex->str, ==, vector->key);
}

static gpointer
run_in_thread (gpointer data)
{
  g_autoptr (XmppKeyRequest) request = data;
  GError *error = NULL;
  GBytes *key = xmpp_key_request_run (request, &error);

  g_assert_no_error (error);
  return key;
}

static void
test_vectors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++) {
    g_autoptr (XmppKeyRequest) request = new_request (&vectors[i]);
    GThread *thread = g_thread_new ("derive", run_in_thread, xmpp_key_request_ref (request));
    g_autoptr (GBytes) key = run_in_thread (xmpp_key_request_ref (request));
    g_autoptr (GBytes) other_key = g_thread_join (thread);

    assert_key (&vectors[i], key);
    assert_key (&vectors[i], other_key);
  }
}

static void
test_same (void)
{
  const Vector base = { XMPP_HASH_SHA1, "password", "salt", 4096, NULL };
  const Vector others[] = {
    { XMPP_HASH_SHA256, "password", "salt", 4096, NULL },
    { XMPP_HASH_SHA1, "passwort", "salt", 4096, NULL },
    { XMPP_HASH_SHA1, "password", "salz", 4096, NULL },
    { XMPP_HASH_SHA1, "password", "salt", 4097, NULL },
  };
  g_autoptr (XmppKeyRequest) request = new_request (&base);
  g_autoptr (XmppKeyRequest) twin = new_request (&base);

  g_assert_true (xmpp_key_request_is_same (request, twin));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autoptr (XmppKeyRequest) other = new_request (&others[i]);

    g_assert_false (xmpp_key_request_is_same (request, other));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/key-request/vectors", test_vectors);
  g_test_add_func ("/key-request/same", test_same);
  return g_test_run ();
}
