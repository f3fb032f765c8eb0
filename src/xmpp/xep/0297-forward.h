/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message inside another one (XEP-0297). */
#pragma once

#include "xml/element.h"

/**
 * xmpp_forward_read:
 * @parent: what carries the `<forwarded/>`
 * @time_us: (out) (optional): when the inner one was sent, µs since 1970 UTC; 0 if it is not told
 *
 * Whoever forwards can write what they like: only one's own server is to be believed (§8).
 *
 * Returns: (transfer none) (nullable): the inner `<message/>`, whose addresses are checked: `from`
 *   and `to` are absent or valid. %NULL when there is none.
 */
const XmlElement *xmpp_forward_read (const XmlElement *parent, gint64 *time_us);
