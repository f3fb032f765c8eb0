/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an account signs in with, and how weak a sign-in it puts up with. */
#include "config.h"

#include "xmpp/credentials.h"

#include "xmpp/sasl/secret.h"

struct _XmppCredentials {
  char *username;
  char *password;
  char *authzid;
  char *external; /* (nullable) */
  gboolean legacy;
  XmppSaslStrength min_strength;
  XmppKeyRequest *request; /* what led to key */
  GBytes *key;
  XmppSaslToken *token; /* (nullable) */
  char *agent_id;
};

G_DEFINE_BOXED_TYPE (XmppCredentials,
                     xmpp_credentials,
                     xmpp_credentials_ref,
                     xmpp_credentials_unref)

static void
clear_credentials (gpointer data)
{
  XmppCredentials *self = data;

  g_free (self->username);
  xmpp_secret_free (self->password);
  g_free (self->authzid);
  g_free (self->external);
  g_clear_pointer (&self->request, xmpp_key_request_unref);
  g_clear_pointer (&self->key, g_bytes_unref);
  g_clear_pointer (&self->token, xmpp_sasl_token_unref);
  g_free (self->agent_id);
}

XmppCredentials *
xmpp_credentials_new (const char *username, const char *password)
{
  XmppCredentials *self = g_rc_box_new0 (XmppCredentials);

  self->username = g_strdup (username);
  self->password = g_strdup (password);
  return self;
}

XmppCredentials *
xmpp_credentials_ref (XmppCredentials *self)
{
  return g_rc_box_acquire (self);
}

void
xmpp_credentials_unref (XmppCredentials *self)
{
  g_rc_box_release_full (self, clear_credentials);
}

const char *
xmpp_credentials_get_username (const XmppCredentials *self)
{
  return self->username;
}

const char *
xmpp_credentials_get_password (const XmppCredentials *self)
{
  return self->password;
}

const char *
xmpp_credentials_get_authzid (const XmppCredentials *self)
{
  return self->authzid;
}

void
xmpp_credentials_set_authzid (XmppCredentials *self, const char *authzid)
{
  g_free (self->authzid);
  self->authzid = g_strdup (authzid);
}

const char *
xmpp_credentials_get_external (const XmppCredentials *self)
{
  return self->external;
}

void
xmpp_credentials_set_external (XmppCredentials *self, const char *authzid)
{
  g_free (self->external);
  self->external = g_strdup (authzid);
}

gboolean
xmpp_credentials_get_legacy (const XmppCredentials *self)
{
  return self->legacy;
}

void
xmpp_credentials_set_legacy (XmppCredentials *self, gboolean legacy)
{
  self->legacy = legacy;
}

XmppSaslStrength
xmpp_credentials_get_min_strength (const XmppCredentials *self)
{
  return self->min_strength;
}

void
xmpp_credentials_set_min_strength (XmppCredentials *self, XmppSaslStrength strength)
{
  self->min_strength = strength;
}

GBytes *
xmpp_credentials_lookup_key (const XmppCredentials *self, const XmppKeyRequest *request)
{
  if (self->request == NULL || !xmpp_key_request_is_same (self->request, request))
    return NULL;
  return g_bytes_ref (self->key);
}

void
xmpp_credentials_store_key (XmppCredentials *self, XmppKeyRequest *request, GBytes *key)
{
  XmppKeyRequest *old_request = self->request;
  GBytes *old_key = self->key;

  self->request = xmpp_key_request_ref (request);
  self->key = g_bytes_ref (key);
  g_clear_pointer (&old_request, xmpp_key_request_unref);
  g_clear_pointer (&old_key, g_bytes_unref);
}

XmppSaslToken *
xmpp_credentials_get_token (const XmppCredentials *self)
{
  return self->token;
}

void
xmpp_credentials_set_token (XmppCredentials *self, XmppSaslToken *token)
{
  XmppSaslToken *old = self->token;

  self->token = token != NULL ? xmpp_sasl_token_ref (token) : NULL;
  g_clear_pointer (&old, xmpp_sasl_token_unref);
}

const char *
xmpp_credentials_get_agent_id (const XmppCredentials *self)
{
  return self->agent_id;
}

void
xmpp_credentials_set_agent_id (XmppCredentials *self, const char *agent_id)
{
  g_free (self->agent_id);
  self->agent_id = g_strdup (agent_id);
}
