/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages in XHTML, read as text with formatting (XEP-0071). */
#include "config.h"

#include "xmpp/xep/0071-xhtml.h"

#include "base/text.h"
#include "xmpp/ns.h"
#include "xmpp/stanza.h"

#include <string.h>

/* What is nested deeper is not shown: nobody writes so. */
#define MAX_DEPTH 32
#define MAX_QUOTES 8

typedef enum {
  INLINE,
  BLOCK,
  PARAGRAPH, /* a block with an empty line around it */
  QUOTE,
  PRE,
  HEADING,
  LIST,
  ORDERED_LIST,
  ITEM,
  BREAK,
  IMAGE,
  LINK,
  NOTHING, /* nor what is in it */
} Kind;

#define NO_STYLE -1

static const struct {
  const char *name;
  Kind kind;
  int style; /* XmppTextStyle or NO_STYLE */
} elements[] = {
  { "a", LINK, NO_STYLE },
  { "address", BLOCK, NO_STYLE },
  { "b", INLINE, XMPP_TEXT_STRONG },
  { "blockquote", QUOTE, NO_STYLE },
  { "br", BREAK, NO_STYLE },
  { "cite", INLINE, XMPP_TEXT_EMPHASIS },
  { "code", INLINE, XMPP_TEXT_CODE },
  { "dd", BLOCK, NO_STYLE },
  { "del", INLINE, XMPP_TEXT_STRIKE },
  { "dfn", INLINE, XMPP_TEXT_EMPHASIS },
  { "div", BLOCK, NO_STYLE },
  { "dt", BLOCK, XMPP_TEXT_STRONG },
  { "em", INLINE, XMPP_TEXT_EMPHASIS },
  { "h1", HEADING, XMPP_TEXT_HEADING },
  { "h2", HEADING, XMPP_TEXT_HEADING },
  { "h3", HEADING, XMPP_TEXT_HEADING },
  { "h4", HEADING, XMPP_TEXT_STRONG },
  { "h5", HEADING, XMPP_TEXT_STRONG },
  { "h6", HEADING, XMPP_TEXT_STRONG },
  { "head", NOTHING, NO_STYLE },
  { "i", INLINE, XMPP_TEXT_EMPHASIS },
  { "iframe", NOTHING, NO_STYLE },
  { "img", IMAGE, NO_STYLE },
  { "ins", INLINE, XMPP_TEXT_UNDERLINE },
  { "kbd", INLINE, XMPP_TEXT_CODE },
  { "li", ITEM, NO_STYLE },
  { "object", NOTHING, NO_STYLE },
  { "ol", ORDERED_LIST, NO_STYLE },
  { "p", PARAGRAPH, NO_STYLE },
  { "pre", PRE, XMPP_TEXT_PREFORMATTED },
  { "s", INLINE, XMPP_TEXT_STRIKE },
  { "samp", INLINE, XMPP_TEXT_CODE },
  { "script", NOTHING, NO_STYLE },
  { "strike", INLINE, XMPP_TEXT_STRIKE },
  { "strong", INLINE, XMPP_TEXT_STRONG },
  { "style", NOTHING, NO_STYLE },
  { "tr", BLOCK, NO_STYLE },
  { "tt", INLINE, XMPP_TEXT_CODE },
  { "u", INLINE, XMPP_TEXT_UNDERLINE },
  { "ul", LIST, NO_STYLE },
  { "var", INLINE, XMPP_TEXT_EMPHASIS },
};

/* §7.6.1: the properties of CSS1 that a text can show. */
static const struct {
  const char *property, *value;
  XmppTextStyle style;
} properties[] = {
  { "font-weight", "bold", XMPP_TEXT_STRONG },
  { "font-weight", "bolder", XMPP_TEXT_STRONG },
  { "font-weight", "600", XMPP_TEXT_STRONG },
  { "font-weight", "700", XMPP_TEXT_STRONG },
  { "font-weight", "800", XMPP_TEXT_STRONG },
  { "font-weight", "900", XMPP_TEXT_STRONG },
  { "font-style", "italic", XMPP_TEXT_EMPHASIS },
  { "font-style", "oblique", XMPP_TEXT_EMPHASIS },
  { "font-family", "monospace", XMPP_TEXT_CODE },
  { "text-decoration", "underline", XMPP_TEXT_UNDERLINE },
  { "text-decoration", "line-through", XMPP_TEXT_STRIKE },
};

