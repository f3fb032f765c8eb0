/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Links that look as if they led elsewhere, and many that only look unusual.
 */
#include "config.h"

#include "ui/chat/link-host.h"

static void
test_honest (void)
{
  static const char *const uris[] = {
    "https://example.org/",
    "https://www.example.org:8443/a?b#c",
    "https://user:secret@example.org/",
    "https://münchen.example/straße",
    "https://faß.de",
    "https://пример.рф/",
    "https://παράδειγμα.ελ/",
    "https://例え.jp/",
    "https://東京タワー.jp",
    "https://한국어.example",
    "https://עברית.example",
    "https://مثال.example",
    "https://café.example",
    "https://ｐａｙｐａｌ．com",
    "https://xn--bcher-kva.example",
    "https://127.0.0.1/",
    "https://[::1]:8080/",
    "mailto:a@b.example",
    "xmpp:romeo@example.org",
    "https://",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++) {
    g_autofree char *host = ui_link_dup_doubtful_host (uris[i]);

    g_test_message ("%s", uris[i]);
    g_assert_cmpstr (host, ==, NULL);
  }
}

static void
test_doubtful (void)
{
  static const struct {
    const char *uri;
    const char *host;
  } cases[] = {
    /* all Cyrillic */
    { "https://аррӏе.com/", "xn--80ak6aa92e.com" },
    /* one Cyrillic letter among Latin ones */
    { "https://www.pаypal.com/signin", "www.xn--pypal-4ve.com" },
    { "HTTPS://PАYPAL.COM", "xn--pypal-4ve.com" },
    { "https://p%D0%B0ypal.com", "xn--pypal-4ve.com" },
    /* dotless i */
    { "https://wıkipedia.example", "xn--wkipedia-tkb.example" },
    { "https://gοοgle.example", "xn--ggle-0nda.example" },
    /* a name in front of the @ */
    { "https://www.bank.example@evil.example/login", "evil.example" },
    { "https://www.bank.example:443@аррӏе.com", "xn--80ak6aa92e.com" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *host = ui_link_dup_doubtful_host (cases[i].uri);

    g_assert_cmpstr (host, ==, cases[i].host);
  }
}

/* Too long to be a name: still told of. */
static void
test_long (void)
{
  g_autoptr (GString) uri = g_string_new ("https://");
  g_autofree char *host = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append (uri, "а");
  g_string_append (uri, ".example");
  host = ui_link_dup_doubtful_host (uri->str);
  g_assert_nonnull (host);
  g_assert_true (g_str_is_ascii (host));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link-host/honest", test_honest);
  g_test_add_func ("/link-host/doubtful", test_doubtful);
  g_test_add_func ("/link-host/long", test_long);
  return g_test_run ();
}
