/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fuzz target: any document as the body of XHTML, with markup and references beside it. The text is
 * valid, and the spans lie within it and between characters. */
#include "config.h"

#include "xml/parser.h"
#include "xmpp/xep/0071-xhtml.h"
#include "xmpp/xep/0372-references.h"
#include "xmpp/xep/0394-markup.h"

#include <string.h>

#define OPEN                                                                                       \
  "<m><html xmlns='http://jabber.org/protocol/xhtml-im'><body "                                    \
  "xmlns='http://www.w3.org/1999/xhtml'>"
#define CLOSE "</body></html></m>"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check (const char *text, const GArray *spans)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (guint i = 0; i < spans->len; i++) {
    const XmppTextSpan *span = &g_array_index (spans, XmppTextSpan, i);

    g_assert_true (span->start < span->end && span->end <= strlen (text));
    g_assert_true (g_utf8_validate (text + span->start, span->end - span->start, NULL));
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *body = g_strndup ((const char *) data, size);
  g_autofree char *document = g_strconcat (OPEN, body, CLOSE, NULL);
  g_autoptr (XmlElement) message =
    xml_parser_parse_document (document, -1, XML_LIMITS_DEFAULT, NULL);
  g_autoptr (GArray) spans = xmpp_text_spans_new ();
  g_autofree char *text = NULL;

  if (message == NULL)
    return 0;
  text = xmpp_xhtml_read (message, NULL, spans);
  if (text != NULL) {
    g_autoptr (GArray) offsets = xmpp_text_offsets_new (text);

    check (text, spans);
    xmpp_markup_read (message, offsets, spans);
    xmpp_references_read (message, offsets, spans);
    check (text, spans);
  }

  return 0;
}
