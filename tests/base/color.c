/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the colours of names: the vectors of XEP-0392. */
#include "config.h"

#include "base/color.h"

static void
test_vectors (void)
{
  static const struct {
    const char *text;
    double hue;
    BaseColor color;
  } cases[] = {
    { "Romeo", 327.255249, { 0.865, 0.000, 0.686 } },
    { "juliet@capulet.lit", 209.410400, { 0.000, 0.515, 0.573 } },
    { "\U0001f63a", 331.199341, { 0.872, 0.000, 0.659 } },
    { "council", 359.994507, { 0.918, 0.000, 0.394 } },
    { "Board", 171.430664, { 0.000, 0.527, 0.457 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    BaseColor color = base_color_for_text (cases[i].text);

    g_assert_cmpfloat_with_epsilon (base_color_hue_for_text (cases[i].text), cases[i].hue, 1e-6);
    g_assert_cmpfloat_with_epsilon (color.red, cases[i].color.red, 0.0006);
    g_assert_cmpfloat_with_epsilon (color.green, cases[i].color.green, 0.0006);
    g_assert_cmpfloat_with_epsilon (color.blue, cases[i].color.blue, 0.0006);
  }
}

static void
test_within_gamut (void)
{
  for (double hue = 0; hue <= 360; hue += 7) {
    for (double saturation = 0; saturation <= 100; saturation += 20) {
      for (double lightness = 0; lightness <= 100; lightness += 5) {
        BaseColor color = base_color_from_hsluv (hue, saturation, lightness);
        const double channels[] = { color.red, color.green, color.blue };

        for (guint i = 0; i < 3; i++)
          g_assert_true (channels[i] >= 0 && channels[i] <= 1);
      }
    }
  }
}

static void
test_grays (void)
{
  BaseColor white = base_color_from_hsluv (120, 100, 100);
  BaseColor black = base_color_from_hsluv (120, 100, 0);
  BaseColor gray = base_color_from_hsluv (120, 0, 50);

  g_assert_true (white.red == 1 && white.green == 1 && white.blue == 1);
  g_assert_true (black.red == 0 && black.green == 0 && black.blue == 0);
  g_assert_cmpfloat_with_epsilon (gray.red, gray.green, 1e-6);
  g_assert_cmpfloat_with_epsilon (gray.red, gray.blue, 1e-6);
  g_assert_cmpfloat_with_epsilon (gray.red, 0.466, 0.001);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/color/vectors", test_vectors);
  g_test_add_func ("/base/color/within-gamut", test_within_gamut);
  g_test_add_func ("/base/color/grays", test_grays);
  return g_test_run ();
}
