/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody does in a chat, such as typing (XEP-0085). */
#pragma once

#include "xml/element.h"

typedef enum {
  XMPP_CHAT_STATE_NONE, /* nothing was said about it */
  XMPP_CHAT_STATE_ACTIVE,
  XMPP_CHAT_STATE_COMPOSING,
  XMPP_CHAT_STATE_PAUSED,
  XMPP_CHAT_STATE_INACTIVE,
  XMPP_CHAT_STATE_GONE,
} XmppChatState;

/* In a message that came back as an error it is our own state, and so NONE. */
XmppChatState xmpp_chat_state_read (const XmlElement *message);

/* @state: not NONE */
XmlElement *xmpp_chat_state_build (XmppChatState state) G_GNUC_WARN_UNUSED_RESULT;
