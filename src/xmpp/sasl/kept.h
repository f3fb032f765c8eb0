/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is kept from one start of the program to the next, so that a sign-in by token costs no more
 * round trips than a return (XEP-0484, XEP-0388). */
#pragma once

#include "xml/element.h"
#include "xmpp/sasl/token.h"

/**
 * xmpp_sasl_kept_build:
 * @offer: (nullable): what the server offered before the sign-in; left out if it is very long
 *
 * Returns: (transfer full): for the keyring; free it with xmpp_secret_free()
 */
char *xmpp_sasl_kept_build (const XmppSaslToken *token,
                            const XmlElement *offer) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_sasl_kept_parse:
 * @text: of the above, or of a token alone
 * @offer: (out) (transfer full) (nullable): %NULL if there is none, or none that can be read
 *
 * Returns: (nullable): %NULL if @text has no token; then there is no offer either
 */
XmppSaslToken *xmpp_sasl_kept_parse (const char *text,
                                     XmlElement **offer) G_GNUC_WARN_UNUSED_RESULT;
