/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages of Gajim, from its file logs.db: with one table of lines from 1.2 to 1.8, with a table
 * for each kind of thing since 1.9 (version 8 of its schema).
 */
#include "config.h"

#include "base/time.h"
#include "store/source-table.h"

#include <stdlib.h>
#include <string.h>

/* Its numbers: gajim/common/const.py, KindConstant and JIDConstant */
enum {
  KIND_GC_MSG = 2,
  KIND_SINGLE_MSG_RECV = 3,
  KIND_CHAT_MSG_RECV = 4,
  KIND_SINGLE_MSG_SENT = 5,
  KIND_CHAT_MSG_SENT = 6,
};

/* gajim/common/storage/archive/const.py */
#define TYPE_CHAT 1
#define DIRECTION_OUTGOING 2

/*
 * The account is known by the address that it has among all others. A group chat has type 1; who is
 * spoken to in private there has an address below it. Times are in seconds.
 */
#define LINES_QUERY                                                                                \
  "SELECT l.log_line_id, a.jid, j.jid, l.kind, l.time * 1000000, l.message, l.subject,"            \
  " l.stanza_id, l.message_id, EXISTS (SELECT 1 FROM jids AS g WHERE g.type = 1 AND"               \
  " (g.jid_id = j.jid_id OR g.jid = substr (j.jid, 1, instr (j.jid, '/') - 1))),"                  \
  " l.marker, l.error, json_extract (l.more, '$.corrected.original_text'),"                        \
  " json_extract (l.more, '$.gajim.oob_url'), json_extract (l.more, '$.gajim.oob_desc')"           \
  " FROM (SELECT *, CASE WHEN json_valid (additional_data) THEN additional_data END AS more"       \
  " FROM logs) AS l JOIN jids AS j ON j.jid_id = l.jid_id"                                         \
  " JOIN jids AS a ON a.jid_id = l.account_id"                                                     \
  " WHERE l.log_line_id > ? AND l.kind BETWEEN 2 AND 6 AND l.message NOTNULL"                      \
  " ORDER BY l.log_line_id LIMIT ?"

/* A correction of a message that is here is not one of its own. Markers of occupants are of group
 * chats. */
#define MESSAGES_QUERY                                                                             \
  "SELECT m.pk, a.jid, r.jid, m.resource, m.type, m.direction, m.timestamp * 1000000, m.text,"     \
  " m.id, m.stanza_id, (SELECT p.id FROM reply AS p WHERE p.fk_message_pk = m.pk),"                \
  " (SELECT o.url FROM oob AS o WHERE o.fk_message_pk = m.pk),"                                    \
  " (SELECT o.description FROM oob AS o WHERE o.fk_message_pk = m.pk),"                            \
  " d.pk NOTNULL, t.pk NOTNULL, e.condition, e.text"                                               \
  " FROM message AS m JOIN account AS a ON a.pk = m.fk_account_pk"                                 \
  " JOIN remote AS r ON r.pk = m.fk_remote_pk"                                                     \
  " LEFT JOIN displayed_marker AS d ON d.fk_occupant_pk ISNULL AND"                                \
  " (d.id, d.fk_remote_pk, d.fk_account_pk) = (m.id, m.fk_remote_pk, m.fk_account_pk)"             \
  " LEFT JOIN receipt AS t ON"                                                                     \
  " (t.id, t.fk_remote_pk, t.fk_account_pk) = (m.id, m.fk_remote_pk, m.fk_account_pk)"             \
  " LEFT JOIN error AS e ON"                                                                       \
  " (e.message_id, e.fk_remote_pk, e.fk_account_pk) = (m.id, m.fk_remote_pk, m.fk_account_pk)"     \
  " WHERE m.pk > ? AND m.text NOTNULL AND NOT EXISTS (SELECT 1 FROM message AS f WHERE"            \
  " (f.id, f.fk_remote_pk, f.fk_account_pk, f.direction) ="                                        \
  " (m.correction_id, m.fk_remote_pk, m.fk_account_pk, m.direction)) ORDER BY m.pk LIMIT ?"

