/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tests of chat states: each both ways, and what is none. */
#include "config.h"

#include "xmpp/xep/0085-chat-states.h"

#include "../snippet.h"

#define NS "http://jabber.org/protocol/chatstates"

static void
test_both_ways (void)
{
  static const struct {
    XmppChatState state;
    const char *name;
  } cases[] = {
    { XMPP_CHAT_STATE_ACTIVE, "active" }, { XMPP_CHAT_STATE_COMPOSING, "composing" },
    { XMPP_CHAT_STATE_PAUSED, "paused" }, { XMPP_CHAT_STATE_INACTIVE, "inactive" },
    { XMPP_CHAT_STATE_GONE, "gone" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *child = g_strdup_printf ("<%s xmlns='" NS "'/>", cases[i].name);
    g_autofree char *text =
      g_strdup_printf ("<message type='chat'><body>Who's there?</body>%s</message>", child);
    g_autoptr (XmlElement) message = snippet_parse (text);
    g_autoptr (XmlElement) built = xmpp_chat_state_build (cases[i].state);

    g_assert_cmpint (xmpp_chat_state_read (message), ==, cases[i].state);
    snippet_assert_equal (built, child);
  }
}

static void
test_hostile (void)
{
  static const struct {
    const char *text;
    XmppChatState state;
  } cases[] = {
    { "<message/>", XMPP_CHAT_STATE_NONE },
    { "<message><composing/></message>", XMPP_CHAT_STATE_NONE },
    { "<message><dancing xmlns='" NS "'/></message>", XMPP_CHAT_STATE_NONE },
    /* §5.6: there must not be two; the first counts. */
    { "<message><gone xmlns='" NS "'/><composing xmlns='" NS "'/></message>",
      XMPP_CHAT_STATE_GONE },
    /* What comes back from a bounce is ours. */
    { "<message type='error'><composing xmlns='" NS "'/><error type='cancel'/></message>",
      XMPP_CHAT_STATE_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (XmlElement) message = snippet_parse (cases[i].text);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (xmpp_chat_state_read (message), ==, cases[i].state);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chat-states/both-ways", test_both_ways);
  g_test_add_func ("/chat-states/hostile", test_hostile);

  return g_test_run ();
}
