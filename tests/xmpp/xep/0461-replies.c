/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of replies: the XEP's example, ids that are none, quotes back and forth. */
#include "config.h"

#include "xmpp/xep/0461-replies.h"

#include "../snippet.h"

static void
test_id (void)
{
  g_autofree char *long_id = g_strnfill (1024, 'x');
  g_autofree char *too_long =
    g_strdup_printf ("<message><reply id='%s' xmlns='urn:xmpp:reply:0'/></message>", long_id);

  const struct {
    const char *text, *id;
  } cases[] = {
    /* XEP-0461 §3 */
    { "<message to='anna@example.com' id='message-id2' type='chat'><body>Great idea!</body>"
      "<reply to='anna@example.com/tablet' id='message-id1' xmlns='urn:xmpp:reply:0'/></message>",
      "message-id1" },
    { "<message><reply xmlns='urn:xmpp:reply:0'/></message>", NULL },
    { "<message><reply id='' xmlns='urn:xmpp:reply:0'/></message>", NULL },
    { "<message><reply id='1'/></message>", NULL },
    { "<message/>", NULL },
    { too_long, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) message = snippet_parse (cases[i].text);

    g_assert_cmpstr (xmpp_reply_get_id (message), ==, cases[i].id);
  }
}

static void
test_build (void)
{
  g_autoptr (XmlElement) reply = xmpp_reply_build ("1", "anna@example.com");

  snippet_assert_equal (reply, "<reply to='anna@example.com' id='1' xmlns='urn:xmpp:reply:0'/>");
}

static void
test_quote (void)
{
  static const struct {
    const char *text, *quote;
  } cases[] = {
    { "We should bake a cake", "> We should bake a cake\n" },
    { "One\n\n> two", "> One\n> \n> > two\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *quote = xmpp_reply_quote (cases[i].text);
    g_autofree char *text = xmpp_reply_unquote (quote);

    g_assert_cmpstr (quote, ==, cases[i].quote);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

/* As others write them. */
static void
test_unquote (void)
{
  g_autofree char *tight = xmpp_reply_unquote (">One\n>two\n\n");
  g_autofree char *bare = xmpp_reply_unquote ("Anna: One");

  g_assert_cmpstr (tight, ==, "One\ntwo");
  g_assert_cmpstr (bare, ==, "Anna: One");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xep/0461-replies/id", test_id);
  g_test_add_func ("/xep/0461-replies/build", test_build);
  g_test_add_func ("/xep/0461-replies/quote", test_quote);
  g_test_add_func ("/xep/0461-replies/unquote", test_unquote);
  return g_test_run ();
}
