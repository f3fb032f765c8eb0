/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of addresses: the tables of RFC 7622, hostile ones, what the wire may have, the value. */
#include "config.h"

#include "xmpp/jid.h"

#include <string.h>

typedef struct {
  const char *in;
  const char *local, *domain, *resource; /* @domain NULL: refused … */
  int code;                              /* … with this XmppJidError */
} Case;

#define REFUSED(code) NULL, NULL, NULL, XMPP_JID_ERROR_##code

typedef XmppJid *(*Parse) (const char *text, GError **error);

static void
check_case (const Case *c, Parse parse)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = g_strescape (c->in, NULL);
  g_autoptr (XmppJid) jid = parse (c->in, &error);
  g_autoptr (XmppJid) again = NULL;
  g_autofree char *whole = NULL;

  g_test_message ("%s", shown);
  if (c->domain == NULL) {
    g_assert_null (jid);
    g_assert_error (error, XMPP_JID_ERROR, c->code);
    return;
  }

  g_assert_no_error (error);
  g_assert_cmpstr (xmpp_jid_local (jid), ==, c->local);
  g_assert_cmpstr (xmpp_jid_domain (jid), ==, c->domain);
  g_assert_cmpstr (xmpp_jid_resource (jid), ==, c->resource);
  g_assert_true (xmpp_jid_is_bare (jid) == (c->resource == NULL));

  whole =
    g_strconcat (c->local != NULL ? c->local : "", c->local != NULL ? "@" : "", c->domain,
                 c->resource != NULL ? "/" : "", c->resource != NULL ? c->resource : "", NULL);
  g_assert_cmpstr (xmpp_jid_string (jid), ==, whole);

  again = parse (xmpp_jid_string (jid), &error);
  g_assert_no_error (error);
  g_assert_true (xmpp_jid_equal (jid, again));
  g_assert_cmpuint (xmpp_jid_hash (jid), ==, xmpp_jid_hash (again));
}

static const Case rfc7622[] = {
  /* Table 1 */
  { "juliet@example.com", "juliet", "example.com", NULL },
  { "juliet@example.com/foo", "juliet", "example.com", "foo" },
  { "juliet@example.com/foo bar", "juliet", "example.com", "foo bar" },
  { "juliet@example.com/foo@bar", "juliet", "example.com", "foo@bar" },
  { "foo\\20bar@example.com", "foo\\20bar", "example.com", NULL },
  { "fussball@example.com", "fussball", "example.com", NULL },
  { "fu\u00dfball@example.com", "fu\u00dfball", "example.com", NULL },
  { "\u03c0@example.com", "\u03c0", "example.com", NULL },
  { "\u03a3@example.com/foo", "\u03c3", "example.com", "foo" },
  { "\u03c3@example.com/foo", "\u03c3", "example.com", "foo" },
  { "\u03c2@example.com/foo", "\u03c2", "example.com", "foo" },
  { "king@example.com/\u265a", "king", "example.com", "\u265a" },
  { "example.com", NULL, "example.com", NULL },
  { "example.com/foobar", NULL, "example.com", "foobar" },
  { "a.example.com/b@example.net", NULL, "a.example.com", "b@example.net" },
  /* Table 2, without its "juliet@example.com/ foo", which OpaqueString allows after all */
  { "\"juliet\"@example.com", REFUSED (LOCALPART) },
  { "foo bar@example.com", REFUSED (LOCALPART) },
  { "@example.com/", REFUSED (EMPTY) },
  { "henry\u2163@example.com", REFUSED (LOCALPART) },
  { "\u265a@example.com", REFUSED (LOCALPART) },
  { "juliet@", REFUSED (EMPTY) },
  { "/foobar", REFUSED (EMPTY) },
};

static void
test_rfc (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rfc7622); i++)
    check_case (&rfc7622[i], xmpp_jid_parse);
}

