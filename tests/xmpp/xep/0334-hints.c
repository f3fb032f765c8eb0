/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of hints. */
#include "config.h"

#include "xmpp/xep/0334-hints.h"

#include "../snippet.h"

static void
test_forbid_store (void)
{
  static const struct {
    const char *message;
    gboolean forbidden;
  } cases[] = {
    { "<message><body>a</body></message>", FALSE },
    { "<message><body>a</body><no-store xmlns='urn:xmpp:hints'/></message>", TRUE },
    { "<message><body>a</body><no-permanent-store xmlns='urn:xmpp:hints'/></message>", TRUE },
    { "<message><body>a</body><no-copy xmlns='urn:xmpp:hints'/></message>", FALSE },
    { "<message><body>a</body><store xmlns='urn:xmpp:hints'/></message>", FALSE },
    { "<message><body>a</body><no-store/></message>", FALSE },
    { "<message type='error'><body>a</body><no-store xmlns='urn:xmpp:hints'/></message>", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) message = snippet_parse (cases[i].message);

    g_assert_cmpint (xmpp_hints_forbid_store (message), ==, cases[i].forbidden);
  }
}

static void
test_build (void)
{
  g_autoptr (XmlElement) hint = xmpp_hint_build ("no-store");

  snippet_assert_equal (hint, "<no-store xmlns='urn:xmpp:hints'/>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hints/forbid_store", test_forbid_store);
  g_test_add_func ("/hints/build", test_build);
  return g_test_run ();
}
