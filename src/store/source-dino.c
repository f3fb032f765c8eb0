/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages of Dino, from its file dino.db (versions 10 and later of its schema).
 */
#include "config.h"

#include "base/time.h"
#include "store/source-table.h"

/* Its numbers: entity/message.vala */
#define TYPE_CHAT 1
#define DIRECTION_SENT 1

/* Two messages of the same side of the same chat. */
#define OF_THE_SAME                                                                                \
  "(n.account_id, n.counterpart_id, n.direction) = (m.account_id, m.counterpart_id, m.direction)"

/*
 * What is shown is in the list of contents: a message (1) by itself or by its last correction, a file
 * (2) by the transfer that names the message with its address. A correction of a message that is here
 * is not one of its own.
 */
#define IS_SHOWN                                                                                   \
  "(EXISTS (SELECT 1 FROM content_item AS c WHERE c.content_type = 1 AND c.foreign_id = m.id"      \
  " AND c.hide = 0)"                                                                               \
  " OR EXISTS (SELECT 1 FROM message_correction AS k JOIN message AS n ON n.id = k.message_id"     \
  " JOIN content_item AS c ON c.content_type = 1 AND c.foreign_id = n.id AND c.hide = 0"           \
  " WHERE k.to_stanza_id = m.stanza_id AND " OF_THE_SAME ")"                                       \
  " OR m.id IN (SELECT CAST (f.info AS INTEGER) FROM file_transfer AS f JOIN content_item AS c"    \
  " ON c.content_type = 2 AND c.foreign_id = f.id AND c.hide = 0 WHERE f.provider = 0))"
#define IS_CORRECTION                                                                              \
  "EXISTS (SELECT 1 FROM message_correction AS k JOIN message AS n"                                \
  " ON n.stanza_id = k.to_stanza_id AND " OF_THE_SAME " WHERE k.message_id = m.id)"

#define QUERY                                                                                      \
  "SELECT m.id, a.bare_jid, j.bare_jid, m.counterpart_resource, m.our_resource, m.direction,"      \
  " m.type, m.time, m.body, m.stanza_id, m.server_id, m.marked,"                                   \
  " coalesce (q.stanza_id, r.quoted_message_stanza_id),"                                           \
  " CASE WHEN r.id NOTNULL THEN (SELECT b.to_char FROM body_meta AS b WHERE b.message_id = m.id"   \
  " AND b.from_char = 0 AND b.info_type = 'urn:xmpp:fallback:0'"                                   \
  " AND b.info = 'urn:xmpp:reply:0') END"                                                          \
  " FROM message AS m JOIN account AS a ON a.id = m.account_id"                                    \
  " JOIN jid AS j ON j.id = m.counterpart_id LEFT JOIN reply AS r ON r.message_id = m.id"          \
  " LEFT JOIN content_item AS i ON i.id = r.quoted_message_id AND i.content_type = 1"              \
  " LEFT JOIN message AS q ON q.id = i.foreign_id"                                                 \
  " WHERE m.id > ? AND m.body NOTNULL AND " IS_SHOWN " AND NOT " IS_CORRECTION                     \
  " ORDER BY m.id LIMIT ?"

static const char *const absent[][2] = {
  { "message_correction", "message_id, to_stanza_id" },
  { "file_transfer", "id, info, provider" },
  { "reply", "id, message_id, quoted_message_id, quoted_message_stanza_id" },
  { "body_meta", "message_id, from_char, to_char, info_type, info" },
  { "reaction", "account_id, content_item_id, time, jid_id, emojis" },
  { NULL },
};

static gint64
read_seconds (StoreRows *row, int column)
{
  return CLAMP (store_rows_get_int (row, column), BASE_TIME_MIN / G_USEC_PER_SEC,
                BASE_TIME_MAX / G_USEC_PER_SEC) *
         G_USEC_PER_SEC;
}

static StoreMessageState
read_state (gint64 marked)
{
  switch (marked) {
  case 1: /* received */
    return STORE_MESSAGE_DELIVERED;
  case 2: /* read */
  case 3: /* acknowledged */
    return STORE_MESSAGE_READ;
  case 4: /* not sent, not to be sent, being sent, refused */
  case 5:
  case 6:
  case 8:
    return STORE_MESSAGE_FAILED;
  default:
    return STORE_MESSAGE_SENT;
  }
}

