/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * TLS towards the server of an account, which fails closed (RFC 6120 §13.7, RFC 7590), and the
 * pinning of certificates that no authority vouches for. */
#pragma once

#include "xmpp/transport/certificate.h"

#include <gio/gio.h>

/**
 * XmppTlsErrorCode:
 * @XMPP_TLS_ERROR_NO_TLS: the server does not speak TLS here: it hung up on our first word of it.
 * @XMPP_TLS_ERROR_BAD_HANDSHAKE: the handshake failed for another reason than the certificate; it
 *   may also be that the server answered in plain text.
 * @XMPP_TLS_ERROR_OLD_VERSION: the server speaks no TLS 1.2 or later.
 * @XMPP_TLS_ERROR_INJECTED: somebody added to the stream before TLS began (RFC 6120 §5.4.3.3).
 * @XMPP_TLS_ERROR_UNKNOWN_CA: nobody we trust has signed the certificate.
 * @XMPP_TLS_ERROR_WRONG_NAME: the certificate is for other domains.
 * @XMPP_TLS_ERROR_EXPIRED: its time is over.
 * @XMPP_TLS_ERROR_NOT_YET_VALID: its time has not come.
 * @XMPP_TLS_ERROR_REVOKED: its issuer has withdrawn it. Not even a pin helps.
 * @XMPP_TLS_ERROR_INSECURE: it is signed with an algorithm that can be forged.
 * @XMPP_TLS_ERROR_PIN_CHANGED: not the certificate that was pinned, whoever may have signed it.
 * @XMPP_TLS_ERROR_BAD_CERTIFICATE: refused for a reason that has no name here.
 *
 * From UNKNOWN_CA on xmpp_tls_error_get_certificate() tells which certificate was refused.
 */
typedef enum {
  XMPP_TLS_ERROR_NO_TLS,
  XMPP_TLS_ERROR_BAD_HANDSHAKE,
  XMPP_TLS_ERROR_OLD_VERSION,
  XMPP_TLS_ERROR_INJECTED,
  XMPP_TLS_ERROR_UNKNOWN_CA,
  XMPP_TLS_ERROR_WRONG_NAME,
  XMPP_TLS_ERROR_EXPIRED,
  XMPP_TLS_ERROR_NOT_YET_VALID,
  XMPP_TLS_ERROR_REVOKED,
  XMPP_TLS_ERROR_INSECURE,
  XMPP_TLS_ERROR_PIN_CHANGED,
  XMPP_TLS_ERROR_BAD_CERTIFICATE,
} XmppTlsErrorCode;

#define XMPP_TLS_ERROR (xmpp_tls_error_quark ())
GQuark xmpp_tls_error_quark (void);

/**
 * xmpp_tls_error_get_certificate:
 *
 * Returns: (transfer none) (nullable): the certificate that was refused; NULL if @error is about
 *   anything else.
 */
XmppCertificate *xmpp_tls_error_get_certificate (const GError *error);

/**
 * xmpp_tls_error_get_flags:
 *
 * Everything that was found wrong with the certificate, where the code names the worst. It may be
 * incomplete; 0 says nothing.
 */
GTlsCertificateFlags xmpp_tls_error_get_flags (const GError *error);

/**
 * XmppTrust:
 * @pin: (nullable): SHA-256 of the only certificate that is accepted, see XmppCertificate.
 * @database: (nullable): the authorities; NULL takes the system's.
 * @identity: (nullable): the person's own certificate with its key, shown if the server asks.
 *
 * Whom an account believes. A copy refers to the same certificates.
 */
typedef struct {
  char *pin;
  GTlsDatabase *database;
  GTlsCertificate *identity;
} XmppTrust;

/* Each argument is (nullable). */
XmppTrust *xmpp_trust_new (const char *pin,
                           GTlsDatabase *database,
                           GTlsCertificate *identity) G_GNUC_WARN_UNUSED_RESULT;
XmppTrust *xmpp_trust_copy (const XmppTrust *self) G_GNUC_WARN_UNUSED_RESULT;
void xmpp_trust_free (XmppTrust *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppTrust, xmpp_trust_free)

/**
 * xmpp_trust_judge:
 * @certificate: (nullable): what the server showed.
 * @flags: what is wrong with it by our authorities, the clock and the domain.
 *
 * The whole policy. Without a pin nothing may be wrong; with a pin only that certificate passes,
 * whatever is wrong with it except that it was revoked.
 *
 * Returns: whether to go on; else @error is an XMPP_TLS_ERROR.
 */
gboolean xmpp_trust_judge (const XmppTrust *self,
                           GTlsCertificate *certificate,
                           GTlsCertificateFlags flags,
                           GError **error);

/**
 * xmpp_tls_connect_async:
 * @base: a connected stream that nobody reads from or writes to.
 * @domain: the account's domain as A-label or IP address, never the host found by DNS: it is sent
 *   as SNI and it is the name the certificate must have.
 * @protocol: (nullable): offered by ALPN (RFC 7301).
 * @timeout_ms: for the handshake.
 *
 * Does the handshake, and judges the certificate after it in any case, as GIO asks nobody when a
 * session is resumed. Fails with XMPP_TLS_ERROR, XMPP_CONNECT_ERROR,
 * or G_IO_ERROR_CANCELLED; @base is to be thrown away then.
 */
void xmpp_tls_connect_async (GIOStream *base,
                             const char *domain,
                             const char *protocol,
                             const XmppTrust *trust,
                             guint timeout_ms,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GTlsConnection *xmpp_tls_connect_finish (GAsyncResult *result,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
