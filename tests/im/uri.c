/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Links from RFC 5122 §2.8 and XEP-0147, and such as nobody should have written.
 */

#include "im/uri.h"

#include "im/types.h"

typedef struct {
  const char *text;
  const char *jid;     /* NULL: none */
  const char *account; /* NULL: none */
  ImUriAction action;
  const char *key, *value; /* (nullable) one parameter */
} Case;

static const Case good[] = {
  { "xmpp:node@example.com", "node@example.com", NULL, IM_URI_NONE },
  { "XMPP:node@example.com", "node@example.com", NULL, IM_URI_NONE },
  { "xmpp:example.com", "example.com", NULL, IM_URI_NONE },
  { "xmpp:example-node@example.com/some-resource", "example-node@example.com/some-resource", NULL,
    IM_URI_NONE },
  { "xmpp://guest@example.com", NULL, "guest@example.com", IM_URI_NONE },
  { "xmpp://guest@example.com/", NULL, "guest@example.com", IM_URI_NONE },
  { "xmpp://guest@example.com/support@example.com?message", "support@example.com",
    "guest@example.com", IM_URI_MESSAGE },
  { "xmpp:support@example.com?message", "support@example.com", NULL, IM_URI_MESSAGE },
  { "xmpp:romeo@montague.net?message;subject=Test%20Message;body=Here%27s%20a%20test%20message",
    "romeo@montague.net", NULL, IM_URI_MESSAGE, "body", "Here's a test message" },
  { "xmpp:romeo@montague.net?message;body=1+1=2", "romeo@montague.net", NULL, IM_URI_MESSAGE,
    "body", "1+1=2" },
  { "xmpp:romeo@montague.net?message;body=first;body=second", "romeo@montague.net", NULL,
    IM_URI_MESSAGE, "body", "first" },
  { "xmpp:romeo@montague.net?message;body", "romeo@montague.net", NULL, IM_URI_MESSAGE, "body",
    "" },
  { "xmpp:romeo@montague.net?roster;name=Romeo%20Montague;group=Friends", "romeo@montague.net",
    NULL, IM_URI_ROSTER, "name", "Romeo Montague" },
  { "xmpp:romeo@montague.net?subscribe", "romeo@montague.net", NULL, IM_URI_SUBSCRIBE },
  { "xmpp:room@rooms.example?join;password=x", "room@rooms.example", NULL, IM_URI_JOIN, "password",
    "x" },
  { "xmpp:romeo@montague.net?disco;node=x", "romeo@montague.net", NULL, IM_URI_UNKNOWN, "node",
    "x" },
  { "xmpp:romeo@montague.net?", "romeo@montague.net", NULL, IM_URI_NONE },
  { "xmpp:romeo@montague.net?message#fragment", "romeo@montague.net", NULL, IM_URI_MESSAGE },
  { "xmpp:nasty!%23$%25()*+,-.;=%3F%5B%5C%5D%5E_%60%7B%7C%7D~node@example.com",
    "nasty!#$%()*+,-.;=?[\\]^_`{|}~node@example.com", NULL, IM_URI_NONE },
  { "xmpp:node@example.com/repulsive%20!%23%22$%25&'()*+,-.%2F:;%3C=%3E%3F%40%5B%5C%5D%5E_%60%7B%7C"
    "%7D~resource",
    "node@example.com/repulsive !#\"$%&'()*+,-./:;<=>?@[\\]^_`{|}~resource", NULL, IM_URI_NONE },
  { "xmpp:ji%C5%99i@%C4%8Dechy.example/v%20Praze", "jiři@čechy.example/v Praze", NULL,
    IM_URI_NONE },
};

static const char *const bad[] = {
  "",
  "xmpp",
  "xmpp:",
  "xmpp:?message",
  "mailto:romeo@montague.net",
  "xmpp:romeo@",
  "xmpp:@montague.net",
  "xmpp:ro%2Fmeo@montague.net",
  "xmpp:ro%00meo@montague.net",
  "xmpp:ro%zzmeo@montague.net",
  "xmpp:ro%FFmeo@montague.net",
  "xmpp:romeo@montague.net?message;body=%FF",
  "xmpp:romeo@montague.net?message;body=%",
  "xmpp:romeo@montague.net?message;body=a%00b",
};

static void
assert_jid (XmppJid *jid, const char *expected)
{
  g_assert_cmpstr (jid != NULL ? xmpp_jid_string (jid) : NULL, ==, expected);
}

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    const Case *c = &good[i];
    g_autoptr (GError) error = NULL;
    g_autoptr (ImUri) uri = im_uri_parse (c->text, &error);

    g_test_message ("%s", c->text);
    g_assert_no_error (error);
    assert_jid (uri->jid, c->jid);
    assert_jid (uri->account, c->account);
    g_assert_cmpint (uri->action, ==, c->action);
    if (c->key != NULL)
      g_assert_cmpstr (im_uri_get (uri, c->key), ==, c->value);
  }
}

static void
test_bad (void)
{
  g_autofree char *filler = g_strnfill (9000, 'a');
  g_autofree char *huge = g_strconcat ("xmpp:a@b?message;body=", filler, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) refused = NULL;

    g_test_message ("%s", bad[i]);
    g_assert_null (im_uri_parse (bad[i], &refused));
    g_assert_nonnull (refused);
  }
  g_assert_null (im_uri_parse (huge, &error));
  g_assert_error (error, IM_ERROR, IM_ERROR_INVALID);
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (XmppJid) jid = good[i].jid != NULL ? xmpp_jid_parse (good[i].jid, NULL) : NULL;
    g_autofree char *link = jid != NULL ? im_uri_format (jid) : NULL;
    g_autoptr (ImUri) uri = link != NULL ? im_uri_parse (link, NULL) : NULL;

    if (jid == NULL)
      continue;
    g_test_message ("%s", link);
    g_assert_nonnull (uri);
    assert_jid (uri->jid, good[i].jid);
    g_assert_cmpint (uri->action, ==, IM_URI_NONE);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/uri/good", test_good);
  g_test_add_func ("/im/uri/bad", test_bad);
  g_test_add_func ("/im/uri/round-trip", test_round_trip);
  return g_test_run ();
}
