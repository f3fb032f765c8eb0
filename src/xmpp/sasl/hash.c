/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hash functions SCRAM is defined for, their HMAC and PBKDF2, by GnuTLS. */
#include "config.h"

#include "xmpp/sasl/hash.h"

#include <gio/gio.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

static const struct {
  gsize size;
  gnutls_digest_algorithm_t digest;
  gnutls_mac_algorithm_t mac;
} hashes[] = {
  [XMPP_HASH_SHA1] = { 20, GNUTLS_DIG_SHA1, GNUTLS_MAC_SHA1 },
  [XMPP_HASH_SHA256] = { 32, GNUTLS_DIG_SHA256, GNUTLS_MAC_SHA256 },
  [XMPP_HASH_SHA512] = { 64, GNUTLS_DIG_SHA512, GNUTLS_MAC_SHA512 },
};

gsize
xmpp_hash_size (XmppHash hash)
{
  return hashes[hash].size;
}

void
xmpp_hash (XmppHash hash, const void *data, gsize n_bytes, guint8 *digest)
{
  int status = gnutls_hash_fast (hashes[hash].digest, data, n_bytes, digest);

  /* Nothing that the network or a person does leads here: either the library works or not. */
  if (status < 0)
    g_error ("GnuTLS cannot hash: %s", gnutls_strerror (status));
}

void
xmpp_hmac (XmppHash hash,
           const void *key,
           gsize n_key,
           const void *data,
           gsize n_bytes,
           guint8 *digest)
{
  int status = gnutls_hmac_fast (hashes[hash].mac, key, n_key, data, n_bytes, digest);

  if (status < 0)
    g_error ("GnuTLS cannot make an HMAC: %s", gnutls_strerror (status));
}

gboolean
xmpp_pbkdf2 (XmppHash hash,
             const char *password,
             GBytes *salt,
             guint iterations,
             guint8 *key,
             GError **error)
{
  gsize n_salt;
  const guint8 *salt_data = g_bytes_get_data (salt, &n_salt);
  gnutls_datum_t password_datum = { (unsigned char *) password, strlen (password) };
  gnutls_datum_t salt_datum = { (unsigned char *) salt_data, n_salt };
  int status = gnutls_pbkdf2 (hashes[hash].mac, &password_datum, &salt_datum, iterations, key,
                              hashes[hash].size);

  if (status >= 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "GnuTLS cannot derive a key: %s",
               gnutls_strerror (status));
  return FALSE;
}
