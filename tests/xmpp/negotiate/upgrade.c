/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A better hash goes to who is at the other end of a bound sign-in, once. */
#include "mock/negotiation.h"

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  negotiation_add_test ("negotiate-xep0480");
  return g_test_run ();
}
