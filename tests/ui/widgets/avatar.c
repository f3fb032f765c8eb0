/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the pictures made of initials.
 */
#include "ui/widgets/avatar.h"

static void
test_initials (void)
{
  static const struct {
    const char *name;
    const char *initials;
  } cases[] = {
    { "Romeo Montague", "RM" },
    { "romeo", "R" },
    { "romeo.montague", "RM" },
    { "Juliet of the House Capulet", "JC" },
    { "  (the) nurse ", "TN" },
    { "😀 Élodie", "É" },
    { "محمد علي", "مع" },
    { "山田", "山" },
    { "123", "1" },
    { "", "" },
    { "!!!", "" },
    { NULL, "" },
    { "a\xff"
      "b",
      "A" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *initials = ui_avatar_dup_initials (cases[i].name);

    g_assert_cmpstr (initials, ==, cases[i].initials);
  }
}

static void
test_png (void)
{
  g_autoptr (GBytes) png = ui_avatar_to_png ("Romeo", "romeo@example.org", 48);
  g_autoptr (GBytes) other = ui_avatar_to_png ("Romeo", "romeo@example.net", 48);
  gsize size;
  const char *data = g_bytes_get_data (png, &size);

  g_assert_cmpuint (size, >, 100);
  g_assert_cmpmem (data, 8, "\x89PNG\r\n\x1a\n", 8);
  g_assert_false (g_bytes_equal (png, other)); /* the colour is the address's */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_type_ensure (GSK_TYPE_RENDER_NODE); /* which gtk_init() does, and needs a display for */
  g_test_add_func ("/ui/avatar/initials", test_initials);
  g_test_add_func ("/ui/avatar/png", test_png);
  return g_test_run ();
}
