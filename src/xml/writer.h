/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Elements as text, with as few namespace declarations as possible.
 *
 * What XML 1.0 cannot carry, control characters and broken UTF-8, becomes U+FFFD: no text that
 * somebody typed or sent can make our stream ill-formed. */
#pragma once

#include "xml/element.h"

/**
 * xml_writer_append:
 * @default_ns: (nullable): the default namespace of the stream in which the element will stand and
 *   which also declares the prefix "stream"; %NULL if it must stand alone
 */
void xml_writer_append (GString *out, const XmlElement *element, const char *default_ns);

/* The same as a new string. */
char *xml_writer_dup (const XmlElement *element, const char *default_ns) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xml_writer_append_header:
 * @header: `stream` in %XML_NS_STREAM, with the attributes
 * @default_ns: such as "jabber:client"
 *
 * The XML declaration and the open tag `<stream:stream …>`. It is ended by `</stream:stream>`.
 */
void xml_writer_append_header (GString *out, const XmlElement *header, const char *default_ns);
