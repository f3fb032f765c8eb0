/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of messages.
 */
#include "config.h"

#include "store/messages.h"

#include "base/data.h"
#include "store/change-rows.h"
#include "store/conversations-private.h"
#include "store/dedupe.h"
#include "store/messages-private.h"

#define COLUMNS STORE_MESSAGE_COLUMNS

/* What a job works on. */
struct _Args {
  gint64 account;
  gint64 conversation;
  gint64 id; /* of a message */
  char *peer;
  char *stanza_id;
  StoreMessageState state;
  char *error_condition;
  char *error_text;
  char *body;
  StoreMessage *message;
  gboolean drafted;
};
BASE_DEFINE_DATA (Args, args)

static void
args_cleanup (Args *self)
{
  g_free (self->peer);
  g_free (self->stanza_id);
  g_free (self->error_condition);
  g_free (self->error_text);
  g_free (self->body);
  store_message_free (self->message);
}

/* The server has it: that is more than was known of it. Of one that failed and waits to go out again it may
 * have the first attempt only, under another id. */
static gboolean
settle (StoreConn *conn,
        StoreMessage *known,
        const StoreMessage *message,
        StoreMessageFate *fate,
        GError **error)
{
  if (message->server_id == NULL || known->state != STORE_MESSAGE_PENDING ||
      g_strcmp0 (known->stanza_id, message->stanza_id) != 0)
    return TRUE;
  known->state = STORE_MESSAGE_SENT;
  *fate = STORE_MESSAGE_SETTLED;
  return store_conn_run (conn, error, "UPDATE message SET state = ? WHERE id = ?",
                         STORE_INT (known->state), STORE_INT (known->id));
}

/* What came twice may know more the second time. */
static gboolean
complete (StoreConn *conn,
          StoreMessage **known,
          const StoreMessage *message,
          StoreMessageFate *fate,
          GError **error)
{
  gboolean stand_in;

  if (!store_changes_is_stand_in (conn, *known, &stand_in, error))
    return FALSE;
  if (!stand_in)
    return settle (conn, *known, message, fate, error);
  *fate = STORE_MESSAGE_SETTLED;
  return store_changes_complete (conn, known, message, error);
}

/* Adds the message and returns it as it is kept. Not by RETURNING, which makes a temporary table each
 * time. */
static StoreMessage *
insert (StoreConn *conn,
        gint64 conversation,
        const StoreMessage *message,
        StoreDirection direction,
        StoreMessageState state,
        GError **error)
{
  g_autoptr (StoreMessage) added = store_message_copy (message);

  added->conversation = conversation;
  added->direction = direction;
  added->state = state;
  added->seen = message->seen || message->retracted != 0 || direction == STORE_MESSAGE_OUT;
  if (!store_conn_run (
        conn, error,
        "INSERT INTO message (conversation, direction, kind, state, time, sender,"
        " stanza_id, origin_id, server_id, subject, body, thread, error_condition,"
        " error_text, seen, edited, retracted, reply_to, extra, markable)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        STORE_INT (added->conversation), STORE_INT (added->direction), STORE_INT (added->kind),
        STORE_INT (added->state), STORE_INT (added->time), STORE_TEXT (added->sender),
        STORE_TEXT (added->stanza_id), STORE_TEXT (added->origin_id), STORE_TEXT (added->server_id),
        STORE_TEXT (added->subject), STORE_TEXT (added->body), STORE_TEXT (added->thread),
        STORE_TEXT (added->error_condition), STORE_TEXT (added->error_text),
        STORE_INT (added->seen), STORE_INT (added->edited), STORE_INT (added->retracted),
        STORE_TEXT (added->reply_to), STORE_TEXT (added->extra), STORE_INT (added->markable)))
    return NULL;
  added->id = store_conn_get_insert_id (conn);
  if (!store_conversation_added (conn, conversation, added->id, added->time, !added->seen, error))
    return NULL;
  return g_steal_pointer (&added);
}

