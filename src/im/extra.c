/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message carries besides its text, as the archive keeps it: elements in a row, in XML.
 */

#include "im/extra.h"

#include "xml/parser.h"
#include "xml/writer.h"

XmlElement *
im_extra_parse (const char *extra)
{
  g_autofree char *document = NULL;
  g_autoptr (GError) error = NULL;
  XmlElement *parsed;

  if (extra == NULL)
    return NULL;
  document = g_strconcat ("<extra>", extra, "</extra>", NULL);
  parsed = xml_parser_parse_document (document, -1, XML_LIMITS_DEFAULT, &error);
  if (parsed == NULL)
    g_debug ("What a message carries cannot be read: %s", error->message);
  return parsed;
}

void
im_extra_append (char **extra, const XmlElement *element)
{
  g_autofree char *before = *extra;
  g_autofree char *added = xml_writer_dup (element, NULL);

  *extra = g_strconcat (before != NULL ? before : "", added, NULL);
}
