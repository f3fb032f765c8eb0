/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages of Dino, from its file dino.db (versions 10 and later of its schema).
 */
#include "config.h"

#include "base/time.h"
#include "store/conn.h"
#include "store/source-private.h"

/* Its numbers: entity/message.vala */
#define TYPE_CHAT 1
#define DIRECTION_SENT 1

/* A corrected message is shown by its last text alone, which the list of contents tells. */
#define QUERY                                                                                      \
  "SELECT m.id, a.bare_jid, j.bare_jid, m.counterpart_resource, m.our_resource, m.direction,"      \
  " m.type, m.time, m.body, m.stanza_id, m.server_id, m.marked"                                    \
  " FROM message AS m JOIN account AS a ON a.id = m.account_id"                                    \
  " JOIN jid AS j ON j.id = m.counterpart_id"                                                      \
  " WHERE m.id > ? AND m.body NOTNULL AND EXISTS (SELECT 1 FROM content_item AS c"                 \
  " WHERE c.content_type = 1 AND c.foreign_id = m.id AND c.hide = 0) ORDER BY m.id LIMIT ?"

typedef struct {
  StoreConn *conn;
  gint64 last; /* the message that was read last */
  gint64 end;
} Dino;

static void
dino_free (gpointer data)
{
  Dino *self = data;

  store_conn_close (self->conn);
  g_free (self);
}

static gpointer
dino_open (const char *path, GError **error)
{
  g_autoptr (StoreConn) conn = store_conn_open_foreign (path, error);
  gint64 end;
  Dino *self;

  if (conn == NULL || !store_conn_get_int (conn, &end, error, "SELECT max(id) FROM message"))
    return NULL;
  self = g_new0 (Dino, 1);
  self->conn = g_steal_pointer (&conn);
  self->end = end;
  return self;
}

/* Marks 4, 5, 6 and 8: it never left. */
static gboolean
is_unsent (gint64 marked)
{
  return marked == 4 || marked == 5 || marked == 6 || marked == 8;
}

static char *
join_address (const char *bare, const char *resource)
{
  g_autofree char *joined = resource != NULL && *resource != '\0'
                              ? g_strconcat (bare, "/", resource, NULL)
                              : g_strdup (bare);

  return g_utf8_make_valid (joined, -1);
}

static StoreMessage *
read_message (StoreRows *row)
{
  gboolean sent = store_rows_get_int (row, 5) == DIRECTION_SENT;
  gint64 seconds = CLAMP (store_rows_get_int (row, 7), BASE_TIME_MIN / G_USEC_PER_SEC,
                          BASE_TIME_MAX / G_USEC_PER_SEC);
  g_autofree char *sender =
    sent ? join_address (store_rows_get_text (row, 1), store_rows_get_text (row, 4))
         : join_address (store_rows_get_text (row, 2), store_rows_get_text (row, 3));
  StoreMessage *message = store_message_new (sent ? STORE_MESSAGE_OUT : STORE_MESSAGE_IN,
                                             STORE_MESSAGE_CHAT, sender, seconds * G_USEC_PER_SEC);

  message->body = store_source_dup_text (store_rows_get_text (row, 8));
  message->stanza_id = store_source_dup_text (store_rows_get_text (row, 9));
  message->server_id = store_source_dup_text (store_rows_get_text (row, 10));
  if (sent) {
    message->origin_id = g_strdup (message->stanza_id);
    message->state =
      is_unsent (store_rows_get_int (row, 11)) ? STORE_MESSAGE_FAILED : STORE_MESSAGE_SENT;
  }
  return message;
}

static gpointer
read_row (StoreRows *row)
{
  const char *account = store_rows_get_text (row, 1), *peer = store_rows_get_text (row, 2);
  gboolean usable = account != NULL && peer != NULL && store_rows_get_int (row, 6) == TYPE_CHAT;

  return store_imported_new (account, peer, usable ? read_message (row) : NULL);
}

static GPtrArray *
dino_read (gpointer data, guint n, double *progress, GError **error)
{
  Dino *self = data;
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

const StoreSourceClass store_source_dino = { dino_open, dino_read, dino_free };
