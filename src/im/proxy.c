/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whom an account's connections go through, as GIO wants to know it.
 */

#include "im/proxy.h"

#include "base/random.h"
#include "xmpp/transport/connect-error.h"

/* Where Tor listens unless it was told otherwise. */
#define TOR "127.0.0.1:9050"

static gboolean
check (const char *uri, GError **error)
{
  static const char *const schemes[] = { "socks5", "http", "https", NULL };
  g_autoptr (GUri) parsed = uri ? g_uri_parse (uri, G_URI_FLAGS_HAS_PASSWORD, NULL) : NULL;

  if (parsed == NULL || !g_strv_contains (schemes, g_uri_get_scheme (parsed)) ||
      g_uri_get_host (parsed) == NULL || *g_uri_get_host (parsed) == '\0' ||
      g_uri_get_port (parsed) <= 0) {
    g_set_error_literal (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_BAD_PROXY,
                         "The address of the proxy is not valid");
    return FALSE;
  }
  if (g_uri_get_userinfo (parsed) != NULL) {
    g_set_error_literal (error, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_PROXY_PASSWORD,
                         "The address of the proxy has a user name or password in it");
    return FALSE;
  }
  return TRUE;
}

static GProxyResolver *
new_tor (void)
{
  g_autofree char *name = base_random_id ();
  g_autofree char *password = base_random_id ();
  g_autofree char *uri = g_strdup_printf ("socks5://%s:%s@" TOR, name, password);

  return g_simple_proxy_resolver_new (uri, NULL);
}

gboolean
im_proxy_to_resolver (ImProxy proxy, const char *uri, GProxyResolver **resolver, GError **error)
{
  switch (proxy) {
  case IM_PROXY_SYSTEM:
    *resolver = NULL;
    return TRUE;
  case IM_PROXY_NONE:
    *resolver = g_simple_proxy_resolver_new (NULL, NULL);
    return TRUE;
  case IM_PROXY_TOR:
    *resolver = new_tor ();
    return TRUE;
  case IM_PROXY_OWN:
    if (!check (uri, error))
      return FALSE;
    *resolver = g_simple_proxy_resolver_new (uri, NULL);
    return TRUE;
  default:
    g_assert_not_reached ();
  }
}
