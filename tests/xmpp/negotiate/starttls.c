/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Without TLS nothing secret is sent. */
#include "mock/negotiation.h"

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  negotiation_add_test ("negotiate-tls");
  return g_test_run ();
}
