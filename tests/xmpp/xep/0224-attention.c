/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of asking for attention. */
#include "config.h"

#include "xmpp/xep/0224-attention.h"

#include "../snippet.h"

static void
test_asked (void)
{
  /* Example 2 */
  g_autoptr (XmlElement) with =
    snippet_parse ("<message type='headline'><attention xmlns='urn:xmpp:attention:0'/>"
                   "<body>Why don't you answer, Herbie?</body></message>");
  g_autoptr (XmlElement) without = snippet_parse ("<message><attention/></message>");
  g_autoptr (XmlElement) built = xmpp_attention_build ();

  g_assert_true (xmpp_attention_is_asked (with));
  g_assert_false (xmpp_attention_is_asked (without));
  snippet_assert_equal (built, "<attention xmlns='urn:xmpp:attention:0'/>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attention/asked", test_asked);
  return g_test_run ();
}
