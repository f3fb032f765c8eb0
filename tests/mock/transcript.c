/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations of a client with a server, to be played. */
#include "mock/transcript.h"

#include "xml/parser.h"
#include "xml/writer.h"

#define STREAM                                                                                     \
  "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"

struct _Transcript {
  char *name;
  char **lines;
  guint next;
  TranscriptLine line;
  char *id; /* of what the client has sent last */
};

Transcript *
transcript_new (const char *name)
{
  Transcript *self = g_new0 (Transcript, 1);
  g_autofree char *file = g_strconcat (name, ".xmpp", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "transcripts", file, NULL);
  g_autofree char *content = NULL;
  GError *error = NULL;

  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  self->name = g_strdup (name);
  self->lines = g_strsplit (content, "\n", -1);
  return self;
}

static void
clear_line (TranscriptLine *line)
{
  g_clear_pointer (&line->text, g_free);
  g_clear_pointer (&line->element, xml_element_unref);
  *line = (TranscriptLine){ 0 };
}

void
transcript_free (Transcript *self)
{
  clear_line (&self->line);
  g_free (self->name);
  g_strfreev (self->lines);
  g_free (self->id);
  g_free (self);
}

static void
keep_element (const XmlElement *element, gpointer data)
{
  XmlElement **kept = data;

  g_assert_null (*kept);
  *kept = xml_element_ref (element);
}

/* Reads an element as it stands in a stream; a header as if it had an end and stood there, too. */
static XmlElement *
parse (const char *text, gboolean is_header, GError **error)
{
  static const XmlParserEvents events = { .element = keep_element };
  g_autoptr (XmlElement) element = NULL;
  g_autoptr (XmlParser) parser = xml_parser_new (&events, XML_LIMITS_DEFAULT, &element);
  g_autoptr (GString) xml = g_string_new (STREAM);

  g_string_append (xml, text);
  if (is_header)
    g_string_append (xml, "</stream:stream>");
  if (!xml_parser_feed (parser, xml->str, xml->len, error))
    return NULL;
  return g_steal_pointer (&element);
}

/* @element: (transfer full) */
static XmlElement *
fill_in_id (Transcript *self, XmlElement *element)
{
  XmlElement *copy;

  if (g_strcmp0 (xml_element_get (element, "id"), "@") != 0)
    return element;
  g_assert_nonnull (self->id);
  copy = xml_element_copy (element);
  xml_element_set (copy, "id", self->id);
  xml_element_seal (copy);
  xml_element_unref (element);
  return copy;
}

static void
read_element (Transcript *self, TranscriptLine *line)
{
  GError *error = NULL;

  line->is_header = g_str_has_prefix (line->text, "<stream:stream");
  line->element = parse (line->text, line->is_header, &error);
  if (line->element == NULL)
    g_error ("%s.xmpp:%u: no element: %s", self->name, line->number,
             error != NULL ? error->message : "incomplete");
  if (line->kind == TRANSCRIPT_SERVER)
    line->element = fill_in_id (self, line->element);
}

static gboolean
is_continuation (const char *line)
{
  return line != NULL && (*line == ' ' || *line == '\t');
}

const TranscriptLine *
transcript_next (Transcript *self)
{
  TranscriptLine *line = &self->line;
  g_autoptr (GString) text = NULL;
  const char *first;

  clear_line (line);
  while (self->lines[self->next] != NULL &&
         (self->lines[self->next][0] == '#' || self->lines[self->next][0] == '\0'))
    self->next++;
  first = self->lines[self->next];
  if (first == NULL)
    return NULL;

  line->number = ++self->next;
  line->kind = *first;
  text = g_string_new (first + (first[0] != '\0' && first[1] == ':' ? 2 : 1));
  while (is_continuation (self->lines[self->next]))
    g_string_append_printf (text, "\n%s", self->lines[self->next++]);
  line->text = g_strdup (g_strstrip (text->str));

  switch (line->kind) {
  case TRANSCRIPT_CLIENT:
  case TRANSCRIPT_SERVER:
    read_element (self, line);
    break;
  case TRANSCRIPT_NOTE:
    break;
  default:
    g_error ("%s.xmpp:%u: what is this?", self->name, line->number);
  }
  return line;
}

static gboolean
value_matches (const char *expected, const char *actual)
{
  return actual != NULL && (g_str_equal (expected, "*") || g_str_equal (expected, actual));
}

static gboolean
attrs_match (const XmlElement *pattern, const XmlElement *element)
{
  guint n_wanted = 0, n_found = 0;

  for (const XmlAttr *attr = xml_element_attrs (pattern); attr != NULL; attr = attr->next) {
    n_wanted++;
    if (!value_matches (attr->value, xml_element_get_with_ns (element, attr->name, attr->ns)))
      return FALSE;
  }
  for (const XmlAttr *attr = xml_element_attrs (element); attr != NULL; attr = attr->next)
    n_found++;
  return n_wanted == n_found;
}

gboolean
transcript_matches (const XmlElement *pattern, const XmlElement *element)
{
  XmlIter wanted_iter = { .parent = pattern }, found_iter = { .parent = element };
  const XmlElement *wanted, *found;
  g_autofree char *wanted_text = g_strstrip (xml_element_dup_text (pattern));
  g_autofree char *found_text = g_strstrip (xml_element_dup_text (element));

  if (!xml_element_is (element, xml_element_get_name (pattern), xml_element_get_ns (pattern)) ||
      !attrs_match (pattern, element))
    return FALSE;
  if (g_str_equal (wanted_text, "*"))
    return TRUE;
  while (xml_iter_next (&wanted_iter, &wanted)) {
    if (!xml_iter_next (&found_iter, &found) || !transcript_matches (wanted, found))
      return FALSE;
  }
  return g_str_equal (wanted_text, found_text) && !xml_iter_next (&found_iter, &found);
}

void
transcript_assert (Transcript *self, const TranscriptLine *expected, const XmlElement *actual)
{
  g_autofree char *text = NULL;

  if (actual != NULL && transcript_matches (expected->element, actual)) {
    g_free (self->id);
    self->id = g_strdup (xml_element_get (actual, "id"));
    return;
  }
  text = actual != NULL ? xml_writer_dup (actual, "jabber:client") : g_strdup ("nothing");
  g_error ("%s.xmpp:%u: expected %s\nbut the client sends %s", self->name, expected->number,
           expected->text, text);
}
