/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody does in a chat, such as typing (XEP-0085). */
#include "config.h"

#include "xmpp/xep/0085-chat-states.h"

#include "xmpp/ns.h"
#include "xmpp/stanza.h"

static const char *const names[] = {
  [XMPP_CHAT_STATE_ACTIVE] = "active", [XMPP_CHAT_STATE_COMPOSING] = "composing",
  [XMPP_CHAT_STATE_PAUSED] = "paused", [XMPP_CHAT_STATE_INACTIVE] = "inactive",
  [XMPP_CHAT_STATE_GONE] = "gone",
};

XmppChatState
xmpp_chat_state_read (const XmlElement *message)
{
  const XmlElement *child = xml_element_find (message, NULL, XMPP_NS_CHAT_STATES);

  if (child == NULL || xmpp_message_type (message) == XMPP_MESSAGE_ERROR)
    return XMPP_CHAT_STATE_NONE;

  for (gsize i = XMPP_CHAT_STATE_ACTIVE; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (xml_element_get_name (child), names[i]))
      return i;
  return XMPP_CHAT_STATE_NONE;
}

XmlElement *
xmpp_chat_state_build (XmppChatState state)
{
  g_return_val_if_fail (state != XMPP_CHAT_STATE_NONE && state < G_N_ELEMENTS (names), NULL);

  return xml_element_new (names[state], XMPP_NS_CHAT_STATES);
}
