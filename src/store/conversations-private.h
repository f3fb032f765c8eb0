/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a job that changes messages does to their conversation. Private to store/.
 */
#pragma once

#include "store/conn.h"
#include "store/conversations.h"

/* STORE_ERROR_NOT_FOUND: there is none. */
StoreConversation *
store_conversation_find (StoreConn *conn, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a conversation with @peer is when a message begins it. */
StoreConversationKind store_conversation_kind_of (const char *peer);

/* The id of the conversation of @account with @jid, made if it is missing. */
gboolean store_conversation_ensure (StoreConn *conn,
                                    gint64 account,
                                    const char *jid,
                                    StoreConversationKind kind,
                                    gint64 *id,
                                    GError **error);

/* A message was added: it becomes the last one unless there is a later one. */
gboolean store_conversation_added (StoreConn *conn,
                                   gint64 id,
                                   gint64 message,
                                   gint64 time,
                                   gboolean unread,
                                   GError **error);

/* What was typed is a message now. */
gboolean store_conversation_clear_draft (StoreConn *conn, gint64 id, GError **error);

/* Looks for the last message anew: one has got another place. */
gboolean store_conversation_find_last (StoreConn *conn, gint64 id, GError **error);

/* The time of one of its messages, which with the id is its place in the conversation.
 * STORE_ERROR_NOT_FOUND: there is none. */
gboolean store_conversation_find_time (StoreConn *conn,
                                       gint64 id,
                                       gint64 message,
                                       gint64 *time,
                                       GError **error);
