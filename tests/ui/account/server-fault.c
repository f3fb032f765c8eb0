/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the host and the port that a person types.
 */
#include "ui/account/server-fault.h"

static void
test_cases (void)
{
  static const struct {
    const char *host;
    const char *port;
    gboolean good;
  } cases[] = {
    { "", "", TRUE },
    { "xmpp.example.org", "5222", TRUE },
    { " xmpp.example.org ", "", TRUE },
    { "localhost", "1", TRUE },
    { "127.0.0.1", "65535", TRUE },
    { "::1", "", TRUE },
    { "müller.example", "", TRUE },
    { "bad host", "", FALSE },
    { "juliet@example.org", "", FALSE },
    { "example.org/path", "", FALSE },
    { "https://example.org", "", FALSE },
    { "", "0", FALSE },
    { "", "65536", FALSE },
    { "", "abc", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *fault = ui_server_fault (cases[i].host, cases[i].port);

    g_test_message ("\"%s\" \"%s\": %s", cases[i].host, cases[i].port, fault ? fault : "good");
    g_assert_cmpint (fault == NULL, ==, cases[i].good);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/server-fault/cases", test_cases);
  return g_test_run ();
}