/* Both ways of parsing treat these alike. */
static const Case common[] = {
  /* separators */
  { "juliet@example.com/ foo", "juliet", "example.com", " foo" },
  { "a.example//", NULL, "a.example", "/" },
  { "a@b.example//@//", "a", "b.example", "/@//" },
  { "a@b.example/@", "a", "b.example", "@" },
  { "", REFUSED (EMPTY) },
  { "/", REFUSED (EMPTY) },
  { "//", REFUSED (EMPTY) },
  { "@", REFUSED (EMPTY) },
  { "@@", REFUSED (DOMAIN) },
  { "a@@b.example", REFUSED (DOMAIN) },
  { "a@b@c/d@e", REFUSED (DOMAIN) },
  { "a@/b", REFUSED (EMPTY) },
  { "a@b.example/", REFUSED (EMPTY) },
  { "@b.example", REFUSED (EMPTY) },
  { "a@b.example@", REFUSED (DOMAIN) },
  /* preparation */
  { "JULIET@EXAMPLE.COM/Balcony", "juliet", "example.com", "Balcony" },
  { "\uff4a\uff35@\uff45\uff58\uff0ecom/\uff21", "ju", "ex.com", "\uff21" },
  { "A\u030a@example.com/A\u030a\u00a0", "\u00e5", "example.com", "\u00c5 " },
  { "a@xn--mnchen-3ya.example", "a", "m\u00fcnchen.example", NULL },
  { "a@example.com./r", "a", "example.com", "r" },
  { "\u05d0\u05d1@example.com", "\u05d0\u05d1", "example.com", NULL },
  { "a@[2001:DB8:0::1]/r", "a", "[2001:db8::1]", "r" },
  { "127.0.0.1", NULL, "127.0.0.1", NULL },
  { "a@[::1", REFUSED (DOMAIN) },
  /* RFC 7622 §3.3.1, and what becomes one of these */
  { "a&b@example.com", REFUSED (LOCALPART) },
  { "a'b@example.com", REFUSED (LOCALPART) },
  { "a:b@example.com", REFUSED (LOCALPART) },
  { "a<b@example.com", REFUSED (LOCALPART) },
  { "a>b@example.com", REFUSED (LOCALPART) },
  { "a\uff20b@example.com", REFUSED (LOCALPART) },
  { "a\uff0fb@example.com", REFUSED (LOCALPART) },
  /* hostile */
  { "a\xff@example.com", REFUSED (LOCALPART) },
  { "a@example.com/\xff", REFUSED (RESOURCE) },
  { "a\xed\xa0\x80@example.com", REFUSED (LOCALPART) },
  { "a@example.com/\xed\xb0\x80", REFUSED (RESOURCE) },
  { "a\xc0\x80@example.com", REFUSED (LOCALPART) },
  { "a\x7f@example.com", REFUSED (LOCALPART) },
  { "a\x01@example.com", REFUSED (LOCALPART) },
  { "a@example.com/b\tc", REFUSED (RESOURCE) },
  { "a@example.com/b\nc", REFUSED (RESOURCE) },
  { "a@example.com/\xc2\x85", REFUSED (RESOURCE) },
  { "a@example.com/\u2028", REFUSED (RESOURCE) },
  { "a\u202eb@example.com", REFUSED (LOCALPART) },
  { "a@example.com/\u200f", REFUSED (RESOURCE) },
  { "a@example.com/\u2067", REFUSED (RESOURCE) },
  { "a@example.com/\ufffe", REFUSED (RESOURCE) },
  { "a@example.com/\U0010ffff", REFUSED (RESOURCE) },
};

static void
test_common (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (common); i++) {
    check_case (&common[i], xmpp_jid_parse);
    check_case (&common[i], xmpp_jid_parse_wire);
  }
}