/* What was said about one message, in the order of time: kind, direction, time, text, ids. */
#define CHANGES_QUERY                                                                              \
  "WITH m AS (SELECT * FROM message WHERE pk = ?)"                                                 \
  " SELECT 1, n.direction, n.timestamp * 1000000 AS time, n.text, n.id, n.stanza_id"               \
  " FROM m JOIN message AS n USING (fk_remote_pk, fk_account_pk, direction)"                       \
  " WHERE n.correction_id = m.id AND n.text NOTNULL"                                               \
  " UNION ALL SELECT 2, t.direction, t.timestamp * 1000000, NULL, NULL, NULL"                      \
  " FROM m JOIN retraction AS t USING (id, fk_remote_pk, fk_account_pk)"                           \
  " UNION ALL SELECT 3, e.direction, e.timestamp * 1000000, e.emojis, NULL, NULL"                  \
  " FROM m JOIN reaction AS e USING (id, fk_remote_pk, fk_account_pk)"                             \
  " ORDER BY time LIMIT " STORE_SOURCE_MAX_CHANGES

/* Not all were there from the beginning. */
static const char *const absent[][2] = {
  { "reply", "fk_message_pk, id" },
  { "reaction", "fk_account_pk, fk_remote_pk, id, direction, emojis, timestamp" },
  { "retraction", "fk_account_pk, fk_remote_pk, id, direction, timestamp" },
  { NULL },
};

static gint64
read_time (StoreRows *row, int column)
{
  return CLAMP (store_rows_get_int (row, column), BASE_TIME_MIN, BASE_TIME_MAX);
}

/* (nullable): the condition of a message that came back, which is kept as it came */
static char *
read_condition (const char *stanza)
{
  const char *error = strstr (stanza, "<error");
  const char *start = error != NULL ? strchr (error, '>') : NULL;

  if (start == NULL)
    return NULL;
  start += strspn (start, "> \n");
  if (*start++ != '<')
    return NULL;
  return g_strndup (start, strspn (start, "abcdefghijklmnopqrstuvwxyz-"));
}

static void
read_fate (StoreMessage *message, StoreRows *row)
{
  const char *marker = store_rows_get_text (row, 10), *error = store_rows_get_text (row, 11);

  message->origin_id = g_strdup (message->stanza_id);
  message->state = STORE_MESSAGE_SENT;
  if (error != NULL) {
    message->state = STORE_MESSAGE_FAILED;
    message->error_condition = read_condition (error);
  } else if (marker != NULL) {
    message->state = atoi (marker) == 0 ? STORE_MESSAGE_DELIVERED : STORE_MESSAGE_READ;
  }
}

static StoreMessage *
read_line_message (StoreRows *row, gint64 kind)
{
  gboolean sent = kind == KIND_SINGLE_MSG_SENT || kind == KIND_CHAT_MSG_SENT;
  gboolean single = kind == KIND_SINGLE_MSG_RECV || kind == KIND_SINGLE_MSG_SENT;
  const char *first = store_rows_get_text (row, 12);
  g_autofree char *sender = store_source_join (store_rows_get_text (row, sent ? 1 : 2), NULL);
  StoreMessage *message = store_message_new (sent ? STORE_MESSAGE_OUT : STORE_MESSAGE_IN,
                                             single ? STORE_MESSAGE_NORMAL : STORE_MESSAGE_CHAT,
                                             sender, read_time (row, 4));

  message->body = store_source_dup_text (first != NULL ? first : store_rows_get_text (row, 5));
  message->subject = store_source_dup_text (store_rows_get_text (row, 6));
  message->server_id = store_source_dup_text (store_rows_get_text (row, 7));
  message->stanza_id = store_source_dup_text (store_rows_get_text (row, 8));
  store_source_add_link (message, store_rows_get_text (row, 13), store_rows_get_text (row, 14));
  if (sent) {
    /* Until the server's archive has given it one, its own id stands there. */
    if (g_strcmp0 (message->server_id, message->stanza_id) == 0)
      g_clear_pointer (&message->server_id, g_free);
    read_fate (message, row);
  }
  return message;
}

/* Of what was corrected there are the first text and the last one, and no time. */
static gpointer
read_line (StoreConn *conn, StoreRows *row, GError **error)
{
  gint64 kind = store_rows_get_int (row, 3);
  gboolean usable = kind != KIND_GC_MSG && store_rows_get_int (row, 9) == 0;
  StoreImported *imported =
    store_imported_new (store_rows_get_text (row, 1), store_rows_get_text (row, 2),
                        usable ? read_line_message (row, kind) : NULL);

  if (imported->message != NULL && imported->message->stanza_id != NULL &&
      store_rows_get_text (row, 12) != NULL)
    store_imported_add_change (imported, STORE_CHANGE_CORRECTION, imported->message->direction, 0)
      ->body = store_source_dup_text (store_rows_get_text (row, 5));
  return imported;
}

