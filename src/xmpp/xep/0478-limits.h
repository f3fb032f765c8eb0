/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a server says it will not take (XEP-0478). */
#pragma once

#include "xml/element.h"

/**
 * XmppLimits:
 * @max_bytes: of one stanza as it is sent; 0: not told
 * @idle_s: after so many seconds without a word from us the stream may end; 0: not told
 */
typedef struct {
  guint32 max_bytes;
  guint32 idle_s;
} XmppLimits;

/* @features: (nullable): of the stream; what it does not tell, or not as a number, is 0 */
void xmpp_limits_read (const XmlElement *features, XmppLimits *limits);

/* Whether @stanza may be sent by them. */
gboolean xmpp_limits_allow (const XmppLimits *self, const XmlElement *stanza);
