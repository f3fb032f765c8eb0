/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message of a conversation, by its time or by the name that others give it.
 */
#pragma once

#include "store/messages.h"

/**
 * store_messages_find_at_async:
 * @time: µs since 1970, UTC
 *
 * The first message of @conversation that was written at @time or later.
 *
 * Returns: its id; 0: there is none; -1: @error
 */
void store_messages_find_at_async (StoreDb *db,
                                   gint64 conversation,
                                   gint64 time,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gint64 store_messages_find_at_finish (StoreDb *db, GAsyncResult *result, GError **error);

/**
 * store_messages_find_named_async:
 * @name: an origin_id or a stanza_id
 * @from: the id of the message that names it
 *
 * The message of the conversation of @from that @from calls @name. Names repeat with some programs: of
 * several it is the newest ahead of @from. What is later in the archive than @from only counts when
 * there is nothing else, as clocks differ.
 *
 * Returns: (nullable): %NULL without an error: it is not here
 */
void store_messages_find_named_async (StoreDb *db,
                                      const char *name,
                                      gint64 from,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
StoreMessage *store_messages_find_named_finish (StoreDb *db,
                                                GAsyncResult *result,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
