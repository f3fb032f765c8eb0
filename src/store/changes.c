/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said about messages: kept, whether the message is here or not, and brought into it.
 */
#include "config.h"

#include "store/changes.h"

#include "base/data.h"
#include "store/change-rows.h"
#include "store/conversations-private.h"
#include "store/dedupe.h"
#include "store/messages-private.h"

#define SELECT "SELECT " STORE_CHANGE_COLUMNS " FROM message_change AS c"

/* What a job works on. */
struct _Args {
  gint64 account;
  gint64 id; /* of a change or a message */
  char *peer;
  char *stanza_id;
  StoreMessageState state;
  gboolean complete;
  StoreChange *change;
};
BASE_DEFINE_DATA (Args, args)

static void
args_cleanup (Args *self)
{
  g_free (self->peer);
  g_free (self->stanza_id);
  store_change_free (self->change);
}

/* NULL without an error: there is none. */
static StoreChange *
find_change (StoreConn *conn, gint64 id, GError **error)
{
  return store_rows_take_first (
    store_conn_query (conn, error, SELECT " WHERE c.id = ?", STORE_INT (id)), store_change_read,
    store_change_free, error);
}

static gboolean
is_same_text (const char *a, const char *b)
{
  return g_strcmp0 (a, b) == 0;
}

/* As of messages: our own may have waited for days to be sent, and our ids never come again. */
static gboolean
is_repeat (const StoreChange *known, const StoreChange *change)
{
  return known->direction == STORE_MESSAGE_OUT ||
         ABS (known->time - change->time) <= STORE_MAX_REPEAT;
}

/* A version whose text was wiped may have been any. */
static gboolean
has_same_body (const StoreChange *known, const StoreChange *change)
{
  if (known->body == NULL && (known->server_id == NULL || change->server_id == NULL))
    return TRUE;
  return is_same_text (known->body, change->body);
}

/* What is sent again, because nobody knew whether it had arrived, is in the server's archive twice. */
static gboolean
is_twin (const StoreChange *known, const StoreChange *change)
{
  if (known->server_id != NULL && is_same_text (known->server_id, change->server_id))
    return TRUE;
  return known->kind == change->kind && known->direction == change->direction &&
         is_same_text (known->stanza_id, change->stanza_id) &&
         is_same_text (known->sender, change->sender) &&
         is_same_text (known->target, change->target) && has_same_body (known, change) &&
         is_repeat (known, change);
}

/* The change itself, if it is here already. @sql finds those with that @id. */
static gboolean
find_twin_by (StoreConn *conn,
              const StoreChange *change,
              const char *sql,
              const char *id,
              StoreChange **twin,
              GError **error)
{
  g_autoptr (GPtrArray) twins = NULL;

  if (id == NULL || *twin != NULL)
    return TRUE;
  twins = store_rows_collect (
    store_conn_query (conn, error, sql, STORE_INT (change->conversation), STORE_TEXT (id)),
    store_change_read, store_change_free, error);
  for (guint i = 0; twins != NULL && *twin == NULL && i < twins->len; i++)
    if (is_twin (twins->pdata[i], change))
      *twin = g_ptr_array_steal_index (twins, i);
  return twins != NULL;
}

static gboolean
find_twin (StoreConn *conn, const StoreChange *change, StoreChange **twin, GError **error)
{
#define WITH(column)                                                                               \
  SELECT " WHERE c.conversation = ? AND " column " = ? ORDER BY c.id DESC LIMIT 20"
  *twin = NULL;
  return find_twin_by (conn, change, WITH ("c.server_id"), change->server_id, twin, error) &&
         find_twin_by (conn, change, WITH ("c.stanza_id"), change->stanza_id, twin, error);
#undef WITH
}

/* The server's archive has it: that is more than was known of it. */
static gboolean
settle_twin (StoreConn *conn,
             StoreChange *known,
             const StoreChange *change,
             gboolean *settled,
             GError **error)
{
  *settled = change->server_id != NULL && known->state == STORE_MESSAGE_PENDING;
  if (!*settled)
    return TRUE;
  known->state = STORE_MESSAGE_SENT;
  return store_conn_run (conn, error, "UPDATE message_change SET state = ? WHERE id = ?",
                         STORE_INT (known->state), STORE_INT (known->id));
}

