/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the initials of a name; the pictures are tested in window/notify.py.
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/avatar/initials", test_initials);
  return g_test_run ();
}
