/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hash functions SCRAM is defined for, their HMAC and PBKDF2. */
#pragma once

#include <glib.h>

typedef enum {
  XMPP_HASH_SHA1,   /* RFC 5802 */
  XMPP_HASH_SHA256, /* RFC 7677 */
  XMPP_HASH_SHA512,
} XmppHash;

#define XMPP_HASH_MAX_SIZE 64

gsize xmpp_hash_size (XmppHash hash); /* octets, at most XMPP_HASH_MAX_SIZE */

/* @digest has room for xmpp_hash_size() octets. */
void xmpp_hash (XmppHash hash, const void *data, gsize n_bytes, guint8 *digest);
void xmpp_hmac (XmppHash hash,
                const void *key,
                gsize n_key,
                const void *data,
                gsize n_bytes,
                guint8 *digest);

/* Makes the key of xmpp_hash_size() octets (RFC 8018 §5.2). Fails with G_IO_ERROR_FAILED if the
 * system's policy does not let GnuTLS do it, as one for FIPS mode may. */
gboolean xmpp_pbkdf2 (XmppHash hash,
                      const char *password,
                      GBytes *salt,
                      guint iterations,
                      guint8 *key,
                      GError **error);
