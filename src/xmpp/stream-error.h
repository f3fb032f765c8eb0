/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The <stream:error/> that ends a stream as a GError and back (RFC 6120 §4.9). */
#pragma once

#include "xml/element.h"

#define XMPP_STREAM_ERROR (xmpp_stream_error_quark ())
GQuark xmpp_stream_error_quark (void);

/* The defined conditions, RFC 6120 §4.9.3.1 to §4.9.3.25, in its order. */
typedef enum {
  XMPP_STREAM_ERROR_BAD_FORMAT,
  XMPP_STREAM_ERROR_BAD_NAMESPACE_PREFIX,
  XMPP_STREAM_ERROR_CONFLICT,
  XMPP_STREAM_ERROR_CONNECTION_TIMEOUT,
  XMPP_STREAM_ERROR_HOST_GONE,
  XMPP_STREAM_ERROR_HOST_UNKNOWN,
  XMPP_STREAM_ERROR_IMPROPER_ADDRESSING,
  XMPP_STREAM_ERROR_INTERNAL_SERVER_ERROR,
  XMPP_STREAM_ERROR_INVALID_FROM,
  XMPP_STREAM_ERROR_INVALID_NAMESPACE,
  XMPP_STREAM_ERROR_INVALID_XML,
  XMPP_STREAM_ERROR_NOT_AUTHORIZED,
  XMPP_STREAM_ERROR_NOT_WELL_FORMED,
  XMPP_STREAM_ERROR_POLICY_VIOLATION,
  XMPP_STREAM_ERROR_REMOTE_CONNECTION_FAILED,
  XMPP_STREAM_ERROR_RESET,
  XMPP_STREAM_ERROR_RESOURCE_CONSTRAINT,
  XMPP_STREAM_ERROR_RESTRICTED_XML,
  XMPP_STREAM_ERROR_SEE_OTHER_HOST,
  XMPP_STREAM_ERROR_SYSTEM_SHUTDOWN,
  XMPP_STREAM_ERROR_UNDEFINED_CONDITION,
  XMPP_STREAM_ERROR_UNSUPPORTED_ENCODING,
  XMPP_STREAM_ERROR_UNSUPPORTED_FEATURE,
  XMPP_STREAM_ERROR_UNSUPPORTED_STANZA_TYPE,
  XMPP_STREAM_ERROR_UNSUPPORTED_VERSION,
} XmppStreamErrorCode;

/**
 * xmpp_stream_error_parse:
 * @element: a <stream:error/>
 *
 * Never %NULL: what is missing or unknown becomes undefined-condition. Text is clipped to 1024
 * octets of clean UTF-8, being the server's own words.
 */
GError *xmpp_stream_error_parse (const XmlElement *element) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_stream_error_build:
 *
 * The <stream:error/> to send before closing because of @error. The errors of XMPP_STREAM_ERROR
 * and XML_ERROR have their own conditions; any other becomes undefined-condition. No text is sent.
 */
XmlElement *xmpp_stream_error_build (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_stream_error_from_xml:
 * @error: an error of the domain XML_ERROR
 *
 * The condition for what the parser found wrong (RFC 6120 §11, §13.12).
 */
XmppStreamErrorCode xmpp_stream_error_from_xml (const GError *error);

/**
 * xmpp_stream_error_get_host:
 * @error: an error of the domain XMPP_STREAM_ERROR
 *
 * For see-other-host the host, with brackets around an IPv6 address and perhaps a port, as the
 * server wrote it (RFC 6120 §4.9.3.19); it has no spaces, no control characters and at most 1023
 * octets, else it is %NULL. Trust it only if the stream was secured.
 */
const char *xmpp_stream_error_get_host (const GError *error); /* (nullable) */
