/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formatting that people type: *strong*, _emphasis_, ~strike~, `code`, ``` blocks, > quotes (XEP-0393). */
#pragma once

#include "xml/element.h"
#include "xmpp/text-spans.h"

/* Deeper quotations are text: nobody reads them, and each costs a span. */
#define XMPP_STYLING_MAX_QUOTES 8

/**
 * xmpp_styling_parse:
 * @text: valid UTF-8
 *
 * Finds the blocks (§6.1) and spans (§6.2) of @text in time linear in its length. Directives are part
 * of the span that they make, and spans of their own besides.
 *
 * Returns: (element-type XmppTextSpan): in the order of their starts
 */
GArray *xmpp_styling_parse (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the sender wants @message shown as it is (§7). */
gboolean xmpp_styling_is_disabled (const XmlElement *message);
