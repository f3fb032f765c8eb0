/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * EXTERNAL says nothing, or whom to act as, and has no challenge. */
#include "xmpp/sasl/mechanism.h"
#include "xmpp/sasl/sasl-error.h"

static const struct {
  const char *username, *account, *external, *authzid;
  const char *message;
  gsize n_bytes;
} cases[] = {
  { "tim", NULL, "", NULL, "", 0 },
  { NULL, "tim", "tim@example.org", NULL, "tim@example.org", 15 },
  { NULL, NULL, "", "tom@example.org", "tom@example.org", 15 },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    XmppSaslChoice choice = { .mechanism = &xmpp_sasl_external, .gs2_flag = 'n' };
    g_autoptr (XmppCredentials) credentials = xmpp_credentials_new (cases[i].username, NULL);
    g_autoptr (XmppSaslExchange) exchange = NULL;
    g_autoptr (GBytes) response = NULL, challenge = g_bytes_new ("x", 1);
    g_autoptr (GError) error = NULL;

    xmpp_credentials_set_external (credentials, cases[i].external);
    xmpp_credentials_set_authzid (credentials, cases[i].authzid);
    exchange = xmpp_sasl_exchange_new (credentials, cases[i].account, NULL, &choice);
    g_assert_cmpint (xmpp_sasl_exchange_step (exchange, NULL, &error), ==, XMPP_SASL_RESPOND);
    g_assert_no_error (error);
    response = xmpp_sasl_exchange_take_response (exchange);
    g_assert_cmpmem (g_bytes_get_data (response, NULL), g_bytes_get_size (response),
                     cases[i].message, cases[i].n_bytes);
    g_assert_true (xmpp_sasl_exchange_finish (exchange, NULL, &error));

    g_assert_cmpint (xmpp_sasl_exchange_step (exchange, challenge, &error), ==, XMPP_SASL_FAILED);
    g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/external/cases", test_cases);
  return g_test_run ();
}
