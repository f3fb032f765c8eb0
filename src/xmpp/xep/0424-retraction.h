/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages that are taken back (XEP-0424). */
#pragma once

#include "xml/element.h"

/**
 * xmpp_retraction_get_target:
 *
 * Whether the sender may take that message back is to be decided elsewhere (§5). A body in @message
 * is for those who do not know what it means.
 *
 * Returns: (nullable): the id of the message that @message takes back
 */
const char *xmpp_retraction_get_target (const XmlElement *message);

/**
 * xmpp_retraction_is_tombstone:
 * @message: from an archive, which puts such in the place of what was taken back (§4)
 * @time_us: (out): when that was, µs since 1970 UTC, untouched if it is not told
 */
gboolean xmpp_retraction_is_tombstone (const XmlElement *message, gint64 *time_us);

/* Adds to @message that it takes back the one with @id, a text for programs that do not know that,
 * and that servers shall keep it (§3). */
void xmpp_retraction_add (XmlElement *message, const char *id);
