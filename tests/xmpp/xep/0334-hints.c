/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of hints. */
#include "config.h"

#include "xmpp/xep/0334-hints.h"

#include "../snippet.h"

static void
test_add (void)
{
  g_autoptr (XmlElement) message = xml_element_new ("message", "jabber:client");

  xmpp_hint_add (message, "no-store");
  snippet_assert_equal (message, "<message><no-store xmlns='urn:xmpp:hints'/></message>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hints/add", test_add);
  return g_test_run ();
}
