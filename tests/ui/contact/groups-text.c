/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of a contact's groups as a line of text.
 */
#include "ui/contact/groups-text.h"

static void
test_from_text (void)
{
  static const struct {
    const char *text;
    const char *groups; /* joined by | */
  } cases[] = {
    { "", "" },
    { " , ,, ", "" },
    { "Friends", "Friends" },
    { " Friends ,Work", "Friends|Work" },
    { "Friends,Friends , friends", "Friends|friends" },
    { "Freunde aus der Schule", "Freunde aus der Schule" },
    { "友達,家族", "友達|家族" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (GStrv) groups = ui_groups_from_text (cases[i].text);
    g_autofree char *joined = g_strjoinv ("|", groups);

    g_assert_cmpstr (joined, ==, cases[i].groups);
  }
}

static void
test_round_trip (void)
{
  static const char *const groups[] = { "Family", "Old friends", NULL };
  g_autofree char *text = ui_groups_to_text (groups);
  g_auto (GStrv) again = ui_groups_from_text (text);

  g_assert_cmpstr (text, ==, "Family, Old friends");
  g_assert_cmpstrv (again, groups);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/groups-text/from-text", test_from_text);
  g_test_add_func ("/ui/groups-text/round-trip", test_round_trip);
  return g_test_run ();
}
