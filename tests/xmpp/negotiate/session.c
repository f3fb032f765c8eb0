/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The session of RFC 3921 is asked for where it is wanted. */
#include "mock/negotiation.h"

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  negotiation_add_test ("negotiate-session");
  return g_test_run ();
}
