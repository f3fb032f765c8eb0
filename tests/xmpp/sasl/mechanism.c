/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mechanisms stand in the order of their strength, and an exchange is one in one of them. */
#include "xmpp/sasl/mechanism.h"

static void
test_table (void)
{
  static const char *const names[] = {
    "EXTERNAL",      "SCRAM-SHA-512-PLUS", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS",
    "SCRAM-SHA-512", "SCRAM-SHA-256",      "SCRAM-SHA-1",        "DIGEST-MD5",
    "PLAIN",         "ANONYMOUS",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const XmppSaslMechanism *mechanism = xmpp_sasl_mechanisms[i];

    g_assert_cmpstr (mechanism->name, ==, names[i]);
    g_assert_cmpint (xmpp_sasl_mechanism_is_scram (mechanism), ==, i > 0 && i < 7);
    g_assert_cmpint (xmpp_sasl_mechanism_is_bound (mechanism), ==, i > 0 && i < 4);
    g_assert_true (i == 0 || mechanism == &xmpp_sasl_anonymous ||
                   mechanism->strength <= xmpp_sasl_mechanisms[i - 1]->strength);
    g_assert_cmpint (mechanism->pins, <=, mechanism->strength);
  }
  g_assert_null (xmpp_sasl_mechanisms[G_N_ELEMENTS (names)]);
}

/* Before the end nothing of one step is left to the next. */
static void
test_exchange (void)
{
  g_autoptr (XmppCredentials) credentials = xmpp_credentials_new (NULL, "secret");
  XmppSaslChoice choice = { .mechanism = &xmpp_sasl_plain, .gs2_flag = 'n' };
  g_autoptr (XmppSaslExchange) exchange =
    xmpp_sasl_exchange_new (credentials, "juliet", NULL, &choice);
  g_autoptr (GBytes) response = NULL;

  g_assert_null (choice.mechanism);
  g_assert_true (xmpp_sasl_exchange_get_choice (exchange)->mechanism == &xmpp_sasl_plain);
  g_assert_cmpint (xmpp_sasl_exchange_step (exchange, NULL, NULL), ==, XMPP_SASL_RESPOND);
  response = xmpp_sasl_exchange_take_response (exchange);
  g_assert_nonnull (response);
  g_assert_null (xmpp_sasl_exchange_take_response (exchange));
  g_assert_null (xmpp_sasl_exchange_get_key_request (exchange));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mechanism/table", test_table);
  g_test_add_func ("/mechanism/exchange", test_exchange);
  return g_test_run ();
}
