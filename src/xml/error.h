/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be wrong with XML that somebody sent. */
#pragma once

#include <glib.h>

#define XML_ERROR (xml_error_quark ())
GQuark xml_error_quark (void);

/**
 * XmlErrorCode:
 *
 * Each of them but %XML_ERROR_VALUE ends the stream, with the stream error beside it
 * (RFC 6120 §4.9.3).
 */
typedef enum {
  XML_ERROR_NOT_WELL_FORMED, /* not-well-formed: also namespaces */
  XML_ERROR_RESTRICTED,      /* restricted-xml: comment, PI, DTD, entity (RFC 6120 §11.1) */
  XML_ERROR_BAD_ENCODING,    /* unsupported-encoding: anything but valid UTF-8 (§11.6) */
  XML_ERROR_BAD_FORMAT,      /* bad-format: text between the stanzas */
  XML_ERROR_TOO_DEEP,        /* policy-violation */
  XML_ERROR_TOO_BIG,         /* policy-violation: bytes, attributes or memory */
  XML_ERROR_VALUE,           /* an attribute is absent or not what it should be */
} XmlErrorCode;
