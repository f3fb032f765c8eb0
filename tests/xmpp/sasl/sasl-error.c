/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each condition of RFC 6120 §6.5 has its own code, and the server's words are kept. */
#include "xmpp/sasl/sasl-error.h"

#include "xmpp/ns.h"

#include <string.h>

static const struct {
  const char *condition;
  XmppSaslError code;
} cases[] = {
  { "aborted", XMPP_SASL_ERROR_ABORTED },
  { "account-disabled", XMPP_SASL_ERROR_ACCOUNT_DISABLED },
  { "credentials-expired", XMPP_SASL_ERROR_CREDENTIALS_EXPIRED },
  { "encryption-required", XMPP_SASL_ERROR_ENCRYPTION_REQUIRED },
  { "incorrect-encoding", XMPP_SASL_ERROR_INCORRECT_ENCODING },
  { "invalid-authzid", XMPP_SASL_ERROR_INVALID_AUTHZID },
  { "invalid-mechanism", XMPP_SASL_ERROR_INVALID_MECHANISM },
  { "malformed-request", XMPP_SASL_ERROR_MALFORMED_REQUEST },
  { "mechanism-too-weak", XMPP_SASL_ERROR_MECHANISM_TOO_WEAK },
  { "not-authorized", XMPP_SASL_ERROR_NOT_AUTHORIZED },
  { "temporary-auth-failure", XMPP_SASL_ERROR_TEMPORARY },
  { "made-up", XMPP_SASL_ERROR_REFUSED },
};

static void
test_conditions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) failure = xml_element_new ("failure", XMPP_NS_SASL);
    g_autoptr (GError) error = NULL;

    xml_element_add (failure, cases[i].condition, NULL);
    error = xmpp_sasl_error_parse (failure);
    g_assert_error (error, XMPP_SASL_ERROR, (int) cases[i].code);
    g_assert_null (xmpp_sasl_error_get_text (error));
  }
}

static void
test_text (void)
{
  g_autoptr (XmlElement) failure = xml_element_new ("failure", XMPP_NS_SASL);
  g_autoptr (GError) error = NULL, copy = NULL;

  xml_element_add (failure, "account-disabled", NULL);
  xml_element_add_text_child (failure, "text", NULL, "Call 212-555-1212 for assistance.");
  error = xmpp_sasl_error_parse (failure);
  copy = g_error_copy (error);
  g_assert_cmpstr (xmpp_sasl_error_get_text (copy), ==, "Call 212-555-1212 for assistance.");
  g_assert_nonnull (strstr (copy->message, "Call 212-555-1212"));
}

static void
test_empty (void)
{
  g_autoptr (XmlElement) failure = xml_element_new ("failure", XMPP_NS_SASL);
  g_autoptr (GError) error = xmpp_sasl_error_parse (failure);

  g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_REFUSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sasl-error/conditions", test_conditions);
  g_test_add_func ("/sasl-error/text", test_text);
  g_test_add_func ("/sasl-error/empty", test_empty);
  return g_test_run ();
}
