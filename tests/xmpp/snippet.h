/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For tests: stanzas as they are printed in the specifications, to elements and back. */
#pragma once

#include "xml/parser.h"
#include "xml/writer.h"
#include "xmpp/ns.h"

#define SNIPPET_OPEN "<stream xmlns='" XMPP_NS_CLIENT "' xmlns:stream='" XMPP_NS_STREAM "'>"

/* The element that @text holds, in the namespace jabber:client unless it says otherwise; sealed. */
static inline XmlElement *
snippet_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *document = g_strconcat (SNIPPET_OPEN, text, "</stream>", NULL);
  g_autoptr (XmlElement) stream =
    xml_parser_parse_document (document, -1, XML_LIMITS_DEFAULT, &error);

  g_assert_no_error (error);
  return xml_element_ref (xml_element_find (stream, NULL, NULL));
}

/* Asserts that @element is the same as what @text holds. */
static inline void
snippet_assert_equal (const XmlElement *element, const char *text)
{
  g_autoptr (XmlElement) expected = snippet_parse (text);
  g_autofree char *got_text = xml_writer_dup (element, XMPP_NS_CLIENT);
  g_autofree char *expected_text = xml_writer_dup (expected, XMPP_NS_CLIENT);

  if (xml_element_equal (element, expected))
    return;
  g_assert_cmpstr (got_text, ==, expected_text);
  g_assert_not_reached (); /* written alike, yet different */
}
