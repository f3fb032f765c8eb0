/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An authority of the test's own, and certificates that it has or has not signed. */

#include "pki.h"

#include "xmpp/transport/certificate.h"

#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <string.h>

#define DAY (24 * 60 * 60)

typedef struct {
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t certificate;
  gnutls_certificate_credentials_t credentials;
} Pair;

struct _Pki {
  Pair authority;
  Pair pairs[PKI_N_KINDS];
  char *path; /* GIO reads the authority anew for each connection */
  GTlsDatabase *database;
};

static const struct {
  const char *name; /* dNSName */
  gboolean self_signed;
  int from, to; /* days from now */
} kinds[PKI_N_KINDS] = {
  [PKI_GOOD] = { PKI_DOMAIN, FALSE, -1, 30 },
  [PKI_RENEWED] = { PKI_DOMAIN, FALSE, -1, 60 },
  [PKI_EXPIRED] = { PKI_DOMAIN, FALSE, -60, -30 },
  [PKI_NOT_YET_VALID] = { PKI_DOMAIN, FALSE, 30, 60 },
  [PKI_WRONG_NAME] = { "other.test", FALSE, -1, 30 },
  [PKI_SELF_SIGNED] = { PKI_DOMAIN, TRUE, -1, 30 },
  [PKI_EXPIRED_SELF_SIGNED] = { PKI_DOMAIN, TRUE, -60, -30 },
  [PKI_CLIENT] = { "romeo.example.test", FALSE, -1, 30 },
};

static void
check (int code)
{
  if (code < 0)
    g_error ("GnuTLS: %s", gnutls_strerror (code));
}

static void
pair_begin (Pair *self, const char *name, int from, int to)
{
  static guint32 n_certificates;
  guint32 number = ++n_certificates;
  guint32 serial = GUINT32_TO_BE (number);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  check (gnutls_x509_privkey_init (&self->key));
  check (gnutls_x509_privkey_generate (self->key, GNUTLS_PK_ECDSA,
                                       GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0));
  check (gnutls_x509_crt_init (&self->certificate));
  check (gnutls_x509_crt_set_version (self->certificate, 3));
  check (gnutls_x509_crt_set_serial (self->certificate, &serial, sizeof serial));
  check (gnutls_x509_crt_set_activation_time (self->certificate, now + (gint64) from * DAY));
  check (gnutls_x509_crt_set_expiration_time (self->certificate, now + (gint64) to * DAY));
  check (gnutls_x509_crt_set_key (self->certificate, self->key));
  check (gnutls_x509_crt_set_dn_by_oid (self->certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                        strlen (name)));
}

static void
pair_sign (Pair *self, const Pair *issuer)
{
  check (gnutls_x509_crt_sign2 (self->certificate, issuer->certificate, issuer->key,
                                GNUTLS_DIG_SHA256, 0));
}

static void
pair_clear (Pair *self)
{
  if (self->credentials != NULL)
    gnutls_certificate_free_credentials (self->credentials);
  gnutls_x509_crt_deinit (self->certificate);
  gnutls_x509_privkey_deinit (self->key);
}

static char *
pair_dup_pem (const Pair *self, gboolean with_key)
{
  gnutls_datum_t certificate, key = { NULL, 0 };
  char *pem;

  check (gnutls_x509_crt_export2 (self->certificate, GNUTLS_X509_FMT_PEM, &certificate));
  if (with_key)
    check (gnutls_x509_privkey_export2_pkcs8 (self->key, GNUTLS_X509_FMT_PEM, NULL,
                                              GNUTLS_PKCS_PLAIN, &key));
  pem = g_strdup_printf ("%.*s%.*s", (int) certificate.size, (char *) certificate.data,
                         (int) key.size, key.size ? (char *) key.data : "");
  gnutls_free (certificate.data);
  gnutls_free (key.data);
  return pem;
}

static void
make_authority (Pki *self)
{
  g_autofree char *pem = NULL;
  GError *error = NULL;
  int fd;

  pair_begin (&self->authority, "Authority of the test", -1, 30);
  check (gnutls_x509_crt_set_basic_constraints (self->authority.certificate, 1, -1));
  check (gnutls_x509_crt_set_key_usage (self->authority.certificate, GNUTLS_KEY_KEY_CERT_SIGN));
  pair_sign (&self->authority, &self->authority);

  pem = pair_dup_pem (&self->authority, FALSE);
  fd = g_file_open_tmp ("kith-test-XXXXXX.pem", &self->path, &error);
  g_assert_no_error (error);
  g_file_set_contents (self->path, pem, -1, &error);
  g_assert_no_error (error);
  self->database = g_tls_file_database_new (self->path, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
}

static void
make (Pki *self, PkiKind kind)
{
  Pair *pair = &self->pairs[kind];
  const char *name = kinds[kind].name;

  pair_begin (pair, name, kinds[kind].from, kinds[kind].to);
  check (gnutls_x509_crt_set_basic_constraints (pair->certificate, 0, -1));
  check (gnutls_x509_crt_set_subject_alt_name (pair->certificate, GNUTLS_SAN_DNSNAME, name,
                                               strlen (name), GNUTLS_FSAN_SET));
  pair_sign (pair, kinds[kind].self_signed ? pair : &self->authority);

  check (gnutls_certificate_allocate_credentials (&pair->credentials));
  check (gnutls_certificate_set_x509_key (pair->credentials, &pair->certificate, 1, pair->key));
}

Pki *
pki_new (void)
{
  Pki *self = g_new0 (Pki, 1);

  make_authority (self);
  for (PkiKind kind = 0; kind < PKI_N_KINDS; kind++)
    make (self, kind);
  return self;
}

void
pki_free (Pki *self)
{
  for (PkiKind kind = 0; kind < PKI_N_KINDS; kind++)
    pair_clear (&self->pairs[kind]);
  pair_clear (&self->authority);
  g_object_unref (self->database);
  g_unlink (self->path);
  g_free (self->path);
  g_free (self);
}

GTlsDatabase *
pki_get_database (Pki *self)
{
  return self->database;
}

GTlsCertificate *
pki_dup_certificate (Pki *self, PkiKind kind)
{
  g_autofree char *pem = pair_dup_pem (&self->pairs[kind], TRUE);
  GError *error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_pem (pem, -1, &error);

  g_assert_no_error (error);
  return certificate;
}

char *
pki_dup_pin (Pki *self, PkiKind kind)
{
  g_autoptr (GTlsCertificate) certificate = pki_dup_certificate (self, kind);

  return xmpp_certificate_dup_sha256 (certificate);
}

gnutls_certificate_credentials_t
pki_get_credentials (Pki *self, PkiKind kind)
{
  return self->pairs[kind].credentials;
}
