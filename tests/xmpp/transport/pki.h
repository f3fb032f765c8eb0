/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An authority of the test's own, and certificates that it has or has not signed. */

#pragma once

#include <gio/gio.h>
#include <gnutls/gnutls.h>

/* The domain that the certificates are for. */
#define PKI_DOMAIN "example.test"

typedef enum {
  PKI_GOOD,
  PKI_RENEWED, /* good too, but another one */
  PKI_EXPIRED,
  PKI_NOT_YET_VALID,
  PKI_WRONG_NAME,
  PKI_SELF_SIGNED,
  PKI_EXPIRED_SELF_SIGNED,
  PKI_CLIENT,
  PKI_N_KINDS,
} PkiKind;

typedef struct _Pki Pki;

Pki *pki_new (void);
void pki_free (Pki *self);

/* Trusts the authority and nobody else. */
GTlsDatabase *pki_get_database (Pki *self);

/* With its key. */
GTlsCertificate *pki_dup_certificate (Pki *self, PkiKind kind);
char *pki_dup_pin (Pki *self, PkiKind kind);

/* For a GnuTLS server that shows the certificate of @kind. */
gnutls_certificate_credentials_t pki_get_credentials (Pki *self, PkiKind kind);
