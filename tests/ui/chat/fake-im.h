/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The objects of im/ as the chat sees them, without archive and network: linked in their place, so
 * that a test says what they are and sees what is asked of them.
 */
#pragma once

#include "im/account.h"
#include "im/contact.h"
#include "im/conversation.h"
#include "im/message-list.h"
#include "im/message.h"
#include "im/roster.h"

ImMessage *
fake_message_new (gboolean outgoing, gint64 time, const char *body) G_GNUC_WARN_UNUSED_RESULT;
void fake_message_set_extra (ImMessage *self, const char *extra);
void fake_message_set_kind (ImMessage *self, ImMessageKind kind, const char *subject);
void
fake_message_set_state (ImMessage *self, ImMessageState state, GError *error); /* takes @error */
void fake_message_change (ImMessage *self,
                          const char *body,
                          gint64 edited,
                          gint64 retracted,
                          const char *reactions);
void fake_message_set_quote (ImMessage *self, gint64 id, const char *sender, const char *text);

/* For fake-im.c. @message: (transfer full) */
void fake_message_list_add (ImMessageList *self, ImMessage *message, const char *sender);
void fake_message_list_set_window (ImMessageList *self, guint n);

/* What is being fetched from the server. @failure: (transfer full) (nullable) */
void
fake_message_list_set_fetch (ImMessageList *self, gboolean asking, GError *failure, gboolean whole);

/* With an account that is online and a contact with presence both ways. */
ImConversation *fake_conversation_new (const char *address,
                                       const char *name) G_GNUC_WARN_UNUSED_RESULT;
/* @message: (transfer full): the newest */
void fake_conversation_add (ImConversation *self, ImMessage *message);
/* The messages that the list shows at first are the newest @n; the others are loaded by pages. */
void fake_conversation_set_window (ImConversation *self, guint n);
void fake_conversation_set_unread (ImConversation *self, guint unread);
void fake_conversation_set_typing (ImConversation *self, gboolean typing);
void fake_conversation_set_contact (ImConversation *self,
                                    ImShow show,
                                    const char *status_text,
                                    ImSubscription subscription,
                                    gboolean ask);
void fake_conversation_remove_contact (ImConversation *self);
void fake_conversation_set_account_state (ImConversation *self, ImAccountState state);
void fake_conversation_add_request (ImConversation *self, const char *text);

/* From now on the archive keeps what is sent only when it is told to. */
void fake_conversation_set_slow (ImConversation *self);
void fake_conversation_keep (ImConversation *self);

/* What was asked of the conversation. */
const char *fake_conversation_get_sent (ImConversation *self);    /* the newest; (nullable) */
ImMessage *fake_conversation_get_answered (ImConversation *self); /* by that one; (nullable) */
gboolean fake_conversation_get_composing (ImConversation *self);
gboolean fake_conversation_get_open (ImConversation *self);
guint fake_conversation_get_n_asked (ImConversation *self); /* answers to requests, asking again */
ImMessage *fake_conversation_get_retried (ImConversation *self); /* (nullable) */
