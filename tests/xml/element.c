/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of elements: building, reading, sharing, sealing. */
#include "config.h"

#include "xml/element.h"

#include "xml/error.h"
#include "xml/parser.h"
#include "xml/writer.h"

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
assert_text (const XmlElement *element, const char *expected)
{
  g_autofree char *text = xml_writer_dup (element, NULL);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_build (void)
{
  g_autoptr (XmlElement) iq = xml_element_new ("iq", "jabber:client");
  XmlElement *query = xml_element_add (iq, "query", "jabber:iq:roster");
  XmlElement *item = xml_element_add (query, "item", NULL);

  g_assert_true (xml_element_set (iq, "type", "set") == iq);
  xml_element_set (iq, "absent", NULL);
  xml_element_set_uint (iq, "n", G_MAXUINT64);
  xml_element_set_lang (iq, "pt-BR");
  xml_element_set (item, "jid", "a&b@example.org");
  xml_element_add_text_child (item, "group", NULL, "Friends");
  xml_element_add_text_child (item, "group", NULL, "");
  xml_element_add_text_child (item, "absent", NULL, NULL);
  xml_element_text (xml_element_text (query, "x<"), "y");
  xml_element_text (query, NULL);
  xml_element_text (query, "");
  assert_text (iq, "<iq xmlns='jabber:client' type='set' n='18446744073709551615' "
                   "xml:lang='pt-BR'><query xmlns='jabber:iq:roster'>"
                   "<item jid='a&amp;b@example.org'><group>Friends</group><group/></item>"
                   "x&lt;y</query></iq>");
  g_assert_cmpstr (xml_element_get_ns (item), ==, "jabber:iq:roster");
  g_assert_cmpstr (xml_element_get_name (item), ==, "item");
}

static void
test_set_replaces (void)
{
  g_autoptr (XmlElement) element = xml_element_new ("a", "");
  const char *old;

  xml_element_set (xml_element_set (element, "b", "1"), "c", "2");
  xml_element_set_with_ns (element, "b", "urn:x", "3");
  old = xml_element_get (element, "b");
  xml_element_set (element, "b", "4");
  assert_text (element, "<a b='4' c='2' xmlns:a0='urn:x' a0:b='3'/>");
  /* What was handed out stays. */
  g_assert_cmpstr (old, ==, "1");
  g_assert_cmpstr (xml_element_get_with_ns (element, "b", "urn:x"), ==, "3");
  g_assert_null (xml_element_get (element, "d"));
  g_assert_null (xml_element_get_with_ns (element, "c", "urn:x"));
}

/* Strings are copied: the caller's may go, also when they come from the tree itself. */
static void
test_copies_strings (void)
{
  char name[] = "a", ns[] = "urn:b", attr[] = "c", value[] = "d", text[] = "e";
  g_autoptr (XmlElement) element = xml_element_new (name, ns);

  xml_element_set_with_ns (element, attr, ns, value);
  xml_element_text (xml_element_add (element, name, ns), text);
  name[0] = ns[4] = attr[0] = value[0] = text[0] = 'z';
  xml_element_set (element, "f", xml_element_get_with_ns (element, "c", "urn:b"));
  assert_text (element, "<a xmlns='urn:b' xmlns:a0='urn:b' a0:c='d' f='d'><a>e</a></a>");
}

static void
test_find (void)
{
  g_autoptr (XmlElement) element =
    parse ("<a xmlns='u'>t<b/><b xmlns='v' n='1'/><c xmlns='v'/><b n='2'/></a>");
  const XmlElement *found = xml_element_find (element, "b", "v");

  const struct {
    const char *name, *ns;
    guint n;
  } cases[] = {
    { "b", "u", 2 },   { "b", "v", 1 },  { "b", NULL, 3 }, { NULL, "v", 2 },
    { NULL, NULL, 4 }, { "d", NULL, 0 }, { "b", "", 0 },
  };

  g_assert_cmpstr (xml_element_get (found, "n"), ==, "1");
  g_assert_null (xml_element_find (element, "c", "u"));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    XmlIter iter = { .parent = element, .name = cases[i].name, .ns = cases[i].ns };
    const XmlElement *child;
    guint n = 0;

    while (xml_iter_next (&iter, &child)) {
      g_assert_true (xml_element_is (child, cases[i].name, cases[i].ns));
      n++;
    }
    g_assert_cmpuint (n, ==, cases[i].n);
    /* Once at the end, always at the end. */
    if (n > 0)
      g_assert_false (xml_iter_next (&iter, &child));
  }
}

