/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Elements in a row: in, and out again.
 */

#include "im/extra.h"

#include "xmpp/snippet.h"

static void
test_round (void)
{
  g_autoptr (XmlElement) one = snippet_parse ("<a xmlns='urn:a' x='&lt;'>1 &amp; 2<b/></a>");
  g_autoptr (XmlElement) two = snippet_parse ("<b xmlns='urn:b'/>");
  g_autoptr (XmlElement) parsed = NULL;
  g_autofree char *extra = NULL;

  g_assert_null (im_extra_parse (NULL));
  im_extra_append (&extra, one);
  im_extra_append (&extra, two);
  parsed = im_extra_parse (extra);
  g_assert_true (xml_element_equal (xml_element_find (parsed, "a", "urn:a"), one));
  g_assert_true (xml_element_equal (xml_element_find (parsed, "b", "urn:b"), two));
}

static void
test_damaged (void)
{
  g_assert_null (im_extra_parse ("<a>"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/extra/round", test_round);
  g_test_add_func ("/im/extra/damaged", test_damaged);
  return g_test_run ();
}
