/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of corrections: the XEP's example. */
#include "config.h"

#include "xmpp/xep/0308-correction.h"

#include "../snippet.h"

static void
test_read (void)
{
  /* XEP-0308 §3 */
  g_autoptr (XmlElement) first =
    snippet_parse ("<message to='juliet@capulet.net/balcony' id='bad1'>"
                   "<body>But soft, what light through yonder airlock breaks?</body></message>");
  g_autoptr (XmlElement) second =
    snippet_parse ("<message to='juliet@capulet.net/balcony' id='good1'>"
                   "<body>But soft, what light through yonder window breaks?</body>"
                   "<replace id='bad1' xmlns='urn:xmpp:message-correct:0'/></message>");
  g_autoptr (XmlElement) nothing =
    snippet_parse ("<message><replace xmlns='urn:xmpp:message-correct:0'/></message>");
  g_autoptr (XmlElement) other = snippet_parse ("<message><replace id='bad1'/></message>");

  g_assert_null (xmpp_correction_get_target (first));
  g_assert_cmpstr (xmpp_correction_get_target (second), ==, "bad1");
  g_assert_null (xmpp_correction_get_target (nothing));
  g_assert_null (xmpp_correction_get_target (other));
}

static void
test_build (void)
{
  g_autoptr (XmlElement) replace = xmpp_correction_build ("bad1");

  snippet_assert_equal (replace, "<replace id='bad1' xmlns='urn:xmpp:message-correct:0'/>");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xep/0308-correction/read", test_read);
  g_test_add_func ("/xep/0308-correction/build", test_build);
  return g_test_run ();
}
