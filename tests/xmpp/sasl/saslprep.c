/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SASLprep, by the examples of RFC 4013 §3 and a few more. */
#include "xmpp/sasl/saslprep.h"

#include "xmpp/sasl/sasl-error.h"

static const struct {
  const char *in;
  const char *out; /* NULL: an error */
} cases[] = {
  { "I\u00adX", "IX" },
  { "user", "user" },
  { "USER", "USER" },
  { "\u00aa", "a" },
  { "\u2168", "IX" },
  { "\x07", NULL },
  { "\u0627\x31", NULL }, /* right to left, but ends with a digit */
  { "a~ b", "a~ b" },
  { "\u00a0x\u3000", " x " },     /* spaces become U+0020 */
  { "e\u0301", "\u00e9" },        /* composed */
  { "\U0001f4a9", "\U0001f4a9" }, /* unassigned in Unicode 3.2 */
  { "\x7f", NULL },
  { "\ue000", NULL },
  { "", NULL },
  { "\u00ad", NULL },     /* nothing left */
  { "broken\xff", NULL }, /* no UTF-8 */
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *out = xmpp_saslprep (cases[i].in, &error);

    g_test_message ("%u", i);
    g_assert_cmpstr (out, ==, cases[i].out);
    if (cases[i].out != NULL)
      g_assert_no_error (error);
    else
      g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PREPARATION);
  }
}

/* The longest text, of what grows most, fits; a longer one is refused. */
static void
test_long (void)
{
  GString *text = g_string_new (NULL);
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;

  while (text->len < 4095)
    g_string_append (text, "\ufdfa"); /* three octets, eighteen characters */
  out = xmpp_saslprep (text->str, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_utf8_strlen (out, -1), ==, 1365 * 18);

  g_string_append (text, "aa");
  g_assert_null (xmpp_saslprep (text->str, &error));
  g_assert_error (error, XMPP_SASL_ERROR, XMPP_SASL_ERROR_PREPARATION);
  g_string_free (text, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/saslprep/cases", test_cases);
  g_test_add_func ("/saslprep/long", test_long);
  return g_test_run ();
}
