/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copies of what one's other devices send and receive (XEP-0280). */
#pragma once

#include "xmpp/module.h"

/* Asks the server for copies in each new session; one that does not know them says so, and that is
 * all. */
#define XMPP_TYPE_CARBONS (xmpp_carbons_get_type ())
G_DECLARE_FINAL_TYPE (XmppCarbons, xmpp_carbons, XMPP, CARBONS, XmppModule)

/**
 * xmpp_carbons_read:
 * @message: one for which xmpp_session_is_from_account(); from anybody else a copy is forged (§11)
 * @sent: (out): the copy is of what another device has sent, not received
 *
 * Returns: (transfer none) (nullable): the message in it, %NULL when @message is no copy
 */
const XmlElement *xmpp_carbons_read (const XmlElement *message, gboolean *sent);