/* What only PRECIS forbids: @in is refused when typed. */
static void
test_wire (void)
{
  static const struct {
    Case wire;
    int code; /* an XmppJidError */
  } cases[] = {
    { { "\u265a@example.com/r", "\u265a", "example.com", "r" }, XMPP_JID_ERROR_LOCALPART },
    { { "foo bar@example.com", "foo bar", "example.com", NULL }, XMPP_JID_ERROR_LOCALPART },
    /* As it came: not even its case is mapped; the other parts are. */
    { { "HENRY\u2163@EXAMPLE.com", "HENRY\u2163", "example.com", NULL }, XMPP_JID_ERROR_LOCALPART },
    { { "a\u05d0@example.com", "a\u05d0", "example.com", NULL }, XMPP_JID_ERROR_LOCALPART },
    /* An emoji of several, and one that ICU 72 does not know. */
    { { "A@example.com/\U0001f469\u200d\U0001f4bb", "a", "example.com",
        "\U0001f469\u200d\U0001f4bb" },
      XMPP_JID_ERROR_RESOURCE },
    { { "example.com/\u0378e\u0301", NULL, "example.com", "\u0378e\u0301" },
      XMPP_JID_ERROR_RESOURCE },
    { { "example.com/\u00ad", NULL, "example.com", "\u00ad" }, XMPP_JID_ERROR_RESOURCE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Case strict = { .in = cases[i].wire.in, .code = cases[i].code };

    check_case (&strict, xmpp_jid_parse);
    check_case (&cases[i].wire, xmpp_jid_parse_wire);
  }

  /* A raw local part is still not free to have these. */
  check_case (&(Case){ "\u265a\"@example.com", REFUSED (LOCALPART) }, xmpp_jid_parse_wire);
  check_case (&(Case){ "\u265a\u202e@example.com", REFUSED (LOCALPART) }, xmpp_jid_parse_wire);
}

static char *
repeat (const char *text, gsize n)
{
  g_autoptr (GString) string = g_string_new (NULL);

  while (n-- > 0)
    g_string_append (string, text);
  return g_string_free (g_steal_pointer (&string), FALSE);
}

static void
test_length (void)
{
  static const struct {
    const char *unit;
    gsize n_fits, n_too_many; /* of the unit, as local part and as resource */
    gboolean only_local;
  } cases[] = {
    { "a", 1023, 1024, FALSE },
    { "\u00e9", 511, 512, FALSE },
    { "\u4e00", 341, 342, FALSE },
    { "\U00020000", 255, 256, FALSE },
    /* It is the prepared part that counts: 3 octets become 1. */
    { "\uff41", 1023, 1024, TRUE },
    /* Absurd ones are not looked at. */
    { "e\u0301", 511, 1000000, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *fits = repeat (cases[i].unit, cases[i].n_fits);
    g_autofree char *too_many = repeat (cases[i].unit, cases[i].n_too_many);
    const char *texts[] = { fits, too_many };

    for (guint j = 0; j < G_N_ELEMENTS (texts); j++) {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (GError) resource_error = NULL;
      g_autofree char *with_local = g_strconcat (texts[j], "@example.com", NULL);
      g_autofree char *with_resource = g_strconcat ("example.com/", texts[j], NULL);
      g_autoptr (XmppJid) local = xmpp_jid_parse (with_local, &local_error);
      g_autoptr (XmppJid) resource = xmpp_jid_parse_wire (with_resource, &resource_error);

      g_test_message ("unit %" G_GSIZE_FORMAT ", text %u", i, j);
      if (texts[j] == fits) {
        g_assert_no_error (local_error);
        g_assert_cmpuint (strlen (xmpp_jid_local (local)), <=, 1023);
      } else {
        g_assert_error (local_error, XMPP_JID_ERROR, XMPP_JID_ERROR_TOO_LONG);
      }
      if (cases[i].only_local)
        continue;
      if (texts[j] == fits)
        g_assert_no_error (resource_error);
      else
        g_assert_error (resource_error, XMPP_JID_ERROR, XMPP_JID_ERROR_TOO_LONG);
    }
  }
}

static void
test_long_domain (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *domain = repeat ("a.", 1000000);

  g_assert_null (xmpp_jid_parse (domain, &error));
  g_assert_error (error, XMPP_JID_ERROR, XMPP_JID_ERROR_TOO_LONG);
}

static void
test_parts (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppJid) full = xmpp_jid_parse ("juliet@example.com/balcony", NULL);
  g_autoptr (XmppJid) bare = xmpp_jid_bare (full);
  g_autoptr (XmppJid) server = xmpp_jid_server (full);
  g_autoptr (XmppJid) other = xmpp_jid_with_resource (full, "e\u0301tude", &error);
  g_autoptr (XmppJid) bare_again = xmpp_jid_bare (bare);
  g_autoptr (XmppJid) server_again = xmpp_jid_server (server);
  g_autoptr (XmppJid) service = xmpp_jid_parse ("example.com/x", NULL);
  g_autoptr (XmppJid) service_bare = xmpp_jid_bare (service);

  g_assert_no_error (error);
  g_assert_cmpstr (xmpp_jid_string (bare), ==, "juliet@example.com");
  g_assert_cmpstr (xmpp_jid_local (bare), ==, "juliet");
  g_assert_cmpstr (xmpp_jid_string (server), ==, "example.com");
  g_assert_cmpstr (xmpp_jid_string (other), ==, "juliet@example.com/\u00e9tude");
  g_assert_cmpstr (xmpp_jid_string (service_bare), ==, "example.com");

  g_assert_true (bare_again == bare);
  g_assert_true (server_again == server);

  g_assert_null (xmpp_jid_with_resource (bare, "", &error));
  g_assert_error (error, XMPP_JID_ERROR, XMPP_JID_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_null (xmpp_jid_with_resource (bare, "\t", &error));
  g_assert_error (error, XMPP_JID_ERROR, XMPP_JID_ERROR_RESOURCE);
}

static void
test_host (void)
{
  static const struct {
    const char *in, *host;
  } cases[] = {
    { "a@m\u00fcnchen.example/r", "xn--mnchen-3ya.example" },
    { "a@[::1]", "::1" },
    { "127.0.0.1", "127.0.0.1" },
    { "example.com", "example.com" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmppJid) jid = xmpp_jid_parse (cases[i].in, NULL);
    g_autofree char *host = xmpp_jid_dup_host (jid);

    g_assert_cmpstr (host, ==, cases[i].host);
  }
}

static void
test_equal (void)
{
  g_autoptr (XmppJid) a = xmpp_jid_parse ("Juliet@Example.com/a", NULL);
  g_autoptr (XmppJid) same = xmpp_jid_parse ("juliet@example.com./a", NULL);
  g_autoptr (XmppJid) resource = xmpp_jid_parse ("juliet@example.com/A", NULL);
  g_autoptr (XmppJid) bare = xmpp_jid_parse ("juliet@example.com", NULL);
  g_autoptr (XmppJid) domain = xmpp_jid_parse ("example.com", NULL);
  g_autoptr (XmppJid) slash = xmpp_jid_parse ("example.com/a", NULL);

  g_assert_true (xmpp_jid_equal (a, a));
  g_assert_true (xmpp_jid_equal (a, same));
  g_assert_cmpuint (xmpp_jid_hash (a), ==, xmpp_jid_hash (same));
  g_assert_false (xmpp_jid_equal (a, resource));
  g_assert_false (xmpp_jid_equal (a, bare));
  g_assert_false (xmpp_jid_equal (domain, slash));

  g_assert_true (xmpp_jid_equal_bare (a, resource));
  g_assert_true (xmpp_jid_equal_bare (a, bare));
  g_assert_true (xmpp_jid_equal_bare (domain, slash));
  g_assert_false (xmpp_jid_equal_bare (bare, domain));
  g_assert_false (xmpp_jid_equal_bare (domain, bare));
}

static void
test_compare (void)
{
  static const char *const sorted[] = {
    "a.example",     "a.example/x", "a@a.example", "a@a.example/x",
    "a@a.example/y", "b@a.example", "b.example",   "a@b.example",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sorted); i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (sorted); j++) {
      g_autoptr (XmppJid) a = xmpp_jid_parse (sorted[i], NULL);
      g_autoptr (XmppJid) b = xmpp_jid_parse (sorted[j], NULL);
      int order = xmpp_jid_compare (a, b);

      g_assert_true ((order < 0) == (i < j));
      g_assert_true ((order > 0) == (i > j));
    }
  }
}

