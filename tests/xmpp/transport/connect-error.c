/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How GIO's errors become ours, and which of two is told. */

#include "xmpp/transport/connect-error.h"

#include "pki.h"

#include "xmpp/transport/tls.h"

static void
test_take (void)
{
  const struct {
    GQuark domain;
    int code;
    XmppConnectErrorCode expected;
  } cases[] = {
    { G_IO_ERROR, G_IO_ERROR_TIMED_OUT, XMPP_CONNECT_ERROR_TIMED_OUT },
    { G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, XMPP_CONNECT_ERROR_NO_ROUTE },
    { G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, XMPP_CONNECT_ERROR_NO_ROUTE },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, XMPP_CONNECT_ERROR_REFUSED },
    { G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED, XMPP_CONNECT_ERROR_PROXY },
    { G_IO_ERROR, G_IO_ERROR_FAILED, XMPP_CONNECT_ERROR_FAILED },
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, XMPP_CONNECT_ERROR_HOST_NOT_FOUND },
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE, XMPP_CONNECT_ERROR_LOOKUP_FAILED },
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_INTERNAL, XMPP_CONNECT_ERROR_LOOKUP_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = xmpp_connect_error_take (
      g_error_new_literal (cases[i].domain, cases[i].code, "why"), "host.test");

    g_assert_error (error, XMPP_CONNECT_ERROR, (int) cases[i].expected);
    g_assert_cmpstr (error->message, ==, "host.test: why");
  }
}

static void
test_keep (void)
{
  const struct {
    GQuark domain;
    int code;
  } cases[] = {
    { G_IO_ERROR, G_IO_ERROR_CANCELLED },
    { XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_REFUSED },
    { XMPP_TLS_ERROR, XMPP_TLS_ERROR_NO_TLS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = xmpp_connect_error_take (
      g_error_new_literal (cases[i].domain, cases[i].code, "why"), "host.test");

    g_assert_error (error, cases[i].domain, cases[i].code);
    g_assert_cmpstr (error->message, ==, "why");
  }
}

/* Of two errors the more telling one stays, in either order. */
static void
check_pick (const GError *better, const GError *worse)
{
  g_autoptr (GError) first = xmpp_connect_error_pick (g_error_copy (better), g_error_copy (worse));
  g_autoptr (GError) second = xmpp_connect_error_pick (g_error_copy (worse), g_error_copy (better));

  g_assert_error (first, better->domain, better->code);
  g_assert_error (second, better->domain, better->code);
}

static void
test_pick (void)
{
  Pki *pki = pki_new ();
  g_autoptr (GTlsCertificate) certificate = pki_dup_certificate (pki, PKI_EXPIRED);
  g_autoptr (XmppTrust) trust = xmpp_trust_new (NULL, NULL, NULL);
  g_autoptr (GError) expired = NULL;
  g_autoptr (GError) broken = g_error_new_literal (XMPP_TLS_ERROR, XMPP_TLS_ERROR_NO_TLS, "");
  g_autoptr (GError) refused =
    g_error_new_literal (XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_REFUSED, "");
  g_autoptr (GError) silent =
    g_error_new_literal (XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_TIMED_OUT, "");
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  const GError *order[5];

  xmpp_trust_judge (trust, certificate, G_TLS_CERTIFICATE_EXPIRED, &expired);
  order[0] = expired;
  order[1] = broken;
  order[2] = refused;
  order[3] = silent;
  order[4] = cancelled;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    for (guint j = i + 1; j < G_N_ELEMENTS (order); j++)
      check_pick (order[i], order[j]);
  pki_free (pki);
}

static void
test_pick_first (void)
{
  GError *one = g_error_new_literal (XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_REFUSED, "one");
  GError *two = g_error_new_literal (XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_REFUSED, "two");
  g_autoptr (GError) kept = xmpp_connect_error_pick (xmpp_connect_error_pick (NULL, one), two);

  g_assert_cmpstr (kept->message, ==, "one");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transport/connect-error/take", test_take);
  g_test_add_func ("/transport/connect-error/keep", test_keep);
  g_test_add_func ("/transport/connect-error/pick", test_pick);
  g_test_add_func ("/transport/connect-error/pick-first", test_pick_first);
  return g_test_run ();
}
