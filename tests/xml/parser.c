/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the parser: what it hands out, what it refuses, and what a hostile peer may try. */
#include "config.h"

#include "xml/parser.h"

#include "xml/writer.h"

#include <string.h>

#define HEADER                                                                                     \
  "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "                                     \
  "xmlns:stream='http://etherx.jabber.org/streams' id='s1' version='1.0'>"
#define FOOTER "</stream:stream>"

#define MIB ((gsize) 1024 * 1024)

/* What the parser told, as text: "[" for the header, an element each, "]" for the end. */
typedef struct {
  GString *told;
  XmlParser *parser;
  gboolean free_at_element; /* the parser goes from within the event */
  guint n_elements;
} Record;

static void
on_opened (const XmlElement *header, gpointer data)
{
  Record *record = data;

  g_assert_true (xml_element_is (header, "stream", XML_NS_STREAM));
  g_assert_true (xml_element_is_sealed (header));
  g_string_append_c (record->told, '[');
  g_string_append (record->told, xml_element_get (header, "id"));
}

static void
on_element (const XmlElement *element, gpointer data)
{
  Record *record = data;

  g_assert_true (xml_element_is_sealed (element));
  g_string_append_c (record->told, ' ');
  xml_writer_append (record->told, element, "jabber:client");
  record->n_elements++;
  if (record->free_at_element)
    g_clear_pointer (&record->parser, xml_parser_free);
}

static void
on_closed (gpointer data)
{
  Record *record = data;

  g_string_append_c (record->told, ']');
}

static const XmlParserEvents events = { on_opened, on_element, on_closed };

static void
record_init (Record *record, XmlLimits limits)
{
  *record = (Record){ .told = g_string_new (NULL) };
  record->parser = xml_parser_new (&events, limits, record);
}

static void
record_clear (Record *record)
{
  g_string_free (record->told, TRUE);
  g_clear_pointer (&record->parser, xml_parser_free);
}

static gboolean
feed (Record *record, const char *bytes, gsize n_bytes, gsize step, GError **error)
{
  /* From memory of its own, so that a sanitizer sees each byte read too many. */
  for (gsize i = 0; i < n_bytes; i += step) {
    gsize length = MIN (step, n_bytes - i);
    g_autofree char *piece = g_memdup2 (bytes + i, length);

    if (!xml_parser_feed (record->parser, piece, length, error))
      return FALSE;
  }
  return TRUE;
}

static const gsize steps[] = { 1, 2, 3, 7, 64, G_MAXSIZE / 2 };

