/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A token comes back from the keyring as it went in, and what is none is not taken for one. */
#include "xmpp/sasl/token.h"

#include "xmpp/sasl/secret.h"

static void
test_round_trip (void)
{
  g_autoptr (XmppSaslToken) token = xmpp_sasl_token_new ("HT-SHA-256-EXPR", "a:b=", 1000);
  g_autoptr (XmppSaslToken) again = NULL;
  char *text = xmpp_sasl_token_dup_text (token);

  again = xmpp_sasl_token_parse (text);
  g_assert_nonnull (again);
  g_assert_cmpstr (xmpp_sasl_token_get_mechanism (again), ==, "HT-SHA-256-EXPR");
  g_assert_cmpstr (xmpp_sasl_token_get_secret (again), ==, "a:b=");
  g_assert_false (xmpp_sasl_token_is_expired (again, 999));
  g_assert_true (xmpp_sasl_token_is_expired (again, 1000));
  xmpp_secret_free (text);
}

static void
test_none (void)
{
  static const char *const texts[] = {
    "",
    "HT-SHA-256-EXPR",
    "HT-SHA-256-EXPR ",
    "HT-SHA-256-EXPR x",
    "A 1",
    "A 1 ",
    "A  secret",
    "A 1 two words",
    "A one secret",
    " 1 secret",
    "A 1x s",
    "A 1 line\nbreak",
    "MUCH-TOO-LONG-A-NAME-OF-A-MECHANISM 1 secret",
  };
  g_autofree char *long_secret = g_strnfill (1025, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (xmpp_sasl_token_parse (texts[i]));
  g_assert_null (xmpp_sasl_token_new ("HT-SHA-256-EXPR", long_secret, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token/round-trip", test_round_trip);
  g_test_add_func ("/token/none", test_none);
  return g_test_run ();
}
