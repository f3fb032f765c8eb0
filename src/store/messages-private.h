/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a job does with messages. Private to store/.
 */
#pragma once

#include "store/conn.h"
#include "store/messages.h"

/* What a query has to select first, and how many columns that is. */
#define STORE_MESSAGE_COLUMNS                                                                      \
  "id, conversation, direction, kind, state, time, sender, stanza_id, origin_id, server_id,"       \
  " subject, body, thread, error_condition, error_text, seen,"                                     \
  " edited, retracted, reply_to, reactions, extra, markable"
#define STORE_MESSAGE_N_COLUMNS 22

gpointer store_message_read (StoreRows *row); /* (transfer full): a StoreMessage */

/* (transfer full): a StorePending, of a query for these columns and the peer */
gpointer store_pending_read (StoreRows *row);

/* The message with that id. NULL without an error: there is none. */
StoreMessage *
store_message_find (StoreConn *conn, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * StoreMessageFate:
 * @STORE_MESSAGE_ADDED: it is new
 * @STORE_MESSAGE_KNOWN: it was there
 * @STORE_MESSAGE_SETTLED: it was there, and it was not known until now that the server has it
 */
typedef enum {
  STORE_MESSAGE_ADDED,
  STORE_MESSAGE_KNOWN,
  STORE_MESSAGE_SETTLED,
} StoreMessageFate;

/* Keeps a message that came from the network by the rules of store_messages_insert_incoming_async(),
 * and returns it as it is kept now. */
StoreMessage *store_message_add (StoreConn *conn,
                                 gint64 conversation,
                                 const StoreMessage *message,
                                 StoreMessageFate *fate,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The id of the message that was sent to @peer (bare) with @stanza_id; of several the newest; 0: there
 * is none. */
gboolean store_message_find_sent (StoreConn *conn,
                                  gint64 account,
                                  const char *peer,
                                  const char *stanza_id,
                                  gint64 *id,
                                  GError **error);

/* The message that was sent to @peer (bare) with @stanza_id has arrived. Returns it if that is new,
 * else NULL without an error. */
StoreMessage *store_message_set_delivered (StoreConn *conn,
                                           gint64 account,
                                           const char *peer,
                                           const char *stanza_id,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
