/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the writer: namespaces, escapes, and characters that XML does not have. */
#include "config.h"

#include "xml/writer.h"

#include "xml/parser.h"

#include <string.h>

static XmlElement *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  XmlElement *element = xml_parser_parse_document (text, -1, XML_LIMITS_DEFAULT, &error);

  g_assert_no_error (error);
  return element;
}

static void
test_namespaces (void)
{
  static const struct {
    const char *in;
    const char *in_stream; /* whose default is jabber:client */
    const char *alone;     /* NULL: the same */
  } cases[] = {
    { "<message xmlns='jabber:client'><body/></message>", "<message><body/></message>",
      "<message xmlns='jabber:client'><body/></message>" },
    { "<a xmlns='u'><b/><c xmlns='v'><d/></c><e/></a>",
      "<a xmlns='u'><b/><c xmlns='v'><d/></c><e/></a>", NULL },
    { "<a xmlns='u'><message xmlns='jabber:client'/></a>",
      "<a xmlns='u'><message xmlns='jabber:client'/></a>", NULL },
    { "<a/>", "<a xmlns=''/>", "<a/>" },
    { "<a xmlns='u'><b xmlns=''><c xmlns='u'/></b></a>",
      "<a xmlns='u'><b xmlns=''><c xmlns='u'/></b></a>", NULL },
    { "<features xmlns='" XML_NS_STREAM "'><bind xmlns='u'/></features>",
      "<stream:features><bind xmlns='u'/></stream:features>",
      "<stream:features xmlns:stream='" XML_NS_STREAM "'><bind xmlns='u'/></stream:features>" },
    { "<s:error xmlns:s='" XML_NS_STREAM "' xmlns='jabber:client'><s:a><b/></s:a></s:error>",
      "<stream:error><stream:a><b/></stream:a></stream:error>",
      "<stream:error xmlns:stream='" XML_NS_STREAM "'><stream:a><b xmlns='jabber:client'/>"
      "</stream:a></stream:error>" },
    { "<a xmlns='jabber:client' xmlns:p='u' xmlns:q='v' p:b='1' q:b='2' b='3' p:c='4'/>",
      "<a xmlns:a0='u' a0:b='1' xmlns:a1='v' a1:b='2' b='3' xmlns:a2='u' a2:c='4'/>",
      "<a xmlns='jabber:client' xmlns:a0='u' a0:b='1' xmlns:a1='v' a1:b='2' b='3' "
      "xmlns:a2='u' a2:c='4'/>" },
    { "<a xml:xmlns='u' xmlns:p='v' p:xmlns='w'/>",
      "<a xmlns='' xml:xmlns='u' xmlns:a0='v' a0:xmlns='w'/>",
      "<a xml:xmlns='u' xmlns:a0='v' a0:xmlns='w'/>" },
    { "<xml:a xml:b='1'><c/><xml:d/></xml:a>", "<xml:a xml:b='1'><c xmlns=''/><xml:d/></xml:a>",
      "<xml:a xml:b='1'><c/><xml:d/></xml:a>" },
    { "<a xmlns='u' xmlns:s='" XML_NS_STREAM "' s:b='1' xml:lang='en' xml:space='preserve'/>",
      "<a xmlns='u' stream:b='1' xml:lang='en' xml:space='preserve'/>",
      "<a xmlns='u' xmlns:a0='" XML_NS_STREAM "' a0:b='1' xml:lang='en' xml:space='preserve'/>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) element = parse (cases[i].in);
    g_autofree char *in_stream = xml_writer_dup (element, "jabber:client");
    g_autofree char *alone = xml_writer_dup (element, NULL);
    g_autoptr (XmlElement) again = parse (alone);
    g_autoptr (XmlElement) copy = xml_element_copy (again);

    g_assert_true (xml_element_equal (copy, element));
    g_assert_cmpstr (in_stream, ==, cases[i].in_stream);
    g_assert_cmpstr (alone, ==, cases[i].alone != NULL ? cases[i].alone : cases[i].in_stream);
    g_assert_true (xml_element_equal (element, again));
  }
}

static void
test_escapes (void)
{
  static const struct {
    const char *text, *as_text, *as_value;
  } cases[] = {
    { "a", "a", "a" },
    { "<&>'\"", "&lt;&amp;&gt;'\"", "&lt;&amp;&gt;&#39;\"" },
    { "]]>", "]]&gt;", "]]&gt;" },
    { "\t\n\r", "\t\n&#13;", "&#9;&#10;&#13;" },
    { "\r\n", "&#13;\n", "&#13;&#10;" },
    { "\u00e9\u4e2d\U0001f642", "\u00e9\u4e2d\U0001f642", "\u00e9\u4e2d\U0001f642" },
    { "\x7F\xC2\x80"
      "\u00A0\uFEFF\uFFFD\U0010FFFF",
      "\x7F\xC2\x80"
      "\u00A0\uFEFF\uFFFD\U0010FFFF",
      "\x7F\xC2\x80"
      "\u00A0\uFEFF\uFFFD\U0010FFFF" },
    /* XML 1.0 §2.2 does not have these. */
    { "a\x01\x08\x0B\x1F\x62", "a\uFFFD\uFFFD\uFFFD\uFFFD\x62", "a\uFFFD\uFFFD\uFFFD\uFFFD\x62" },
    { "\uFFFE<\uFFFF", "\uFFFD&lt;\uFFFD", "\uFFFD&lt;\uFFFD" },
    /* These are no UTF-8 at all. */
    { "\xED\xA0\x80<", "\uFFFD\uFFFD\uFFFD&lt;", "\uFFFD\uFFFD\uFFFD&lt;" },
    { "\xC0\x80", "\uFFFD\uFFFD", "\uFFFD\uFFFD" },
    { "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD", "\uFFFD\uFFFD\uFFFD\uFFFD" },
    { "\xE9t\xE9", "\uFFFDt\uFFFD", "\uFFFDt\uFFFD" },
    { "\xE2\x82", "\uFFFD\uFFFD", "\uFFFD\uFFFD" },
    { "\xE2\x82<", "\uFFFD\uFFFD&lt;", "\uFFFD\uFFFD&lt;" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) element = xml_element_new ("a", "");
    g_autofree char *expected =
      g_strdup_printf ("<a b='%s'>%s</a>", cases[i].as_value, cases[i].as_text);
    g_autofree char *out = NULL;
    g_autoptr (XmlElement) again = NULL;

    xml_element_text (xml_element_set (element, "b", cases[i].text), cases[i].text);
    out = xml_writer_dup (element, NULL);
    g_assert_cmpstr (out, ==, expected);
    /* Whatever it was, the stream survives it; and what XML has comes back as it went. */
    again = parse (out);
    if (strstr (out, "\uFFFD") == NULL) {
      g_autofree char *text = xml_element_dup_text (again);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (xml_element_get (again, "b"), ==, cases[i].text);
    }
  }
}

/* A character that stands in two pieces of text is whole. */
static void
test_torn_text (void)
{
  g_autofree char *padding = g_strnfill (600, 'x');
  g_autofree char *expected = g_strdup_printf ("<a>%s\u20ac</a>", padding);
  g_autoptr (XmlElement) element = xml_element_new ("a", "");
  g_autofree char *out = NULL;

  xml_element_text (xml_element_text (element, padding), "\u20ac");
  out = xml_writer_dup (element, NULL);
  g_assert_cmpstr (out, ==, expected);
}

static void
test_header (void)
{
  g_autoptr (XmlElement) header = xml_element_new ("stream", XML_NS_STREAM);
  g_autoptr (GString) out = g_string_new ("x");

  xml_element_set (header, "to", "example.org");
  xml_element_set (header, "version", "1.0");
  xml_element_set_lang (header, "en");
  xml_writer_append_header (out, header, "jabber:client");
  g_assert_cmpstr (out->str, ==,
                   "x<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                   "xmlns:stream='http://etherx.jabber.org/streams' to='example.org' "
                   "version='1.0' xml:lang='en'>");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xml/writer/namespaces", test_namespaces);
  g_test_add_func ("/xml/writer/escapes", test_escapes);
  g_test_add_func ("/xml/writer/torn-text", test_torn_text);
  g_test_add_func ("/xml/writer/header", test_header);
  return g_test_run ();
}
