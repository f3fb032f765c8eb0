/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stanza errors and stream errors have in common: the words of a peer, made harmless. */
#pragma once

#include "xml/element.h"

/**
 * xmpp_error_dup_text:
 * @element: an <error/>
 * @ns: the namespace of its <text/>
 *
 * The text, clipped to 1024 octets, with each control character made a space; %NULL if there is
 * none.
 */
char *xmpp_error_dup_text (const XmlElement *element, const char *ns) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_error_dup_token:
 *
 * The text of @element as a URI or a host: %NULL if it is empty, has white space or control
 * characters, or more than 1023 octets.
 */
char *xmpp_error_dup_token (const XmlElement *element) G_GNUC_WARN_UNUSED_RESULT;
