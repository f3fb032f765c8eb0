/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of lists of spans. */
#include "config.h"

#include "xmpp/text-spans.h"

static void
test_add (void)
{
  g_autoptr (GArray) spans = xmpp_text_spans_new ();
  char uri[] = "https://kith.im";
  const XmppTextSpan *span;

  xmpp_text_spans_add (spans, 3, 7, XMPP_TEXT_LINK, uri);
  xmpp_text_spans_add (spans, 3, 3, XMPP_TEXT_STRONG, NULL);
  xmpp_text_spans_add (spans, 4, 3, XMPP_TEXT_STRONG, uri);
  uri[0] = 'x';

  g_assert_cmpuint (spans->len, ==, 1);
  span = &g_array_index (spans, XmppTextSpan, 0);
  g_assert_cmpuint (span->start, ==, 3);
  g_assert_cmpuint (span->end, ==, 7);
  g_assert_cmpint (span->style, ==, XMPP_TEXT_LINK);
  g_assert_cmpstr (span->uri, ==, "https://kith.im");
}

static void
test_offsets (void)
{
  g_autoptr (GArray) offsets = xmpp_text_offsets_new ("aü😀");
  g_autoptr (GArray) empty = xmpp_text_offsets_new ("");
  g_autoptr (XmlElement) element = xml_element_new ("a", "");
  guint start = 9, end = 9;

  g_assert_cmpuint (offsets->len, ==, 4);
  g_assert_cmpuint (empty->len, ==, 1);
  xml_element_set (xml_element_set (element, "from", "1"), "to", "3");
  g_assert_false (xmpp_text_offsets_read (empty, element, "from", "to", &start, &end));
  g_assert_false (xmpp_text_offsets_read (offsets, element, "to", "from", &start, &end));
  g_assert_true (xmpp_text_offsets_read (offsets, element, "from", "to", &start, &end));
  g_assert_cmpuint (start, ==, 1);
  g_assert_cmpuint (end, ==, 7);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-spans/add", test_add);
  g_test_add_func ("/text-spans/offsets", test_offsets);
  return g_test_run ();
}