static void
test_stream (void)
{
  static const struct {
    const char *in, *told;
  } cases[] = {
    { HEADER FOOTER, "[s1]" },
    { HEADER "<presence/>" FOOTER, "[s1 <presence/>]" },
    { HEADER " \t\r\n <presence/> <iq id='1'/>\n" FOOTER " \n", "[s1 <presence/> <iq id='1'/>]" },
    { "\n" HEADER, NULL }, /* the XML declaration must come first */
    { " <stream:stream xmlns:stream='" XML_NS_STREAM "' id='x'>", "[x" },
    { "<?xml version=\"1.0\" encoding=\"utf-8\" standalone='yes'?>"
      "<s:stream xmlns:s='" XML_NS_STREAM "' id='x'><a xmlns='b'/></s:stream>",
      "[x <a xmlns='b'/>]" },
    { HEADER "<a b='&lt;&gt;&amp;&apos;&quot;'/>", "[s1 <a b='&lt;&gt;&amp;&#39;\"'/>" },
    { HEADER "<a>&lt;&gt;&amp;&apos;&quot;</a>", "[s1 <a>&lt;&gt;&amp;'\"</a>" },
    { HEADER "<a>&#233;&#x20AC;&#x1F600;</a>", "[s1 <a>\u00e9\u20ac\U0001f600</a>" },
    { HEADER "<a b='x\ty\nz&#10;'/>", "[s1 <a b='x y z&#10;'/>" },
    { HEADER "<a>x\r\ny\rz&#13;</a>", "[s1 <a>x\ny\nz&#13;</a>" },
    { HEADER "<a><![CDATA[<b>]]&amp;]]></a>", "[s1 <a>&lt;b&gt;]]&amp;amp;</a>" },
    { HEADER "<a> <b/> x<c/>y </a>", "[s1 <a> <b/> x<c/>y </a>" },
    { HEADER "<message xml:lang='de'><body>\u00fc\u4e2d\U0001f642</body></message>",
      "[s1 <message xml:lang='de'><body>\u00fc\u4e2d\U0001f642</body></message>" },
    { HEADER "<p:a xmlns:p='u' p:b='1' b='2'><p:c/><d/></p:a>",
      "[s1 <a xmlns='u' xmlns:a0='u' a0:b='1' b='2'><c/><d xmlns='jabber:client'/></a>" },
    { HEADER "<a xmlns=''><b xmlns='c'><d xmlns=''/></b></a>",
      "[s1 <a xmlns=''><b xmlns='c'><d xmlns=''/></b></a>" },
    { HEADER "<stream:error><x xmlns='y'/></stream:error>" FOOTER,
      "[s1 <stream:error><x xmlns='y'/></stream:error>]" },
    { HEADER "<\u00e9l\u00e9ment/>", "[s1 <\u00e9l\u00e9ment/>" },
    { HEADER "<a>\uFEFF\u00A0\uFFFD</a>", "[s1 <a>\uFEFF\u00A0\uFFFD</a>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *shown = g_strescape (cases[i].in, NULL);

    for (gsize j = 0; j < G_N_ELEMENTS (steps); j++) {
      g_autoptr (GError) error = NULL;
      gboolean fed;
      Record record;

      g_test_message ("%s by %zu", shown, steps[j]);
      record_init (&record, XML_LIMITS_DEFAULT);
      fed = feed (&record, cases[i].in, strlen (cases[i].in), steps[j], &error);
      if (cases[i].told != NULL) {
        g_assert_no_error (error);
        g_assert_true (fed);
        g_assert_cmpstr (record.told->str, ==, cases[i].told);
      } else {
        g_assert_error (error, XML_ERROR, XML_ERROR_NOT_WELL_FORMED);
        g_assert_false (fed);
      }
      record_clear (&record);
    }
  }
}

typedef struct {
  const char *in;
  gssize n_bytes; /* 0: up to the NUL */
  XmlErrorCode code;
} Refused;

static const Refused refused[] = {
  /* RFC 6120 §11.1 */
  { HEADER "<!-- x -->", 0, XML_ERROR_RESTRICTED },
  { HEADER "<a><!----></a>", 0, XML_ERROR_RESTRICTED },
  { "<?xml version='1.0'?><!-- x -->" FOOTER, 0, XML_ERROR_RESTRICTED },
  { HEADER "<?php x ?>", 0, XML_ERROR_RESTRICTED },
  { HEADER "<a><?x?></a>", 0, XML_ERROR_RESTRICTED },
  { "<!DOCTYPE a><a/>", 0, XML_ERROR_RESTRICTED },
  { "<?xml version='1.0'?><!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", 0, XML_ERROR_RESTRICTED },
  { "<!DOCTYPE a PUBLIC 'b' 'http://127.0.0.1/'><a/>", 0, XML_ERROR_RESTRICTED },
  { "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", 0, XML_ERROR_RESTRICTED },
  { "<!DOCTYPE a [<!ENTITY % b SYSTEM 'file:///etc/passwd'> %b;]><a/>", 0, XML_ERROR_RESTRICTED },
  { HEADER "<a>&nbsp;</a>", 0, XML_ERROR_RESTRICTED },
  { HEADER "<a b='&eacute;'/>", 0, XML_ERROR_RESTRICTED },
  /* §11.3 */
  { HEADER "<a>" FOOTER, 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a></b>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a b=c/>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a b/>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a b='<'/>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a b='1' b='2'/>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a xmlns:x='u' xmlns:y='u' x:b='1' y:b='2'/>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<x:a/>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a x:b='1'/>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a:b:c xmlns:a='u'/>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a xmlns:xml='u'/>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a xmlns:b=''/>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<1a/>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "< a/>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a>&lt</a>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a>& b</a>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a>]]></a>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a>&#0;</a>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a>&#8;</a>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a>&#xD800;</a>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a>&#xFFFE;</a>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a>&#x110000;</a>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a b='&#x1F;'/>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a>\x01</a>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a b='\x1b'/>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a>\uFFFF</a>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<a>b\0c</a>", sizeof HEADER "<a>b\0c</a>" - 1, XML_ERROR_BAD_ENCODING },
  { HEADER FOOTER "<a/>", 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER FOOTER FOOTER, 0, XML_ERROR_NOT_WELL_FORMED },
  { HEADER "<?xml version='1.0'?>", 0, XML_ERROR_NOT_WELL_FORMED },
  { "<?xml version='1.1'?><a/>", 0, XML_ERROR_NOT_WELL_FORMED },
  { "<?xml version='2.0'?><a/>", 0, XML_ERROR_NOT_WELL_FORMED },
  /* §11.6 */
  { "\xEF\xBB\xBF" HEADER, 0, XML_ERROR_BAD_ENCODING },
  { "\xFE\xFF\0<\0a", 6, XML_ERROR_BAD_ENCODING },
  { "<\0a\0/\0>\0", 8, XML_ERROR_BAD_ENCODING },
  { "\x4C\x6F\xA7\x94", 4, XML_ERROR_BAD_ENCODING }, /* EBCDIC */
  { "HTTP/1.1 400 Bad Request\r\n", 0, XML_ERROR_BAD_ENCODING },
  { "<?xml version='1.0' encoding='ISO-8859-1'?><a/>", 0, XML_ERROR_BAD_ENCODING },
  { "<?xml version='1.0' encoding='UTF-16'?><a/>", 0, XML_ERROR_BAD_ENCODING },
  { "<?xml version='1.0' encoding='UTF-7'?><a/>", 0, XML_ERROR_BAD_ENCODING },
  { "<?xml version='1.0' encoding='x-mine'?><a/>", 0, XML_ERROR_BAD_ENCODING },
  { HEADER "<a>\xE9</a>", 0, XML_ERROR_BAD_ENCODING },
  { HEADER "<a b='\xE9'/>", 0, XML_ERROR_BAD_ENCODING },
  { HEADER "<a>\x80</a>", 0, XML_ERROR_BAD_ENCODING },
  { HEADER "<a>\xC0\x80</a>", 0, XML_ERROR_BAD_ENCODING },         /* overlong NUL */
  { HEADER "<a>\xC1\xBF</a>", 0, XML_ERROR_BAD_ENCODING },         /* overlong DEL */
  { HEADER "<a>\xE0\x80\xAF</a>", 0, XML_ERROR_BAD_ENCODING },     /* overlong slash */
  { HEADER "<a>\xF0\x80\x80\xBC</a>", 0, XML_ERROR_BAD_ENCODING }, /* overlong '<' */
  { HEADER "<a>\xED\xA0\x80</a>", 0, XML_ERROR_BAD_ENCODING },     /* half of a surrogate pair */
  { HEADER "<a>\xED\xA0\xBD\xED\xB8\x80</a>", 0, XML_ERROR_BAD_ENCODING }, /* CESU-8 */
  { HEADER "<a>\xF4\x90\x80\x80</a>", 0, XML_ERROR_BAD_ENCODING },         /* beyond U+10FFFF */
  { HEADER "<a>\xFF</a>", 0, XML_ERROR_BAD_ENCODING },
  { HEADER "<a b='\xED\xA0\x80'/>", 0, XML_ERROR_BAD_ENCODING },
  { HEADER "<a><![CDATA[\xE0\x80\xAF]]></a>", 0, XML_ERROR_BAD_ENCODING },
  { HEADER "<a>\xC3", 0, XML_ERROR_BAD_ENCODING },
  /* Between the stanzas */
  { HEADER "x<a/>", 0, XML_ERROR_BAD_FORMAT },
  { HEADER "<a/> \u00a0 <b/>", 0, XML_ERROR_BAD_FORMAT },
  { HEADER "&#65;<a/>", 0, XML_ERROR_BAD_FORMAT },
};

static void
test_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    gsize n_bytes = refused[i].n_bytes > 0 ? (gsize) refused[i].n_bytes : strlen (refused[i].in);
    g_autofree char *shown = g_strescape (refused[i].in, NULL);

    for (gsize j = 0; j < G_N_ELEMENTS (steps); j++) {
      g_autoptr (GError) error = NULL;
      Record record;

      g_test_message ("%s by %zu", shown, steps[j]);
      record_init (&record, XML_LIMITS_DEFAULT);
      if (feed (&record, refused[i].in, n_bytes, steps[j], &error))
        /* It may have waited for more. */
        feed (&record, "</a>;>", 6, 6, &error);
      g_assert_error (error, XML_ERROR, (int) refused[i].code);
      record_clear (&record);
    }
  }
}

