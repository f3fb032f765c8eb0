/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stream management is switched on, resumed, or done without. */
#include "mock/negotiation.h"

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  negotiation_add_test ("negotiate-xep0198");
  return g_test_run ();
}