/* Shows what changed in @message, which it takes, unless nothing did. */
static gboolean
finish (StoreConn *conn, StoreChangeOutcome *outcome, StoreMessage *message, GError **error)
{
  outcome->message = message;
  outcome->conversation = store_conversation_find (conn, message->conversation, error);
  return outcome->conversation != NULL;
}

static gboolean
apply (StoreConn *conn, StoreChangeOutcome *outcome, StoreMessage *found, GError **error)
{
  g_autoptr (StoreMessage) message = found;
  gboolean changed;

  if (!store_changes_apply (conn, &message, &changed, error))
    return FALSE;
  return !changed || finish (conn, outcome, g_steal_pointer (&message), error);
}

/* A message that stands for the one that is corrected, under the id of that one. */
static StoreMessage *
add_stand_in (StoreConn *conn, const StoreChange *change, GError **error)
{
  g_autoptr (StoreMessage) message =
    store_message_new (change->direction, STORE_MESSAGE_CHAT, change->sender, change->time);
  StoreMessageFate fate;
  gint64 here_since;

  if (!store_conn_get_int (conn, &here_since, error,
                           "SELECT created FROM account WHERE id ="
                           " (SELECT account FROM conversation WHERE id = ?)",
                           STORE_INT (change->conversation)))
    return NULL;
  message->seen = change->time < here_since;
  message->stanza_id = g_strdup (change->target);
  message->body = g_strdup (change->body);
  message->extra = g_strdup (change->extra);
  message->edited = change->time;
  /* It takes with it all that waits for that id, this change too. */
  return store_message_add (conn, change->conversation, message, &fate, error);
}

/* Brings the change, which is new, to its message, with others that wait for the change itself. */
static gboolean
take_to (StoreConn *conn, StoreChange *change, const StoreMessage *message, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gboolean any;

  change->message = message->id;
  if (!store_conn_run (conn, error, "UPDATE message_change SET message = ? WHERE id = ?",
                       STORE_INT (message->id), STORE_INT (change->id)))
    return FALSE;
  if (change->kind == STORE_CHANGE_CORRECTION && change->stanza_id != NULL)
    g_ptr_array_add (names, g_strdup (change->stanza_id));
  return store_changes_attach (conn, message, names, &any, error);
}

/* A change that is new. */
static gboolean
add_new (StoreConn *conn, StoreChangeOutcome *outcome, gboolean complete, GError **error)
{
  StoreChange *change = outcome->change;
  g_autoptr (StoreMessage) message = NULL;

  if (!store_change_find_message (conn, change, &message, error))
    return FALSE;
  if (message == NULL && complete && change->kind != STORE_CHANGE_CORRECTION) {
    g_clear_pointer (&outcome->change, store_change_free);
    return TRUE;
  }
  if (!store_change_insert (conn, change, error))
    return FALSE;
  if (message != NULL)
    return take_to (conn, change, message, error) &&
           apply (conn, outcome, g_steal_pointer (&message), error);
  if (!complete)
    return store_changes_prune_waiting (conn, change->conversation, error);
  message = add_stand_in (conn, change, error);
  outcome->added = TRUE;
  return message != NULL && finish (conn, outcome, g_steal_pointer (&message), error);
}

StoreChangeOutcome *
store_change_add (StoreConn *conn,
                  gint64 conversation,
                  const StoreChange *change,
                  gboolean complete,
                  GError **error)
{
  g_autoptr (StoreChangeOutcome) outcome = g_new0 (StoreChangeOutcome, 1);
  g_autoptr (StoreChange) added = store_change_copy (change);
  StoreChange *twin;

  added->conversation = conversation;
  added->message = 0;
  if (!find_twin (conn, added, &twin, error))
    return NULL;
  outcome->duplicate = twin != NULL;
  outcome->change = twin != NULL ? twin : g_steal_pointer (&added);
  if (twin != NULL ? !settle_twin (conn, twin, change, &outcome->settled, error)
                   : !add_new (conn, outcome, complete, error))
    return NULL;
  return g_steal_pointer (&outcome);
}

