/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The SASL mechanisms, and an exchange in one of them (RFC 4422). */
#include "config.h"

#include "xmpp/sasl/mechanism.h"

#include "xmpp/sasl/secret.h"

/* A binding before a better hash: nobody breaks HMAC with any of the three, but certificates are
 * given to the wrong people. */
const XmppSaslMechanism *const xmpp_sasl_mechanisms[] = {
  &xmpp_sasl_external,
  &xmpp_sasl_scram[0],
  &xmpp_sasl_scram[1],
  &xmpp_sasl_scram[2],
  &xmpp_sasl_scram[3],
  &xmpp_sasl_scram[4],
  &xmpp_sasl_scram[5],
  &xmpp_sasl_digest_md5,
  &xmpp_sasl_plain,
  &xmpp_sasl_anonymous,
  NULL,
};

struct _XmppSaslExchange {
  XmppSaslInput input;
  XmppSaslOutput output;
  gpointer state;
};

static void
clear_output (XmppSaslOutput *output)
{
  g_clear_pointer (&output->response, g_bytes_unref);
  g_clear_pointer (&output->request, xmpp_key_request_unref);
}

void
xmpp_sasl_choice_clear (XmppSaslChoice *self)
{
  g_clear_pointer (&self->binding.data, g_bytes_unref);
  g_clear_pointer (&self->domain, g_free);
  g_clear_pointer (&self->offer, g_free);
}

gboolean
xmpp_sasl_mechanism_is_scram (const XmppSaslMechanism *self)
{
  return self >= xmpp_sasl_scram && self < xmpp_sasl_scram + G_N_ELEMENTS (xmpp_sasl_scram);
}

gboolean
xmpp_sasl_mechanism_is_ht (const XmppSaslMechanism *self)
{
  return self >= xmpp_sasl_ht && self < xmpp_sasl_ht + G_N_ELEMENTS (xmpp_sasl_ht);
}

gboolean
xmpp_sasl_mechanism_is_bound (const XmppSaslMechanism *self)
{
  return g_str_has_suffix (self->name, "-PLUS");
}

/* (nullable) */
static const char *
secret_for (const XmppCredentials *credentials, const XmppSaslMechanism *mechanism)
{
  if (xmpp_sasl_mechanism_is_ht (mechanism))
    return xmpp_sasl_token_get_secret (xmpp_credentials_get_token (credentials));
  return xmpp_credentials_get_password (credentials);
}

/* (nullable) */
static const char *
authzid_for (const XmppCredentials *credentials, const XmppSaslMechanism *mechanism)
{
  const char *authzid = xmpp_credentials_get_authzid (credentials);

  return authzid != NULL || mechanism != &xmpp_sasl_external
           ? authzid
           : xmpp_credentials_get_external (credentials);
}

XmppSaslExchange *
xmpp_sasl_exchange_new (const XmppCredentials *credentials,
                        const char *username,
                        const char *nonce,
                        XmppSaslChoice *choice)
{
  XmppSaslExchange *self = g_new0 (XmppSaslExchange, 1);
  const char *own_name = xmpp_credentials_get_username (credentials);

  self->input.username = g_strdup (own_name != NULL ? own_name : username);
  self->input.password = g_strdup (secret_for (credentials, choice->mechanism));
  self->input.authzid = g_strdup (authzid_for (credentials, choice->mechanism));
  self->input.nonce = g_strdup (nonce);
  self->input.choice = *choice;
  *choice = (XmppSaslChoice){ 0 };
  self->state = g_malloc0 (self->input.choice.mechanism->state_size);
  return self;
}

void
xmpp_sasl_exchange_free (XmppSaslExchange *self)
{
  const XmppSaslMechanism *mechanism = self->input.choice.mechanism;

  if (mechanism->clear != NULL)
    mechanism->clear (self->state);
  g_free (self->state);
  clear_output (&self->output);
  g_free (self->input.username);
  xmpp_secret_free (self->input.password);
  g_free (self->input.authzid);
  g_free (self->input.nonce);
  xmpp_sasl_choice_clear (&self->input.choice);
  g_free (self);
}

const XmppSaslChoice *
xmpp_sasl_exchange_get_choice (const XmppSaslExchange *self)
{
  return &self->input.choice;
}

XmppSaslStep
xmpp_sasl_exchange_step (XmppSaslExchange *self, GBytes *challenge, GError **error)
{
  clear_output (&self->output);
  return self->input.choice.mechanism->step (self->state, &self->input, challenge, &self->output,
                                             error);
}

XmppSaslStep
xmpp_sasl_exchange_supply_key (XmppSaslExchange *self, GBytes *key, GError **error)
{
  g_return_val_if_fail (self->output.request != NULL, XMPP_SASL_FAILED);

  clear_output (&self->output);
  return self->input.choice.mechanism->supply_key (self->state, &self->input, key, &self->output,
                                                   error);
}

GBytes *
xmpp_sasl_exchange_take_response (XmppSaslExchange *self)
{
  return g_steal_pointer (&self->output.response);
}

XmppKeyRequest *
xmpp_sasl_exchange_get_key_request (XmppSaslExchange *self)
{
  return self->output.request;
}

gboolean
xmpp_sasl_exchange_finish (XmppSaslExchange *self, GBytes *data, GError **error)
{
  return self->input.choice.mechanism->finish (self->state, data, error);
}
