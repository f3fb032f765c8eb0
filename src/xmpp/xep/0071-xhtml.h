/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages in XHTML, read as text with formatting (XEP-0071). Nothing of it ever becomes markup again. */
#pragma once

#include "xml/element.h"
#include "xmpp/text-spans.h"

/**
 * xmpp_xhtml_read:
 * @parent: of the `<html/>`
 * @languages: (nullable): best first
 * @spans: to which the formatting is added
 *
 * The text of the body in the language that fits best. Of the profile (§7) it takes what a text can
 * show: paragraphs, line breaks, quotations, lists, headings, emphasis, code, and links. Colours and
 * sizes are left out, since they were chosen for another background; of pictures only what they show is
 * said; unknown elements count for nothing but the text in them, and scripts, styles and objects not
 * even for that. A link whose text looks like an address of its own is followed by its true target
 * (§10.2).
 *
 * Returns: (nullable): %NULL when there is no text in it
 */
char *xmpp_xhtml_read (const XmlElement *parent,
                       const char *const *languages,
                       GArray *spans) G_GNUC_WARN_UNUSED_RESULT;