/* Nothing of what was sent may show up in the error, which will be logged. */
static void
test_error_quotes_nothing (void)
{
  g_autoptr (GError) error = NULL;
  Record record;

  record_init (&record, XML_LIMITS_DEFAULT);
  g_assert_false (feed (&record, HEADER "<a>geheim</geheim>", strlen (HEADER) + 18, 64, &error));
  g_assert_null (strstr (error->message, "geheim"));
  record_clear (&record);
}

static GString *
repeat (const char *before, const char *what, gsize n, const char *after)
{
  GString *text = g_string_new (before);

  for (gsize i = 0; i < n; i++)
    g_string_append (text, what);
  g_string_append (text, after);
  return text;
}

/* Feeds it as the network would; the code is G_MAXUINT where nothing is wrong. */
static void
check_hostile (GString *text, guint code, gsize max_refused_after)
{
  g_autoptr (GError) error = NULL;
  gsize fed = 0;
  Record record;

  record_init (&record, XML_LIMITS_DEFAULT);
  while (fed < text->len) {
    gsize length = MIN (4096, text->len - fed);

    if (!xml_parser_feed (record.parser, text->str + fed, length, &error))
      break;
    fed += length;
  }
  if (code == G_MAXUINT) {
    g_assert_no_error (error);
    g_assert_cmpuint (record.n_elements, ==, 1);
  } else {
    g_assert_error (error, XML_ERROR, (int) code);
    g_assert_cmpuint (fed, <=, max_refused_after);
  }
  record_clear (&record);
  g_string_free (text, TRUE);
}

