/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said about messages: kept, whether the message is here or not, and brought into it.
 */
#pragma once

#include "store/change.h"
#include "store/messages.h"

/**
 * StoreChangeOutcome:
 * @change: (nullable): as it is kept; %NULL: it is not kept
 * @duplicate: nothing is new
 * @settled: it was here as PENDING: now the server is known to have it
 * @message: (nullable): the message that looks different now, as it is
 * @added: @message is new: it stands for one that is not here, of which this is a correction
 * @conversation: (nullable): as it stands after it; set if @message is
 */
typedef struct {
  StoreChange *change;
  gboolean duplicate;
  gboolean settled;
  StoreMessage *message;
  gboolean added;
  StoreConversation *conversation;
} StoreChangeOutcome;

void store_change_outcome_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreChangeOutcome, store_change_outcome_free)

/**
 * store_changes_add_async:
 * @peer: the bare address of the conversation
 * @change: from the network; its id, conversation, message and state are not read
 * @complete: all that the server's archive has is here, so what it is about would be here too
 *
 * Keeps a change and brings it into its message, if its sender is entitled to that; until such a
 * message is here the change waits for it. It may name the message by its stanza_id, its origin_id or
 * by the stanza_id of a correction of it. What is said about a message of nobody's is not kept when
 * @complete, but the text of a correction is shown by itself then.
 *
 * The same change is not kept twice: the same server_id or, where one has none, the same stanza_id, sender
 * and content.
 *
 * STORE_ERROR_NOT_FOUND: the account was removed.
 */
void store_changes_add_async (StoreDb *db,
                              gint64 account,
                              const char *peer,
                              const StoreChange *change,
                              gboolean complete,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
StoreChangeOutcome *store_changes_add_finish (StoreDb *db,
                                              GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * store_changes_write_async:
 * @change: of one's own, with its `message`, by which its target and what a correction keeps are found;
 *   state PENDING, or SENT if it need not be sent. The time may be put off, behind all that was said
 *   about that message
 *
 * Keeps what the person does to a message, before it is sent. Durable. A correction of a failed message is
 * not sent itself: the message is pending again, with the correction's stanza_id. A retraction also takes away
 * the corrections that were not sent yet, and a message that is pending is not pending any more. The
 * outcome has the message in any case.
 *
 * STORE_ERROR_NOT_FOUND: there is no such message, it was taken back, or it has no id.
 */
void store_changes_write_async (StoreDb *db,
                                const StoreChange *change,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
StoreChangeOutcome *store_changes_write_finish (StoreDb *db,
                                                GAsyncResult *result,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The server has the change (SENT) or it was refused (FAILED): what failed does not count, except that
 * a retraction that was sent is not undone. Returns NULL without an error when it was no step forward. */
void store_changes_set_state_async (StoreDb *db,
                                    gint64 change,
                                    StoreMessageState state,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
StoreChangeOutcome *store_changes_set_state_finish (StoreDb *db,
                                                    GAsyncResult *result,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* FAILED for the newest change with @stanza_id that was sent to @peer (bare). STORE_ERROR_NOT_FOUND:
 * there is none. */
void store_changes_fail_async (StoreDb *db,
                               gint64 account,
                               const char *peer,
                               const char *stanza_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
StoreChangeOutcome *store_changes_fail_finish (StoreDb *db,
                                               GAsyncResult *result,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * StorePendingChange:
 * @peer: the bare address to send it to
 * @message: what it is about
 */
typedef struct {
  char *peer;
  StoreChange *change;
  StoreMessage *message;
} StorePendingChange;

void store_pending_change_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StorePendingChange, store_pending_change_free)

/* All changes of an account that wait to be sent, in the order in which they were written. */
void store_changes_pending_async (StoreDb *db,
                                  gint64 account,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *store_changes_pending_finish (StoreDb *db, GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT; /* of StorePendingChange */

/* All that the server's archive of @account has is here now: corrections of messages that are not
 * among it are shown by themselves. Returns what was added that way. */
void store_changes_settle_async (StoreDb *db,
                                 gint64 account,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *store_changes_settle_finish (StoreDb *db, GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT; /* of StoreInsertion */

/* What a message has said, the first version first. */
void store_changes_versions_async (StoreDb *db,
                                   gint64 message,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *store_changes_versions_finish (StoreDb *db, GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT; /* of StoreChange */
