/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why a sign-in did not succeed (RFC 6120 §6.5, RFC 5802 §7). */
#pragma once

#include "xml/element.h"

#define XMPP_SASL_ERROR (xmpp_sasl_error_quark ())
GQuark xmpp_sasl_error_quark (void);

/**
 * XmppSaslError:
 * @XMPP_SASL_ERROR_ABORTED: the server says that we gave up.
 * @XMPP_SASL_ERROR_ACCOUNT_DISABLED: the account is shut down for a while.
 * @XMPP_SASL_ERROR_CREDENTIALS_EXPIRED: the password is too old and has to be changed elsewhere.
 * @XMPP_SASL_ERROR_ENCRYPTION_REQUIRED: the server wants encryption for this mechanism.
 * @XMPP_SASL_ERROR_INCORRECT_ENCODING: the server could not read our base64.
 * @XMPP_SASL_ERROR_INVALID_AUTHZID: the server does not let us act as that address.
 * @XMPP_SASL_ERROR_INVALID_MECHANISM: the server refuses a mechanism it may have offered.
 * @XMPP_SASL_ERROR_MALFORMED_REQUEST: the server did not understand what we sent.
 * @XMPP_SASL_ERROR_MECHANISM_TOO_WEAK: the server wants a stronger mechanism for this account.
 * @XMPP_SASL_ERROR_NOT_AUTHORIZED: wrong user name or password, or the server does not accept the
 *   binding to this TLS connection; servers do not tell these apart.
 * @XMPP_SASL_ERROR_TEMPORARY: the server cannot check passwords at the moment; try again later.
 * @XMPP_SASL_ERROR_REFUSED: the server gave no reason we know.
 * @XMPP_SASL_ERROR_NO_CREDENTIALS: there is no user name or no password to sign in with.
 * @XMPP_SASL_ERROR_PREPARATION: the user name or password has characters that cannot be used
 *   (RFC 4013).
 * @XMPP_SASL_ERROR_NO_MECHANISM: nothing that the server offers can be used; the message names it.
 * @XMPP_SASL_ERROR_DOWNGRADE: the server, or somebody between, offers less than this account has
 *   used before, or an offer that was tampered with (XEP-0440, XEP-0474, XEP-0515).
 * @XMPP_SASL_ERROR_BINDING: the server says that the binding to this TLS connection does not match.
 * @XMPP_SASL_ERROR_SERVER_UNPROVEN: the server did not prove that it knows the password: it may be
 *   somebody else's.
 * @XMPP_SASL_ERROR_PROTOCOL: the server's message breaks the rules of the mechanism.
 *
 * The first twelve are the server's own words, see xmpp_sasl_error_get_text().
 */
typedef enum {
  XMPP_SASL_ERROR_ABORTED,
  XMPP_SASL_ERROR_ACCOUNT_DISABLED,
  XMPP_SASL_ERROR_CREDENTIALS_EXPIRED,
  XMPP_SASL_ERROR_ENCRYPTION_REQUIRED,
  XMPP_SASL_ERROR_INCORRECT_ENCODING,
  XMPP_SASL_ERROR_INVALID_AUTHZID,
  XMPP_SASL_ERROR_INVALID_MECHANISM,
  XMPP_SASL_ERROR_MALFORMED_REQUEST,
  XMPP_SASL_ERROR_MECHANISM_TOO_WEAK,
  XMPP_SASL_ERROR_NOT_AUTHORIZED,
  XMPP_SASL_ERROR_TEMPORARY,
  XMPP_SASL_ERROR_REFUSED,
  XMPP_SASL_ERROR_NO_CREDENTIALS,
  XMPP_SASL_ERROR_PREPARATION,
  XMPP_SASL_ERROR_NO_MECHANISM,
  XMPP_SASL_ERROR_DOWNGRADE,
  XMPP_SASL_ERROR_BINDING,
  XMPP_SASL_ERROR_SERVER_UNPROVEN,
  XMPP_SASL_ERROR_PROTOCOL,
} XmppSaslError;

/**
 * xmpp_sasl_error_parse:
 * @failure: a `<failure/>` in the namespace of SASL or SASL2, whose `<text/>` is in the same
 *
 * Never %NULL: what is missing or unknown becomes XMPP_SASL_ERROR_REFUSED. The text is clipped to
 * 1024 octets without control characters, being the server's own words.
 */
GError *xmpp_sasl_error_parse (const XmlElement *failure) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_sasl_error_get_text:
 * @error: an error of the domain XMPP_SASL_ERROR
 *
 * Returns: (nullable): what the server said about it, for a person to read; plain text.
 */
const char *xmpp_sasl_error_get_text (const GError *error);
