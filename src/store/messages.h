/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages: kept, found again by page, and what became of them.
 */
#pragma once

#include "store/conversations.h"
#include "store/message.h"

/**
 * StoreInsertion:
 * @message: as it is kept; for a duplicate the one that was there before
 * @duplicate: nothing was added
 * @conversation: as it stands after it
 */
typedef struct {
  StoreMessage *message;
  gboolean duplicate;
  StoreConversation *conversation;
} StoreInsertion;

void store_insertion_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreInsertion, store_insertion_free)

/**
 * store_messages_insert_incoming_async:
 * @peer: the bare address of the conversation, which is made when it is missing
 * @message: its id, conversation and state are not read. Direction OUT is for one's own message
 *   that another device sent; it is kept as SENT.
 *
 * Keeps a message, counts it as unread unless it is `seen` or OUT, and makes it the conversation's
 * last one unless there is one with a later time. A message that the conversation has already is not
 * kept twice. It has it if one of these holds, the last two only between messages of one direction:
 *
 *  1. Both have the same server_id: the archive says that they are one.
 *  2. Both have the same origin_id, the same bare sender and the same content (kind, subject, body):
 *     the sender's program was not sure that the first one arrived, and sent it again. Their
 *     server_ids may differ, and the resource, which it may have lost with its session. Their times
 *     are within a day, unless they are our own, which may have waited to be sent for longer.
 *  3. Both have the same stanza_id, the same full sender and the same content, and it is not so that
 *     both have a server_id: the server delivered it again, or it comes live and from the archive.
 *     Their times are within an hour.
 *
 * Ids alone are not believed: programs that count from 1 in each session, or always send the same
 * id, lose nothing unless they also say the same thing again that soon, without an archive on our
 * side that could tell the two apart. The message that is there keeps its server_id, or none: which of several
 * copies it is, only a page of the archive tells.
 *
 * STORE_ERROR_NOT_FOUND: the account was removed.
 */
void store_messages_insert_incoming_async (StoreDb *db,
                                           gint64 account,
                                           const char *peer,
                                           const StoreMessage *message,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
StoreInsertion *store_messages_insert_incoming_finish (StoreDb *db,
                                                       GAsyncResult *result,
                                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * store_messages_insert_outgoing_async:
 * @message: its id, conversation, direction and state are not read
 * @drafted: it was the conversation's draft, which is emptied in the same transaction
 *
 * Keeps what the person wrote, as PENDING, before it is sent. Durable: neither `kill -9` nor a power
 * cut loses it once the callback has run. No check for duplicates.
 *
 * STORE_ERROR_NOT_FOUND: the conversation is gone.
 */
void store_messages_insert_outgoing_async (StoreDb *db,
                                           gint64 conversation,
                                           const StoreMessage *message,
                                           gboolean drafted,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
StoreInsertion *store_messages_insert_outgoing_finish (StoreDb *db,
                                                       GAsyncResult *result,
                                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * store_messages_set_state_async:
 * @state: SENT, DELIVERED or FAILED
 * @error_condition: (nullable): only with FAILED
 * @error_text: (nullable): only with FAILED
 *
 * Tells what became of an outgoing message. Only steps forward are taken: pending → sent, delivered,
 * failed; sent → delivered, failed; failed → delivered (it arrived after all). Nothing follows on
 * delivered.
 *
 * Returns the message if the step was taken, else %NULL without an error.
 */
void store_messages_set_state_async (StoreDb *db,
                                     gint64 message,
                                     StoreMessageState state,
                                     const char *error_condition,
                                     const char *error_text,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
StoreMessage *store_messages_set_state_finish (StoreDb *db,
                                               GAsyncResult *result,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same for what the network tells about the message that was sent to @peer (bare) with
 * @stanza_id: a receipt, an error. Of several with that id, the newest. STORE_ERROR_NOT_FOUND: @peer
 * was sent no such message. */
void store_messages_set_state_by_stanza_id_async (StoreDb *db,
                                                  gint64 account,
                                                  const char *peer,
                                                  const char *stanza_id,
                                                  StoreMessageState state,
                                                  const char *error_condition,
                                                  const char *error_text,
                                                  GCancellable *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer user_data);
StoreMessage *
store_messages_set_state_by_stanza_id_finish (StoreDb *db,
                                              GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The person wants a failed message to be sent again: failed → pending, with a new @stanza_id, so that
 * a late error does not count for it. The origin_id stays: by it this is the same message where the
 * first attempt was kept or has come in, unless it was corrected since: then it corrects that one. The
 * time and so the place stay too. Durable. Returns the
 * message, or %NULL without an error when it is not a failed one. */
void store_messages_retry_async (StoreDb *db,
                                 gint64 message,
                                 const char *stanza_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
StoreMessage *store_messages_retry_finish (StoreDb *db,
                                           GAsyncResult *result,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The person corrects what nobody can have read, a pending message that was never sent: it says @body now,
 * and was never anything else. Durable. STORE_ERROR_NOT_FOUND: there is none, or it is not pending. */
void store_messages_rewrite_async (StoreDb *db,
                                   gint64 message,
                                   const char *body,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
StoreInsertion *store_messages_rewrite_finish (StoreDb *db,
                                               GAsyncResult *result,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The time of the newest message that has come in for @account, µs since 1970; 0: none, -1: @error. */
void store_messages_newest_async (StoreDb *db,
                                  gint64 account,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gint64 store_messages_newest_finish (StoreDb *db, GAsyncResult *result, GError **error);

/**
 * StorePending:
 * @peer: the bare address to send it to
 *
 * One message that waits to be sent.
 */
typedef struct {
  char *peer;
  StoreMessage *message;
} StorePending;

void store_pending_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StorePending, store_pending_free)

/* All pending messages of an account in the order in which they were written, each as it was before it
 * was corrected. */
void store_messages_pending_async (StoreDb *db,
                                   gint64 account,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *store_messages_pending_finish (StoreDb *db, GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT; /* of StorePending */
