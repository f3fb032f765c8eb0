/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When to tell the peer that the person is writing (XEP-0085 §5): the rules, without I/O or clock.
 */
#pragma once

#include "xmpp/xep/0085-chat-states.h"

/* Whether the peer's program knows chat states. Who has answered without one must not get any. */
typedef enum {
  IM_TYPING_PEER_UNKNOWN,
  IM_TYPING_PEER_KNOWS,
  IM_TYPING_PEER_IGNORES,
} ImTypingPeer;

/* Zeroed to begin with. */
typedef struct {
  ImTypingPeer peer;
  XmppChatState told; /* what the peer was told last; NONE: nothing in this session */
} ImTyping;

/* What happened on our side. */
typedef enum {
  IM_TYPING_KEY,    /* the person types */
  IM_TYPING_REST,   /* they have not typed for a while, but there is text */
  IM_TYPING_CLEAR,  /* there is no text any more */
  IM_TYPING_OPENED, /* the chat came to the front */
  IM_TYPING_LEFT,   /* it is not in front any more */
} ImTypingEvent;

/* Returns the state to tell the peer in a stanza of its own, NONE for nothing. */
XmppChatState im_typing_event (ImTyping *self, ImTypingEvent event);

/* A message goes out: returns the state to put into it, NONE for none. */
XmppChatState im_typing_sent (ImTyping *self);

/* @state: what came from the peer; NONE: a message without any */
void im_typing_received (ImTyping *self, XmppChatState state);

/* The peer is not told any more: our session ended, or they left. */
void im_typing_reset (ImTyping *self);
