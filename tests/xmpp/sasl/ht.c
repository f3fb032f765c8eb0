/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HT hashes token and binding for each side, and takes nothing but the server's hash for its proof.
 * The vectors are Python's hmac. */
#include "xmpp/sasl/mechanism.h"
#include "xmpp/sasl/sasl-error.h"

#include <string.h>

#define SECRET "secret-token:fast-ABC"
#define CB "THIS IS FAKE CB DATA"

static const struct {
  const char *mechanism, *binding;
  const char *initiator, *responder;
} cases[] = {
  { "HT-SHA-256-NONE", NULL,
    "\x7e\x6b\xf6\xfd\x55\xce\x26\x3e\x7a\x61\xb4\x9d\xa7\xe8\x51\x9c"
    "\x39\xb4\xd3\xef\x40\x26\xea\x47\x52\xc2\x73\xba\xba\xe6\x8e\x8f",
    "\xb8\x18\xd2\x9f\x4b\x26\x47\x72\x78\x27\x0e\xe8\xe6\xaf\x79\xa7"
    "\x2f\x01\x4d\xdc\x22\x9f\x34\xdf\x1f\x77\xb6\xc5\x60\x1b\x0e\x27" },
  { "HT-SHA-256-EXPR", XMPP_BINDING_EXPORTER,
    "\x84\xd3\x70\xbb\xd5\xa4\x8f\xac\x02\x3a\xfd\x92\x0c\x54\xfb\xcd"
    "\x20\x39\x8e\x73\x86\xa2\x90\xfb\x3e\x87\xd6\xeb\xec\x1c\x33\xb9",
    "\x41\xf8\xa5\x46\x2d\xc7\xde\xda\x25\x70\xd7\x01\xd4\x3b\x1d\x76"
    "\xcc\x18\x5f\x96\x02\xef\xba\x4b\xdf\xda\x4f\x5a\x29\x52\xb1\x78" },
};

static XmppSaslExchange *
new_exchange (guint i)
{
  g_autoptr (XmppCredentials) credentials = xmpp_credentials_new (NULL, "the password");
  g_autoptr (XmppSaslToken) token = xmpp_sasl_token_new (cases[i].mechanism, SECRET, G_MAXINT64);
  XmppSaslChoice choice = { 0 };

  for (guint j = 0; j < G_N_ELEMENTS (xmpp_sasl_ht); j++) {
    if (g_str_equal (xmpp_sasl_ht[j].name, cases[i].mechanism))
      choice.mechanism = &xmpp_sasl_ht[j];
  }
  g_assert_cmpstr (choice.mechanism->binding, ==, cases[i].binding);
  if (cases[i].binding != NULL)
    choice.binding = (XmppBinding){ cases[i].binding, g_bytes_new_static (CB, strlen (CB)) };
  xmpp_credentials_set_token (credentials, token);
  return xmpp_sasl_exchange_new (credentials, "juliet", NULL, &choice);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmppSaslExchange) exchange = new_exchange (i);
    g_autoptr (GBytes) response = NULL, proof = g_bytes_new_static (cases[i].responder, 32);
    const char *data;

    g_assert_cmpint (xmpp_sasl_exchange_step (exchange, NULL, NULL), ==, XMPP_SASL_RESPOND);
    response = xmpp_sasl_exchange_take_response (exchange);
    g_assert_cmpuint (g_bytes_get_size (response), ==, strlen ("juliet") + 1 + 32);
    data = g_bytes_get_data (response, NULL);
    g_assert_cmpstr (data, ==, "juliet");
    g_assert_cmpmem (data + 7, 32, cases[i].initiator, 32);
    g_assert_true (xmpp_sasl_exchange_finish (exchange, proof, NULL));
  }
}

/* Our own hash sent back, the hash of another binding, half of it, more than it, nothing. */
static void
test_unproven (void)
{
  g_autofree char *longer = g_strconcat (cases[1].responder, "x", NULL);

  const struct {
    const char *data;
    gsize n_bytes;
  } proofs[] = {
    { cases[1].initiator, 32 },
    { cases[0].responder, 32 },
    { cases[1].responder, 16 },
    { longer, 33 },
    { "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (proofs); i++) {
    g_autoptr (XmppSaslExchange) exchange = new_exchange (1);
    g_autoptr (GBytes) proof = g_bytes_new_static (proofs[i].data, proofs[i].n_bytes);
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (xmpp_sasl_exchange_step (exchange, NULL, NULL), ==, XMPP_SASL_RESPOND);
    g_assert_false (xmpp_sasl_exchange_finish (exchange, proof, &error));
    g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_SERVER_UNPROVEN);
    g_clear_error (&error);
    g_assert_false (xmpp_sasl_exchange_finish (exchange, NULL, &error));
    g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_SERVER_UNPROVEN);
    g_clear_error (&error);
    g_assert_cmpint (xmpp_sasl_exchange_step (exchange, proof, &error), ==, XMPP_SASL_FAILED);
    g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ht/cases", test_cases);
  g_test_add_func ("/ht/unproven", test_unproven);
  return g_test_run ();
}