static void
test_text (void)
{
  g_autoptr (XmlElement) element =
    parse ("<a>one <b>no</b>&amp; two<![CDATA[ <three>]]><c/><d> x </d></a>");
  g_autofree char *text = xml_element_dup_text (element);
  g_autofree char *b = xml_element_dup_child_text (element, "b", NULL);
  g_autofree char *c = xml_element_dup_child_text (element, "c", NULL);
  g_autofree char *d = xml_element_dup_child_text (element, "d", "");
  g_autofree char *e = xml_element_dup_child_text (element, "e", NULL);

  g_assert_cmpstr (text, ==, "one & two <three>");
  g_assert_cmpstr (b, ==, "no");
  g_assert_cmpstr (c, ==, "");
  g_assert_cmpstr (d, ==, " x ");
  g_assert_null (e);
}

static void
test_uint (void)
{
  static const struct {
    const char *value;
    guint64 max;
    gint64 out; /* -1: refused */
  } cases[] = {
    { "0", 10, 0 },
    { "10", 10, 10 },
    { "007", 10, 7 },
    { "11", 10, -1 },
    { "", 10, -1 },
    { "-1", 10, -1 },
    { "+1", 10, -1 },
    { " 1", 10, -1 },
    { "1 ", 10, -1 },
    { "0x1", 10, -1 },
    { "1.0", 10, -1 },
    { "one", 10, -1 },
    { NULL, 10, -1 },
    { "\u0661", 10, -1 },
    { "4294967295", G_MAXUINT32, G_MAXUINT32 },
    { "18446744073709551616", G_MAXUINT64, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) element = xml_element_new ("a", "");
    g_autoptr (GError) error = NULL;
    guint64 out = 12345;

    xml_element_set (element, "n", cases[i].value);
    g_assert_true (xml_element_get_uint (element, "n", cases[i].max, &out, &error) ==
                   (cases[i].out >= 0));
    if (cases[i].out >= 0) {
      g_assert_no_error (error);
      g_assert_cmpuint (out, ==, (guint64) cases[i].out);
    } else {
      g_assert_error (error, XML_ERROR, XML_ERROR_VALUE);
      g_assert_cmpuint (out, ==, 12345);
    }
  }
}

/* A received stanza in a carbon, in two envelopes, after everybody else let go of it. */
static void
test_take_shares (void)
{
  XmlElement *stanza = parse ("<x><message xmlns='jabber:client'><body>b</body></message></x>");
  XmlElement *message = xml_element_ref (xml_element_find (stanza, "message", NULL));
  g_autoptr (XmlElement) one = xml_element_new ("forwarded", "urn:xmpp:forward:0");
  g_autoptr (XmlElement) two = xml_element_new ("forwarded", "urn:xmpp:forward:0");
  const char *expected = "<forwarded xmlns='urn:xmpp:forward:0'>"
                         "<message xmlns='jabber:client'><body>b</body></message></forwarded>";

  g_assert_true (xml_element_take (one, xml_element_ref (message)) == one);
  xml_element_take (two, message);
  xml_element_unref (stanza);
  assert_text (one, expected);
  assert_text (two, expected);
  g_assert_true (xml_element_find (one, "message", "jabber:client") ==
                 xml_element_find (two, "message", NULL));
}

static void
test_seal (void)
{
  g_autoptr (XmlElement) element = xml_element_new ("a", "");
  XmlElement *inner = xml_element_new ("c", "");
  g_autoptr (XmlElement) copy = NULL;

  xml_element_take (xml_element_add (element, "b", NULL), inner);
  g_assert_false (xml_element_is_sealed (element));
  xml_element_set (inner, "still", "open");
  xml_element_seal (element);
  xml_element_seal (element);
  g_assert_true (xml_element_is_sealed (element));
  g_assert_true (xml_element_is_sealed (inner));
  g_assert_true (xml_element_is_sealed (xml_element_find (element, "b", NULL)));

  copy = xml_element_copy (element);
  g_assert_false (xml_element_is_sealed (copy));
  g_assert_true (xml_element_equal (element, copy));
  xml_element_set (copy, "d", "e");
  g_assert_false (xml_element_equal (element, copy));
  assert_text (element, "<a><b><c still='open'/></b></a>");
  assert_text (copy, "<a d='e'><b><c still='open'/></b></a>");
}

static void
edit_sealed (int edit)
{
  g_autoptr (XmlElement) element = parse ("<a/>");

  switch (edit) {
  case 0:
    xml_element_set (element, "b", "c");
    break;
  case 1:
    xml_element_add (element, "b", NULL);
    break;
  case 2:
    xml_element_text (element, "b");
    break;
  default:
    xml_element_take (element, xml_element_new ("b", ""));
  }
}

/* A setter that meets a sealed tree is a programmer's error. */
static void
test_sealed_edits (void)
{
  if (g_test_subprocess ()) {
    edit_sealed ((int) g_ascii_strtoll (g_getenv ("TEST_EDIT"), NULL, 10));
    return;
  }
  for (int i = 0; i < 4; i++) {
    g_autofree char *edit = g_strdup_printf ("%d", i);

    g_setenv ("TEST_EDIT", edit, TRUE);
    g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_failed ();
    g_test_trap_assert_stderr ("*is_open*");
  }
}