static gpointer
add_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  gint64 conversation = 0;

  /* Nobody gets a chat by saying something about nothing. */
  if (args->complete && args->change->kind != STORE_CHANGE_CORRECTION) {
    if (!store_conn_get_int (conn, &conversation, error,
                             "SELECT id FROM conversation WHERE account = ? AND jid = ?",
                             STORE_INT (args->account), STORE_TEXT (args->peer)))
      return NULL;
    if (conversation == 0)
      return g_new0 (StoreChangeOutcome, 1);
  } else if (!store_conversation_ensure (conn, args->account, args->peer,
                                         store_conversation_kind_of (args->peer), &conversation,
                                         error)) {
    return NULL;
  }
  return store_change_add (conn, conversation, args->change, args->complete, error);
}

/* Behind all that was said before about it: the clock may have been set back. */
static gboolean
put_behind (StoreConn *conn, StoreChange *change, const StoreMessage *message, GError **error)
{
  gint64 newest;

  if (!store_conn_get_int (conn, &newest, error,
                           "SELECT max (time) FROM message_change WHERE message = ?",
                           STORE_INT (message->id)))
    return FALSE;
  change->time = MAX (change->time, MAX (message->time, newest) + 1);
  return TRUE;
}

/* A message that failed goes out again as its own correction: a server may have kept what it said first,
 * and shows that to other devices. */
static gboolean
send_again (StoreConn *conn, StoreMessage *message, StoreChange *correction, GError **error)
{
  correction->state = STORE_MESSAGE_SENT;
  if (message->origin_id != NULL) {
    g_free (correction->target);
    correction->target = g_strdup (message->origin_id);
  }
  g_free (message->origin_id);
  message->origin_id = g_strdup (correction->target);
  g_free (message->stanza_id);
  message->stanza_id = g_strdup (correction->stanza_id);
  g_clear_pointer (&message->error_condition, g_free);
  g_clear_pointer (&message->error_text, g_free);
  message->state = STORE_MESSAGE_PENDING;
  return store_conn_run (conn, error,
                         "UPDATE message SET state = ?, origin_id = ?, stanza_id = ?,"
                         " error_condition = NULL, error_text = NULL WHERE id = ?",
                         STORE_INT (message->state), STORE_TEXT (message->origin_id),
                         STORE_TEXT (message->stanza_id), STORE_INT (message->id));
}

static gpointer
write_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  g_autoptr (StoreChangeOutcome) outcome = g_new0 (StoreChangeOutcome, 1);
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoreMessage) message = store_message_find (conn, args->change->message, &failure);
  StoreChange *change = store_change_copy (args->change);
  gboolean changed;

  outcome->change = change;
  if (failure == NULL && (message == NULL || message->retracted != 0 || message->stanza_id == NULL))
    g_set_error (&failure, STORE_ERROR, STORE_ERROR_NOT_FOUND, "The message is gone");
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  change->conversation = message->conversation;
  g_free (change->target);
  change->target = g_strdup (message->stanza_id);
  if (change->kind == STORE_CHANGE_CORRECTION) {
    g_free (change->extra);
    change->extra = g_strdup (message->extra);
  }
  if (change->kind == STORE_CHANGE_CORRECTION && message->state == STORE_MESSAGE_FAILED &&
      !send_again (conn, message, change, error))
    return NULL;
  if (!put_behind (conn, change, message, error) ||
      (change->kind == STORE_CHANGE_RETRACTION &&
       !store_conn_run (conn, error,
                        "DELETE FROM message_change WHERE message = ? AND kind = 1 AND state = 1",
                        STORE_INT (message->id))) ||
      !store_change_insert (conn, change, error) ||
      !store_changes_apply (conn, &message, &changed, error) ||
      !finish (conn, outcome, g_steal_pointer (&message), error))
    return NULL;
  return g_steal_pointer (&outcome);
}

