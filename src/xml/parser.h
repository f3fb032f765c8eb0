/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A push parser for XML streams (RFC 6120 §4, §11): bytes in, sealed elements out, no I/O. */
#pragma once

#include "xml/element.h"
#include "xml/error.h"

/**
 * XmlLimits:
 * @max_depth: of nested elements, with the stream's own
 * @max_attrs: of one element, with its namespace declarations; also of all the namespace
 *   declarations in force at one place
 * @max_element: bytes of one top-level element, or of the header
 *
 * What a peer may send. A tag or a CDATA section may further have 64 KiB at most, and the memory of
 * an element's tree eight times @max_element.
 */
typedef struct {
  guint max_depth, max_attrs;
  gsize max_element;
} XmlLimits;

#define XML_LIMITS_DEFAULT                                                                         \
  ((XmlLimits){ .max_depth = 128, .max_attrs = 256, .max_element = 4 * 1024 * 1024 })

/**
 * XmlParserEvents:
 * @opened: (nullable): the stream's header is there: its name and attributes
 * @element: (nullable): a child of the stream is complete; reference it to keep it
 * @closed: (nullable): the stream's end tag is there
 *
 * What a parser tells, from within xml_parser_feed().
 */
typedef struct {
  void (*opened) (const XmlElement *header, gpointer data);
  void (*element) (const XmlElement *element, gpointer data);
  void (*closed) (gpointer data);
} XmlParserEvents;

typedef struct _XmlParser XmlParser;

/**
 * xml_parser_new:
 * @events: must outlive the parser
 *
 * A parser for one stream; where a stream restarts, a new one begins.
 */
XmlParser *xml_parser_new (const XmlParserEvents *events,
                           XmlLimits limits,
                           gpointer data) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xml_parser_feed:
 *
 * Takes the next bytes of the stream, cut anywhere. Whitespace between the stanzas is skipped.
 *
 * Errors: every %XML_ERROR but %XML_ERROR_VALUE. After an error only xml_parser_free() is allowed.
 */
gboolean xml_parser_feed (XmlParser *self, const char *bytes, gsize n_bytes, GError **error);

/**
 * xml_parser_free:
 *
 * May be called from within an event: no other follows then, the rest of the bytes is dropped, and
 * xml_parser_feed() returns %TRUE without touching anything more.
 */
void xml_parser_free (XmlParser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmlParser, xml_parser_free)

/**
 * xml_parser_parse_document:
 * @n_bytes: the length of @bytes, or -1 if it ends with a NUL
 *
 * Reads one complete element, under the same rules as a stream.
 *
 * Returns: (transfer full): the element, sealed
 */
XmlElement *xml_parser_parse_document (const char *bytes,
                                       gssize n_bytes,
                                       XmlLimits limits,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
