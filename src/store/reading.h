/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What has been read: by the person here, by them on another device, by the peer.
 */
#pragma once

#include "store/conversations.h"
#include "store/messages.h"

/**
 * store_reading_see_async:
 * @up_to: the message up to and with which everything has been seen; 0: everything
 * @tell: the person has read it here, so the others are to be told: see store_reading_untold_async()
 *
 * What came after @up_to stays unread. STORE_ERROR_NOT_FOUND: the conversation or the message is
 * gone.
 */
void store_reading_see_async (StoreDb *db,
                              gint64 conversation,
                              gint64 up_to,
                              gboolean tell,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
StoreConversation *store_reading_see_finish (StoreDb *db,
                                             GAsyncResult *result,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The opposite: the newest message that came in is unread again, whatever other devices say of it. */
void store_reading_unsee_async (StoreDb *db,
                                gint64 conversation,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
StoreConversation *store_reading_unsee_finish (StoreDb *db,
                                               GAsyncResult *result,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How a message is named by who has read it. */
typedef enum {
  STORE_BY_SERVER_ID, /* by our own archive (XEP-0490) */
  STORE_BY_STANZA_ID, /* by its sender (XEP-0333) */
} StoreNaming;

/**
 * store_reading_follow_async:
 * @peer: the bare address
 *
 * The person has read up to a message on another device. Nobody is told. STORE_ERROR_NOT_FOUND: there
 * is no such message here, or not yet.
 */
void store_reading_follow_async (StoreDb *db,
                                 gint64 account,
                                 const char *peer,
                                 StoreNaming naming,
                                 const char *id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
StoreConversation *store_reading_follow_finish (StoreDb *db,
                                                GAsyncResult *result,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * store_reading_displayed_async:
 * @stanza_id: of a message of ours; all that @peer was sent before counts as read too (XEP-0333)
 *
 * Returns the messages of which that is new, the newest first: none if there is no such message.
 * What lies far back stays as it is.
 */
void store_reading_displayed_async (StoreDb *db,
                                    gint64 account,
                                    const char *peer,
                                    const char *stanza_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *store_reading_displayed_finish (StoreDb *db, GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT; /* of StoreMessage */

/* Of each conversation of the account the message up to which the person has read here, where that
 * was not told to the others yet. It stays so until store_reading_told_async(). */
void store_reading_untold_async (StoreDb *db,
                                 gint64 account,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *store_reading_untold_finish (StoreDb *db, GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT; /* of StorePending */

void store_reading_told_async (StoreDb *db,
                               gint64 message,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean store_reading_told_finish (StoreDb *db, GAsyncResult *result, GError **error);
