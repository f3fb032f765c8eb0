/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message, as the archive has it.
 */
#include "config.h"

#include "store/message.h"

#include "store/messages-private.h"

gpointer
store_message_read (StoreRows *row)
{
  StoreMessage *message = g_new0 (StoreMessage, 1);
  int column = 0;

  message->id = store_rows_get_int (row, column++);
  message->conversation = store_rows_get_int (row, column++);
  message->direction = (StoreDirection) store_rows_get_int (row, column++);
  message->kind = (StoreMessageKind) store_rows_get_int (row, column++);
  message->state = (StoreMessageState) store_rows_get_int (row, column++);
  message->time = store_rows_get_int (row, column++);
  message->sender = store_rows_dup_text (row, column++);
  message->stanza_id = store_rows_dup_text (row, column++);
  message->origin_id = store_rows_dup_text (row, column++);
  message->server_id = store_rows_dup_text (row, column++);
  message->subject = store_rows_dup_text (row, column++);
  message->body = store_rows_dup_text (row, column++);
  message->thread = store_rows_dup_text (row, column++);
  message->error_condition = store_rows_dup_text (row, column++);
  message->error_text = store_rows_dup_text (row, column++);
  message->seen = store_rows_get_int (row, column++) != 0;
  message->edited = store_rows_get_int (row, column++);
  message->retracted = store_rows_get_int (row, column++);
  message->reply_to = store_rows_dup_text (row, column++);
  message->reactions = store_rows_dup_text (row, column++);
  message->extra = store_rows_dup_text (row, column++);
  message->markable = store_rows_get_int (row, column++) != 0;
  g_assert (column == STORE_MESSAGE_N_COLUMNS);
  return message;
}

StoreMessage *
store_message_find (StoreConn *conn, gint64 id, GError **error)
{
  return store_rows_take_first (
    store_conn_query (conn, error, "SELECT " STORE_MESSAGE_COLUMNS " FROM message WHERE id = ?",
                      STORE_INT (id)),
    store_message_read, store_message_free, error);
}

StoreMessage *
store_message_new (StoreDirection direction, StoreMessageKind kind, const char *sender, gint64 time)
{
  StoreMessage *self = g_new0 (StoreMessage, 1);

  self->direction = direction;
  self->kind = kind;
  self->sender = g_strdup (sender);
  self->time = time;
  return self;
}

StoreMessage *
store_message_copy (const StoreMessage *self)
{
  StoreMessage *copy = g_memdup2 (self, sizeof *self);

  copy->sender = g_strdup (self->sender);
  copy->stanza_id = g_strdup (self->stanza_id);
  copy->origin_id = g_strdup (self->origin_id);
  copy->server_id = g_strdup (self->server_id);
  copy->subject = g_strdup (self->subject);
  copy->body = g_strdup (self->body);
  copy->thread = g_strdup (self->thread);
  copy->error_condition = g_strdup (self->error_condition);
  copy->error_text = g_strdup (self->error_text);
  copy->reply_to = g_strdup (self->reply_to);
  copy->reactions = g_strdup (self->reactions);
  copy->extra = g_strdup (self->extra);
  return copy;
}

void
store_message_free (gpointer self)
{
  StoreMessage *message = self;

  if (message == NULL)
    return;
  g_free (message->sender);
  g_free (message->stanza_id);
  g_free (message->origin_id);
  g_free (message->server_id);
  g_free (message->subject);
  g_free (message->body);
  g_free (message->thread);
  g_free (message->error_condition);
  g_free (message->error_text);
  g_free (message->reply_to);
  g_free (message->reactions);
  g_free (message->extra);
  g_free (message);
}
