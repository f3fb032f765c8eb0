/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What parts of a message are, told apart from its text (XEP-0394). */
#pragma once

#include "xml/element.h"
#include "xmpp/text-spans.h"

/**
 * xmpp_markup_read:
 * @parent: of the `<markup/>`, of which the first counts
 * @offsets: those of the text
 *
 * Adds what the markup says to @spans: emphasis, code, quotations; of lists, which are written out in
 * the text, nothing is to be shown. What does not fit the text is left out.
 *
 * Returns: whether there is markup
 */
gboolean xmpp_markup_read (const XmlElement *parent, const GArray *offsets, GArray *spans);
