/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Secrets are copies, and nothing of them stays. */
#include "xmpp/sasl/secret.h"

#include <string.h>

static void
test_wipe (void)
{
  char secret[] = "secret, and more";

  xmpp_secret_wipe (secret, 6);
  g_assert_cmpmem (secret, sizeof secret, "\0\0\0\0\0\0, and more", sizeof secret);
}

static void
test_bytes (void)
{
  char secret[] = "sec\0ret";
  g_autoptr (GBytes) bytes = xmpp_secret_bytes_new (secret, 7);
  g_autoptr (GBytes) empty = xmpp_secret_bytes_new (NULL, 0);

  xmpp_secret_wipe (secret, 7);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "sec\0ret", 7);
  g_assert_cmpuint (g_bytes_get_size (empty), ==, 0);
  xmpp_secret_free (NULL);
  xmpp_secret_free (g_strdup ("freed"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret/wipe", test_wipe);
  g_test_add_func ("/secret/bytes", test_bytes);
  return g_test_run ();
}