/**
 * Reader:
 * @line_start: where a text begins that nothing is due before: of all, and of an item of a list
 * @breaks: line breaks that are due before the next text
 * @space: so is a space
 * @pre: white space counts
 * @item: the number of the next item of an ordered list; 0: the list has none
 */
typedef struct {
  GString *out;
  GArray *spans;
  guint depth;
  gsize line_start;
  guint breaks;
  gboolean space;
  guint pre;
  guint quotes;
  guint lists;
  guint item;
} Reader;

static void
break_lines (Reader *self, guint n)
{
  if (self->out->len > self->line_start)
    self->breaks = MAX (self->breaks, n);
  self->space = FALSE;
}

/* Writes what is due before a text. */
static void
begin_text (Reader *self)
{
  for (guint i = 0; i < self->breaks; i++)
    g_string_append_c (self->out, '\n');
  if (self->space && self->breaks == 0)
    g_string_append_c (self->out, ' ');
  self->breaks = 0;
  self->space = FALSE;
}

static void
append_text (Reader *self, const char *text, gsize n_bytes)
{
  for (const char *p = text; p < text + n_bytes; p++) {
    if (self->pre > 0 || !g_ascii_isspace (*p)) {
      begin_text (self);
      g_string_append_c (self->out, *p);
    } else if (self->breaks == 0 && self->out->len > self->line_start) {
      self->space = TRUE;
    }
  }
}

static void
append_string (Reader *self, const char *text)
{
  append_text (self, text, strlen (text));
}

/* Puts a span at the place that it was given before what is in it. */
static void
insert_span (Reader *self, guint at, guint start, XmppTextStyle style, guint level, const char *uri)
{
  XmppTextSpan span = { .start = start, .end = (guint) self->out->len, .style = style };

  if (start >= span.end)
    return;
  span.level = level;
  span.uri = g_strdup (uri);
  g_array_insert_val (self->spans, at, span);
}

