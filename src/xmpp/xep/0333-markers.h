/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markers of what was displayed, and the wish for them (XEP-0333). */
#pragma once

#include "xml/element.h"
#include "xmpp/jid.h"

/* Whether the author of @message wants to know when it is read; it has an id then. */
gboolean xmpp_markers_is_markable (const XmlElement *message);

/* (nullable): the id of a message that the sender of @message has read, with all before it */
const char *xmpp_markers_get_displayed (const XmlElement *message);

XmlElement *xmpp_markers_build_markable (void) G_GNUC_WARN_UNUSED_RESULT;

/* A message of type chat to @to that says that the message with @id was read. */
XmlElement *xmpp_markers_new_displayed (const XmppJid *to,
                                        const char *id) G_GNUC_WARN_UNUSED_RESULT;
