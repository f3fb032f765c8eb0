/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The slow part of SCRAM, for another thread (RFC 5802 §3, Hi()). */
#include "config.h"

#include "xmpp/sasl/key-request.h"

#include "xmpp/sasl/secret.h"

struct _XmppKeyRequest {
  XmppHash hash;
  GBytes *salt;
  guint iterations;
  char *password;
};

static void
clear_request (gpointer data)
{
  XmppKeyRequest *self = data;

  g_bytes_unref (self->salt);
  xmpp_secret_free (self->password);
}

XmppKeyRequest *
xmpp_key_request_new (XmppHash hash, GBytes *salt, guint iterations, const char *password)
{
  XmppKeyRequest *self = g_atomic_rc_box_new (XmppKeyRequest);

  g_return_val_if_fail (iterations > 0, NULL);

  self->hash = hash;
  self->salt = g_bytes_ref (salt);
  self->iterations = iterations;
  self->password = g_strdup (password);
  return self;
}

XmppKeyRequest *
xmpp_key_request_ref (XmppKeyRequest *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
xmpp_key_request_unref (XmppKeyRequest *self)
{
  g_atomic_rc_box_release_full (self, clear_request);
}

gboolean
xmpp_key_request_is_same (const XmppKeyRequest *self, const XmppKeyRequest *other)
{
  return self->hash == other->hash && self->iterations == other->iterations &&
         g_bytes_equal (self->salt, other->salt) && g_str_equal (self->password, other->password);
}

GBytes *
xmpp_key_request_run (const XmppKeyRequest *self, GError **error)
{
  guint8 key[XMPP_HASH_MAX_SIZE];
  GBytes *bytes = NULL;

  if (xmpp_pbkdf2 (self->hash, self->password, self->salt, self->iterations, key, error))
    bytes = xmpp_secret_bytes_new (key, xmpp_hash_size (self->hash));
  xmpp_secret_wipe (key, sizeof key);
  return bytes;
}