static void
test_entity_bomb (void)
{
  GString *bomb = g_string_new ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY e0 'ha'>");

  for (guint i = 1; i < 64; i++)
    g_string_append_printf (bomb, "<!ENTITY e%u '&e%u;&e%u;'>", i, i - 1, i - 1);
  g_string_append (bomb, "]><a>&e63;</a>");
  check_hostile (bomb, XML_ERROR_RESTRICTED, 4096);
}

static void
test_depth (void)
{
  g_autoptr (GString) deepest = repeat (HEADER, "<a>", 127, "");

  check_hostile (repeat (HEADER, "<a>", 1000 * 1000, ""), XML_ERROR_TOO_DEEP, 4096);
  check_hostile (repeat (deepest->str, "</a>", 127, ""), G_MAXUINT, 0);
  check_hostile (repeat (deepest->str, "<a>", 1, ""), XML_ERROR_TOO_DEEP, 0);
}

static void
append_attributes (GString *text, const char *format, guint n)
{
  g_string_append (text, "<a");
  for (guint i = 0; i < n; i++) {
    g_string_append_c (text, ' ');
    g_string_append_printf (text, "%s%u='%u'", format, i, i);
  }
  g_string_append (text, "/>");
}

static void
check_attributes (const char *name, guint n, guint code)
{
  GString *text = g_string_new (HEADER);

  append_attributes (text, name, n);
  check_hostile (text, code, 128 * 1024);
}

static void
test_attributes (void)
{
  check_attributes ("b", 256, G_MAXUINT);
  check_attributes ("b", 257, XML_ERROR_TOO_BIG);
  check_attributes ("b", 100 * 1000, XML_ERROR_TOO_BIG);
  /* The stream has two already. */
  check_attributes ("xmlns:b", 254, G_MAXUINT);
  check_attributes ("xmlns:b", 255, XML_ERROR_TOO_BIG);
  check_attributes ("xmlns:b", 100 * 1000, XML_ERROR_TOO_BIG);
}

/* Declarations that pile up from element to element make each look-up slow. */
static void
test_namespaces_in_force (void)
{
  GString *text = g_string_new (HEADER);

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, "<a xmlns:b%u='x' xmlns:c%u='y' xmlns:d%u='z'>", i, i, i);
  check_hostile (text, XML_ERROR_TOO_BIG, 4096);
}

