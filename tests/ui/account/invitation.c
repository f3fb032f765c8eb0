/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of what links say about new accounts, with those of XEP-0445 §2.
 */
#include "ui/account/invitation.h"

static void
test_links (void)
{
  static const struct {
    const char *link;
    const char *server, *username, *token; /* no server: it is none */
  } cases[] = {
    { "xmpp:juliet@example.com?register;preauth=TOKEN", "example.com", "juliet", "TOKEN" },
    { "xmpp:example.com?register;preauth=TOKEN", "example.com", NULL, "TOKEN" },
    { "xmpp:example.com?register", "example.com", NULL, NULL },
    { "xmpp:romeo@example.com?roster;preauth=TOKEN;ibr=y", "example.com", NULL, "TOKEN" },
    { "xmpp:romeo@example.com?roster;preauth=TOKEN", NULL, NULL, NULL },
    { "xmpp:romeo@example.com?roster;ibr=y", NULL, NULL, NULL },
    { "xmpp:romeo@example.com?message", NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (ImUri) uri = im_uri_parse (cases[i].link, NULL);
    g_autoptr (UiInvitation) invitation = ui_invitation_new (uri);

    g_test_message ("%s", cases[i].link);
    g_assert_true ((invitation != NULL) == (cases[i].server != NULL));
    if (invitation == NULL)
      continue;
    g_assert_cmpstr (invitation->server, ==, cases[i].server);
    g_assert_cmpstr (invitation->username, ==, cases[i].username);
    g_assert_cmpstr (invitation->token, ==, cases[i].token);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/invitation/links", test_links);

  return g_test_run ();
}
