/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests that what a person can meet has words.
 */
#include "ui/error-words.h"

#include "store/db.h"
#include "xmpp/sasl/sasl-error.h"
#include "xmpp/stanza-error.h"
#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/tls.h"

static void
assert_all_have_words (GQuark domain, int first, int last)
{
  for (int code = first; code <= last; code++) {
    g_autoptr (GError) error = g_error_new_literal (domain, code, "for the log");
    g_autofree char *words = ui_error_to_words (error);

    if (strstr (words, "for the log") != NULL)
      g_error ("%s %d has no words", g_quark_to_string (domain), code);
  }
}

static void
test_every_stanza_error (void)
{
  assert_all_have_words (XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_BAD_REQUEST,
                         XMPP_STANZA_ERROR_UNEXPECTED_REQUEST);
}

static void
test_every_tls_error (void)
{
  assert_all_have_words (XMPP_TLS_ERROR, XMPP_TLS_ERROR_NO_TLS, XMPP_TLS_ERROR_BAD_CERTIFICATE);
}

static void
test_every_connect_error (void)
{
  assert_all_have_words (XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_FAILED,
                         XMPP_CONNECT_ERROR_NO_SERVICE);
}

static void
test_every_store_error (void)
{
  assert_all_have_words (STORE_ERROR, STORE_ERROR_TOO_NEW, STORE_ERROR_NOT_FOUND);
}

/* Such as the second removal of an account. */
static void
test_pending (void)
{
  assert_all_have_words (G_IO_ERROR, G_IO_ERROR_PENDING, G_IO_ERROR_PENDING);
}

static void
test_sign_in_errors_differ (void)
{
  static const int codes[] = { XMPP_SASL_ERROR_NOT_AUTHORIZED, XMPP_SASL_ERROR_ACCOUNT_DISABLED,
                               XMPP_SASL_ERROR_TEMPORARY, XMPP_SASL_ERROR_NO_MECHANISM,
                               XMPP_SASL_ERROR_DOWNGRADE };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (GError) error = g_error_new_literal (XMPP_SASL_ERROR, codes[i], "x");

    g_assert_true (g_hash_table_add (seen, ui_error_to_words (error)));
  }
}

static void
test_unknown_error (void)
{
  g_autoptr (GError) error =
    g_error_new_literal (g_quark_from_static_string ("elsewhere"), 1, "the reason");
  g_autofree char *words = ui_error_to_words (error);

  g_assert_nonnull (strstr (words, "the reason"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/error-words/stanza", test_every_stanza_error);
  g_test_add_func ("/ui/error-words/tls", test_every_tls_error);
  g_test_add_func ("/ui/error-words/connect", test_every_connect_error);
  g_test_add_func ("/ui/error-words/store", test_every_store_error);
  g_test_add_func ("/ui/error-words/pending", test_pending);
  g_test_add_func ("/ui/error-words/sign-in", test_sign_in_errors_differ);
  g_test_add_func ("/ui/error-words/unknown", test_unknown_error);
  return g_test_run ();
}