static void
test_size (void)
{
  gsize most = 4 * MIB;

  check_hostile (repeat (HEADER "<a>", "0123456789abcdef", most / 16, "</a>"), XML_ERROR_TOO_BIG,
                 most + 4096);
  check_hostile (repeat (HEADER "<a>", "0123456789abcdef", most / 16 - 2, "</a>"), G_MAXUINT, 0);
  /* An element that stays below the limit as a text but not in memory. */
  check_hostile (repeat (HEADER "<a>", "<b/>", most / 4 - 100, "</a>"), XML_ERROR_TOO_BIG, most);
  /* A tag without an end, and other things that libxml2 waits for. */
  check_hostile (repeat (HEADER "<a b='", "0123456789abcdef", MIB, ""), XML_ERROR_TOO_BIG,
                 72 * 1024);
  check_hostile (repeat (HEADER "<", "aaaaaaaaaaaaaaaa", MIB, ""), XML_ERROR_TOO_BIG, 72 * 1024);
  check_hostile (repeat (HEADER "<!--", "aaaaaaaaaaaaaaaa", MIB, ""), XML_ERROR_TOO_BIG, 72 * 1024);
  check_hostile (repeat (HEADER "<a>", "aaaaaaaaaaaaaaaa", MIB, ""), XML_ERROR_TOO_BIG,
                 most + 4096);
  check_hostile (repeat ("<!DOCTYPE a [", " ", 16 * MIB, ""), XML_ERROR_TOO_BIG, 72 * 1024);
  check_hostile (repeat ("", " ", 16 * MIB, ""), XML_ERROR_TOO_BIG, most + 4096);
}

/* A limit is on one element, not on the stream; and whitespace belongs to none. */
static void
test_long_stream (void)
{
  XmlLimits limits = { .max_depth = 4, .max_attrs = 8, .max_element = 1024 };
  g_autoptr (GString) text = repeat ("", "<m><b>hello</b></m>\n", 10000, "");
  g_autoptr (GString) blanks = repeat ("", " ", 100000, "");
  g_autoptr (GString) big = repeat ("<m>", "0123456789abcdef", 64, "</m>");
  g_autoptr (GError) error = NULL;
  Record record;

  record_init (&record, limits);
  g_assert_true (feed (&record, HEADER, strlen (HEADER), 64, &error));
  g_assert_true (feed (&record, text->str, text->len, text->len, &error));
  g_assert_true (feed (&record, text->str, text->len, 100, &error));
  g_assert_cmpuint (record.n_elements, ==, 20000);
  g_assert_true (feed (&record, blanks->str, blanks->len, 10, &error));
  g_assert_true (feed (&record, blanks->str, blanks->len, blanks->len, &error));
  g_assert_no_error (error);
  /* Also where all of it comes at once. */
  g_assert_false (feed (&record, big->str, big->len, big->len, &error));
  g_assert_error (error, XML_ERROR, XML_ERROR_TOO_BIG);
  g_assert_cmpuint (record.n_elements, ==, 20000);
  record_clear (&record);
}

/* libxml2 gives long texts in pieces, which must not tear characters. */
static void
check_long_text (const char *before, const char *piece, guint n, const char *after)
{
  g_autoptr (GString) whole = repeat (before, piece, n, after);
  g_autoptr (XmlElement) once =
    xml_parser_parse_document (whole->str, (gssize) whole->len, XML_LIMITS_DEFAULT, NULL);
  g_autofree char *text = xml_element_dup_text (once), *told = xml_writer_dup (once, NULL);

  g_assert_cmpuint (strlen (text), >=, n * strlen ("\u00fc\u20ac\U0001f642x"));
  for (gsize step = 1; step < 5000; step = step * 2 + 1) {
    g_autofree char *expected = g_strconcat ("[s1 ", told, NULL);
    g_autoptr (GError) error = NULL;
    Record record;

    record_init (&record, XML_LIMITS_DEFAULT);
    g_assert_true (feed (&record, HEADER, strlen (HEADER), step, &error));
    g_assert_true (feed (&record, whole->str, whole->len, step, &error));
    g_assert_no_error (error);
    g_assert_cmpstr (record.told->str, ==, expected);
    record_clear (&record);
  }
}

static void
test_long_text (void)
{
  check_long_text ("<a xmlns='u'>", "\u00fc\u20ac\U0001f642x&amp;", 5000, "</a>");
  check_long_text ("<a xmlns='u'><![CDATA[", "\u00fc\u20ac\U0001f642x&]", 5000, "]]></a>");
}

