/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages of Gajim, from its file logs.db (versions 0.16.9 to 1.8).
 */
#include "config.h"

#include "base/time.h"
#include "store/conn.h"
#include "store/source-private.h"

/* Its numbers: gajim/common/const.py, KindConstant and JIDConstant */
enum {
  KIND_GC_MSG = 2,
  KIND_SINGLE_MSG_RECV = 3,
  KIND_CHAT_MSG_RECV = 4,
  KIND_SINGLE_MSG_SENT = 5,
  KIND_CHAT_MSG_SENT = 6,
};

/* The account is known by the address that it has among all others. */
#define QUERY                                                                                      \
  "SELECT l.log_line_id, a.jid, j.jid, l.kind, CAST (l.time * 1000000 AS INTEGER), l.message,"     \
  " l.subject, l.stanza_id, l.message_id, j.type"                                                  \
  " FROM logs AS l JOIN jids AS j ON j.jid_id = l.jid_id"                                          \
  " JOIN jids AS a ON a.jid_id = l.account_id"                                                     \
  " WHERE l.log_line_id > ? AND l.kind BETWEEN 2 AND 6 AND l.message NOTNULL"                      \
  " ORDER BY l.log_line_id LIMIT ?"

typedef struct {
  StoreConn *conn;
  gint64 last; /* the line that was read last */
  gint64 end;
} Gajim;

static void
gajim_free (gpointer data)
{
  Gajim *self = data;

  store_conn_close (self->conn);
  g_free (self);
}

static gpointer
gajim_open (const char *path, GError **error)
{
  g_autoptr (StoreConn) conn = store_conn_open_foreign (path, error);
  gint64 end;
  Gajim *self;

  if (conn == NULL || !store_conn_get_int (conn, &end, error, "SELECT max(log_line_id) FROM logs"))
    return NULL;
  self = g_new0 (Gajim, 1);
  self->conn = g_steal_pointer (&conn);
  self->end = end;
  return self;
}

static StoreMessage *
read_message (StoreRows *row, gint64 kind)
{
  gboolean sent = kind == KIND_SINGLE_MSG_SENT || kind == KIND_CHAT_MSG_SENT;
  gboolean single = kind == KIND_SINGLE_MSG_RECV || kind == KIND_SINGLE_MSG_SENT;
  g_autofree char *sender = g_utf8_make_valid (store_rows_get_text (row, sent ? 1 : 2), -1);
  StoreMessage *message = store_message_new (
    sent ? STORE_MESSAGE_OUT : STORE_MESSAGE_IN, single ? STORE_MESSAGE_NORMAL : STORE_MESSAGE_CHAT,
    sender, CLAMP (store_rows_get_int (row, 4), BASE_TIME_MIN, BASE_TIME_MAX));

  message->body = store_source_dup_text (store_rows_get_text (row, 5));
  message->subject = store_source_dup_text (store_rows_get_text (row, 6));
  message->server_id = store_source_dup_text (store_rows_get_text (row, 7));
  message->stanza_id = store_source_dup_text (store_rows_get_text (row, 8));
  if (sent) {
    message->origin_id = g_strdup (message->stanza_id);
    message->state = STORE_MESSAGE_SENT;
  }
  return message;
}

static gpointer
read_row (StoreRows *row)
{
  const char *account = store_rows_get_text (row, 1), *peer = store_rows_get_text (row, 2);
  gint64 kind = store_rows_get_int (row, 3);
  /* type 1: a group chat, where kinds 4 and 6 are what somebody said in private */
  gboolean usable =
    account != NULL && peer != NULL && kind != KIND_GC_MSG && store_rows_get_int (row, 9) == 0;

  return store_imported_new (account, peer, usable ? read_message (row, kind) : NULL);
}

static GPtrArray *
gajim_read (gpointer data, guint n, double *progress, GError **error)
{
  Gajim *self = data;
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (store_imported_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoreRows) rows =
    store_conn_query (self->conn, error, QUERY, STORE_INT (self->last), STORE_INT (n));

  if (rows == NULL)
    return NULL;
  while (store_rows_next (rows, &failure)) {
    self->last = store_rows_get_int (rows, 0);
    g_ptr_array_add (messages, read_row (rows));
  }
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  *progress = messages->len < n || self->end <= 0 ? 1 : (double) self->last / self->end;
  return g_steal_pointer (&messages);
}

const StoreSourceClass store_source_gajim = { gajim_open, gajim_read, gajim_free };
