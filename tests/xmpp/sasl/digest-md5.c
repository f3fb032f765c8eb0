/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * DIGEST-MD5 by the example of RFC 2831 §4, for XMPP, with Python's hashes; and what it refuses. */
#include "xmpp/sasl/mechanism.h"
#include "xmpp/sasl/sasl-error.h"

#include <string.h>

#define GOOD "nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\",algorithm=md5-sess,charset=utf-8"

static XmppSaslExchange *
begin (void)
{
  g_autoptr (XmppCredentials) credentials = xmpp_credentials_new (NULL, "secret");
  XmppSaslChoice choice = { .mechanism = &xmpp_sasl_digest_md5,
                            .gs2_flag = 'n',
                            .domain = g_strdup ("elwood.innosoft.com") };
  XmppSaslExchange *exchange =
    xmpp_sasl_exchange_new (credentials, "chris", "OA6MHXh6VqTrRk", &choice);

  g_assert_cmpint (xmpp_sasl_exchange_step (exchange, NULL, NULL), ==, XMPP_SASL_RESPOND);
  return exchange;
}

static XmppSaslStep
challenge (XmppSaslExchange *exchange, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return xmpp_sasl_exchange_step (exchange, bytes, error);
}

/* With and without the realm, which is then the domain; in any form that the grammar has. */
static void
test_response (void)
{
  static const char *const texts[] = {
    GOOD,
    "realm=\"elwood.innosoft.com\"," GOOD,
    "realm=\"elwood.innosoft.com\",realm=\"other\"," GOOD ",maxbuf=65536,stale=true",
    " , realm=\"elwood\\.innosoft.com\" ,, algorithm=md5-sess , nonce=\"OA6MG9tEQGm2hh\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (XmppSaslExchange) exchange = begin ();
    g_autoptr (GBytes) response = NULL, empty = g_bytes_new (NULL, 0), more = g_bytes_new ("x", 1);
    g_autofree char *text = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (challenge (exchange, texts[i], NULL), ==, XMPP_SASL_RESPOND);
    response = xmpp_sasl_exchange_take_response (exchange);
    text = g_strndup (g_bytes_get_data (response, NULL), g_bytes_get_size (response));
    g_assert_cmpstr (
      text, ==,
      "username=\"chris\",realm=\"elwood.innosoft.com\",nonce=\"OA6MG9tEQGm2hh\",cnonce="
      "\"OA6MHXh6VqTrRk\",nc=00000001,qop=auth,digest-uri=\"xmpp/"
      "elwood.innosoft.com\",response=bd65b7e1e271da8472d909dbb269654f,charset=utf-8");
    g_assert_cmpint (challenge (exchange, "rspauth=663cd8e18c313aa9d485b90114f4ffae", NULL), ==,
                     XMPP_SASL_RESPOND);
    g_assert_true (xmpp_sasl_exchange_finish (exchange, NULL, NULL));
    g_assert_true (xmpp_sasl_exchange_finish (exchange, empty, NULL));
    g_assert_false (xmpp_sasl_exchange_finish (exchange, more, &error));
    g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_SERVER_UNPROVEN);
  }
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "nonsense",
    "=\"x\"",
    "nonce=\"x",
    "algorithm=md5-sess",
    "nonce=\"x\"",
    "nonce=\"x\",algorithm=md5",
    "nonce=\"x\",algorithm=md5-sess,qop=\"auth-conf\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (XmppSaslExchange) exchange = begin ();
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (challenge (exchange, texts[i], &error), ==, XMPP_SASL_FAILED);
    g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL);
  }
}

static void
test_unproven (void)
{
  static const char *const texts[] = { "rspauth=00000000000000000000000000000000", "rspauth=\"\"",
                                       GOOD };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (XmppSaslExchange) exchange = begin ();
    g_autoptr (GError) error = NULL;

    g_assert_false (xmpp_sasl_exchange_finish (exchange, NULL, &error));
    g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_SERVER_UNPROVEN);
    g_clear_error (&error);
    g_assert_cmpint (challenge (exchange, GOOD, NULL), ==, XMPP_SASL_RESPOND);
    g_assert_cmpint (challenge (exchange, texts[i], &error), ==, XMPP_SASL_FAILED);
    g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_SERVER_UNPROVEN);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest-md5/response", test_response);
  g_test_add_func ("/digest-md5/refused", test_refused);
  g_test_add_func ("/digest-md5/unproven", test_unproven);
  return g_test_run ();
}
