/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mechanisms stand in the order of their strength; PLAIN and EXTERNAL say what they should. */
#include "xmpp/sasl/mechanism.h"

#include "xmpp/sasl/sasl-error.h"

#include <string.h>

static void
test_table (void)
{
  static const char *const names[] = {
    "EXTERNAL",      "SCRAM-SHA-512-PLUS", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS",
    "SCRAM-SHA-512", "SCRAM-SHA-256",      "SCRAM-SHA-1",        "PLAIN",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const XmppSaslMechanism *mechanism = xmpp_sasl_mechanisms[i];

    g_assert_cmpstr (mechanism->name, ==, names[i]);
    g_assert_cmpint (xmpp_sasl_mechanism_is_scram (mechanism), ==, i > 0 && i < 7);
    g_assert_cmpint (xmpp_sasl_mechanism_is_bound (mechanism), ==, i > 0 && i < 4);
    g_assert_true (i == 0 || mechanism->strength <= xmpp_sasl_mechanisms[i - 1]->strength);
    g_assert_cmpint (mechanism->pins, <=, mechanism->strength);
  }
  g_assert_null (xmpp_sasl_mechanisms[G_N_ELEMENTS (names)]);
}

static const struct {
  const XmppSaslMechanism *mechanism;
  const char *username, *account, *password, *authzid;
  const char *message;
  gsize n_bytes;
} simple[] = {
  /* RFC 4616 §4 */
  { &xmpp_sasl_plain, "tim", "nobody", "tanstaaftanstaaf", NULL, "\0tim\0tanstaaftanstaaf", 21 },
  { &xmpp_sasl_plain, "Kurt", NULL, "xipj3plmq", "Ursel", "Ursel\0Kurt\0xipj3plmq", 20 },
  { &xmpp_sasl_plain, NULL, "juliet", "p\xc3\xa4ss", NULL, "\0juliet\0p\xc3\xa4ss", 13 },
  { &xmpp_sasl_external, "tim", NULL, NULL, NULL, "", 0 },
  { &xmpp_sasl_external, NULL, NULL, NULL, "tim@example.org", "tim@example.org", 15 },
};

static void
test_simple (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (simple); i++) {
    XmppSaslChoice choice = { .mechanism = simple[i].mechanism, .gs2_flag = 'n' };
    g_autoptr (XmppCredentials) credentials =
      xmpp_credentials_new (simple[i].username, simple[i].password);
    g_autoptr (XmppSaslExchange) exchange = NULL;
    g_autoptr (GBytes) response = NULL, challenge = g_bytes_new ("x", 1);
    g_autoptr (GError) error = NULL;

    xmpp_credentials_set_authzid (credentials, simple[i].authzid);
    exchange = xmpp_sasl_exchange_new (credentials, simple[i].account, NULL, &choice);
    g_assert_cmpint (xmpp_sasl_exchange_step (exchange, NULL, &error), ==, XMPP_SASL_RESPOND);
    g_assert_no_error (error);
    response = xmpp_sasl_exchange_take_response (exchange);
    g_assert_cmpmem (g_bytes_get_data (response, NULL), g_bytes_get_size (response),
                     simple[i].message, simple[i].n_bytes);
    g_assert_true (xmpp_sasl_exchange_finish (exchange, NULL, &error));

    g_assert_cmpint (xmpp_sasl_exchange_step (exchange, challenge, &error), ==, XMPP_SASL_FAILED);
    g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mechanism/table", test_table);
  g_test_add_func ("/mechanism/simple", test_simple);
  return g_test_run ();
}