static void
test_boxed (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (XmppJid) jid = xmpp_jid_parse ("juliet@example.com", NULL);
  g_autoptr (XmppJid) copy = NULL;

  g_value_init (&value, XMPP_TYPE_JID);
  g_value_set_boxed (&value, jid);
  copy = g_value_dup_boxed (&value);
  g_assert_true (copy == jid);
}

/* What was prepared is not changed by one more run, typed or from the wire; and what is typed is
 * the same from the wire. */
static void
test_stable (void)
{
  guint n_strict = 0, n_wire = 0;

  for (gunichar c = 1; c <= 0x2ffff; c++) {
    char utf8[7] = "";
    g_autofree char *in = NULL;
    g_autoptr (XmppJid) strict = NULL;
    g_autoptr (XmppJid) wire = NULL;
    g_autoptr (XmppJid) again = NULL;

    if (!g_unichar_validate (c))
      continue;
    g_unichar_to_utf8 (c, utf8);
    in = g_strconcat ("a", utf8, "@example.com/b", utf8, NULL);
    strict = xmpp_jid_parse (in, NULL);
    wire = xmpp_jid_parse_wire (in, NULL);

    if (strict != NULL) {
      g_assert_true (xmpp_jid_equal (strict, wire));
      n_strict++;
    }
    if (wire != NULL) {
      again = xmpp_jid_parse_wire (xmpp_jid_string (wire), NULL);
      g_assert_true (xmpp_jid_equal (wire, again));
      n_wire++;
    }
  }

  g_assert_cmpuint (n_strict, >, 100000);
  g_assert_cmpuint (n_wire, >, n_strict + 20000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/jid/rfc7622", test_rfc);
  g_test_add_func ("/jid/common", test_common);
  g_test_add_func ("/jid/wire", test_wire);
  g_test_add_func ("/jid/length", test_length);
  g_test_add_func ("/jid/long-domain", test_long_domain);
  g_test_add_func ("/jid/parts", test_parts);
  g_test_add_func ("/jid/host", test_host);
  g_test_add_func ("/jid/equal", test_equal);
  g_test_add_func ("/jid/compare", test_compare);
  g_test_add_func ("/jid/boxed", test_boxed);
  g_test_add_func ("/jid/stable", test_stable);

  return g_test_run ();
}
