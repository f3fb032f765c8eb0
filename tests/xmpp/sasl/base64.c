/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only base64 is decoded, and only as much as is wanted. */
#include "xmpp/sasl/base64.h"

#include "xmpp/sasl/sasl-error.h"

#include <string.h>

static const struct {
  const char *text;
  gsize max;
  const char *expected; /* NULL: an error */
} cases[] = {
  /* RFC 4648 §10 */
  { "", 10, "" },
  { "Zg==", 10, "f" },
  { "Zm8=", 10, "fo" },
  { "Zm9v", 10, "foo" },
  { "Zm9vYmFy", 6, "foobar" },
  { "Zm9vYmFy", 5, NULL },
  { "Zm9vYg==", 3, NULL },
  { "Zg=", 10, NULL },
  { "Zg", 10, NULL },
  { "Z===", 10, NULL },
  { "====", 10, NULL },
  { "=", 10, NULL },
  { "Zg==Zg==", 10, NULL },
  { "Zm=v", 10, NULL },
  { "Zm9v Zm9v", 10, NULL },
  { " ", 10, NULL },
  { "Zm9v\n", 10, NULL },
  { "   ", 10, NULL },
  { "    ", 10, NULL },
  { "Zm9*", 10, NULL },
  { "Zm-_", 10, NULL },
  { "Zm9\xc3\xa4", 10, NULL },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = xmpp_base64_decode (cases[i].text, cases[i].max, &error);

    g_test_message ("%s", cases[i].text);
    if (cases[i].expected != NULL) {
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), cases[i].expected,
                       strlen (cases[i].expected));
    } else {
      g_assert_null (bytes);
      g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL);
    }
  }
}

static void
test_huge (void)
{
  g_autofree char *text = g_strnfill (4 * 1024 * 1024, 'A');
  g_autoptr (GError) error = NULL;

  g_assert_null (xmpp_base64_decode (text, 1024, &error));
  g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PROTOCOL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base64/cases", test_cases);
  g_test_add_func ("/base64/huge", test_huge);
  return g_test_run ();
}
