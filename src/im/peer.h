/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The other side of a chat: where they are reached (RFC 6121 §5.1, XEP-0296), and what both see of the
 * other's typing (XEP-0085). A part of ImConversation, whose functions of the same names tell more.
 */
#pragma once

#include "im/contact.h"
#include "im/services.h"
#include "xmpp/xep/0085-chat-states.h"

#define IM_TYPE_PEER (im_peer_get_type ())
G_DECLARE_FINAL_TYPE (ImPeer, im_peer, IM, PEER, GObject)

/*
 * Properties, read-only:
 *
 * - picked: string, the resource that the person picked; NULL: none
 * - typing: gboolean, the peer is writing
 * - can-nudge: gboolean, the peer hears nudges (XEP-0224 §6) where the next message goes
 */

/* @jid: bare */
ImPeer *
im_peer_new (ImServices *services, ImAccount *account, XmppJid *jid) G_GNUC_WARN_UNUSED_RESULT;
void im_peer_set_contact (ImPeer *self, ImContact *contact); /* (nullable) */

/* Where the next message goes: the resource that was picked, else the one that answered last, else the
 * bare address. */
XmppJid *im_peer_get_target (ImPeer *self);             /* (transfer none) */
const char *im_peer_get_picked (ImPeer *self);          /* (nullable) */
void im_peer_pick (ImPeer *self, const char *resource); /* (nullable) */

gboolean im_peer_get_typing (ImPeer *self);
void im_peer_set_composing (ImPeer *self, gboolean composing);
void im_peer_set_open (ImPeer *self, gboolean open);

/* What was written goes out: the person has not come to rest over it. */
void im_peer_end_composing (ImPeer *self);

/**
 * im_peer_received:
 * @from: the full address of who answered: the next message goes there (RFC 6121 §5.1)
 * @state: the chat state in it, NONE if it had none
 * @has_content: it is a message to read, and not only a chat state
 */
void im_peer_received (ImPeer *self, XmppJid *from, XmppChatState state, gboolean has_content);

gboolean im_peer_get_can_nudge (ImPeer *self);

/* What the peer's programs can do has become known. */
void im_peer_look_at_caps (ImPeer *self);

/* They ask for attention now. FALSE: they did so less than a minute ago. */
gboolean im_peer_take_nudge (ImPeer *self);

/* The chat state to put into the next message, NONE for none. */
XmppChatState im_peer_take_chat_state (ImPeer *self);

/* The session is over: nobody knows any more who is there and who writes. */
void im_peer_reset (ImPeer *self);
