/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which of the offered mechanisms to sign in with, and bound to what (XEP-0440, XEP-0474). */
#pragma once

#include "xmpp/sasl/mechanism.h"

/**
 * XmppSaslOffer:
 * @mechanisms: as the server has them, ends with %NULL.
 * @bindings: (nullable): XEP-0440's list, likewise; %NULL if the server gives none.
 */
typedef struct {
  const char *const *mechanisms;
  const char *const *bindings;
} XmppSaslOffer;

/**
 * xmpp_sasl_choose:
 * @username: (nullable): for @credentials that have none
 * @bindings: of the TLS connection; without one there is nothing to choose
 * @choice: (out): only set on success
 *
 * Takes the strongest mechanism that is offered, known and possible. There is one attempt: if the
 * server refuses what it offered itself, nothing weaker is tried.
 *
 * - ANONYMOUS is for who has no name, and for nobody else (XEP-0175).
 * - DIGEST-MD5 is taken only if @credentials say so, and from a server that offers no SCRAM.
 * - PLAIN is taken only from a server that offers no SCRAM at all.
 * - With a list of bindings the best one that both sides have is used: tls-exporter, tls-unique,
 *   tls-server-end-point. If there is none in common, SCRAM goes unbound with the flag "n"; and as
 *   every server must have the last of the three, a list without it is suspicious, so that the
 *   server has to prove its offer (XEP-0440 §4 rule 6, as XEP-0474 §7 changes it).
 * - -PLUS without a list is RFC 5802's tls-unique, or it is not possible: TLS 1.3 has no such
 *   thing, and servers are about that check for nothing else. SCRAM goes unbound with "n".
 * - If neither -PLUS nor a list is offered, SCRAM says "y": a server that did offer them then knows
 *   that somebody has taken them away.
 * - With a list but no -PLUS it says "n", and the server has to prove its offer. XEP-0440 §4 rule 5
 *   would rather give up; but that is what ejabberd and Prosody offer where -PLUS is switched off,
 *   and they refuse "y" then. The proof tells it from an offer that somebody has changed.
 * - Less than xmpp_credentials_get_min_strength() is refused. Only SCRAM instead of -PLUS goes on
 *   as far as to the proof of the offer; and all the way where there are no @bindings, as in a
 *   WebSocket and in BOSH, whose TLS may end at a proxy before the server.
 *
 * Fails with XMPP_SASL_ERROR_NO_CREDENTIALS, _NO_MECHANISM or _DOWNGRADE.
 */
gboolean xmpp_sasl_choose (const XmppSaslOffer *offer,
                           const XmppCredentials *credentials,
                           const char *username,
                           const XmppBindings *bindings,
                           XmppSaslChoice *choice,
                           GError **error);

/**
 * xmpp_sasl_choose_token:
 * @offer: the mechanisms that take a token (XEP-0484), and the bindings
 *
 * As xmpp_sasl_choose() for the token of @credentials. %FALSE is no error: there is none, it has
 * expired, or it is good for nothing that is offered or for less than the account puts up with.
 */
gboolean xmpp_sasl_choose_token (const XmppSaslOffer *offer,
                                 const XmppCredentials *credentials,
                                 const char *username,
                                 const XmppBindings *bindings,
                                 XmppSaslChoice *choice);

/**
 * xmpp_sasl_choose_token_kind:
 *
 * Returns: (nullable): the name of the mechanism to ask a token for, by the same rules
 */
const char *xmpp_sasl_choose_token_kind (const XmppSaslOffer *offer,
                                         const XmppCredentials *credentials,
                                         const XmppBindings *bindings);
