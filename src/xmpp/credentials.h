/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an account signs in with, and how weak a sign-in it puts up with. */
#pragma once

#include "xmpp/sasl/key-request.h"
#include "xmpp/sasl/token.h"

#include <glib-object.h>

/**
 * XmppSaslStrength:
 * @XMPP_SASL_STRENGTH_NONE: nothing is known yet.
 * @XMPP_SASL_STRENGTH_PASSWORD: the server is shown the password itself (PLAIN).
 * @XMPP_SASL_STRENGTH_PROOF: both sides prove what they know without showing it (SCRAM), or the
 *   password is not used at all (EXTERNAL).
 * @XMPP_SASL_STRENGTH_BOUND: and the proof holds for this TLS connection only (SCRAM-…-PLUS).
 *
 * These are kinds of sign-in and not single mechanisms: XEP-0474 §7 advises against remembering
 * those, as a server may well exchange one hash for another. The numbers are stored by accounts:
 * never renumber.
 */
typedef enum {
  XMPP_SASL_STRENGTH_NONE = 0,
  XMPP_SASL_STRENGTH_PASSWORD = 1,
  XMPP_SASL_STRENGTH_PROOF = 2,
  XMPP_SASL_STRENGTH_BOUND = 3,
} XmppSaslStrength;

/**
 * XmppCredentials:
 *
 * A reference-counted boxed value, for one thread. The password and what is derived from it are
 * wiped when they are replaced or freed, and are no property of any object.
 */
typedef struct _XmppCredentials XmppCredentials;

#define XMPP_TYPE_CREDENTIALS (xmpp_credentials_get_type ())
GType xmpp_credentials_get_type (void);

/**
 * xmpp_credentials_new:
 * @username: (nullable): %NULL for the local part of the account's address
 * @password: (nullable): %NULL if there is only a client certificate
 */
XmppCredentials *xmpp_credentials_new (const char *username,
                                       const char *password) G_GNUC_WARN_UNUSED_RESULT;
XmppCredentials *xmpp_credentials_ref (XmppCredentials *self);
void xmpp_credentials_unref (XmppCredentials *self);

const char *xmpp_credentials_get_username (const XmppCredentials *self); /* (nullable) */
const char *xmpp_credentials_get_password (const XmppCredentials *self); /* (nullable) */

/* The bare address to act as, if it is not the user's own (RFC 6120 §6.3.8); %NULL as a rule. */
const char *xmpp_credentials_get_authzid (const XmppCredentials *self); /* (nullable) */
void xmpp_credentials_set_authzid (XmppCredentials *self, const char *authzid);

/**
 * xmpp_credentials_get_external:
 *
 * Returns: (nullable): %NULL unless the TLS connection carries a client certificate to sign in with.
 *   Then whom to sign in as by it: "" if it names the account alone, or the account's address if it
 *   names another one, several, or none: see xmpp_identity_get_authzid().
 */
const char *xmpp_credentials_get_external (const XmppCredentials *self);
void xmpp_credentials_set_external (XmppCredentials *self, const char *authzid);

/* Whether the person puts up with what is no longer safe enough to be taken unasked: DIGEST-MD5 and
 * jabber:iq:auth (XEP-0078); FALSE. */
gboolean xmpp_credentials_get_legacy (const XmppCredentials *self);
void xmpp_credentials_set_legacy (XmppCredentials *self, gboolean legacy);

/**
 * xmpp_credentials_get_min_strength:
 *
 * The least that is good enough; anything weaker is refused with XMPP_SASL_ERROR_DOWNGRADE. A
 * successful sign-in raises it to what can be expected of the server from then on: store it for the
 * account, and set it the next time. Only a person's decision may lower it, for instance by typing
 * the password again.
 *
 * One thing may be weaker: without the binding that an account has used before it goes on if the
 * server proves that its offer was not tampered with (XEP-0474), or if the road has no bindings.
 */
XmppSaslStrength xmpp_credentials_get_min_strength (const XmppCredentials *self);
void xmpp_credentials_set_min_strength (XmppCredentials *self, XmppSaslStrength strength);

/**
 * xmpp_credentials_lookup_key:
 *
 * Returns: (transfer full) (nullable): the salted password for @request if it was derived before;
 * servers keep salt and iterations, so that reconnecting need not derive it again.
 */
GBytes *xmpp_credentials_lookup_key (const XmppCredentials *self,
                                     const XmppKeyRequest *request) G_GNUC_WARN_UNUSED_RESULT;

/* Remembers one key; the one of before is forgotten. */
void xmpp_credentials_store_key (XmppCredentials *self, XmppKeyRequest *request, GBytes *key);

/**
 * xmpp_credentials_get_token:
 *
 * Returns: (transfer none) (nullable): shown instead of the password where the server lets us. A
 * sign-in replaces it when the server has given another, and takes it away when it was refused: keep
 * it in the keyring after each, and nowhere else.
 */
XmppSaslToken *xmpp_credentials_get_token (const XmppCredentials *self);
void xmpp_credentials_set_token (XmppCredentials *self, XmppSaslToken *token); /* (nullable) */

/**
 * xmpp_credentials_get_agent_id:
 *
 * Returns: (nullable): a UUID of this account on this machine (XEP-0388 §2.3), which only its server
 * gets to see. Tokens are given to it: without one there are none.
 */
const char *xmpp_credentials_get_agent_id (const XmppCredentials *self);
void xmpp_credentials_set_agent_id (XmppCredentials *self, const char *agent_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppCredentials, xmpp_credentials_unref)
