/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Memory for passwords and keys, which is wiped before it is given back. */
#include "config.h"

#include "xmpp/sasl/secret.h"

#include <gnutls/gnutls.h>
#include <string.h>

typedef struct {
  gsize n_bytes;
  guint8 data[];
} Secret;

static void
free_secret (gpointer data)
{
  Secret *secret = data;

  xmpp_secret_wipe (secret->data, secret->n_bytes);
  g_free (secret);
}

void
xmpp_secret_wipe (void *data, gsize n_bytes)
{
  gnutls_memset (data, 0, n_bytes);
}

void
xmpp_secret_free (char *secret)
{
  if (secret != NULL)
    xmpp_secret_wipe (secret, strlen (secret));
  g_free (secret);
}

GBytes *
xmpp_secret_bytes_new (const void *data, gsize n_bytes)
{
  Secret *secret = g_malloc (sizeof (Secret) + n_bytes);

  secret->n_bytes = n_bytes;
  if (n_bytes > 0)
    memcpy (secret->data, data, n_bytes);
  return g_bytes_new_with_free_func (secret->data, n_bytes, free_secret, secret);
}