static StoreMessage *
read_message (StoreRows *row)
{
  gboolean sent = store_rows_get_int (row, 5) == DIRECTION_OUTGOING;
  g_autofree char *sender =
    store_source_join (store_rows_get_text (row, sent ? 1 : 2), store_rows_get_text (row, 3));
  StoreMessage *message = store_message_new (sent ? STORE_MESSAGE_OUT : STORE_MESSAGE_IN,
                                             STORE_MESSAGE_CHAT, sender, read_time (row, 6));

  message->body = store_source_dup_text (store_rows_get_text (row, 7));
  message->stanza_id = store_source_dup_text (store_rows_get_text (row, 8));
  message->server_id = store_source_dup_text (store_rows_get_text (row, 9));
  message->reply_to = store_source_dup_text (store_rows_get_text (row, 10));
  store_source_add_link (message, store_rows_get_text (row, 11), store_rows_get_text (row, 12));
  if (!sent)
    return message;
  message->origin_id = g_strdup (message->stanza_id);
  message->error_condition = store_source_dup_text (store_rows_get_text (row, 15));
  message->error_text = store_source_dup_text (store_rows_get_text (row, 16));
  if (message->error_condition != NULL)
    message->state = STORE_MESSAGE_FAILED;
  else if (store_rows_get_int (row, 13) != 0)
    message->state = STORE_MESSAGE_READ;
  else
    message->state =
      store_rows_get_int (row, 14) != 0 ? STORE_MESSAGE_DELIVERED : STORE_MESSAGE_SENT;
  return message;
}

static void
read_change (StoreImported *imported, StoreRows *row)
{
  StoreChangeKind kind = (StoreChangeKind) store_rows_get_int (row, 0);
  StoreDirection direction =
    store_rows_get_int (row, 1) == DIRECTION_OUTGOING ? STORE_MESSAGE_OUT : STORE_MESSAGE_IN;
  StoreChange *change;

  if (kind == STORE_CHANGE_REACTIONS) {
    store_imported_add_reactions (imported, direction, read_time (row, 2),
                                  store_rows_get_text (row, 3), ";");
    return;
  }
  change = store_imported_add_change (imported, kind, direction, read_time (row, 2));
  change->body = store_source_dup_text (store_rows_get_text (row, 3));
  change->stanza_id = store_source_dup_text (store_rows_get_text (row, 4));
  change->server_id = store_source_dup_text (store_rows_get_text (row, 5));
}

static gboolean
add_changes (StoreConn *conn, StoreImported *imported, gint64 number, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoreRows) rows = store_conn_query (conn, error, CHANGES_QUERY, STORE_INT (number));

  if (rows == NULL)
    return FALSE;
  while (store_rows_next (rows, &failure))
    read_change (imported, rows);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return failure == NULL;
}

static gpointer
read_row (StoreConn *conn, StoreRows *row, GError **error)
{
  gboolean usable = store_rows_get_int (row, 4) == TYPE_CHAT;
  g_autoptr (StoreImported) imported = store_imported_new (
    store_rows_get_text (row, 1), store_rows_get_text (row, 2), usable ? read_message (row) : NULL);

  if (imported->message != NULL && imported->message->stanza_id != NULL &&
      !add_changes (conn, imported, store_rows_get_int (row, 0), error))
    return NULL;
  return g_steal_pointer (&imported);
}

static const StoreTable lines = {
  .newest = "SELECT max(log_line_id) FROM logs",
  .query = LINES_QUERY,
  .read = read_line,
};

static const StoreTable messages = {
  .newest = "SELECT max(pk) FROM message",
  .query = MESSAGES_QUERY,
  .absent = absent,
  .read = read_row,
};

static gpointer
gajim_open (const char *path, GError **error)
{
  g_autoptr (StoreConn) conn = store_conn_open_foreign (path, error);
  gboolean old;

  if (conn == NULL || !store_table_exists (conn, "logs", &old, error))
    return NULL;
  return store_table_open (old ? &lines : &messages, g_steal_pointer (&conn), error);
}

const StoreSourceClass store_source_gajim = { gajim_open, store_table_read, store_table_free };
