/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the timers of messages that disappear. */
#include "config.h"

#include "xmpp/xep/0466-ephemeral.h"

#include "../snippet.h"

static void
test_read (void)
{
  static const struct {
    const char *content;
    guint timer_s;
  } cases[] = {
    /* §3 */
    { "<body>Something</body><ephemeral xmlns='urn:xmpp:ephemeral:0' timer='604800'/>", 604800 },
    { "<ephemeral xmlns='urn:xmpp:ephemeral:0' timer='0'/>", 0 },
    { "<ephemeral xmlns='urn:xmpp:ephemeral:0' timer='-5'/>", 0 },
    { "<ephemeral xmlns='urn:xmpp:ephemeral:0' timer='99999999999'/>", 0 },
    { "<ephemeral xmlns='urn:xmpp:ephemeral:0'/>", 0 },
    { "<body>a</body>", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *document = g_strdup_printf ("<message>%s</message>", cases[i].content);
    g_autoptr (XmlElement) message = snippet_parse (document);

    g_assert_cmpuint (xmpp_ephemeral_read (message), ==, cases[i].timer_s);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ephemeral/read", test_read);
  return g_test_run ();
}
