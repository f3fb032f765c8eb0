/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When a stanza was really sent, if it was delayed on its way (XEP-0203, XEP-0091). */
#pragma once

#include "xml/element.h"
#include "xmpp/jid.h"

/**
 * xmpp_delay_read:
 * @by: (nullable): only a stamp of this entity counts; %NULL: any, also an unsigned one
 * @time_us: (out): microseconds since 1970 UTC; untouched if there is no such delay
 *
 * Reads the delay of @stanza, the latest of those that are valid, in the old form of XEP-0091 if
 * there is none in the new. Anybody can put a delay into what they send, with any time and any name: name in @by who is to be
 * trusted (our server for its offline messages, a room for its history), and check the time.
 */
gboolean xmpp_delay_read (const XmlElement *stanza, const XmppJid *by, gint64 *time_us);

/**
 * xmpp_delay_build:
 * @by: (nullable): who delayed it
 *
 * For what is sent later than it was written.
 */
XmlElement *xmpp_delay_build (gint64 time_us, const XmppJid *by) G_GNUC_WARN_UNUSED_RESULT;
