/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fuzz target of the parser and the writer. What was parsed must be the same after it is written and
 * parsed again, and a stream must give the same elements wherever it is cut. */
#include "config.h"

#include "xml/parser.h"
#include "xml/writer.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize n_bytes);

/* Small, so that the fuzzer meets them. */
static const XmlLimits limits = { .max_depth = 16, .max_attrs = 16, .max_element = 2048 };

/* Writing needs a little more than was read: escapes, and namespaces without prefixes. */
static const XmlLimits wide_limits = { .max_depth = 16, .max_attrs = 48, .max_element = 1 << 20 };

static void
check_round_trip (const XmlElement *element)
{
  g_autofree char *text = xml_writer_dup (element, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (XmlElement) again = xml_parser_parse_document (text, -1, wide_limits, &error);
  g_autoptr (XmlElement) copy = xml_element_copy (element);

  if (again == NULL)
    g_error ("%s: %s", text, error->message);
  g_assert_true (xml_element_equal (element, again));
  g_assert_true (xml_element_equal (copy, again));
}

typedef struct {
  GPtrArray *elements;
  guint n_opened, n_closed;
} Heard;

static void
on_opened (const XmlElement *header, gpointer data)
{
  Heard *heard = data;

  heard->n_opened++;
  check_round_trip (header);
}

static void
on_element (const XmlElement *element, gpointer data)
{
  Heard *heard = data;

  check_round_trip (element);
  g_ptr_array_add (heard->elements, xml_element_ref (element));
}

static void
on_closed (gpointer data)
{
  Heard *heard = data;

  heard->n_closed++;
}

static void
unref_element (gpointer element)
{
  xml_element_unref (element);
}

static gboolean
run (const char *bytes, gsize n_bytes, gsize step, Heard *heard)
{
  static const XmlParserEvents events = { on_opened, on_element, on_closed };
  g_autoptr (XmlParser) parser = xml_parser_new (&events, limits, heard);

  *heard = (Heard){ .elements = g_ptr_array_new_with_free_func (unref_element) };
  for (gsize i = 0; i < n_bytes; i += step)
    if (!xml_parser_feed (parser, bytes + i, MIN (step, n_bytes - i), NULL))
      return FALSE;
  return TRUE;
}

/* Bytes that are wrong are only seen by and by, so a stream that fails may have told less in one
 * way than in the other; but never something else. */
static void
check_same (const Heard *a, const Heard *b, gboolean whole)
{
  for (guint i = 0; i < MIN (a->elements->len, b->elements->len); i++)
    g_assert_true (xml_element_equal (a->elements->pdata[i], b->elements->pdata[i]));
  if (!whole)
    return;
  g_assert_cmpuint (a->elements->len, ==, b->elements->len);
  g_assert_cmpuint (a->n_opened, ==, b->n_opened);
  g_assert_cmpuint (a->n_closed, ==, b->n_closed);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize n_bytes)
{
  const char *bytes = (const char *) data;
  g_autoptr (XmlElement) document = NULL;
  Heard at_once, by_bytes;
  gboolean fine, fine_too;

  if (n_bytes == 0)
    return 0;
  fine = run (bytes, n_bytes, n_bytes, &at_once);
  fine_too = run (bytes, n_bytes, 1 + data[0] % 5, &by_bytes);
  check_same (&at_once, &by_bytes, fine && fine_too);
  g_ptr_array_unref (at_once.elements);
  g_ptr_array_unref (by_bytes.elements);

  document = xml_parser_parse_document (bytes, (gssize) n_bytes, limits, NULL);
  if (document != NULL)
    check_round_trip (document);
  return 0;
}
