/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the delays between tries. */
#include "config.h"

#include "base/backoff.h"

static void
test_limits (void)
{
  static const guint limits[] = { 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300 };
  guint most[G_N_ELEMENTS (limits)] = { 0 }, least[G_N_ELEMENTS (limits)];

  for (guint round = 0; round < 1000; round++) {
    BaseBackoff backoff = { 0 };

    for (guint i = 0; i < G_N_ELEMENTS (limits); i++) {
      guint delay = base_backoff_next_ms (&backoff);

      g_assert_cmpuint (delay, >=, 1000);
      g_assert_cmpuint (delay, <=, limits[i] * 1000);
      most[i] = MAX (most[i], delay);
      least[i] = round == 0 ? delay : MIN (least[i], delay);
    }
  }
  /* The whole range is used: full jitter. */
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++) {
    guint range = limits[i] * 1000 - 1000;

    g_assert_cmpuint (most[i], >, 1000 + range * 9 / 10);
    g_assert_cmpuint (least[i], <, 1000 + range / 10);
  }
}

static void
test_reset (void)
{
  BaseBackoff backoff = { 0 };

  for (guint i = 0; i < 100000; i++)
    g_assert_cmpuint (base_backoff_next_ms (&backoff), <=, 300 * 1000);
  base_backoff_reset (&backoff);
  g_assert_cmpuint (base_backoff_next_ms (&backoff), <=, 2000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/backoff/limits", test_limits);
  g_test_add_func ("/base/backoff/reset", test_reset);
  return g_test_run ();
}
