/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Resource binding gives us an address of our own account, or it fails. */
#include "mock/negotiation.h"

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  negotiation_add_test ("negotiate-bind");
  return g_test_run ();
}
