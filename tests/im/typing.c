/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rules of XEP-0085 as sequences of events.
 */

#include "im/typing.h"

typedef struct {
  ImTypingPeer peer;
  XmppChatState told;
  ImTypingEvent event;
  XmppChatState tell;
} Case;

#define UNKNOWN IM_TYPING_PEER_UNKNOWN
#define KNOWS IM_TYPING_PEER_KNOWS
#define IGNORES IM_TYPING_PEER_IGNORES
#define NONE XMPP_CHAT_STATE_NONE
#define ACTIVE XMPP_CHAT_STATE_ACTIVE
#define COMPOSING XMPP_CHAT_STATE_COMPOSING
#define PAUSED XMPP_CHAT_STATE_PAUSED
#define INACTIVE XMPP_CHAT_STATE_INACTIVE

static const Case cases[] = {
  { KNOWS, NONE, IM_TYPING_KEY, COMPOSING },      { KNOWS, COMPOSING, IM_TYPING_KEY, NONE },
  { KNOWS, PAUSED, IM_TYPING_KEY, COMPOSING },    { KNOWS, INACTIVE, IM_TYPING_KEY, COMPOSING },
  { KNOWS, COMPOSING, IM_TYPING_REST, PAUSED },   { KNOWS, ACTIVE, IM_TYPING_REST, NONE },
  { KNOWS, COMPOSING, IM_TYPING_CLEAR, ACTIVE },  { KNOWS, PAUSED, IM_TYPING_CLEAR, ACTIVE },
  { KNOWS, ACTIVE, IM_TYPING_CLEAR, NONE },       { KNOWS, NONE, IM_TYPING_CLEAR, NONE },
  { KNOWS, NONE, IM_TYPING_OPENED, NONE },        { KNOWS, INACTIVE, IM_TYPING_OPENED, ACTIVE },
  { KNOWS, NONE, IM_TYPING_LEFT, NONE },          { KNOWS, ACTIVE, IM_TYPING_LEFT, INACTIVE },
  { KNOWS, COMPOSING, IM_TYPING_LEFT, INACTIVE }, { KNOWS, INACTIVE, IM_TYPING_LEFT, NONE },
  { UNKNOWN, NONE, IM_TYPING_KEY, NONE },         { UNKNOWN, ACTIVE, IM_TYPING_LEFT, NONE },
  { IGNORES, ACTIVE, IM_TYPING_KEY, NONE },
};

static void
test_events (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Case *c = &cases[i];
    ImTyping typing = { c->peer, c->told };

    g_test_message ("%u", i);
    g_assert_cmpint (im_typing_event (&typing, c->event), ==, c->tell);
    g_assert_cmpint (typing.told, ==, c->tell != NONE ? c->tell : c->told);
  }
}

/* §5.1: the first message asks by saying; who answers without one gets no more of them. */
static void
test_support (void)
{
  ImTyping typing = { 0 };

  g_assert_cmpint (im_typing_sent (&typing), ==, ACTIVE);
  g_assert_cmpint (im_typing_event (&typing, IM_TYPING_KEY), ==, NONE);
  im_typing_received (&typing, ACTIVE);
  g_assert_cmpint (im_typing_event (&typing, IM_TYPING_KEY), ==, COMPOSING);
  g_assert_cmpint (im_typing_sent (&typing), ==, ACTIVE);
  im_typing_received (&typing, NONE);
  g_assert_cmpint (im_typing_sent (&typing), ==, NONE);
  g_assert_cmpint (im_typing_event (&typing, IM_TYPING_KEY), ==, NONE);
  im_typing_reset (&typing);
  g_assert_cmpint (im_typing_sent (&typing), ==, ACTIVE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/im/typing/events", test_events);
  g_test_add_func ("/im/typing/support", test_support);
  return g_test_run ();
}
