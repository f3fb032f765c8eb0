/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of the domain of an address: names, international ones, IP addresses, hostile ones. */
#include "config.h"

#include "xmpp/domain.h"
#include "xmpp/jid.h"

#include <string.h>

#define LABEL_63 "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0"

static void
test_valid (void)
{
  static const struct {
    const char *in, *out, *host; /* @host NULL: as @out */
  } cases[] = {
    { "example.com", "example.com", NULL },
    { "EXAMPLE.Com", "example.com", NULL },
    { "example.com.", "example.com", NULL },
    { "localhost", "localhost", NULL },
    { "a_b.example", "a_b.example", NULL },
    { "_xmpp.example", "_xmpp.example", NULL },
    { "r3---sn.example", "r3---sn.example", NULL },
    { "ab--cd.\u00e9.example", "ab--cd.\u00e9.example", "ab--cd.xn--9ca.example" },
    { LABEL_63 ".example", LABEL_63 ".example", NULL },
    { "127.0.0.1", "127.0.0.1", NULL },
    { "127.0.0.1.", "127.0.0.1", NULL },
    { "[::1]", "[::1]", "::1" },
    { "[0:0:0:0:0:0:0:1]", "[::1]", "::1" },
    { "[2001:DB8::0A]", "[2001:db8::a]", "2001:db8::a" },
    { "[::ffff:192.0.2.1]", "[::ffff:192.0.2.1]", "::ffff:192.0.2.1" },
    /* UTS #46: mapped, and not transitional */
    { "m\u00fcnchen.example", "m\u00fcnchen.example", "xn--mnchen-3ya.example" },
    { "M\u00dcNCHEN.example", "m\u00fcnchen.example", "xn--mnchen-3ya.example" },
    { "mu\u0308nchen.example", "m\u00fcnchen.example", "xn--mnchen-3ya.example" },
    { "fa\u00df.example", "fa\u00df.example", "xn--fa-hia.example" },
    { "\u03b2\u03cc\u03bb\u03bf\u03c2.example", "\u03b2\u03cc\u03bb\u03bf\u03c2.example",
      "xn--nxasmm1c.example" },
    { "\uff45\uff58\uff41\uff4d\uff50\uff4c\uff45\uff0e\uff43\uff4f\uff4d", "example.com", NULL },
    { "\u4f8b\u3048.\u30c6\u30b9\u30c8", "\u4f8b\u3048.\u30c6\u30b9\u30c8",
      "xn--r8jz45g.xn--zckzah" },
    { "example\u3002com", "example.com", NULL },
    { "example.com\u3002", "example.com", NULL },
    { "exam\u00adple.com", "example.com", NULL },
    { "\u05d0\u05d1.example", "\u05d0\u05d1.example", "xn--4dbc.example" },
    { "\U0001f642.example", "\U0001f642.example", "xn--938h.example" },
    /* punycode there and back */
    { "xn--mnchen-3ya.example", "m\u00fcnchen.example", "xn--mnchen-3ya.example" },
    { "XN--MNCHEN-3YA.example", "m\u00fcnchen.example", "xn--mnchen-3ya.example" },
    { "xn--fa-hia.example", "fa\u00df.example", "xn--fa-hia.example" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *shown = g_strescape (cases[i].in, NULL);
    g_autofree char *out = xmpp_domain_prepare (cases[i].in, -1, &error);
    g_autofree char *again = NULL;
    g_autofree char *host = NULL;

    g_test_message ("%s", shown);
    g_assert_no_error (error);
    g_assert_cmpstr (out, ==, cases[i].out);

    again = xmpp_domain_prepare (out, -1, &error);
    g_assert_cmpstr (again, ==, out);
    host = xmpp_domain_to_host (out);
    g_assert_cmpstr (host, ==, cases[i].host != NULL ? cases[i].host : cases[i].out);
  }
}

static void
test_invalid (void)
{
  static const struct {
    const char *in;
    int code; /* an XmppJidError */
  } cases[] = {
    { "", XMPP_JID_ERROR_EMPTY },
    { ".", XMPP_JID_ERROR_EMPTY },
    { "..", XMPP_JID_ERROR_EMPTY },
    { ".example", XMPP_JID_ERROR_EMPTY },
    { "a..example", XMPP_JID_ERROR_EMPTY },
    { "example..", XMPP_JID_ERROR_EMPTY },
    { "a.\u3002example", XMPP_JID_ERROR_EMPTY },
    { "\u00ad", XMPP_JID_ERROR_EMPTY },
    { "a.\u00ad.example", XMPP_JID_ERROR_EMPTY },
    { LABEL_63 "x.example", XMPP_JID_ERROR_TOO_LONG },
    /* Short as Unicode, long as an A-label. */
    { "\u00e9" LABEL_63 ".example", XMPP_JID_ERROR_TOO_LONG },
    { "exa mple", XMPP_JID_ERROR_DOMAIN },
    { "a@b", XMPP_JID_ERROR_DOMAIN },
    { "example.com:5222", XMPP_JID_ERROR_DOMAIN },
    { "a\\20b", XMPP_JID_ERROR_DOMAIN },
    { "a%00b", XMPP_JID_ERROR_DOMAIN },
    { "-a.example", XMPP_JID_ERROR_DOMAIN },
    { "a-.example", XMPP_JID_ERROR_DOMAIN },
    { "-\u00e9.example", XMPP_JID_ERROR_DOMAIN },
    { "a\uff0fb.example", XMPP_JID_ERROR_DOMAIN }, /* becomes "/" */
    { "a\uff20b.example", XMPP_JID_ERROR_DOMAIN }, /* becomes "@" */
    { "a\u2488com", XMPP_JID_ERROR_DOMAIN },       /* "1." */
    { "\xff.example", XMPP_JID_ERROR_DOMAIN },
    { "\xed\xa0\x80.example", XMPP_JID_ERROR_DOMAIN },
    { "a\tb.example", XMPP_JID_ERROR_DOMAIN },
    { "a\u202eb.example", XMPP_JID_ERROR_DOMAIN },
    { "a\u05d0.example", XMPP_JID_ERROR_DOMAIN },  /* bidi */
    { "a\u200db.example", XMPP_JID_ERROR_DOMAIN }, /* joiner out of context */
    { "\u0378.example", XMPP_JID_ERROR_DOMAIN },   /* unassigned */
    { "\u0301a.example", XMPP_JID_ERROR_DOMAIN },  /* begins with a mark */
    { "xn--.example", XMPP_JID_ERROR_DOMAIN },
    { "xn--a.example", XMPP_JID_ERROR_DOMAIN },
    { "xn--0.example", XMPP_JID_ERROR_DOMAIN },
    { "xn--mnchen-3ya\u00e9.example", XMPP_JID_ERROR_DOMAIN },
    { "::1", XMPP_JID_ERROR_DOMAIN },
    { "[::1", XMPP_JID_ERROR_DOMAIN },
    { "::1]", XMPP_JID_ERROR_DOMAIN },
    { "[::1]x", XMPP_JID_ERROR_DOMAIN },
    { "[::1].", XMPP_JID_ERROR_DOMAIN },
    { "[]", XMPP_JID_ERROR_DOMAIN },
    { "[127.0.0.1]", XMPP_JID_ERROR_DOMAIN },
    { "[fe80::1%eth0]", XMPP_JID_ERROR_DOMAIN },
    { "[example.net]", XMPP_JID_ERROR_DOMAIN },
    { "[[::1]]", XMPP_JID_ERROR_DOMAIN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *shown = g_strescape (cases[i].in, NULL);

    g_test_message ("%s", shown);
    g_assert_null (xmpp_domain_prepare (cases[i].in, -1, &error));
    g_assert_error (error, XMPP_JID_ERROR, cases[i].code);
  }
}

/* 16 labels of 63 letters with their dots: the longest that is allowed, and one more. */
static void
test_length (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) name = g_string_new (LABEL_63);
  g_autofree char *out = NULL;
  g_autofree char *dotted = NULL;
  g_autofree char *short_name = NULL;

  for (guint i = 1; i < 16; i++)
    g_string_append (name, "." LABEL_63);
  g_assert_cmpuint (name->len, ==, XMPP_DOMAIN_MAX_OCTETS);

  out = xmpp_domain_prepare (name->str, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (out, ==, name->str);

  /* The trailing dot goes before the octets are counted. */
  dotted = g_strconcat (name->str, ".", NULL);
  g_free (out);
  out = xmpp_domain_prepare (dotted, -1, &error);
  g_assert_no_error (error);

  g_string_append (name, ".a");
  g_assert_null (xmpp_domain_prepare (name->str, -1, &error));
  g_assert_error (error, XMPP_JID_ERROR, XMPP_JID_ERROR_TOO_LONG);
  g_clear_error (&error);

  short_name = xmpp_domain_prepare ("example.com/resource", strlen ("example.com"), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (short_name, ==, "example.com");
}

/* What was prepared is not changed by one more run, and the name for DNS comes back to it. */
static void
test_stable (void)
{
  guint n_prepared = 0;

  for (gunichar c = 1; c <= 0x2ffff; c++) {
    char utf8[7] = "";
    g_autofree char *in = NULL;
    g_autofree char *once = NULL;
    g_autofree char *twice = NULL;
    g_autofree char *host = NULL;
    g_autofree char *back = NULL;

    if (!g_unichar_validate (c))
      continue;
    g_unichar_to_utf8 (c, utf8);
    in = g_strconcat ("a", utf8, "b.example", NULL);
    once = xmpp_domain_prepare (in, -1, NULL);
    if (once == NULL)
      continue;

    n_prepared++;
    twice = xmpp_domain_prepare (once, -1, NULL);
    g_assert_cmpstr (once, ==, twice);
    host = xmpp_domain_to_host (once);
    g_assert_true (g_str_is_ascii (host));
    back = xmpp_domain_prepare (host, -1, NULL);
    g_assert_cmpstr (back, ==, once);
  }

  g_assert_cmpuint (n_prepared, >, 100000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/domain/valid", test_valid);
  g_test_add_func ("/domain/invalid", test_invalid);
  g_test_add_func ("/domain/length", test_length);
  g_test_add_func ("/domain/stable", test_stable);

  return g_test_run ();
}
