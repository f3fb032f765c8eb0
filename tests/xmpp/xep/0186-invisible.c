/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands as the specification writes them (XEP-0186 §3). */

#include "xmpp/xep/0186-invisible.h"

#include "xml/writer.h"

static void
test_build (void)
{
  g_autoptr (XmlElement) hide = xmpp_invisible_build_hide ();
  g_autoptr (XmlElement) appear = xmpp_invisible_build_appear ();
  g_autofree char *hide_text = xml_writer_dup (hide, NULL);
  g_autofree char *appear_text = xml_writer_dup (appear, NULL);

  g_assert_cmpstr (hide_text, ==, "<invisible xmlns='urn:xmpp:invisible:1' probe='true'/>");
  g_assert_cmpstr (appear_text, ==, "<visible xmlns='urn:xmpp:invisible:1'/>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xmpp/xep/invisible/build", test_build);
  return g_test_run ();
}
