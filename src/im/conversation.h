/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A chat with one person: its newest messages, what is unread, what is being typed.
 */
#pragma once

#include "im/message-list.h"
#include "im/types.h"
#include "xmpp/jid.h"

#define IM_TYPE_CONVERSATION (im_conversation_get_type ())
G_DECLARE_FINAL_TYPE (ImConversation, im_conversation, IM, CONVERSATION, GObject)

/*
 * Properties, read-only unless told otherwise:
 *
 * - account: ImAccount, constant
 * - contact: ImContact; NULL while they are not on the contact list
 * - address: string, the peer's bare address, constant
 * - display-name: string, the contact's or one made of the address
 * - unread: guint
 * - pinned: gboolean, it stands above the others
 * - archived: gboolean, it is kept apart until something is new in it
 * - muted: gboolean, nobody is told of what is new in it; FALSE again when the time is over
 * - draft: string, never NULL, writable: saves it, as replying-to and spoiler are saved with it
 * - preview: string, the newest message in one line, never NULL
 * - preview-outgoing: gboolean, the person wrote that one
 * - preview-retracted: gboolean, that one was taken back, so the preview is empty
 * - last-time: gint64, µs since 1970 of the newest message or of the opening
 * - picked: string, the resource that the person writes to; NULL: whichever answers. It becomes NULL
 *   when that one goes away
 * - typing: gboolean, the peer is writing
 * - can-nudge: gboolean, the peer is there and hears nudges
 * - replying-to: ImMessage of this conversation that is being answered, writable; NULL: none
 * - spoiler: string, what is written is to be hidden: see im_conversation_set_spoiler(), writable
 * - messages: ImMessageList; made when first read, dropped when nobody holds it
 *
 * Signals:
 *
 * - kept (string): this beginning of the draft is a message now, and no longer the draft
 * - not-kept (GError): what the person wrote could not be saved, so it is not sent; it is in the
 *   draft still or again. Or a failed message could not be saved as one to be sent again.
 * - not-changed (GError): a correction, a retraction or reactions of the person were refused, and undone
 */

gint64 im_conversation_get_id (ImConversation *self);          /* the archive's: stable for ever */
ImAccount *im_conversation_get_account (ImConversation *self); /* (transfer none) */
ImContact *im_conversation_get_contact (ImConversation *self); /* (transfer none) (nullable) */
XmppJid *im_conversation_get_jid (ImConversation *self);       /* (transfer none); bare */
const char *im_conversation_get_address (ImConversation *self);
const char *im_conversation_get_display_name (ImConversation *self);
guint im_conversation_get_unread (ImConversation *self);
const char *im_conversation_get_draft (ImConversation *self);
void im_conversation_set_draft (ImConversation *self, const char *draft); /* (nullable) */
const char *im_conversation_get_preview (ImConversation *self);
gint64 im_conversation_get_last_time (ImConversation *self);
const char *im_conversation_get_picked (ImConversation *self); /* (nullable) */
gboolean im_conversation_get_typing (ImConversation *self);
ImMessageList *im_conversation_dup_messages (ImConversation *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * im_conversation_send:
 * @text: what the person wrote; line breaks at its end are dropped, nothing else is changed
 *
 * Saves the message, shows it as pending and sends it as soon as the account is online. Blank text
 * does nothing. The draft stays: an answer to a notification is not what was begun in the window.
 * When the message cannot be saved, it comes back as draft, and `not-kept` says why.
 */
void im_conversation_send (ImConversation *self, const char *text);

/* The same, as an answer to @original (nullable), a message of this conversation. */
void im_conversation_reply (ImConversation *self, const char *text, ImMessage *original);

/**
 * im_conversation_write:
 * @text: the draft as it is now, more of which may have been typed since this was called before
 *
 * The same with the draft, as it was chosen before: as an answer, or hidden; neither is chosen any more
 * then. It stays the draft until it is saved as a message, which `kept` tells: till then it is nowhere
 * else. When it cannot be saved it stays as it was chosen.
 */
void im_conversation_write (ImConversation *self, const char *text);

/* FALSE: there is nothing in @text to send that is not being saved already, or nobody to send it. */
gboolean im_conversation_can_write (ImConversation *self, const char *text);

/* What they write next is to be hidden until it is asked for (XEP-0382). @hint: what it is about, "":
 * nothing is said of it; (nullable): it is not to be hidden. */
void im_conversation_set_spoiler (ImConversation *self, const char *hint);
const char *im_conversation_get_spoiler (ImConversation *self); /* (nullable) */

/* What the person has chosen to answer, while they write. */
void im_conversation_set_replying_to (ImConversation *self, ImMessage *message); /* (nullable) */
ImMessage *im_conversation_get_replying_to (ImConversation *self); /* (transfer none) (nullable) */

/* What was begun in @from goes on here, unless something is begun here: the draft, hidden if it was to
 * be. What it was to answer is not here. */
void im_conversation_take_begun (ImConversation *self, ImConversation *from);

/* Sends a failed message again, with a new id, in its old place. Only for messages of this
 * conversation. */
void im_conversation_retry (ImConversation *self, ImMessage *message);

/* What is written from now on goes to that resource alone, whatever its priority; NULL: where the
 * peer is best reached. Nothing happens when they are not there. */
void im_conversation_pick (ImConversation *self, const char *resource);

/* Asks for the peer's attention now (XEP-0224). Nothing happens when they do not hear that. */
void im_conversation_nudge (ImConversation *self);
gboolean im_conversation_get_can_nudge (ImConversation *self);

/* Tells the peer that the person is writing or stopped (XEP-0085). To be called on each key; cheap.
 */
void im_conversation_set_composing (ImConversation *self, gboolean composing);

/* Tells that the person has the chat in front (active) or left it (inactive). */
void im_conversation_set_open (ImConversation *self, gboolean open);

/* The person wants these; they come into force when they are saved, in a moment. */
gboolean im_conversation_get_pinned (ImConversation *self);
void im_conversation_set_pinned (ImConversation *self, gboolean pinned);
gboolean im_conversation_get_archived (ImConversation *self);
void im_conversation_set_archived (ImConversation *self, gboolean archived);
gboolean im_conversation_get_muted (ImConversation *self);

/* @until: µs since 1970; 0: no longer, IM_MUTED_FOR_EVER: until it is changed */
void im_conversation_mute (ImConversation *self, gint64 until);
#define IM_MUTED_FOR_EVER G_MAXINT64

/* The newest message that came in shall be unread again. */
void im_conversation_mark_unread (ImConversation *self);

/* Everything up to now has been seen: unread becomes 0 and the notification goes away. */
void im_conversation_mark_read (ImConversation *self);
