/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages of a conversation, from any place of it.
 */
#pragma once

#include "store/db.h"
#include "store/message.h"

/* Up to @limit messages older than the message @before, the newest first; 0: the newest ones. Fewer
 * than @limit: that was the beginning. As fast at the millionth message as at the first. */
void store_messages_before_async (StoreDb *db,
                                  gint64 conversation,
                                  gint64 before,
                                  guint limit,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *store_messages_before_finish (StoreDb *db, GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT; /* of StoreMessage */

/* Up to @limit messages newer than the message @after, the oldest first; 0: the oldest ones. */
void store_messages_after_async (StoreDb *db,
                                 gint64 conversation,
                                 gint64 after,
                                 guint limit,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *store_messages_after_finish (StoreDb *db, GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT; /* of StoreMessage */

/* The message and up to @limit on each side of it, the oldest first. STORE_ERROR_NOT_FOUND: there is
 * none with that id in @conversation. */
void store_messages_around_async (StoreDb *db,
                                  gint64 conversation,
                                  gint64 message,
                                  guint limit,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *store_messages_around_finish (StoreDb *db, GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT; /* of StoreMessage */