/* @message: (transfer full) (nullable): NULL when there is an error already */
static gpointer
insertion_new (StoreConn *conn,
               gint64 conversation,
               StoreMessage *message,
               gboolean duplicate,
               GError **error)
{
  g_autoptr (StoreInsertion) self = g_new0 (StoreInsertion, 1);

  self->message = message;
  self->duplicate = duplicate;
  if (message == NULL)
    return NULL;
  self->conversation = store_conversation_find (conn, conversation, error);
  return self->conversation != NULL ? g_steal_pointer (&self) : NULL;
}

StoreMessage *
store_message_add (StoreConn *conn,
                   gint64 conversation,
                   const StoreMessage *message,
                   StoreMessageFate *fate,
                   GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoreMessage) known = store_dedupe_find (conn, conversation, message, &failure);
  g_autoptr (StoreMessage) added = NULL;

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  if (known != NULL) {
    *fate = STORE_MESSAGE_KNOWN;
    return complete (conn, &known, message, fate, error) ? g_steal_pointer (&known) : NULL;
  }
  *fate = STORE_MESSAGE_ADDED;
  added = insert (
    conn, conversation, message, message->direction,
    message->direction == STORE_MESSAGE_OUT ? STORE_MESSAGE_SENT : STORE_MESSAGE_RECEIVED, error);
  if (added == NULL || !store_changes_take_waiting (conn, &added, error))
    return NULL;
  return g_steal_pointer (&added);
}

static gpointer
insert_incoming_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  StoreMessageFate fate = STORE_MESSAGE_ADDED;
  StoreMessage *message;
  gint64 conversation;

  if (!store_conversation_ensure (conn, args->account, args->peer,
                                  store_conversation_kind_of (args->peer), &conversation, error))
    return NULL;
  message = store_message_add (conn, conversation, args->message, &fate, error);
  return insertion_new (conn, conversation, message, fate != STORE_MESSAGE_ADDED, error);
}

static gpointer
insert_outgoing_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  if (args->drafted && !store_conversation_clear_draft (conn, args->conversation, error))
    return NULL;
  return insertion_new (conn, args->conversation,
                        insert (conn, args->conversation, args->message, STORE_MESSAGE_OUT,
                                STORE_MESSAGE_PENDING, error),
                        FALSE, error);
}

gpointer
store_pending_read (StoreRows *row)
{
  StorePending *pending = g_new0 (StorePending, 1);

  pending->message = store_message_read (row);
  pending->peer = store_rows_dup_text (row, STORE_MESSAGE_N_COLUMNS);
  return pending;
}

gboolean
store_message_find_sent (StoreConn *conn,
                         gint64 account,
                         const char *peer,
                         const char *stanza_id,
                         gint64 *id,
                         GError **error)
{
  /* direction 1: outgoing */
  return store_conn_get_int (conn, id, error,
                             "SELECT id FROM message WHERE conversation ="
                             " (SELECT id FROM conversation WHERE account = ? AND jid = ?)"
                             " AND stanza_id = ? AND direction = 1 ORDER BY id DESC LIMIT 1",
                             STORE_INT (account), STORE_TEXT (peer), STORE_TEXT (stanza_id));
}

static gboolean
is_step_forward (StoreMessageState from, StoreMessageState to)
{
  switch (from) {
  case STORE_MESSAGE_PENDING:
    return to == STORE_MESSAGE_SENT || to == STORE_MESSAGE_DELIVERED || to == STORE_MESSAGE_FAILED;
  case STORE_MESSAGE_SENT:
    return to == STORE_MESSAGE_DELIVERED || to == STORE_MESSAGE_FAILED;
  case STORE_MESSAGE_FAILED:
    return to == STORE_MESSAGE_DELIVERED;
  case STORE_MESSAGE_RECEIVED:
  case STORE_MESSAGE_DELIVERED:
  case STORE_MESSAGE_READ:
  default:
    return FALSE;
  }
}

/* NULL without an error: the step was not taken. */
static gpointer
step (StoreConn *conn, const Args *args, gint64 id, GError **error)
{
  g_autoptr (StoreMessage) message = store_message_find (conn, id, error);

  if (message == NULL || !is_step_forward (message->state, args->state) ||
      !store_conn_run (conn, error,
                       "UPDATE message SET state = ?, error_condition = ?, error_text = ?"
                       " WHERE id = ?",
                       STORE_INT (args->state), STORE_TEXT (args->error_condition),
                       STORE_TEXT (args->error_text), STORE_INT (id)))
    return NULL;
  return store_message_find (conn, id, error);
}

