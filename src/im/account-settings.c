/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How to reach an account's server: to and from the archive, and as the dialer wants it.
 */

#include "im/account-settings.h"

#include "xmpp/domain.h"

G_DEFINE_BOXED_TYPE (ImAccountSettings,
                     im_account_settings,
                     im_account_settings_copy,
                     im_account_settings_free)

/* What a person leaves empty is not there. */
static char *
dup_filled (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));

  return *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
}

ImAccountSettings *
im_account_settings_copy (const ImAccountSettings *self)
{
  ImAccountSettings *copy = g_new0 (ImAccountSettings, 1);

  if (self == NULL)
    return copy;
  copy->host = dup_filled (self->host);
  copy->port = self->port;
  copy->tls = self->tls;
  copy->resource = dup_filled (self->resource);
  copy->certificate_path = dup_filled (self->certificate_path);
  copy->pin = dup_filled (self->pin);
  return copy;
}

void
im_account_settings_free (ImAccountSettings *self)
{
  if (self == NULL)
    return;
  g_free (self->host);
  g_free (self->resource);
  g_free (self->certificate_path);
  g_free (self->pin);
  g_free (self);
}

ImAccountSettings *
im_account_settings_from_record (const StoreAccount *record)
{
  ImAccountSettings *self = im_account_settings_copy (NULL);

  self->host = g_strdup (record->host);
  self->port = record->port;
  self->tls = record->tls_mode == STORE_TLS_DIRECT     ? XMPP_TLS_DIRECT
              : record->tls_mode == STORE_TLS_STARTTLS ? XMPP_TLS_START
                                                       : XMPP_TLS_ANY;
  self->resource = g_strdup (record->resource);
  self->certificate_path = g_strdup (record->client_cert);
  self->pin = g_strdup (record->pinned_sha256);
  return self;
}

static void
replace (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

void
im_account_settings_to_record (const ImAccountSettings *self, StoreAccount *record)
{
  replace (&record->host, self->host);
  record->port = self->port;
  record->tls_mode = self->tls == XMPP_TLS_DIRECT  ? STORE_TLS_DIRECT
                     : self->tls == XMPP_TLS_START ? STORE_TLS_STARTTLS
                                                   : STORE_TLS_AUTO;
  replace (&record->resource, self->resource);
  replace (&record->client_cert, self->certificate_path);
  replace (&record->pinned_sha256, self->pin);
}

XmppDialTerms *
im_account_settings_dup_terms (const ImAccountSettings *self, XmppJid *account, GError **error)
{
  g_autofree char *domain = xmpp_jid_dup_host (account);
  g_autoptr (XmppDialTerms) terms = xmpp_dial_terms_new (domain);
  g_autoptr (GTlsCertificate) identity = NULL;

  if (self->certificate_path != NULL) {
    identity = g_tls_certificate_new_from_file (self->certificate_path, error);
    if (identity == NULL)
      return NULL;
  }
  if (self->host != NULL) {
    g_autofree char *prepared = xmpp_domain_prepare (self->host, -1, error);

    if (prepared == NULL)
      return NULL;
    terms->host = xmpp_domain_to_host (prepared);
  }
  terms->port = self->port;
  terms->mode = self->tls;
  terms->trust = xmpp_trust_new (self->pin, NULL, identity);
  return g_steal_pointer (&terms);
}