/* What others were told to forget is gone here, so it cannot be undone. */
static gboolean
is_step_forward (const StoreChange *change, StoreMessageState to)
{
  if (change->state == STORE_MESSAGE_PENDING)
    return TRUE;
  return change->state == STORE_MESSAGE_SENT && to == STORE_MESSAGE_FAILED &&
         change->kind != STORE_CHANGE_RETRACTION;
}

static gpointer
step (StoreConn *conn, gint64 id, StoreMessageState state, GError **error)
{
  g_autoptr (StoreChangeOutcome) outcome = g_new0 (StoreChangeOutcome, 1);
  g_autoptr (StoreMessage) message = NULL;

  outcome->change = find_change (conn, id, error);
  if (outcome->change == NULL || !is_step_forward (outcome->change, state) ||
      !store_conn_run (conn, error, "UPDATE message_change SET state = ? WHERE id = ?",
                       STORE_INT (state), STORE_INT (id)))
    return NULL;
  outcome->change->state = state;
  message = store_message_find (conn, outcome->change->message, error);
  if (message == NULL || !apply (conn, outcome, g_steal_pointer (&message), error))
    return NULL;
  return g_steal_pointer (&outcome);
}

static gpointer
set_state_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  return step (conn, args->id, args->state, error);
}

static gpointer
fail_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  gint64 id;

  /* direction 1: outgoing */
  if (!store_conn_get_int (conn, &id, error,
                           "SELECT id FROM message_change WHERE conversation ="
                           " (SELECT id FROM conversation WHERE account = ? AND jid = ?)"
                           " AND stanza_id = ? AND direction = 1 AND message IS NOT NULL"
                           " ORDER BY id DESC LIMIT 1",
                           STORE_INT (args->account), STORE_TEXT (args->peer),
                           STORE_TEXT (args->stanza_id)))
    return NULL;
  if (id == 0) {
    g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "%s was sent no change %s", args->peer,
                 args->stanza_id);
    return NULL;
  }
  return step (conn, id, STORE_MESSAGE_FAILED, error);
}

static gpointer
read_pending (StoreRows *row)
{
  StorePendingChange *pending = g_new0 (StorePendingChange, 1);

  pending->change = store_change_read (row);
  pending->peer = store_rows_dup_text (row, STORE_CHANGE_N_COLUMNS);
  return pending;
}

static gpointer
pending_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  /* state 1: pending, as a literal, which the partial index needs */
  g_autoptr (GPtrArray) all = store_rows_collect (
    store_conn_query (conn, error,
                      "SELECT " STORE_CHANGE_COLUMNS ", v.jid FROM message_change AS c"
                      " JOIN conversation AS v ON v.id = c.conversation"
                      " WHERE c.state = 1 AND v.account = ? AND c.message IS NOT NULL"
                      " ORDER BY c.id",
                      STORE_INT (args->account)),
    read_pending, store_pending_change_free, error);

  for (guint i = 0; all != NULL && i < all->len; i++) {
    StorePendingChange *pending = all->pdata[i];

    pending->message = store_message_find (conn, pending->change->message, error);
    if (pending->message == NULL)
      return NULL;
  }
  return g_steal_pointer (&all);
}

/* The message that @change waits for is not to be had. Its stand-in takes with it what else waits. */
static gboolean
settle (StoreConn *conn, const StoreChange *change, GPtrArray *added, GError **error)
{
  g_autoptr (StoreMessage) there = NULL;
  StoreInsertion *insertion;

  /* One before it may have been about the same message. */
  if (!store_change_find_message (conn, change, &there, error))
    return FALSE;
  if (there != NULL)
    return TRUE;
  insertion = g_new0 (StoreInsertion, 1);
  g_ptr_array_add (added, insertion);
  insertion->message = add_stand_in (conn, change, error);
  if (insertion->message == NULL)
    return FALSE;
  insertion->conversation = store_conversation_find (conn, change->conversation, error);
  return insertion->conversation != NULL;
}

