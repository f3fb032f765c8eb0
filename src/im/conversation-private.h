/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the rest of the engine does to a conversation.
 */
#pragma once

#include "im/conversation.h"
#include "im/message-private.h"
#include "im/peer.h"
#include "im/services.h"
#include "im/writing.h"
#include "store/conversations.h"

/* Has no id until im_conversation_update() gave it one. */
ImConversation *im_conversation_new (ImServices *services,
                                     ImAccount *account,
                                     XmppJid *jid) G_GNUC_WARN_UNUSED_RESULT;

/* How the archive knows it now. */
void im_conversation_update (ImConversation *self, const StoreConversation *record);

/* @contact: (nullable): they came to or left the contact list */
void im_conversation_set_contact (ImConversation *self, ImContact *contact);

/* What was chosen for @model holds for it too. */
void im_conversation_arrange_like (ImConversation *self, ImConversation *model);

gint64 im_conversation_get_muted_until (ImConversation *self); /* see im_conversation_mute() */
ImPeer *im_conversation_get_peer (ImConversation *self);       /* (transfer none) */
ImWriting *im_conversation_get_writing (ImConversation *self);
StoreDb *im_conversation_get_db (ImConversation *self);
ImMessageList *im_conversation_peek_messages (ImConversation *self); /* (nullable): none is open */
ImMessage *im_conversation_make_message (ImConversation *self,
                                         const StoreMessage *record) G_GNUC_WARN_UNUSED_RESULT;

/* The display name of who wrote it; (nullable): the account is gone */
char *im_conversation_dup_sender (ImConversation *self,
                                  const StoreMessage *record) G_GNUC_WARN_UNUSED_RESULT;

/* A message is new in the archive: an open list shows it. */
void im_conversation_show (ImConversation *self, const StoreMessage *record);

/* A message was erased: an open list has it no more. Or those that are as old as @cleared or older,
 * and those as old as @aged that did not fail to be sent; what is still to be sent stays. */
void im_conversation_forget_message (ImConversation *self, gint64 message);
void im_conversation_forget (ImConversation *self, gint64 cleared, gint64 aged);

/* Something became of a message: an open list shows that. */
void im_conversation_show_state (ImConversation *self, const StoreMessage *record);

/* The person answered on another device, where they have read what was there. Nobody is told. */
void im_conversation_answered (ImConversation *self);

/* The archive has learned what was read on another device: nothing that is read is notified of. */
void im_conversation_followed (ImConversation *self);

/* What is being marked as read now shall be the last. */
void im_conversation_see_no_more (ImConversation *self);

/* An error report about none of our messages has come: whether it is to be shown. A fault or a peer
 * can send any number of them, and they say the same. */
gboolean im_conversation_take_report (ImConversation *self);

/* The beginning of the draft, @text, is a message now. Emits `kept`. */
void im_conversation_tell_kept (ImConversation *self, const char *text);

/* The archive did not take what the person wants to be sent, @body: (nullable): which goes back to
 * where it was typed, hidden with @spoiler: (nullable). Emits `not-kept`. */
void im_conversation_tell_not_kept (ImConversation *self,
                                    const char *body,
                                    const char *spoiler,
                                    const GError *error);

/* The other side refused what the person did to a message. Emits `not-changed`. */
void im_conversation_tell_not_changed (ImConversation *self, const GError *error);
