/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The domain has a name of its own, by which logs tell it from others. */

#include "xmpp/session-error.h"

static void
test_domain (void)
{
  g_assert_cmpstr (g_quark_to_string (XMPP_SESSION_ERROR), ==, "xmpp_session_error");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-error/domain", test_domain);
  return g_test_run ();
}
