/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sliding window over the archive of one conversation, oldest message first.
 */
#pragma once

#include "im/message.h"
#include "im/types.h"

#define IM_TYPE_MESSAGE_LIST (im_message_list_get_type ())
G_DECLARE_FINAL_TYPE (ImMessageList, im_message_list, IM, MESSAGE_LIST, GObject)

/*
 * GListModel of ImMessage. Items are stable: a message stays the same object for as long as it is
 * in the window. Starts to load the newest page when made. Loading more at one end lets go of
 * messages at the other when there are more than IM_MESSAGE_LIST_MAX. While `at-end`, new messages
 * are appended.
 *
 * Properties, read-only:
 *
 * - conversation: ImConversation, constant; NULL when that is gone
 * - loaded: gboolean, the first page is there
 * - at-start: gboolean, nothing older can be loaded now
 * - at-end: gboolean, the last item is the newest message
 * - whole: gboolean, the first item is the first message ever, here and on the server
 * - asking: gboolean, the server is being asked for what one wants to see
 * - failure: GError, why it could not be asked; NULL: it could, or was not asked
 */

#define IM_MESSAGE_LIST_PAGE 50
#define IM_MESSAGE_LIST_MAX 400

ImConversation *
im_message_list_get_conversation (ImMessageList *self); /* (transfer none) (nullable) */
gboolean im_message_list_get_loaded (ImMessageList *self);
gboolean im_message_list_get_at_start (ImMessageList *self);
gboolean im_message_list_get_at_end (ImMessageList *self);
gboolean im_message_list_get_whole (ImMessageList *self);
gboolean im_message_list_get_asking (ImMessageList *self);
const GError *im_message_list_get_failure (ImMessageList *self); /* (nullable) */

/* Forgets the failure: what is loaded next is asked for again. */
void im_message_list_ask_again (ImMessageList *self);

/*
 * Loads one page towards the past or the present. What is not here of it, while the archive is still
 * being fetched, the server is asked for at once. Returns how many messages were added, 0 at that
 * end, -1 on error (STORE_ERROR_*). G_IO_ERROR_PENDING while another load is under way.
 */
void im_message_list_load_older_async (ImMessageList *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
int im_message_list_load_older_finish (ImMessageList *self, GAsyncResult *result, GError **error);
void im_message_list_load_newer_async (ImMessageList *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
int im_message_list_load_newer_finish (ImMessageList *self, GAsyncResult *result, GError **error);

/* Replaces the window by one round the message with that id; 0: by the newest page. Waits for a load
 * that is under way; G_IO_ERROR_CANCELLED: another jump was asked for before this one began. */
void im_message_list_jump_async (ImMessageList *self,
                                 gint64 id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean im_message_list_jump_finish (ImMessageList *self, GAsyncResult *result, GError **error);

/* Looks up the first message that was written at @time (µs since 1970, UTC) or later, in the window or
 * not; the server is asked as above. Returns its id, 0: there is none, -1: @error. */
void im_message_list_find_at_async (ImMessageList *self,
                                    gint64 time,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gint64 im_message_list_find_at_finish (ImMessageList *self, GAsyncResult *result, GError **error);
