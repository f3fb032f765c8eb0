/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why a server could not be reached, in the few kinds that a person can act on. */

#include "config.h"

#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/tls.h"

G_DEFINE_QUARK (xmpp_connect_error, xmpp_connect_error)

static const struct {
  int gio;
  XmppConnectErrorCode code;
} io_errors[] = {
  { G_IO_ERROR_TIMED_OUT, XMPP_CONNECT_ERROR_TIMED_OUT },
  { G_IO_ERROR_HOST_UNREACHABLE, XMPP_CONNECT_ERROR_NO_ROUTE },
  { G_IO_ERROR_NETWORK_UNREACHABLE, XMPP_CONNECT_ERROR_NO_ROUTE },
  /* What a firewall of the machine itself gives. */
  { G_IO_ERROR_PERMISSION_DENIED, XMPP_CONNECT_ERROR_NO_ROUTE },
  { G_IO_ERROR_HOST_NOT_FOUND, XMPP_CONNECT_ERROR_HOST_NOT_FOUND },
  { G_IO_ERROR_CONNECTION_REFUSED, XMPP_CONNECT_ERROR_REFUSED },
  { G_IO_ERROR_PROXY_FAILED, XMPP_CONNECT_ERROR_PROXY },
  { G_IO_ERROR_PROXY_AUTH_FAILED, XMPP_CONNECT_ERROR_PROXY },
  { G_IO_ERROR_PROXY_NEED_AUTH, XMPP_CONNECT_ERROR_PROXY },
  { G_IO_ERROR_PROXY_NOT_ALLOWED, XMPP_CONNECT_ERROR_PROXY },
};

static XmppConnectErrorCode
classify (const GError *error)
{
  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    return XMPP_CONNECT_ERROR_HOST_NOT_FOUND;
  if (error->domain == G_RESOLVER_ERROR)
    return XMPP_CONNECT_ERROR_LOOKUP_FAILED;

  for (guint i = 0; i < G_N_ELEMENTS (io_errors); i++)
    if (g_error_matches (error, G_IO_ERROR, io_errors[i].gio))
      return io_errors[i].code;
  return XMPP_CONNECT_ERROR_FAILED;
}

/* The more it tells, the greater. */
static int
rank (const GError *error)
{
  if (error->domain == XMPP_TLS_ERROR)
    return xmpp_tls_error_get_certificate (error) != NULL ? 300 : 200;
  if (error->domain == XMPP_CONNECT_ERROR)
    return 100 + error->code;
  return 0;
}

GError *
xmpp_connect_error_take (GError *error, const char *host)
{
  g_autoptr (GError) original = error;

  if (original->domain == XMPP_CONNECT_ERROR || original->domain == XMPP_TLS_ERROR ||
      g_error_matches (original, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&original);

  return g_error_new (XMPP_CONNECT_ERROR, classify (original), "%s: %s", host, original->message);
}

GError *
xmpp_connect_error_pick (GError *a, GError *b)
{
  g_autoptr (GError) first = a;
  g_autoptr (GError) second = b;

  if (first == NULL || (second != NULL && rank (second) > rank (first)))
    return g_steal_pointer (&second);
  return g_steal_pointer (&first);
}