static void
insert_css (Reader *self, guint at, guint start, const char *css)
{
  g_auto (GStrv) declarations = g_strsplit (css, ";", 16);

  for (guint i = 0; declarations[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (declarations[i], ":", 2);

    if (g_strv_length (pair) != 2)
      continue;
    g_strstrip (pair[0]);
    for (guint j = 0; j < G_N_ELEMENTS (properties); j++)
      if (g_ascii_strcasecmp (pair[0], properties[j].property) == 0 &&
          strstr (pair[1], properties[j].value) != NULL) {
        insert_span (self, at, start, properties[j].style, 0, NULL);
        break;
      }
  }
}

static void
append_image (Reader *self, const XmlElement *element)
{
  const char *alt = xml_element_get (element, "alt");
  const char *src = xml_element_get (element, "src");
  guint at = self->spans->len;
  guint start;

  begin_text (self);
  start = (guint) self->out->len;
  if (alt != NULL && *alt != '\0')
    append_string (self, alt);
  else if (src != NULL && !g_str_has_prefix (src, "data:") && !g_str_has_prefix (src, "cid:"))
    append_string (self, src);
  if (src != NULL)
    insert_span (self, at, start, XMPP_TEXT_LINK, 0, src);
}

static void
begin_item (Reader *self)
{
  g_autofree char *number = NULL;

  break_lines (self, 1);
  begin_text (self);
  for (guint i = 1; i < self->lists; i++)
    g_string_append (self->out, "    ");
  if (self->item > 0)
    number = g_strdup_printf ("%u. ", self->item++);
  g_string_append (self->out, number != NULL ? number : "• ");
  self->line_start = self->out->len;
}

/* "www.bank.example" may lead anywhere: then it is said where. */
static void
end_link (Reader *self, guint at, guint start, const char *uri)
{
  const char *text = self->out->str + start;
  gboolean looks_like_one = strchr (text, '.') != NULL || strchr (text, ':') != NULL;

  if (uri == NULL)
    return;
  insert_span (self, at, start, XMPP_TEXT_LINK, 0, uri);
  if (looks_like_one && !g_str_equal (text, uri))
    g_string_append_printf (self->out, " (%s)", uri);
}

static void
begin_element (Reader *self, Kind kind)
{
  switch (kind) {
  case PARAGRAPH:
  case HEADING:
    break_lines (self, self->lists > 0 ? 1 : 2);
    break;
  case BLOCK:
  case LIST:
  case ORDERED_LIST:
  case QUOTE:
  case PRE:
    break_lines (self, 1);
    break;
  case BREAK:
    /* Each of them is one. */
    self->breaks = MIN (self->breaks + 1, 2);
    self->space = FALSE;
    break;
  case INLINE:
  case ITEM:
  case IMAGE:
  case LINK:
  case NOTHING:
  default:
    break;
  }
}

static void
find_element (const XmlElement *element, Kind *kind, int *style)
{
  *kind = INLINE;
  *style = NO_STYLE;
  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    if (g_str_equal (xml_element_get_name (element), elements[i].name)) {
      *kind = elements[i].kind;
      *style = elements[i].style;
    }
}

static void read_element (Reader *self, const XmlElement *element);

static void
read_children (Reader *self, const XmlElement *element, Kind kind)
{
  const guint item = self->item;
  gconstpointer last = NULL;
  const XmlElement *child;
  const char *text;
  gsize n_bytes;

  self->depth++;
  self->pre += kind == PRE;
  self->quotes += kind == QUOTE;
  self->lists += kind == LIST || kind == ORDERED_LIST;
  if (kind == LIST || kind == ORDERED_LIST)
    self->item = kind == ORDERED_LIST;
  while ((last = xml_element_next_content (element, last, &child, &text, &n_bytes)) != NULL) {
    if (child == NULL)
      append_text (self, text, n_bytes);
    else if (self->depth < MAX_DEPTH)
      read_element (self, child);
  }
  if (kind == LIST || kind == ORDERED_LIST)
    self->item = item;
  self->lists -= kind == LIST || kind == ORDERED_LIST;
  self->quotes -= kind == QUOTE;
  self->pre -= kind == PRE;
  self->depth--;
}

/* Where the text begins that came after @start: not with the space that was due before it. */
static guint
find_text (Reader *self, guint start, Kind kind)
{
  const char *text = self->out->str;

  while (text[start] == '\n' || (text[start] == ' ' && kind != PRE))
    start++;
  return start;
}

static void
read_element (Reader *self, const XmlElement *element)
{
  const char *css = xml_element_get (element, "style");
  guint at = self->spans->len;
  guint start;
  int style;
  Kind kind;

  find_element (element, &kind, &style);
  if (kind == NOTHING || !g_str_equal (xml_element_get_ns (element), XMPP_NS_XHTML))
    return;
  begin_element (self, kind);
  if (kind == IMAGE)
    append_image (self, element);
  if (kind == IMAGE || kind == BREAK)
    return;
  if (kind == ITEM)
    begin_item (self);
  start = (guint) self->out->len;
  read_children (self, element, kind);
  start = find_text (self, start, kind);
  if (css != NULL)
    insert_css (self, at, start, css);
  if (style != NO_STYLE)
    insert_span (self, at, start, (XmppTextStyle) style, 0, NULL);
  if (kind == QUOTE && self->quotes < MAX_QUOTES)
    insert_span (self, at, start, XMPP_TEXT_QUOTE, self->quotes + 1, NULL);
  if (kind == LINK)
    end_link (self, at, start, xml_element_get (element, "href"));
  begin_element (self, kind);
}

char *
xmpp_xhtml_read (const XmlElement *parent, const char *const *languages, GArray *spans)
{
  const XmlElement *html = xml_element_find (parent, "html", XMPP_NS_XHTML_IM);
  const XmlElement *body =
    html != NULL ? xmpp_stanza_find_in_language (html, "body", XMPP_NS_XHTML, languages) : NULL;
  Reader reader = { .spans = spans };

  if (body == NULL)
    return NULL;
  reader.out = g_string_new (NULL);
  read_children (&reader, body, BLOCK);
  if (base_text_is_blank (reader.out->str)) {
    g_string_free (reader.out, TRUE);
    g_array_set_size (spans, 0);
    return NULL;
  }
  return g_string_free (reader.out, FALSE);
}
