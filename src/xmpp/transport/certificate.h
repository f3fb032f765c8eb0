/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person can be told about a certificate (RFC 5280 §4.1). */
#pragma once

#include <gio/gio.h>

/**
 * XmppCertificate:
 * @subject: (nullable): distinguished name, as the certificate has it; not to be trusted.
 * @issuer: (nullable): distinguished name of who signed it.
 * @not_before: start of its validity in µs since 1970 UTC; 0 if unknown.
 * @not_after: end of its validity in µs since 1970 UTC; 0 if unknown.
 * @sha256: of the DER encoding, 64 lower-case hexadecimal digits: what a pin is.
 * @dns_names: (array zero-terminated=1): the host names it is for, perhaps none.
 * @pem: the certificate itself without those of its issuers.
 * @tls: the same for GIO.
 *
 * Immutable and counted.
 */
typedef struct {
  char *subject;
  char *issuer;
  gint64 not_before;
  gint64 not_after;
  char *sha256;
  char **dns_names;
  char *pem;
  GTlsCertificate *tls;
} XmppCertificate;

#define XMPP_TYPE_CERTIFICATE (xmpp_certificate_get_type ())
GType xmpp_certificate_get_type (void);

XmppCertificate *xmpp_certificate_new (GTlsCertificate *tls) G_GNUC_WARN_UNUSED_RESULT;
XmppCertificate *xmpp_certificate_ref (const XmppCertificate *self);
void xmpp_certificate_unref (XmppCertificate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (XmppCertificate, xmpp_certificate_unref)

/**
 * xmpp_certificate_dup_sha256:
 *
 * The pin of @tls: SHA-256 of its DER encoding, 64 lower-case hexadecimal digits.
 */
char *xmpp_certificate_dup_sha256 (GTlsCertificate *tls) G_GNUC_WARN_UNUSED_RESULT;