static void
test_equal (void)
{
  static const struct {
    const char *a, *b;
    gboolean equal;
  } cases[] = {
    { "<a/>", "<a></a>", TRUE },
    { "<a b='1' c='2'/>", "<a c='2' b='1'/>", TRUE },
    { "<a xmlns='u'/>", "<p:a xmlns:p='u'/>", TRUE },
    { "<a>x&#38;y</a>", "<a>x<![CDATA[&]]>y</a>", TRUE },
    { "<a/>", "<b/>", FALSE },
    { "<a xmlns='u'/>", "<a/>", FALSE },
    { "<a b='1'/>", "<a/>", FALSE },
    { "<a b='1'/>", "<a b='2'/>", FALSE },
    { "<a b='1'/>", "<a c='1'/>", FALSE },
    { "<a xmlns:p='u' p:b='1'/>", "<a b='1'/>", FALSE },
    { "<a>x</a>", "<a>y</a>", FALSE },
    { "<a>x</a>", "<a>xy</a>", FALSE },
    { "<a> <b/></a>", "<a><b/></a>", FALSE },
    { "<a>x<b/></a>", "<a><b/>x</a>", FALSE },
    { "<a><b/><c/></a>", "<a><c/><b/></a>", FALSE },
    { "<a><b/></a>", "<a><b/><b/></a>", FALSE },
    { "<a><b><c/></b></a>", "<a><b/><c/></a>", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) a = parse (cases[i].a);
    g_autoptr (XmlElement) b = parse (cases[i].b);
    g_autoptr (XmlElement) copy = xml_element_copy (a);

    g_test_message ("%s and %s", cases[i].a, cases[i].b);
    g_assert_true (xml_element_equal (a, b) == cases[i].equal);
    g_assert_true (xml_element_equal (b, a) == cases[i].equal);
    g_assert_true (xml_element_equal (a, copy));
  }
}

/* An estimate, but not off by more than a half. */
static void
test_n_bytes (void)
{
  static const char *const cases[] = {
    "<a/>",
    "<message xmlns='jabber:client' to='a@example.org' id='1'><body>Hello there</body></message>",
    "<a xmlns='urn:some:namespace'><b><c xmlns='urn:other'/></b>text &amp; more<d e='f'/></a>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) element = parse (cases[i]);
    gsize n_bytes = xml_element_get_n_bytes (element), written = strlen (cases[i]);

    g_assert_cmpuint (n_bytes, >=, written / 2);
    g_assert_cmpuint (n_bytes, <=, written * 2);
  }
}

static void
test_lang (void)
{
  g_autoptr (XmlElement) element = parse ("<a xml:lang='de' lang='no'><b/></a>");

  g_assert_cmpstr (xml_element_get_lang (element), ==, "de");
  g_assert_cmpstr (xml_element_get (element, "lang"), ==, "no");
  g_assert_null (xml_element_get_lang (xml_element_find (element, "b", NULL)));
}

/* As much as a large presence flood: the arena must grow by more than its first chunk. */
static void
test_large (void)
{
  g_autoptr (XmlElement) element = xml_element_new ("a", "urn:a");
  g_autofree char *long_text = g_strnfill (100000, 'x');
  g_autofree char *text = NULL;
  XmlIter iter = { .parent = element, .name = "item" };
  const XmlElement *child;
  guint64 n = 0, number;

  for (guint i = 0; i < 10000; i++)
    xml_element_set_uint (xml_element_add (element, "item", NULL), "n", i);
  for (guint i = 0; i < 100000; i++)
    xml_element_text (element, "x");
  while (xml_iter_next (&iter, &child)) {
    g_assert_true (xml_element_get_uint (child, "n", G_MAXUINT, &number, NULL));
    g_assert_cmpuint (number, ==, n++);
  }
  g_assert_cmpuint (n, ==, 10000);
  text = xml_element_dup_text (element);
  g_assert_cmpstr (text, ==, long_text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xml/element/build", test_build);
  g_test_add_func ("/xml/element/set-replaces", test_set_replaces);
  g_test_add_func ("/xml/element/copies-strings", test_copies_strings);
  g_test_add_func ("/xml/element/find", test_find);
  g_test_add_func ("/xml/element/text", test_text);
  g_test_add_func ("/xml/element/uint", test_uint);
  g_test_add_func ("/xml/element/take-shares", test_take_shares);
  g_test_add_func ("/xml/element/seal", test_seal);
  g_test_add_func ("/xml/element/sealed-edits", test_sealed_edits);
  g_test_add_func ("/xml/element/equal", test_equal);
  g_test_add_func ("/xml/element/n-bytes", test_n_bytes);
  g_test_add_func ("/xml/element/lang", test_lang);
  g_test_add_func ("/xml/element/large", test_large);
  return g_test_run ();
}
