/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of links beside a message. */
#include "config.h"

#include "xmpp/xep/0066-oob.h"

#include "../snippet.h"

static void
test_read (void)
{
  static const struct {
    const char *x, *url, *description;
  } cases[] = {
    /* §3 */
    { "<url>http://www.jabber.org/images/psa-license.jpg</url>",
      "http://www.jabber.org/images/psa-license.jpg", NULL },
    { "<url> http://a.example/ </url><desc>A license to Jabber!</desc>", "http://a.example/",
      "A license to Jabber!" },
    { "<url>http://a.example/</url><desc> </desc>", "http://a.example/", NULL },
    { "<desc>nothing</desc>", NULL, NULL },
    { "<url/>", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *document = g_strdup_printf ("<x xmlns='jabber:x:oob'>%s</x>", cases[i].x);
    g_autoptr (XmlElement) x = snippet_parse (document);
    g_autofree char *description = NULL;
    g_autofree char *url = xmpp_oob_read (x, &description);

    g_assert_cmpstr (url, ==, cases[i].url);
    g_assert_cmpstr (description, ==, cases[i].description);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oob/read", test_read);
  return g_test_run ();
}
