/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What GIO is told about an account's proxy.
 */

#include "im/proxy.h"

#include "xmpp/transport/connect-error.h"

static char *
ask (GProxyResolver *resolver)
{
  g_auto (GStrv) found =
    g_proxy_resolver_lookup (resolver, "xmpp-client://example.org:5222", NULL, NULL);

  g_assert_cmpuint (g_strv_length (found), ==, 1);
  return g_strdup (found[0]);
}

static void
check (ImProxy proxy, const char *uri, const char *expected)
{
  g_autoptr (GProxyResolver) resolver = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  g_assert_true (im_proxy_to_resolver (proxy, uri, &resolver, &error));
  g_assert_no_error (error);
  found = ask (resolver);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_known (void)
{
  g_autoptr (GProxyResolver) desktop = NULL;

  g_assert_true (im_proxy_to_resolver (IM_PROXY_SYSTEM, NULL, &desktop, NULL));
  g_assert_null (desktop);
  check (IM_PROXY_NONE, "socks5://ignored:1", "direct://");
  check (IM_PROXY_OWN, "socks5://[::1]:1080", "socks5://[::1]:1080");
  check (IM_PROXY_OWN, "http://proxy.example.org:3128", "http://proxy.example.org:3128");
}

static void
test_tor (void)
{
  g_autoptr (GProxyResolver) one = NULL;
  g_autoptr (GProxyResolver) two = NULL;
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *second = NULL;

  g_assert_true (im_proxy_to_resolver (IM_PROXY_TOR, NULL, &one, NULL));
  g_assert_true (im_proxy_to_resolver (IM_PROXY_TOR, NULL, &two, NULL));
  first = ask (one);
  again = ask (one);
  second = ask (two);
  g_assert_true (g_str_has_prefix (first, "socks5://"));
  g_assert_true (g_str_has_suffix (first, "@127.0.0.1:9050"));
  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, second);
}

static void
test_refused (void)
{
  static const char *const uris[] = {
    NULL, "", "proxy.example.org:1080", "socks5://", "socks5://host", "ftp://host:21", "http://:1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++) {
    g_autoptr (GProxyResolver) resolver = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_false (im_proxy_to_resolver (IM_PROXY_OWN, uris[i], &resolver, &error));
    g_assert_error (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_BAD_PROXY);
  }
}

/* It would lie in the archive, and not in the keyring. */
static void
test_password (void)
{
  static const char *const uris[] = {
    "socks5://a:b@[::1]:1080",
    "http://a@proxy.example.org:3128",
    "https://:b@proxy.example.org:3128",
  };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++) {
    g_autoptr (GProxyResolver) resolver = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_false (im_proxy_to_resolver (IM_PROXY_OWN, uris[i], &resolver, &error));
    g_assert_error (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_PROXY_PASSWORD);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/proxy/known", test_known);
  g_test_add_func ("/im/proxy/tor", test_tor);
  g_test_add_func ("/im/proxy/refused", test_refused);
  g_test_add_func ("/im/proxy/password", test_password);
  return g_test_run ();
}
