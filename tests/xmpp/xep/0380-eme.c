/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the names of encryptions. */
#include "config.h"

#include "xmpp/xep/0380-eme.h"

#include "../snippet.h"

static void
test_name (void)
{
  static const struct {
    const char *content, *name;
  } cases[] = {
    /* §3.1 */
    { "<body>?OTR?v23?...</body><encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:otr:0'/>",
      "OTR" },
    { "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:xmpp:openpgp:0'/>", "OpenPGP for XMPP" },
    { "<encryption xmlns='urn:xmpp:eme:0' namespace='eu.siacs.conversations.axolotl' "
      "name='Nothing'/>",
      "OMEMO" },
    { "<encryption xmlns='urn:xmpp:eme:0' namespace='im:example:1' name='Example'/>", "Example" },
    { "<encryption xmlns='urn:xmpp:eme:0' namespace='im:example:1'/>", "im:example:1" },
    { "<encryption xmlns='urn:xmpp:eme:0' name='Example'/>", NULL },
    { "<body>a</body>", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *document = g_strdup_printf ("<message>%s</message>", cases[i].content);
    g_autoptr (XmlElement) message = snippet_parse (document);
    g_autofree char *name = xmpp_eme_dup_name (message);

    g_assert_cmpstr (name, ==, cases[i].name);
  }
}

static void
test_content (void)
{
  g_autoptr (XmlElement) keys =
    snippet_parse ("<message><encrypted xmlns='eu.siacs.conversations.axolotl'><header "
                   "sid='1'/></encrypted></message>");
  g_autoptr (XmlElement) words =
    snippet_parse ("<message><encrypted xmlns='eu.siacs.conversations.axolotl'><header "
                   "sid='1'/><payload>A</payload>"
                   "</encrypted></message>");
  g_autoptr (XmlElement) other =
    snippet_parse ("<message><openpgp xmlns='urn:xmpp:openpgp:0'/></message>");

  g_assert_false (xmpp_eme_has_content (keys));
  g_assert_true (xmpp_eme_has_content (words));
  g_assert_true (xmpp_eme_has_content (other));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/eme/name", test_name);
  g_test_add_func ("/eme/content", test_content);
  return g_test_run ();
}