/* A peer that invents names must not fill the memory with them, nor lose those in use. */
static void
test_many_names (void)
{
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (GString) told = g_string_new ("[s1");
  g_autoptr (GError) error = NULL;
  Record record;

  for (guint i = 0; i < 20000; i++) {
    g_string_append_printf (text, "<name%u xmlns='urn:%u'><x y%u='z'/></name%u>", i, i, i, i);
    g_string_append_printf (told, " <name%u xmlns='urn:%u'><x y%u='z'/></name%u>", i, i, i, i);
  }
  record_init (&record, XML_LIMITS_DEFAULT);
  g_assert_true (feed (&record, text->str, text->len, 4096, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (record.told->str, ==, told->str);
  record_clear (&record);
}

static void
test_free_from_within (void)
{
  const char *text = HEADER "<a/><b/></c>";

  for (gsize step = 1; step < 200; step += 50) {
    g_autoptr (GError) error = NULL;
    Record record;

    record_init (&record, XML_LIMITS_DEFAULT);
    record.free_at_element = TRUE;
    for (gsize i = 0; i < strlen (text) && record.parser != NULL; i += step) {
      XmlParser *parser = record.parser;

      g_assert_true (xml_parser_feed (parser, text + i, MIN (step, strlen (text) - i), &error));
    }
    g_assert_no_error (error);
    g_assert_cmpstr (record.told->str, ==, "[s1 <a/>");
    record_clear (&record);
  }
}

static void
keep (const XmlElement *element, gpointer data)
{
  XmlElement **kept = data;

  *kept = xml_element_ref (xml_element_find (element, "b", NULL));
}

/* One child keeps the whole stanza, without the parser. */
static void
test_outlives_parser (void)
{
  const XmlParserEvents keeping = { .element = keep };
  g_autoptr (XmlElement) kept = NULL;
  g_autofree char *text = NULL;
  XmlParser *parser = xml_parser_new (&keeping, XML_LIMITS_DEFAULT, &kept);

  g_assert_true (
    xml_parser_feed (parser, HEADER "<a><b c='d'>e</b></a>", strlen (HEADER) + 21, NULL));
  xml_parser_free (parser);
  text = xml_writer_dup (kept, "jabber:client");
  g_assert_cmpstr (text, ==, "<b c='d'>e</b>");
}

static void
test_document (void)
{
  static const struct {
    const char *in, *out;
    XmlErrorCode code;
  } cases[] = {
    { "<a/>", "<a/>", 0 },
    { " <a xmlns='b'>c<d/></a>\n", "<a xmlns='b'>c<d/></a>", 0 },
    { "<?xml version='1.0' encoding='UTF-8'?><a/>", "<a/>", 0 },
    { "", NULL, XML_ERROR_NOT_WELL_FORMED },
    { "<a>", NULL, XML_ERROR_NOT_WELL_FORMED },
    { "<a/><b/>", NULL, XML_ERROR_NOT_WELL_FORMED },
    { "<a/>b", NULL, XML_ERROR_NOT_WELL_FORMED },
    { "<a/><!-- -->", NULL, XML_ERROR_RESTRICTED },
    { "<a><a><a><a><a/></a></a></a></a>", NULL, XML_ERROR_TOO_DEEP },
    { "<a b='1' c='2' d='3'/>", NULL, XML_ERROR_TOO_BIG },
    { "<a>0123456789012345678901234567890123456789012345678901234567</a>", NULL,
      XML_ERROR_TOO_BIG },
  };

  XmlLimits limits = { .max_depth = 4, .max_attrs = 2, .max_element = 64 };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (XmlElement) element = NULL;
    g_autofree char *out = NULL;

    element = xml_parser_parse_document (cases[i].in, -1, limits, &error);
    if (cases[i].out == NULL) {
      g_assert_null (element);
      g_assert_error (error, XML_ERROR, (int) cases[i].code);
      continue;
    }
    g_assert_no_error (error);
    g_assert_true (xml_element_is_sealed (element));
    out = xml_writer_dup (element, NULL);
    g_assert_cmpstr (out, ==, cases[i].out);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xml/parser/stream", test_stream);
  g_test_add_func ("/xml/parser/refused", test_refused);
  g_test_add_func ("/xml/parser/error-quotes-nothing", test_error_quotes_nothing);
  g_test_add_func ("/xml/parser/entity-bomb", test_entity_bomb);
  g_test_add_func ("/xml/parser/depth", test_depth);
  g_test_add_func ("/xml/parser/attributes", test_attributes);
  g_test_add_func ("/xml/parser/namespaces-in-force", test_namespaces_in_force);
  g_test_add_func ("/xml/parser/size", test_size);
  g_test_add_func ("/xml/parser/long-stream", test_long_stream);
  g_test_add_func ("/xml/parser/long-text", test_long_text);
  g_test_add_func ("/xml/parser/many-names", test_many_names);
  g_test_add_func ("/xml/parser/free-from-within", test_free_from_within);
  g_test_add_func ("/xml/parser/outlives-parser", test_outlives_parser);
  g_test_add_func ("/xml/parser/document", test_document);
  return g_test_run ();
}
