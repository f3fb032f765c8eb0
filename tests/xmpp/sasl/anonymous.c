/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ANONYMOUS tells nothing, and has no challenge. */
#include "xmpp/sasl/mechanism.h"
#include "xmpp/sasl/sasl-error.h"

static void
test_nothing (void)
{
  g_autoptr (XmppCredentials) credentials = xmpp_credentials_new (NULL, NULL);
  XmppSaslChoice choice = { .mechanism = &xmpp_sasl_anonymous, .gs2_flag = 'n' };
  g_autoptr (XmppSaslExchange) exchange = xmpp_sasl_exchange_new (credentials, NULL, NULL, &choice);
  g_autoptr (GBytes) response = NULL, challenge = g_bytes_new ("x", 1);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (xmpp_sasl_exchange_step (exchange, NULL, NULL), ==, XMPP_SASL_RESPOND);
  response = xmpp_sasl_exchange_take_response (exchange);
  g_assert_cmpuint (g_bytes_get_size (response), ==, 0);
  g_assert_true (xmpp_sasl_exchange_finish (exchange, NULL, NULL));
  g_assert_cmpint (xmpp_sasl_exchange_step (exchange, challenge, &error), ==, XMPP_SASL_FAILED);
  g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/anonymous/nothing", test_nothing);
  return g_test_run ();
}
