/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Erasing: one message, a chat, an account, and what is older than it may be. The words are
 * overwritten in the file, and the archive of the server (XEP-0313) does not bring them back.
 *
 * What has not been sent yet is never erased, and by age nothing that failed to be sent either.
 */
#pragma once

#include "store/conversations.h"
#include "store/keep.h"

/* Erases one message at once. Returns its conversation as it is now. STORE_ERROR_NOT_FOUND: the
 * message is gone, or still to be sent. Durable. */
void store_erase_message_async (StoreDb *db,
                                gint64 message,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
StoreConversation *store_erase_message_finish (StoreDb *db,
                                               GAsyncResult *result,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Notes that all that is in a conversation now shall go, which store_sweep_async() does. Durable. */
void store_erase_conversation_async (StoreDb *db,
                                     gint64 conversation,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean store_erase_conversation_finish (StoreDb *db, GAsyncResult *result, GError **error);

/* The same for all conversations of an account, and those that only its server still knows. */
void store_erase_account_async (StoreDb *db,
                                gint64 account,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean store_erase_account_finish (StoreDb *db, GAsyncResult *result, GError **error);

/* The same for those that are kept until the program ends, which it does, or did. @keep: for all
 * chats */
void store_erase_session_async (StoreDb *db,
                                int keep,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean store_erase_session_finish (StoreDb *db, GAsyncResult *result, GError **error);

/**
 * StoreSwept:
 * @conversation: as it is now
 * @cleared: gone is what is as old as this or older, and was not to be sent; µs since 1970
 * @aged: and, unless it failed to be sent, what is as old as this or older
 */
typedef struct {
  StoreConversation *conversation;
  gint64 cleared;
  gint64 aged;
} StoreSwept;

/**
 * StoreSweep:
 * @swept: (element-type StoreSwept): the conversations that lost messages, each once
 * @more: there is more to be done: call it again
 */
typedef struct {
  GPtrArray *swept;
  gboolean more;
} StoreSweep;

void store_sweep_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreSweep, store_sweep_free)

/* Erases what shall go, for some milliseconds, so that other jobs never wait for long. @keep: for all
 * chats */
void store_sweep_async (StoreDb *db,
                        int keep,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
StoreSweep *
store_sweep_finish (StoreDb *db, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Removes words of what is gone from the index, then gives some of the room back to the disk, likewise.
 * @more: (out): call it again */
void store_shrink_async (StoreDb *db,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean store_shrink_finish (StoreDb *db, GAsyncResult *result, gboolean *more, GError **error);
