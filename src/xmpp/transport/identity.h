/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The person's own certificate, from wherever they keep it: a file, or a smart card (RFC 7512). */
#pragma once

#include "xmpp/jid.h"

#include <gio/gio.h>

/**
 * XmppIdentityError:
 * @XMPP_IDENTITY_ERROR_MISSING: there is no such file, or it may not be read.
 * @XMPP_IDENTITY_ERROR_NO_CARD: no card that is there now has such a certificate with its key.
 * @XMPP_IDENTITY_ERROR_UNREADABLE: it is no certificate, or in a form that is not known.
 * @XMPP_IDENTITY_ERROR_NO_KEY: only the certificate is there, and not the key to it.
 * @XMPP_IDENTITY_ERROR_LOCKED_KEY: the key is encrypted within a PEM file.
 * @XMPP_IDENTITY_ERROR_PASSWORD: the password, or the PIN, is missing or wrong.
 * @XMPP_IDENTITY_ERROR_PIN_IN_URI: the address of a card must not have the PIN in it, as it is kept.
 */
typedef enum {
  XMPP_IDENTITY_ERROR_MISSING,
  XMPP_IDENTITY_ERROR_NO_CARD,
  XMPP_IDENTITY_ERROR_UNREADABLE,
  XMPP_IDENTITY_ERROR_NO_KEY,
  XMPP_IDENTITY_ERROR_LOCKED_KEY,
  XMPP_IDENTITY_ERROR_PASSWORD,
  XMPP_IDENTITY_ERROR_PIN_IN_URI,
} XmppIdentityError;

#define XMPP_IDENTITY_ERROR (xmpp_identity_error_quark ())
GQuark xmpp_identity_error_quark (void);

/* Whether what is at @place may need a password or a PIN: PKCS #12 by its name, and cards. */
gboolean xmpp_identity_takes_password (const char *place);

/* Whether @place may be kept in clear: no address of a card with the PIN in it. */
gboolean xmpp_identity_is_storable (const char *place);

/**
 * xmpp_identity_load_async:
 * @place: the path of a PEM file with certificate and key, or of a PKCS #12 file (`*.p12`, `*.pfx`),
 *   or a `pkcs11:` URI.
 * @password: (nullable): of the PKCS #12 file; of a card the PIN. A wrong one is tried once.
 *
 * On another thread: a card takes its time. Fails with XMPP_IDENTITY_ERROR or
 * G_IO_ERROR_CANCELLED.
 */
void xmpp_identity_load_async (const char *place,
                               const char *password,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GTlsCertificate *xmpp_identity_load_finish (GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * xmpp_identity_get_authzid:
 * @account: bare
 *
 * Returns: whom to tell the server that one is, beside showing @certificate: nobody, as "", if that
 *   names @account and no other Jabber address, else @account (XEP-0178 §3). With none in it that is
 *   more than the specification wants, but there are servers that refuse "" then.
 */
const char *xmpp_identity_get_authzid (GTlsCertificate *certificate, const XmppJid *account);
