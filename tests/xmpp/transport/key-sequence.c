/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of the specifications, and that a server that checks each would let us go on. */

#include "xmpp/transport/key-sequence.h"

static const struct {
  XmppKeyForm form;
  const char *seed;
  guint n;
  const char *key;
} cases[] = {
  /* XEP-0025 §3 */
  { XMPP_KEY_BASE64, "foo", 0, "foo" },
  { XMPP_KEY_BASE64, "foo", 1, "C+7Hteo/D9vJXQ3UfzxbwnXaijM=" },
  { XMPP_KEY_BASE64, "foo", 2, "6UU8CDmH3O4aHFmCqSORCn721+M=" },
  { XMPP_KEY_BASE64, "foo", 3, "vFFYSOhGyaGUgLrldtMBX7x91Wc=" },
  { XMPP_KEY_BASE64, "foo", 4, "ZaDxCilBVTHS9dJfbBo1NsC2b+8=" },
  { XMPP_KEY_BASE64, "foo", 5, "moPFsvHytDGiJQOjp186AMXAeP0=" },
  { XMPP_KEY_BASE64, "foo", 6, "VvxEk07IFy6hUmG/PPBlTLE2fiA=" },
  /* XEP-0124 §15.3 */
  { XMPP_KEY_HEX, "foo", 1, "0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33" },
  { XMPP_KEY_HEX, "bfb06a6f113cd6fd3838ab9d300fdb4fe3da2f7d", 1,
    "ca393b51b682f61f98e7877d61146407f3d0a770" },
};

static void
test_vectors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *key = xmpp_key_derive (cases[i].form, cases[i].seed, cases[i].n);

    g_assert_cmpstr (key, ==, cases[i].key);
  }
}

static void
check_chain (XmppKeyForm form, guint length)
{
  g_autoptr (XmppKeySequence) keys = xmpp_key_sequence_new (form, length);
  g_autofree char *expected = NULL;
  guint n_new = 0;

  for (guint i = 0; i < 5 * length; i++) {
    g_autofree char *key = NULL;
    g_autofree char *new_key = NULL;

    xmpp_key_sequence_step (keys, &key, &new_key);
    g_assert_true ((key == NULL) == (i == 0));
    if (key != NULL) {
      g_autofree char *hashed = xmpp_key_derive (form, key, 1);

      g_assert_cmpstr (hashed, ==, expected);
    }
    n_new += new_key != NULL;
    g_free (expected);
    expected = g_strdup (new_key ? new_key : key);
  }
  g_assert_cmpuint (n_new, >, 4);
}

static void
test_chain (void)
{
  check_chain (XMPP_KEY_HEX, 2);
  check_chain (XMPP_KEY_HEX, 64);
  check_chain (XMPP_KEY_BASE64, 7);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transport/key-sequence/vectors", test_vectors);
  g_test_add_func ("/transport/key-sequence/chain", test_chain);
  return g_test_run ();
}
