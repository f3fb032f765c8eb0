/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sender's side of XEP-0085 as a small state machine.
 */

#include "im/typing.h"

static gboolean
is_writing (XmppChatState state)
{
  return state == XMPP_CHAT_STATE_COMPOSING || state == XMPP_CHAT_STATE_PAUSED;
}

/* NONE when the event changes nothing. */
static XmppChatState
next_state (XmppChatState told, ImTypingEvent event)
{
  switch (event) {
  case IM_TYPING_KEY:
    return told != XMPP_CHAT_STATE_COMPOSING ? XMPP_CHAT_STATE_COMPOSING : XMPP_CHAT_STATE_NONE;
  case IM_TYPING_REST:
    return told == XMPP_CHAT_STATE_COMPOSING ? XMPP_CHAT_STATE_PAUSED : XMPP_CHAT_STATE_NONE;
  case IM_TYPING_CLEAR:
    return is_writing (told) ? XMPP_CHAT_STATE_ACTIVE : XMPP_CHAT_STATE_NONE;
  case IM_TYPING_OPENED:
    /* Looking at a chat says nothing to somebody whom one has not written to. */
    return told == XMPP_CHAT_STATE_INACTIVE ? XMPP_CHAT_STATE_ACTIVE : XMPP_CHAT_STATE_NONE;
  case IM_TYPING_LEFT:
    return told == XMPP_CHAT_STATE_ACTIVE || is_writing (told) ? XMPP_CHAT_STATE_INACTIVE
                                                               : XMPP_CHAT_STATE_NONE;
  default:
    g_assert_not_reached ();
  }
}

XmppChatState
im_typing_event (ImTyping *self, ImTypingEvent event)
{
  XmppChatState state = next_state (self->told, event);

  if (self->peer != IM_TYPING_PEER_KNOWS || state == XMPP_CHAT_STATE_NONE)
    return XMPP_CHAT_STATE_NONE;
  self->told = state;
  return state;
}

XmppChatState
im_typing_sent (ImTyping *self)
{
  if (self->peer == IM_TYPING_PEER_IGNORES)
    return XMPP_CHAT_STATE_NONE;
  self->told = XMPP_CHAT_STATE_ACTIVE;
  return self->told;
}

void
im_typing_received (ImTyping *self, XmppChatState state)
{
  self->peer = state != XMPP_CHAT_STATE_NONE ? IM_TYPING_PEER_KNOWS : IM_TYPING_PEER_IGNORES;
}

void
im_typing_reset (ImTyping *self)
{
  *self = (ImTyping){ 0 };
}
