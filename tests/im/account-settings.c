/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An account's settings on their way between the person, the archive and the network.
 */

#include "im/account-settings.h"

static const ImAccountSettings full = {
  .host = (char *) " Xmpp.Example.org ",
  .port = 5223,
  .tls = XMPP_TLS_DIRECT,
  .resource = (char *) "Kith",
  .certificate_path = (char *) "",
  .pin = (char *) "00ff",
  .road = XMPP_ROAD_BOSH,
  .road_url = (char *) "https://example.org/bosh ",
  .proxy = IM_PROXY_OWN,
  .proxy_uri = (char *) "socks5://[::1]:9050",
  .allow_old_sign_in = TRUE,
  .allow_no_tls = TRUE,
};

static void
test_archive (void)
{
  static const XmppTlsMode modes[] = { XMPP_TLS_ANY, XMPP_TLS_START, XMPP_TLS_DIRECT };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++) {
    g_autoptr (ImAccountSettings) settings = im_account_settings_copy (&full);
    g_autoptr (StoreAccount) record = store_account_new ("romeo@example.org");
    g_autoptr (ImAccountSettings) again = NULL;

    settings->tls = modes[i];
    im_account_settings_to_record (settings, record);
    again = im_account_settings_from_record (record);
    g_assert_cmpstr (again->host, ==, "Xmpp.Example.org");
    g_assert_cmpuint (again->port, ==, 5223);
    g_assert_cmpint (again->tls, ==, modes[i]);
    g_assert_cmpstr (again->resource, ==, "Kith");
    g_assert_null (again->certificate_path);
    g_assert_cmpstr (again->pin, ==, "00ff");
    g_assert_cmpint (again->road, ==, XMPP_ROAD_BOSH);
    g_assert_cmpstr (again->road_url, ==, "https://example.org/bosh");
    g_assert_cmpint (again->proxy, ==, IM_PROXY_OWN);
    g_assert_cmpstr (again->proxy_uri, ==, "socks5://[::1]:9050");
    g_assert_true (again->allow_old_sign_in && again->allow_no_tls);
  }
}

static void
test_terms (void)
{
  g_autoptr (ImAccountSettings) settings = im_account_settings_copy (&full);
  g_autoptr (ImAccountSettings) empty = im_account_settings_copy (NULL);
  g_autoptr (XmppJid) jid = xmpp_jid_parse ("romeo@čechy.example", NULL);
  g_autoptr (XmppDialTerms) terms = im_account_settings_dup_terms (settings, jid, NULL, NULL);
  g_autoptr (XmppDialTerms) plain = im_account_settings_dup_terms (empty, jid, NULL, NULL);

  g_assert_cmpstr (terms->domain, ==, "xn--echy-fua.example");
  g_assert_cmpstr (terms->host, ==, "xmpp.example.org");
  g_assert_cmpuint (terms->port, ==, 5223);
  g_assert_cmpint (terms->mode, ==, XMPP_TLS_DIRECT);
  g_assert_cmpstr (terms->trust->pin, ==, "00ff");
  g_assert_cmpint (terms->road, ==, XMPP_ROAD_BOSH);
  g_assert_cmpstr (terms->url, ==, "https://example.org/bosh");
  g_assert_true (terms->no_tls);
  g_assert_nonnull (terms->proxies);
  g_assert_false (terms->no_srv);
  g_assert_null (plain->proxies);
  g_assert_cmpstr (plain->domain, ==, "xn--echy-fua.example");
  g_assert_null (plain->host);
  g_assert_null (plain->trust->pin);
}

/* Nobody but Tor hears the name of the server. */
static void
test_tor (void)
{
  g_autoptr (ImAccountSettings) settings = im_account_settings_copy (NULL);
  g_autoptr (XmppJid) jid = xmpp_jid_parse ("romeo@example.org", NULL);
  g_autoptr (XmppDialTerms) terms = NULL;

  settings->proxy = IM_PROXY_TOR;
  terms = im_account_settings_dup_terms (settings, jid, NULL, NULL);
  g_assert_true (terms->no_srv);
  g_assert_nonnull (terms->proxies);
}

static void
test_refused (void)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse ("romeo@example.org", NULL);
  g_autoptr (ImAccountSettings) settings = im_account_settings_copy (NULL);
  g_autoptr (GError) bad_host = NULL;

  settings->host = g_strdup ("not a host");
  g_assert_null (im_account_settings_dup_terms (settings, jid, NULL, &bad_host));
  g_assert_error (bad_host, XMPP_JID_ERROR, XMPP_JID_ERROR_DOMAIN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/account-settings/archive", test_archive);
  g_test_add_func ("/im/account-settings/terms", test_terms);
  g_test_add_func ("/im/account-settings/tor", test_tor);
  g_test_add_func ("/im/account-settings/refused", test_refused);
  return g_test_run ();
}
