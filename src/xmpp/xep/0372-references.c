/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message refers to: people, places, things (XEP-0372). */
#include "config.h"

#include "xmpp/xep/0372-references.h"

#include "xmpp/ns.h"

void
xmpp_references_read (const XmlElement *parent, const GArray *offsets, GArray *spans)
{
  XmlIter iter = { .parent = parent, .name = "reference", .ns = XMPP_NS_REFERENCE };
  const XmlElement *reference;

  while (xml_iter_next (&iter, &reference)) {
    const char *type = xml_element_get (reference, "type");
    const char *uri = xml_element_get (reference, "uri");
    guint start, end;

    if (uri == NULL || xml_element_get (reference, "anchor") != NULL ||
        !xmpp_text_offsets_read (offsets, reference, "begin", "end", &start, &end))
      continue;
    xmpp_text_spans_add (spans, start, end,
                         g_strcmp0 (type, "mention") == 0 ? XMPP_TEXT_MENTION : XMPP_TEXT_LINK,
                         uri);
  }
}
