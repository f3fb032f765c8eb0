/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For how long messages are kept: for all chats, and for one.
 */
#pragma once

#include "store/db.h"

/* Besides these a number of days. The numbers are in the file. */
#define STORE_KEEP_SESSION (-2) /* until the program ends */
#define STORE_KEEP_DEFAULT (-1) /* as for all chats; only of one chat */
#define STORE_KEEP_FOREVER 0

/* What holds for a chat, one of the numbers above. STORE_ERROR_NOT_FOUND: it is gone. */
void store_keep_get_async (StoreDb *db,
                           gint64 conversation,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean store_keep_get_finish (StoreDb *db, GAsyncResult *result, int *keep, GError **error);

/* No error when the chat is gone. What is too old now stays until store_sweep_async(). */
void store_keep_set_async (StoreDb *db,
                           gint64 conversation,
                           int keep,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean store_keep_set_finish (StoreDb *db, GAsyncResult *result, GError **error);

/**
 * store_keep_find_oldest_async:
 * @keep: for all chats
 *
 * From when on the server's archive is of use to @account: the least of what holds for all chats and
 * for those that have a limit of their own. 0: from its beginning.
 */
void store_keep_find_oldest_async (StoreDb *db,
                                   gint64 account,
                                   int keep,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean
store_keep_find_oldest_finish (StoreDb *db, GAsyncResult *result, gint64 *oldest, GError **error);
