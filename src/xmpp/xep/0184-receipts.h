/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Receipts for messages that reached the other's client (XEP-0184). */
#pragma once

#include "xml/element.h"

/**
 * xmpp_receipts_is_requested:
 *
 * Whether @message wants a receipt and can have one: it has an id, is no receipt itself, and is
 * neither an error nor from a room. Whether the sender may know that we are there is to be decided
 * elsewhere (XEP-0184 §8), and an archived message gets none (§5.5).
 */
gboolean xmpp_receipts_is_requested (const XmlElement *message);

/**
 * xmpp_receipts_get_received:
 *
 * Returns: (nullable): the id of the message of ours that @message is the receipt for
 */
const char *xmpp_receipts_get_received (const XmlElement *message);

XmlElement *xmpp_receipts_build_request (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_receipts_new_receipt:
 * @message: for which xmpp_receipts_is_requested()
 *
 * Returns: (transfer full): the message to send back, of the same type
 */
XmlElement *xmpp_receipts_new_receipt (const XmlElement *message) G_GNUC_WARN_UNUSED_RESULT;
