/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is read out of a certificate. */

#include "xmpp/transport/certificate.h"

#include "pki.h"

#include <string.h>

static void
test_fields (void)
{
  Pki *pki = pki_new ();
  g_autoptr (GTlsCertificate) tls = pki_dup_certificate (pki, PKI_GOOD);
  g_autoptr (XmppCertificate) certificate = xmpp_certificate_new (tls);
  g_autoptr (XmppCertificate) same = xmpp_certificate_ref (certificate);
  g_autoptr (GTlsCertificate) again = NULL;
  gint64 now = g_get_real_time ();

  g_assert_true (same == certificate);
  g_assert_cmpstr (certificate->subject, ==, "CN=" PKI_DOMAIN);
  g_assert_cmpstr (certificate->issuer, ==, "CN=Authority of the test");
  g_assert_cmpuint (g_strv_length (certificate->dns_names), ==, 1);
  g_assert_cmpstr (certificate->dns_names[0], ==, PKI_DOMAIN);

  /* From a day ago to 30 days from now. */
  g_assert_cmpint (certificate->not_before, <, now - 23 * G_TIME_SPAN_HOUR);
  g_assert_cmpint (certificate->not_before, >, now - 25 * G_TIME_SPAN_HOUR);
  g_assert_cmpint (certificate->not_after, >, now + 29 * G_TIME_SPAN_DAY);
  g_assert_cmpint (certificate->not_after, <, now + 31 * G_TIME_SPAN_DAY);

  again = g_tls_certificate_new_from_pem (certificate->pem, -1, NULL);
  g_assert_true (g_tls_certificate_is_same (again, tls));
  g_assert_null (strstr (certificate->pem, "PRIVATE KEY"));
  pki_free (pki);
}

/* A certificate from the outside, whose digest another program has computed:
 * openssl x509 -outform DER | sha256sum */
static void
test_sha256 (void)
{
  static const char pem[] = "-----BEGIN CERTIFICATE-----\n"
                            "MIIBDTCBtAIBATAKBggqhkjOPQQDAjATMREwDwYDVQQDDAhTb21lYm9keTAeFw0y\n"
                            "NjAxMDIwMzA0MDVaFw0zNjAxMDIwMzA0MDVaMBMxETAPBgNVBAMMCFNvbWVib2R5\n"
                            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8ZoYPjKayOtUJbCvehK49h7N4t6e\n"
                            "cormxrYlMGUcLS9cIlYTVNYV9pZh5+v+pedl2RRo7XE8ZJe4bkRFjGNpsDAKBggq\n"
                            "hkjOPQQDAgNIADBFAiB/K5J09tOfCUdYcjh0PRd88A9XYwCr9MdFRi97UlyvxQIh\n"
                            "AM1MxzagUHdICFRDFBjrFPXO5QbgrvE5dvy4k04RZck0\n"
                            "-----END CERTIFICATE-----\n";
  g_autoptr (GTlsCertificate) tls = g_tls_certificate_new_from_pem (pem, -1, NULL);
  g_autofree char *sha256 = xmpp_certificate_dup_sha256 (tls);
  g_autoptr (XmppCertificate) certificate = xmpp_certificate_new (tls);

  g_assert_cmpstr (sha256, ==, "e3ee555974ae23f807ff9583adb5ce24a54a641b62227c04b292544c8c83bd5e");
  g_assert_cmpstr (certificate->sha256, ==, sha256);
  /* 2026-01-02 03:04:05 UTC. */
  g_assert_cmpint (certificate->not_before, ==, G_GINT64_CONSTANT (1767323045) * G_USEC_PER_SEC);
  /* It names no host. */
  g_assert_cmpstr (certificate->dns_names[0], ==, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transport/certificate/fields", test_fields);
  g_test_add_func ("/transport/certificate/sha256", test_sha256);
  return g_test_run ();
}
