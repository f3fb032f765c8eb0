/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Elements as text. */
#include "config.h"

#include "xml/writer.h"

#include <string.h>

#define REPLACEMENT "\357\277\275" /* U+FFFD */

/* What the place where an element is written has declared. */
typedef struct {
  const char *default_ns;
  gboolean has_stream; /* the prefix "stream" */
} Scope;

/* How a byte must be written, or NULL if it may stand as it is. '>' only matters after "]]", and
 * attributes would have their white space normalised. */
static const char *
escape_of (char c, gboolean in_attr)
{
  switch (c) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '\r':
    return "&#13;";
  case '\'':
    return in_attr ? "&#39;" : NULL;
  case '\t':
    return in_attr ? "&#9;" : NULL;
  case '\n':
    return in_attr ? "&#10;" : NULL;
  default:
    return (guchar) c < 0x20 ? REPLACEMENT : NULL;
  }
}

/* What must stand for the character at @at, which has @length bytes, or NULL if it may stay. */
static const char *
replacement_of (const char *at, const char *end, gboolean in_attr, gsize *length)
{
  gunichar c;

  *length = 1;
  if ((guchar) *at < 0x80)
    return escape_of (*at, in_attr);
  c = g_utf8_get_char_validated (at, end - at);
  if (c >= (gunichar) -2)
    return REPLACEMENT; /* a byte that is no UTF-8 */
  *length = (gsize) (g_utf8_next_char (at) - at);
  /* XML 1.0 §2.2 leaves these two out. */
  return c == 0xFFFE || c == 0xFFFF ? REPLACEMENT : NULL;
}

static void
append_escaped (GString *out, const char *text, gsize n_bytes, gboolean in_attr)
{
  const char *end = text + n_bytes, *plain = text;
  gsize length;

  for (const char *at = text; at < end; at += length) {
    const char *replacement = replacement_of (at, end, in_attr, &length);

    if (replacement == NULL)
      continue;
    g_string_append_len (out, plain, at - plain);
    g_string_append (out, replacement);
    plain = at + length;
  }
  g_string_append_len (out, plain, end - plain);
}

static void
append_attr (GString *out, const char *prefix, const char *name, const char *value)
{
  g_string_append_c (out, ' ');
  g_string_append (out, prefix);
  g_string_append (out, name);
  g_string_append (out, "='");
  append_escaped (out, value, strlen (value), TRUE);
  g_string_append_c (out, '\'');
}

/* The prefix that stands in front of whatever is in @ns, instead of a default namespace. */
static const char *
fixed_prefix (const char *ns)
{
  /* It must not be declared, nor bound in another way (Namespaces in XML §3). */
  if (g_str_equal (ns, XML_NS_XML))
    return "xml:";
  /* Old servers know the elements of the stream by it (RFC 6120 §4.8.5). */
  if (g_str_equal (ns, XML_NS_STREAM))
    return "stream:";
  return "";
}

static gboolean
is_declared (const Scope *scope, const char *ns)
{
  if (g_str_equal (ns, XML_NS_STREAM))
    return scope->has_stream;
  return g_str_equal (ns, XML_NS_XML) || g_str_equal (ns, scope->default_ns);
}

static void
append_attrs (GString *out, const XmlElement *element, const Scope *scope)
{
  guint n_prefixes = 0;

  for (const XmlAttr *attr = xml_element_attrs (element); attr != NULL; attr = attr->next) {
    const char *prefix = fixed_prefix (attr->ns);
    char declared[16];

    if (*attr->ns != '\0' && (*prefix == '\0' || !is_declared (scope, attr->ns))) {
      g_snprintf (declared, sizeof declared, "a%u", n_prefixes++);
      append_attr (out, "xmlns:", declared, attr->ns);
      g_strlcat (declared, ":", sizeof declared);
      prefix = declared;
    }
    append_attr (out, prefix, attr->name, attr->value);
  }
}

static void
append_open (GString *out, const XmlElement *element, Scope *scope)
{
  const char *ns = xml_element_get_ns (element), *prefix = fixed_prefix (ns);

  g_string_append_c (out, '<');
  g_string_append (out, prefix);
  g_string_append (out, xml_element_get_name (element));
  if (!is_declared (scope, ns)) {
    append_attr (out, "", *prefix == '\0' ? "xmlns" : "xmlns:stream", ns);
    if (*prefix == '\0')
      scope->default_ns = ns;
    else
      scope->has_stream = TRUE;
  }
  append_attrs (out, element, scope);
}

static void
append_element (GString *out, const XmlElement *element, Scope scope)
{
  const XmlElement *child;
  const char *text;
  gsize n_bytes;
  gconstpointer at = NULL;
  gboolean empty = TRUE;

  append_open (out, element, &scope);
  while ((at = xml_element_next_content (element, at, &child, &text, &n_bytes)) != NULL) {
    if (empty)
      g_string_append_c (out, '>');
    empty = FALSE;
    if (child != NULL)
      append_element (out, child, scope);
    else
      append_escaped (out, text, n_bytes, FALSE);
  }
  if (empty) {
    g_string_append (out, "/>");
    return;
  }
  g_string_append (out, "</");
  g_string_append (out, fixed_prefix (xml_element_get_ns (element)));
  g_string_append (out, xml_element_get_name (element));
  g_string_append_c (out, '>');
}

void
xml_writer_append (GString *out, const XmlElement *element, const char *default_ns)
{
  Scope scope = { default_ns != NULL ? default_ns : "", default_ns != NULL };

  g_return_if_fail (out != NULL && element != NULL);

  append_element (out, element, scope);
}

char *
xml_writer_dup (const XmlElement *element, const char *default_ns)
{
  GString *out = g_string_new (NULL);

  xml_writer_append (out, element, default_ns);
  return g_string_free (out, FALSE);
}

void
xml_writer_append_header (GString *out, const XmlElement *header, const char *default_ns)
{
  Scope scope = { .has_stream = TRUE };

  g_return_if_fail (out != NULL && default_ns != NULL);
  g_return_if_fail (header != NULL && xml_element_is (header, "stream", XML_NS_STREAM));

  g_string_append (out, "<?xml version='1.0'?><stream:stream");
  append_attr (out, "", "xmlns", default_ns);
  append_attr (out, "xmlns:", "stream", XML_NS_STREAM);
  append_attrs (out, header, &scope);
  g_string_append_c (out, '>');
}