static gpointer
set_state_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  return step (conn, args, args->id, error);
}

static gpointer
set_state_by_stanza_id_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  gint64 id;

  if (!store_message_find_sent (conn, args->account, args->peer, args->stanza_id, &id, error))
    return NULL;
  if (id == 0) {
    g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "%s was sent no message %s", args->peer,
                 args->stanza_id);
    return NULL;
  }
  return step (conn, args, id, error);
}

StoreMessage *
store_message_set_delivered (StoreConn *conn,
                             gint64 account,
                             const char *peer,
                             const char *stanza_id,
                             GError **error)
{
  const Args args = { .state = STORE_MESSAGE_DELIVERED };
  gint64 id;

  if (!store_message_find_sent (conn, account, peer, stanza_id, &id, error))
    return NULL;
  return step (conn, &args, id, error);
}

static gpointer
retry_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  StoreMessage *message;

  if (!store_conn_run (conn, error,
                       "UPDATE message SET state = ?, stanza_id = ?,"
                       " error_condition = NULL, error_text = NULL WHERE id = ? AND state = ?",
                       STORE_INT (STORE_MESSAGE_PENDING), STORE_TEXT (args->stanza_id),
                       STORE_INT (args->id), STORE_INT (STORE_MESSAGE_FAILED)) ||
      store_conn_get_changes (conn) == 0)
    return NULL;
  message = store_message_find (conn, args->id, error);
  /* What it said before may be known elsewhere. */
  if (message == NULL || message->edited != 0)
    return message;
  store_message_free (message);
  if (!store_changes_forget (conn, args->id, error))
    return NULL;
  return store_message_find (conn, args->id, error);
}

static gpointer
rewrite_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  StoreMessage *message;

  if (!store_conn_run (conn, error, "UPDATE message SET body = ? WHERE id = ? AND state = ?",
                       STORE_TEXT (args->body), STORE_INT (args->id),
                       STORE_INT (STORE_MESSAGE_PENDING)))
    return NULL;
  if (store_conn_get_changes (conn) == 0) {
    g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "The message cannot be rewritten");
    return NULL;
  }
  if (!store_changes_forget_versions (conn, args->id, error))
    return NULL;
  message = store_message_find (conn, args->id, error);
  if (message == NULL)
    return NULL;
  return insertion_new (conn, message->conversation, message, FALSE, error);
}

static gpointer
pending_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  /* state 1: pending, as a literal, which the partial index needs */
  g_autoptr (GPtrArray) all = store_rows_collect (
    store_conn_query (conn, error,
                      "SELECT " COLUMNS ", (SELECT jid FROM conversation WHERE id = conversation)"
                      " FROM message WHERE state = 1 AND conversation IN"
                      " (SELECT id FROM conversation WHERE account = ?) ORDER BY message.id",
                      STORE_INT (args->account)),
    store_pending_read, store_pending_free, error);

  /* What the server may have already goes out again as it was; the correction follows it. */
  for (guint i = 0; all != NULL && i < all->len; i++)
    if (!store_changes_restore_first (conn, ((StorePending *) all->pdata[i])->message, error))
      return NULL;
  return g_steal_pointer (&all);
}

static gpointer
newest_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  gint64 time;

  /* direction 0: incoming; one step in the index for each conversation, and rarely a few more */
  if (!store_conn_get_int (conn, &time, error,
                           "SELECT max((SELECT time FROM message WHERE conversation = c.id"
                           " AND direction = 0 ORDER BY time DESC LIMIT 1))"
                           " FROM conversation AS c WHERE account = ?",
                           STORE_INT (args->account)))
    return NULL;
  return g_memdup2 (&time, sizeof time);
}

void
store_insertion_free (gpointer self)
{
  StoreInsertion *insertion = self;

  if (insertion == NULL)
    return;
  store_message_free (insertion->message);
  store_conversation_free (insertion->conversation);
  g_free (insertion);
}

void
store_pending_free (gpointer self)
{
  StorePending *pending = self;

  if (pending == NULL)
    return;
  g_free (pending->peer);
  store_message_free (pending->message);
  g_free (pending);
}

