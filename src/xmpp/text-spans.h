/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What parts of a text look like or are, whichever specification says so: XEP-0071, 0372, 0393, 0394. */
#pragma once

#include "xml/element.h"

/**
 * XmppTextStyle:
 * @XMPP_TEXT_DIRECTIVE: characters that only say how others look, such as the "*" of XEP-0393
 * @XMPP_TEXT_CODE: within a line
 * @XMPP_TEXT_PREFORMATTED: whole lines of code
 * @XMPP_TEXT_QUOTE: whole lines; one span for each level
 * @XMPP_TEXT_LINK: has a @uri
 * @XMPP_TEXT_MENTION: a person or a place is named; has a @uri
 */
typedef enum {
  XMPP_TEXT_STRONG,
  XMPP_TEXT_EMPHASIS,
  XMPP_TEXT_STRIKE,
  XMPP_TEXT_UNDERLINE,
  XMPP_TEXT_CODE,
  XMPP_TEXT_DIRECTIVE,
  XMPP_TEXT_PREFORMATTED,
  XMPP_TEXT_QUOTE,
  XMPP_TEXT_HEADING,
  XMPP_TEXT_LINK,
  XMPP_TEXT_MENTION,
} XmppTextStyle;

/**
 * XmppTextSpan:
 * @start: in bytes
 * @end: in bytes, behind the last one; > @start
 * @level: of a quotation: 1 is the outermost
 * @uri: (nullable): of a link or mention
 *
 * Spans overlap freely, and of blocks the line break at the end is no part.
 */
typedef struct {
  guint start, end;
  XmppTextStyle style;
  guint level;
  char *uri;
} XmppTextSpan;

/* (element-type XmppTextSpan) */
GArray *xmpp_text_spans_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* @uri: (nullable): copied. An empty span is not added. */
void
xmpp_text_spans_add (GArray *spans, guint start, guint end, XmppTextStyle style, const char *uri);

/**
 * xmpp_text_offsets_new:
 *
 * Where in @text each of its code points begins, and its end: for specifications that count those.
 *
 * Returns: (element-type guint)
 */
GArray *xmpp_text_offsets_new (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_text_offsets_read:
 * @element: with the attributes @start_name and @end_name, in code points
 * @start: (out): in bytes
 * @end: (out): in bytes
 *
 * %FALSE when the attributes name no part of the text.
 */
gboolean xmpp_text_offsets_read (const GArray *offsets,
                                 const XmlElement *element,
                                 const char *start_name,
                                 const char *end_name,
                                 guint *start,
                                 guint *end);
