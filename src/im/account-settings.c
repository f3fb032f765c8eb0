/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How to reach an account's server: to and from the archive, and as the dialer wants it.
 */

#include "im/account-settings.h"

#include "im/proxy.h"
#include "xmpp/domain.h"

G_DEFINE_BOXED_TYPE (ImAccountSettings,
                     im_account_settings,
                     im_account_settings_copy,
                     im_account_settings_free)

/* The archive has its own names for the same. */
G_STATIC_ASSERT ((int) STORE_ROAD_AUTO == (int) XMPP_ROAD_ANY);
G_STATIC_ASSERT ((int) STORE_ROAD_TCP == (int) XMPP_ROAD_TCP);
G_STATIC_ASSERT ((int) STORE_ROAD_WEBSOCKET == (int) XMPP_ROAD_WEBSOCKET);
G_STATIC_ASSERT ((int) STORE_ROAD_BOSH == (int) XMPP_ROAD_BOSH);
G_STATIC_ASSERT ((int) STORE_ROAD_POLLING == (int) XMPP_ROAD_POLLING);
G_STATIC_ASSERT ((int) STORE_ROAD_NEARBY == (int) XMPP_ROAD_NEARBY);
G_STATIC_ASSERT ((int) STORE_PROXY_SYSTEM == (int) IM_PROXY_SYSTEM);
G_STATIC_ASSERT ((int) STORE_PROXY_NONE == (int) IM_PROXY_NONE);
G_STATIC_ASSERT ((int) STORE_PROXY_TOR == (int) IM_PROXY_TOR);
G_STATIC_ASSERT ((int) STORE_PROXY_OWN == (int) IM_PROXY_OWN);

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
  copy->road = self->road;
  copy->road_url = dup_filled (self->road_url);
  copy->proxy = self->proxy;
  copy->proxy_uri = dup_filled (self->proxy_uri);
  copy->allow_old_sign_in = self->allow_old_sign_in;
  copy->allow_no_tls = self->allow_no_tls;
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
  g_free (self->road_url);
  g_free (self->proxy_uri);
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
  self->road = (XmppRoad) record->road;
  self->road_url = g_strdup (record->road_url);
  self->proxy = (ImProxy) record->proxy;
  self->proxy_uri = g_strdup (record->proxy_uri);
  self->allow_old_sign_in = record->allow_old_sign_in;
  self->allow_no_tls = record->allow_no_tls;
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
  record->road = (StoreRoad) self->road;
  replace (&record->road_url, self->road_url);
  record->proxy = (StoreProxy) self->proxy;
  replace (&record->proxy_uri, self->proxy_uri);
  record->allow_old_sign_in = self->allow_old_sign_in;
  record->allow_no_tls = self->allow_no_tls;
}

XmppDialTerms *
im_account_settings_dup_terms (const ImAccountSettings *self,
                               XmppJid *account,
                               GTlsCertificate *identity,
                               GError **error)
{
  g_autofree char *domain = xmpp_jid_dup_host (account);
  g_autoptr (XmppDialTerms) terms = xmpp_dial_terms_new (domain);

  if (self->host != NULL) {
    g_autofree char *prepared = xmpp_domain_prepare (self->host, -1, error);

    if (prepared == NULL)
      return NULL;
    terms->host = xmpp_domain_to_host (prepared);
  }
  if (!im_proxy_to_resolver (self->proxy, self->proxy_uri, &terms->proxies, error))
    return NULL;
  terms->no_srv = self->proxy == IM_PROXY_TOR;
  terms->road = self->road;
  terms->url = g_strdup (self->road_url);
  terms->no_tls = self->allow_no_tls;
  terms->port = self->port;
  terms->mode = self->tls;
  terms->trust = xmpp_trust_new (self->pin, NULL, identity);
  return g_steal_pointer (&terms);
}
