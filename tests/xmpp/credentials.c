/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Credentials remember one key, and only for what it was derived from. */
#include "xmpp/credentials.h"

static XmppKeyRequest *
new_request (const char *salt, guint iterations)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (salt, 4);

  return xmpp_key_request_new (XMPP_HASH_SHA1, bytes, iterations, "secret");
}

static void
test_key (void)
{
  g_autoptr (XmppCredentials) credentials = xmpp_credentials_new (NULL, "secret");
  g_autoptr (XmppKeyRequest) request = new_request ("salt", 4096);
  g_autoptr (XmppKeyRequest) twin = new_request ("salt", 4096);
  g_autoptr (XmppKeyRequest) other = new_request ("salz", 4096);
  g_autoptr (GBytes) key = g_bytes_new_static ("key", 3);
  g_autoptr (GBytes) found = NULL, none = NULL, old = NULL;

  g_assert_null (xmpp_credentials_lookup_key (credentials, request));
  xmpp_credentials_store_key (credentials, request, key);
  found = xmpp_credentials_lookup_key (credentials, twin);
  g_assert_true (found == key);
  none = xmpp_credentials_lookup_key (credentials, other);
  g_assert_null (none);

  xmpp_credentials_store_key (credentials, other, key);
  old = xmpp_credentials_lookup_key (credentials, twin);
  g_assert_null (old);
}

static void
test_fields (void)
{
  g_autoptr (XmppCredentials) credentials = xmpp_credentials_new ("juliet", NULL);
  GValue value = G_VALUE_INIT;

  g_assert_cmpstr (xmpp_credentials_get_username (credentials), ==, "juliet");
  g_assert_null (xmpp_credentials_get_password (credentials));
  g_assert_null (xmpp_credentials_get_external (credentials));
  xmpp_credentials_set_external (credentials, "tim@example.org");
  g_assert_cmpstr (xmpp_credentials_get_external (credentials), ==, "tim@example.org");
  xmpp_credentials_set_authzid (credentials, "romeo@example.net");
  xmpp_credentials_set_authzid (credentials, "nurse@example.net");
  g_assert_cmpstr (xmpp_credentials_get_authzid (credentials), ==, "nurse@example.net");
  g_assert_cmpint (xmpp_credentials_get_min_strength (credentials), ==, XMPP_SASL_STRENGTH_NONE);
  xmpp_credentials_set_min_strength (credentials, XMPP_SASL_STRENGTH_BOUND);
  g_assert_cmpint (xmpp_credentials_get_min_strength (credentials), ==, XMPP_SASL_STRENGTH_BOUND);

  g_value_init (&value, XMPP_TYPE_CREDENTIALS);
  g_value_set_boxed (&value, credentials);
  g_assert_true (g_value_get_boxed (&value) == credentials);
  g_value_unset (&value);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/credentials/key", test_key);
  g_test_add_func ("/credentials/fields", test_fields);
  return g_test_run ();
}
