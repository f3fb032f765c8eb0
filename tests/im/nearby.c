/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The address of the account without a server, whatever person and machine are called. That it works is
 * shown by engine/nearby.py.
 */

#include "im/nearby.h"

static void
test_addresses (void)
{
  static const struct {
    const char *user, *machine, *address;
  } cases[] = {
    { "juliet", "pronto", "juliet@pronto" },
    { "Juliet", "Pronto.example.org", "juliet@pronto" },
    { "d'artagnan", "pronto", "d\\27artagnan@pronto" },
    { "juliet", "Juliet's MacBook", "juliet@juliet-s-macbook" },
    { "juliet", "my_laptop_", "juliet@my-laptop" },
    { "juliet", "", "juliet@localhost" },
    { "juliet", "__", "juliet@localhost" },
    { "", "pronto", "user@pronto" },
    { " ", "pronto", "user@pronto" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *address = im_nearby_make_address (cases[i].user, cases[i].machine);

    g_assert_cmpstr (address, ==, cases[i].address);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nearby/addresses", test_addresses);
  return g_test_run ();
}
