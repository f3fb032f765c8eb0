/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Search in a directory of people: what may be asked, and what was found (XEP-0055). */
#pragma once

#include "xml/element.h"
#include "xmpp/xep/0004-data-forms.h"

/* The payload of an iq of type get that asks what may be asked. */
XmlElement *xmpp_search_build_get (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_search_parse:
 * @query: (nullable): what came
 * @legacy: (out): whether it came in the old way, and is to be answered so
 *
 * Returns: (nullable): the form to fill in, or the report; NULL if it is no search
 */
XmppForm *xmpp_search_parse (const XmlElement *query, gboolean *legacy) G_GNUC_WARN_UNUSED_RESULT;
XmlElement *xmpp_search_build (const XmppForm *answer, gboolean legacy) G_GNUC_WARN_UNUSED_RESULT;