static StoreMessage *
read_message (StoreRows *row)
{
  gboolean sent = store_rows_get_int (row, 5) == DIRECTION_SENT;
  g_autofree char *sender =
    sent ? store_source_join (store_rows_get_text (row, 1), store_rows_get_text (row, 4))
         : store_source_join (store_rows_get_text (row, 2), store_rows_get_text (row, 3));
  StoreMessage *message = store_message_new (sent ? STORE_MESSAGE_OUT : STORE_MESSAGE_IN,
                                             STORE_MESSAGE_CHAT, sender, read_seconds (row, 7));

  message->body = store_source_dup_text (store_rows_get_text (row, 8));
  message->stanza_id = store_source_dup_text (store_rows_get_text (row, 9));
  message->server_id = store_source_dup_text (store_rows_get_text (row, 10));
  message->reply_to = store_source_dup_text (store_rows_get_text (row, 12));
  store_source_cut_quote (message, store_rows_get_int (row, 13));
  if (sent) {
    message->origin_id = g_strdup (message->stanza_id);
    message->state = read_state (store_rows_get_int (row, 11));
  }
  return message;
}

/* @shown: (inout): the number of the message, then that of the one that is shown instead, the last
 * correction */
static gboolean
add_corrections (StoreConn *conn, StoreImported *imported, gint64 *shown, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoreRows) rows = store_conn_query (
    conn, error,
    "SELECT n.id, n.time, n.body, n.stanza_id, n.server_id FROM message AS m"
    " JOIN message_correction AS k ON k.to_stanza_id = m.stanza_id"
    " JOIN message AS n ON n.id = k.message_id AND " OF_THE_SAME
    " WHERE m.id = ? AND n.body NOTNULL ORDER BY n.id LIMIT " STORE_SOURCE_MAX_CHANGES,
    STORE_INT (*shown));

  if (rows == NULL)
    return FALSE;
  while (store_rows_next (rows, &failure)) {
    StoreChange *change = store_imported_add_change (
      imported, STORE_CHANGE_CORRECTION, imported->message->direction, read_seconds (rows, 1));

    change->body = store_source_dup_text (store_rows_get_text (rows, 2));
    change->stanza_id = store_source_dup_text (store_rows_get_text (rows, 3));
    change->server_id = store_source_dup_text (store_rows_get_text (rows, 4));
    *shown = store_rows_get_int (rows, 0);
  }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return failure == NULL;
}

static gboolean
add_reactions (StoreConn *conn, StoreImported *imported, gint64 shown, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoreRows) rows = store_conn_query (
    conn, error,
    "SELECT r.time, r.emojis, j.bare_jid FROM message AS m"
    " JOIN content_item AS c ON c.content_type = 1 AND c.foreign_id = m.id"
    " JOIN reaction AS r ON r.account_id = m.account_id AND r.content_item_id = c.id"
    " JOIN jid AS j ON j.id = r.jid_id WHERE m.id = ? LIMIT " STORE_SOURCE_MAX_CHANGES,
    STORE_INT (shown));

  if (rows == NULL)
    return FALSE;
  while (store_rows_next (rows, &failure)) {
    gboolean own = g_strcmp0 (store_rows_get_text (rows, 2), imported->account) == 0;
    gint64 ms = CLAMP (store_rows_get_int (rows, 0), BASE_TIME_MIN / 1000, BASE_TIME_MAX / 1000);

    store_imported_add_reactions (imported, own ? STORE_MESSAGE_OUT : STORE_MESSAGE_IN, ms * 1000,
                                  store_rows_get_text (rows, 1), ",");
  }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return failure == NULL;
}

static gpointer
read_row (StoreConn *conn, StoreRows *row, GError **error)
{
  gboolean usable = store_rows_get_int (row, 6) == TYPE_CHAT;
  gint64 shown = store_rows_get_int (row, 0);
  g_autoptr (StoreImported) imported = store_imported_new (
    store_rows_get_text (row, 1), store_rows_get_text (row, 2), usable ? read_message (row) : NULL);

  if (imported->message != NULL && imported->message->stanza_id != NULL &&
      (!add_corrections (conn, imported, &shown, error) ||
       !add_reactions (conn, imported, shown, error)))
    return NULL;
  return g_steal_pointer (&imported);
}

static const StoreTable table = {
  .newest = "SELECT max(id) FROM message",
  .query = QUERY,
  .absent = absent,
  .read = read_row,
};

static gpointer
dino_open (const char *path, GError **error)
{
  StoreConn *conn = store_conn_open_foreign (path, error);

  return conn != NULL ? store_table_open (&table, conn, error) : NULL;
}

const StoreSourceClass store_source_dino = { dino_open, store_table_read, store_table_free };
