/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a message's text is only for programs that do not know better (XEP-0428). */
#pragma once

#include "xml/element.h"

/**
 * xmpp_fallback_cut:
 * @spec: the namespace of what the text stands in for
 * @body: a body of @message
 * @rest: (out): the body without it
 * @cut: (out): what was cut out, all parts in a row
 *
 * Positions are code points (XEP-0426). A message whose positions lie outside of the body, or are no
 * numbers, is left whole, and so is one of which nothing to read would be left.
 *
 * Returns: FALSE: there is nothing to cut, and neither is set
 */
gboolean xmpp_fallback_cut (const XmlElement *message,
                            const char *spec,
                            const char *body,
                            char **rest,
                            char **cut);

/* The first @n_chars code points of the body stand in for what @spec tells. */
XmlElement *xmpp_fallback_build (const char *spec, gsize n_chars) G_GNUC_WARN_UNUSED_RESULT;
