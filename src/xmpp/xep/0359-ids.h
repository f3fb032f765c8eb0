/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ids of a message that stay with it: its author's and its archives' (XEP-0359). */
#pragma once

#include "xml/element.h"
#include "xmpp/jid.h"

/**
 * xmpp_ids_get:
 * @element: (nullable)
 *
 * Returns: (nullable): the `id` attribute of @element, if it is not absurdly long
 */
const char *xmpp_ids_get (const XmlElement *element);

/**
 * xmpp_ids_get_origin:
 *
 * Returns: (nullable): the id that the author's client gave, if it is not absurdly long. Authors
 *   write what they like: it must not name a message of somebody else.
 */
const char *xmpp_ids_get_origin (const XmlElement *message);

/**
 * xmpp_ids_get_archived:
 * @by: who gave the id: our own bare address or the room's
 *
 * The id that @by's archive has given. It is only to be trusted if @by announces XMPP_NS_STANZA_IDS
 * (XEP-0359 §6), for then it removes what others wrote in its name.
 *
 * Returns: (nullable): the id; %NULL also if there are two of @by, of which one must be forged
 */
const char *xmpp_ids_get_archived (const XmlElement *message, const XmppJid *by);

XmlElement *xmpp_ids_build_origin (const char *id) G_GNUC_WARN_UNUSED_RESULT;