static gpointer
settle_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (store_insertion_free);
  g_autoptr (GPtrArray) waiting =
    store_rows_collect (store_conn_query (conn, error,
                                          SELECT " WHERE c.message IS NULL AND c.kind = 1"
                                                 " AND c.conversation IN (SELECT id"
                                                 " FROM conversation WHERE account = ?)"
                                                 " ORDER BY c.time, c.id",
                                          STORE_INT (args->account)),
                        store_change_read, store_change_free, error);

  if (waiting == NULL)
    return NULL;
  for (guint i = 0; i < waiting->len; i++)
    if (!settle (conn, waiting->pdata[i], added, error))
      return NULL;
  return g_steal_pointer (&added);
}

static gpointer
versions_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  return store_rows_collect (store_conn_query (conn, error,
                                               SELECT " WHERE c.message = ? AND c.kind IN (0, 1)"
                                                      " ORDER BY c.kind, c.time, c.stanza_id",
                                               STORE_INT (args->id)),
                             store_change_read, store_change_free, error);
}

void
store_change_outcome_free (gpointer self)
{
  StoreChangeOutcome *outcome = self;

  if (outcome == NULL)
    return;
  store_change_free (outcome->change);
  store_message_free (outcome->message);
  store_conversation_free (outcome->conversation);
  g_free (outcome);
}

void
store_pending_change_free (gpointer self)
{
  StorePendingChange *pending = self;

  if (pending == NULL)
    return;
  g_free (pending->peer);
  store_change_free (pending->change);
  store_message_free (pending->message);
  g_free (pending);
}

void
store_changes_add_async (StoreDb *db,
                         gint64 account,
                         const char *peer,
                         const StoreChange *change,
                         gboolean complete,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Args *args;

  g_return_if_fail (peer != NULL);
  g_return_if_fail (change != NULL && change->sender != NULL && change->target != NULL);

  args = args_alloc ();
  args->account = account;
  args->peer = g_strdup (peer);
  args->change = store_change_copy (change);
  args->complete = complete;
  store_db_run_async (db, STORE_WRITE, add_job, args, args_free, store_change_outcome_free,
                      cancellable, callback, user_data);
}

StoreChangeOutcome *
store_changes_add_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_changes_write_async (StoreDb *db,
                           const StoreChange *change,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Args *args;

  g_return_if_fail (change != NULL && change->sender != NULL && change->message != 0);

  args = args_alloc ();
  args->change = store_change_copy (change);
  store_db_run_async (db, STORE_WRITE_DURABLE, write_job, args, args_free,
                      store_change_outcome_free, cancellable, callback, user_data);
}

StoreChangeOutcome *
store_changes_write_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_changes_set_state_async (StoreDb *db,
                               gint64 change,
                               StoreMessageState state,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Args *args = args_alloc ();

  args->id = change;
  args->state = state;
  store_db_run_async (db, STORE_WRITE, set_state_job, args, args_free, store_change_outcome_free,
                      cancellable, callback, user_data);
}

StoreChangeOutcome *
store_changes_set_state_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_changes_fail_async (StoreDb *db,
                          gint64 account,
                          const char *peer,
                          const char *stanza_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Args *args;

  g_return_if_fail (peer != NULL && stanza_id != NULL);

  args = args_alloc ();
  args->account = account;
  args->peer = g_strdup (peer);
  args->stanza_id = g_strdup (stanza_id);
  store_db_run_async (db, STORE_WRITE, fail_job, args, args_free, store_change_outcome_free,
                      cancellable, callback, user_data);
}

StoreChangeOutcome *
store_changes_fail_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_changes_pending_async (StoreDb *db,
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
store_changes_pending_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_changes_settle_async (StoreDb *db,
                            gint64 account,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Args *args = args_alloc ();

  args->account = account;
  store_db_run_async (db, STORE_WRITE, settle_job, args, args_free, store_list_free, cancellable,
                      callback, user_data);
}

GPtrArray *
store_changes_settle_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_changes_versions_async (StoreDb *db,
                              gint64 message,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Args *args = args_alloc ();

  args->id = message;
  store_db_run_async (db, STORE_READ, versions_job, args, args_free, store_list_free, cancellable,
                      callback, user_data);
}

GPtrArray *
store_changes_versions_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}
