/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of randomness, as far as it can be tested: sizes, alphabets, and that nothing is missing.
 * Where chance decides, a failure is less likely than one in 10^12. */
#include "config.h"

#include "base/random.h"

#include <string.h>

static void
test_bytes (void)
{
  guint8 buffer[1000 + 2] = { 0 }, seen[1000] = { 0 };

  /* Every byte is written, also beyond what one call gives; none outside. */
  for (guint round = 0; round < 10; round++) {
    base_random_bytes (buffer + 1, 1000);
    for (guint i = 0; i < 1000; i++)
      seen[i] |= buffer[i + 1];
  }
  for (guint i = 0; i < 1000; i++)
    g_assert_cmpuint (seen[i], !=, 0);
  g_assert_cmpuint (buffer[0], ==, 0);
  g_assert_cmpuint (buffer[1001], ==, 0);
  base_random_bytes (buffer, 0);
  g_assert_cmpuint (buffer[0], ==, 0);
}

static void
test_id (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) last = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < 10000; i++) {
    char *id = base_random_id ();

    g_assert_cmpuint (strlen (id), ==, 22);
    g_assert_cmpuint (strspn (id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789-_"),
                      ==, 22);
    g_hash_table_add (last, GINT_TO_POINTER (id[21]));
    g_assert_true (g_hash_table_add (ids, id));
  }
  /* 128 bits are 21 characters of six bits, and one of two. */
  g_assert_cmpuint (g_hash_table_size (last), ==, 4);
}

static void
test_uuid (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) variants = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < 1000; i++) {
    char *id = base_random_uuid ();

    g_assert_true (g_uuid_string_is_valid (id));
    g_assert_cmpint (id[14], ==, '4');
    g_hash_table_add (variants, GINT_TO_POINTER (id[19]));
    g_assert_true (g_hash_table_add (ids, id));
  }
  /* 8, 9, a and b. */
  g_assert_cmpuint (g_hash_table_size (variants), ==, 4);
}

static void
test_below (void)
{
  guint counts[6] = { 0 };

  for (guint i = 0; i < 1000; i++) {
    g_assert_cmpuint (base_random_uint32_below (1), ==, 0);
    g_assert_cmpuint (base_random_uint32_below (G_MAXUINT32), <, G_MAXUINT32);
  }
  for (guint i = 0; i < 60000; i++) {
    guint32 number = base_random_uint32_below (6);

    g_assert_cmpuint (number, <, 6);
    counts[number]++;
  }
  /* More than eight standard deviations off. */
  for (guint i = 0; i < 6; i++) {
    g_assert_cmpuint (counts[i], >, 9250);
    g_assert_cmpuint (counts[i], <, 10750);
  }
}

/* Without the second draw a third of 2³² would come twice as often as the rest. */
static void
test_unbiased (void)
{
  guint n_low = 0;

  for (guint i = 0; i < 30000; i++)
    n_low += base_random_uint32_below (3u << 30) < (1u << 30);
  g_assert_cmpuint (n_low, >, 9400);
  g_assert_cmpuint (n_low, <, 10600);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/random/bytes", test_bytes);
  g_test_add_func ("/base/random/id", test_id);
  g_test_add_func ("/base/random/uuid", test_uuid);
  g_test_add_func ("/base/random/below", test_below);
  g_test_add_func ("/base/random/unbiased", test_unbiased);
  return g_test_run ();
}
