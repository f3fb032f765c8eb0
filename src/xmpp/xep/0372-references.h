/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a message refers to: people, places, things (XEP-0372). */
#pragma once

#include "xml/element.h"
#include "xmpp/text-spans.h"

/**
 * xmpp_references_read:
 * @parent: of the `<reference/>`s
 * @offsets: those of the text
 *
 * Adds a mention (§3.2) or a link (§3.3) to @spans for each reference to a part of this text. Those
 * to nothing in it, or to another message (§3.4), are left out.
 */
void xmpp_references_read (const XmlElement *parent, const GArray *offsets, GArray *spans);