void
store_messages_insert_incoming_async (StoreDb *db,
                                      gint64 account,
                                      const char *peer,
                                      const StoreMessage *message,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  Args *args;

  g_return_if_fail (peer != NULL);
  g_return_if_fail (message != NULL && message->sender != NULL);

  args = args_alloc ();
  args->account = account;
  args->peer = g_strdup (peer);
  args->message = store_message_copy (message);
  store_db_run_async (db, STORE_WRITE, insert_incoming_job, args, args_free, store_insertion_free,
                      cancellable, callback, user_data);
}

StoreInsertion *
store_messages_insert_incoming_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_messages_insert_outgoing_async (StoreDb *db,
                                      gint64 conversation,
                                      const StoreMessage *message,
                                      gboolean drafted,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  Args *args;

  g_return_if_fail (message != NULL && message->sender != NULL);

  args = args_alloc ();
  args->conversation = conversation;
  args->message = store_message_copy (message);
  args->drafted = drafted;
  store_db_run_async (db, STORE_WRITE_DURABLE, insert_outgoing_job, args, args_free,
                      store_insertion_free, cancellable, callback, user_data);
}

StoreInsertion *
store_messages_insert_outgoing_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

/* Fills in what the two ways to name a message share. */
static Args *
args_new_step (StoreMessageState state, const char *error_condition, const char *error_text)
{
  Args *args = args_alloc ();

  args->state = state;
  args->error_condition = g_strdup (error_condition);
  args->error_text = g_strdup (error_text);
  return args;
}

void
store_messages_set_state_async (StoreDb *db,
                                gint64 message,
                                StoreMessageState state,
                                const char *error_condition,
                                const char *error_text,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Args *args = args_new_step (state, error_condition, error_text);

  args->id = message;
  store_db_run_async (db, STORE_WRITE, set_state_job, args, args_free, store_message_free,
                      cancellable, callback, user_data);
}

StoreMessage *
store_messages_set_state_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_messages_set_state_by_stanza_id_async (StoreDb *db,
                                             gint64 account,
                                             const char *peer,
                                             const char *stanza_id,
                                             StoreMessageState state,
                                             const char *error_condition,
                                             const char *error_text,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data)
{
  Args *args;

  g_return_if_fail (peer != NULL && stanza_id != NULL);

  args = args_new_step (state, error_condition, error_text);
  args->account = account;
  args->peer = g_strdup (peer);
  args->stanza_id = g_strdup (stanza_id);
  store_db_run_async (db, STORE_WRITE, set_state_by_stanza_id_job, args, args_free,
                      store_message_free, cancellable, callback, user_data);
}

StoreMessage *
store_messages_set_state_by_stanza_id_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_messages_retry_async (StoreDb *db,
                            gint64 message,
                            const char *stanza_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Args *args;

  g_return_if_fail (stanza_id != NULL);

  args = args_alloc ();
  args->id = message;
  args->stanza_id = g_strdup (stanza_id);
  store_db_run_async (db, STORE_WRITE_DURABLE, retry_job, args, args_free, store_message_free,
                      cancellable, callback, user_data);
}

StoreMessage *
store_messages_retry_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_messages_rewrite_async (StoreDb *db,
                              gint64 message,
                              const char *body,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Args *args = args_alloc ();

  args->id = message;
  args->body = g_strdup (body);
  store_db_run_async (db, STORE_WRITE_DURABLE, rewrite_job, args, args_free, store_insertion_free,
                      cancellable, callback, user_data);
}

StoreInsertion *
store_messages_rewrite_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_messages_newest_async (StoreDb *db,
                             gint64 account,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Args *args = args_alloc ();

  args->account = account;
  store_db_run_async (db, STORE_READ, newest_job, args, args_free, g_free, cancellable, callback,
                      user_data);
}

gint64
store_messages_newest_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *time = store_db_run_finish (db, result, error);

  return time != NULL ? *time : -1;
}

void
store_messages_pending_async (StoreDb *db,
                              gint64 account,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Args *args = args_alloc ();

  args->account = account;
  store_db_run_async (db, STORE_READ, pending_job, args, args_free, store_list_free, cancellable,
                      callback, user_data);
}

GPtrArray *
store_messages_pending_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}
