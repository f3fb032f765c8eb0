/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of the history stays here, and what goes: by the limits that are set, and by hand.
 *
 * Nothing of this reaches anybody else: contacts and servers keep what they have. What waits to be
 * sent is never erased.
 */
#pragma once

#include "im/accounts.h"
#include "im/conversation.h"
#include "im/services.h"

/* Besides these a number of days. */
#define IM_KEEP_SESSION (-2) /* until the program ends */
#define IM_KEEP_DEFAULT (-1) /* of one chat: as the setting `keep-messages` says for all */
#define IM_KEEP_FOREVER 0

#define IM_TYPE_RETENTION (im_retention_get_type ())
G_DECLARE_FINAL_TYPE (ImRetention, im_retention, IM, RETENTION, GObject)

ImRetention *im_retention_new (ImServices *services,
                               ImAccounts *accounts,
                               ImConversations *conversations) G_GNUC_WARN_UNUSED_RESULT;

/* The archive is open: begins to erase what is too old, which goes on for as long as the program
 * runs, and what an earlier run ought to have erased at its end. */
void im_retention_start (ImRetention *self);

/* The program ends: queues what is to be erased then. Before the archive is closed. */
void im_retention_end (ImRetention *self);

/* What is known of the servers' archives is forgotten and looked up again, as some of it is missing
 * here: a limit is longer now, or the file was damaged. */
void im_retention_refetch (ImRetention *self);

/* For how long @conversation keeps messages. Errors: STORE_ERROR_*. */
void im_retention_get_keep_async (ImRetention *self,
                                  ImConversation *conversation,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean
im_retention_get_keep_finish (ImRetention *self, GAsyncResult *result, int *keep, GError **error);

/* Erases what is older than that, or asks the server for more. */
void im_retention_set_keep_async (ImRetention *self,
                                  ImConversation *conversation,
                                  int keep,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean im_retention_set_keep_finish (ImRetention *self, GAsyncResult *result, GError **error);

/* Erases one message of @conversation, here. STORE_ERROR_NOT_FOUND: it is gone, or to be sent. */
void im_retention_erase_message_async (ImRetention *self,
                                       ImConversation *conversation,
                                       gint64 message,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
im_retention_erase_message_finish (ImRetention *self, GAsyncResult *result, GError **error);

/* Erases all messages of a conversation, here. When it is done none of them is shown any more; the
 * file may take a little longer. */
void im_retention_erase_conversation_async (ImRetention *self,
                                            ImConversation *conversation,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean
im_retention_erase_conversation_finish (ImRetention *self, GAsyncResult *result, GError **error);

/* The same for all conversations of an account. */
void im_retention_erase_account_async (ImRetention *self,
                                       ImAccount *account,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
im_retention_erase_account_finish (ImRetention *self, GAsyncResult *result, GError **error);
