/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What has been read: by the person here, by them on another device, by the peer.
 */
#include "config.h"

#include "store/reading.h"

#include "base/data.h"
#include "store/conversations-private.h"
#include "store/messages-private.h"
#include "store/reading-private.h"

/* What a job works on. */
struct _Args {
  gint64 account;
  gint64 conversation;
  gint64 message;
  gboolean tell;
  char *peer;
  StoreNaming naming;
  char *id;
};
BASE_DEFINE_DATA (Args, args)

static void
args_cleanup (Args *self)
{
  g_free (self->peer);
  g_free (self->id);
}

gboolean
store_reading_count (StoreConn *conn, gint64 conversation, GError **error)
{
  return store_conn_run (conn, error,
                         "UPDATE conversation SET unread = (SELECT count(*) FROM message"
                         " WHERE conversation = ?1 AND seen = 0) WHERE id = ?1",
                         STORE_INT (conversation));
}

/* What the person has marked as unread is kept in `untold` as well, as the opposite of its id: other
 * devices may say again that it was read, which they did before. */

/* All up to the place (@time, @id). The plus: SQLite shall look through the few that are unseen, not
 * through the many that are older. */
static gboolean
see (StoreConn *conn, gint64 conversation, gint64 time, gint64 id, GError **error)
{
  return store_conn_run (conn, error,
                         "UPDATE message SET seen = 1"
                         " WHERE conversation = ? AND seen = 0 AND (+time, id) <= (?, ?)",
                         STORE_INT (conversation), STORE_INT (time), STORE_INT (id)) &&
         store_conn_run (conn, error,
                         "UPDATE conversation SET untold = max (untold, 0) WHERE id = ?",
                         STORE_INT (conversation)) &&
         store_reading_count (conn, conversation, error);
}

gboolean
store_reading_see (StoreConn *conn, gint64 conversation, gint64 message, GError **error)
{
  gint64 time;

  return store_conversation_find_time (conn, conversation, message, &time, error) &&
         see (conn, conversation, time, message, error);
}

/* The newest that came in, if it is new that it was read: what is older was told before. What was taken
 * back need not be read, so it says nothing of those before it. */
static gboolean
note_untold (StoreConn *conn, gint64 conversation, gint64 time, gint64 id, GError **error)
{
  return store_conn_run (conn, error,
                         "UPDATE conversation SET untold = n.id FROM"
                         " (SELECT id, seen FROM message WHERE conversation = ?1"
                         " AND direction = 0 AND retracted = 0 AND (time, id) <= (?2, ?3)"
                         " ORDER BY time DESC, id DESC LIMIT 1) AS n"
                         " WHERE conversation.id = ?1 AND n.seen = 0",
                         STORE_INT (conversation), STORE_INT (time), STORE_INT (id));
}

static gpointer
see_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  gint64 time = G_MAXINT64;
  gint64 id = args->message != 0 ? args->message : G_MAXINT64;

  if (args->message != 0 &&
      !store_conversation_find_time (conn, args->conversation, args->message, &time, error))
    return NULL;
  if (args->tell && !note_untold (conn, args->conversation, time, id, error))
    return NULL;
  if (!see (conn, args->conversation, time, id, error))
    return NULL;
  return store_conversation_find (conn, args->conversation, error);
}

static gpointer
unsee_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  /* direction 0: incoming */
  if (!store_conn_run (conn, error,
                       "UPDATE conversation SET untold = -coalesce ("
                       "(SELECT id FROM message WHERE conversation = ?1 AND direction = 0"
                       " ORDER BY time DESC, id DESC LIMIT 1), 0) WHERE id = ?1",
                       STORE_INT (args->conversation)) ||
      !store_conn_run (conn, error,
                       "UPDATE message SET seen = 0 WHERE id ="
                       " (SELECT -untold FROM conversation WHERE id = ?)",
                       STORE_INT (args->conversation)) ||
      !store_reading_count (conn, args->conversation, error))
    return NULL;
  return store_conversation_find (conn, args->conversation, error);
}

/* 0: there is none. Of several with the same id the newest; the plus: they are few. */
static gboolean
find_named (StoreConn *conn,
            gint64 conversation,
            StoreNaming naming,
            const char *id,
            gint64 *message,
            GError **error)
{
  switch (naming) {
  case STORE_BY_STANZA_ID:
    return store_conn_get_int (conn, message, error,
                               "SELECT id FROM message WHERE conversation = ? AND stanza_id = ?"
                               " AND direction = 0 ORDER BY +time DESC, id DESC LIMIT 1",
                               STORE_INT (conversation), STORE_TEXT (id));
  case STORE_BY_SERVER_ID:
  default:
    return store_conn_get_int (conn, message, error,
                               "SELECT id FROM message WHERE conversation = ? AND server_id = ?",
                               STORE_INT (conversation), STORE_TEXT (id));
  }
}

/* Who has read further on another device has told the others by that. */
static gboolean
forget_untold (StoreConn *conn, gint64 conversation, gint64 time, gint64 id, GError **error)
{
  return store_conn_run (conn, error,
                         "UPDATE conversation SET untold = 0 WHERE id = ?1 AND EXISTS"
                         " (SELECT 1 FROM message AS m WHERE m.id = untold"
                         " AND (m.time, m.id) <= (?2, ?3))",
                         STORE_INT (conversation), STORE_INT (time), STORE_INT (id));
}

/* Whether the person has marked a message as unread that is not older. */
static gboolean
find_marked (StoreConn *conn,
             gint64 conversation,
             gint64 time,
             gint64 id,
             gint64 *marked,
             GError **error)
{
  return store_conn_get_int (conn, marked, error,
                             "SELECT count(*) FROM conversation AS c JOIN message AS m"
                             " ON m.id = -c.untold WHERE c.id = ? AND (m.time, m.id) >= (?, ?)",
                             STORE_INT (conversation), STORE_INT (time), STORE_INT (id));
}

gboolean
store_reading_follow (StoreConn *conn,
                      gint64 account,
                      const char *peer,
                      StoreNaming naming,
                      const char *id,
                      gint64 *conversation,
                      GError **error)
{
  gint64 found = 0, message = 0, marked = 0, time;

  *conversation = 0;
  if (!store_conn_get_int (conn, &found, error,
                           "SELECT id FROM conversation WHERE account = ? AND jid = ?",
                           STORE_INT (account), STORE_TEXT (peer)) ||
      !find_named (conn, found, naming, id, &message, error))
    return FALSE;
  if (message == 0)
    return TRUE;
  if (!store_conversation_find_time (conn, found, message, &time, error) ||
      !find_marked (conn, found, time, message, &marked, error))
    return FALSE;
  *conversation = found;
  if (marked != 0)
    return TRUE;
  return see (conn, found, time, message, error) &&
         forget_untold (conn, found, time, message, error);
}

static gpointer
follow_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  gint64 conversation;

  if (!store_reading_follow (conn, args->account, args->peer, args->naming, args->id, &conversation,
                             error))
    return NULL;
  if (conversation != 0)
    return store_conversation_find (conn, conversation, error);
  g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "No message %s of %s", args->id,
               args->peer);
  return NULL;
}

/* Those whose state the peer's reading changes: the message itself, whatever became of it, and of the
 * thousand before it those of ours that got through. direction 1: outgoing; states 1: pending,
 * 2: sent, 3: delivered, 4: failed */
static GPtrArray *
find_displayed (StoreConn *conn, gint64 conversation, gint64 time, gint64 id, GError **error)
{
  return store_rows_collect (
    store_conn_query (conn, error,
                      "SELECT " STORE_MESSAGE_COLUMNS " FROM message WHERE id IN"
                      " (SELECT id FROM (SELECT id, direction, state FROM message"
                      " WHERE conversation = ?1 AND (time, id) <= (?2, ?3)"
                      " ORDER BY time DESC, id DESC LIMIT 1000)"
                      " WHERE direction = 1 AND (state IN (2, 3) OR (id = ?3 AND state IN (1, 4))))"
                      " ORDER BY time DESC, id DESC",
                      STORE_INT (conversation), STORE_INT (time), STORE_INT (id)),
    store_message_read, store_message_free, error);
}

GPtrArray *
store_reading_displayed (StoreConn *conn,
                         gint64 account,
                         const char *peer,
                         const char *stanza_id,
                         GError **error)
{
  g_autoptr (StoreMessage) read = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  gint64 id = 0;

  if (!store_message_find_sent (conn, account, peer, stanza_id, &id, error))
    return NULL;
  if (id == 0)
    return g_ptr_array_new_with_free_func (store_message_free);
  read = store_message_find (conn, id, error);
  if (read == NULL)
    return NULL;
  messages = find_displayed (conn, read->conversation, read->time, id, error);
  for (guint i = 0; messages != NULL && i < messages->len; i++) {
    StoreMessage *message = messages->pdata[i];

    if (!store_conn_run (conn, error,
                         "UPDATE message SET state = ?, error_condition = NULL, error_text = NULL"
                         " WHERE id = ?",
                         STORE_INT (STORE_MESSAGE_READ), STORE_INT (message->id)))
      return NULL;
    message->state = STORE_MESSAGE_READ;
  }
  return g_steal_pointer (&messages);
}

static gpointer
displayed_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  return store_reading_displayed (conn, args->account, args->peer, args->id, error);
}

static gpointer
untold_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  return store_rows_collect (
    store_conn_query (conn, error,
                      "SELECT " STORE_MESSAGE_COLUMNS
                      ", (SELECT jid FROM conversation WHERE id = conversation) FROM message"
                      " WHERE id IN (SELECT untold FROM conversation WHERE account = ?"
                      " AND untold > 0)",
                      STORE_INT (args->account)),
    store_pending_read, store_pending_free, error);
}

static gpointer
told_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  if (!store_conn_run (conn, error, "UPDATE conversation SET untold = 0 WHERE untold = ?",
                       STORE_INT (args->message)))
    return NULL;
  return STORE_DONE;
}

void
store_reading_see_async (StoreDb *db,
                         gint64 conversation,
                         gint64 up_to,
                         gboolean tell,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Args *args = args_alloc ();

  args->conversation = conversation;
  args->message = up_to;
  args->tell = tell;
  store_db_run_async (db, STORE_WRITE, see_job, args, args_free, store_conversation_free,
                      cancellable, callback, user_data);
}

StoreConversation *
store_reading_see_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_reading_unsee_async (StoreDb *db,
                           gint64 conversation,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Args *args = args_alloc ();

  args->conversation = conversation;
  store_db_run_async (db, STORE_WRITE, unsee_job, args, args_free, store_conversation_free,
                      cancellable, callback, user_data);
}

StoreConversation *
store_reading_unsee_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_reading_follow_async (StoreDb *db,
                            gint64 account,
                            const char *peer,
                            StoreNaming naming,
                            const char *id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Args *args;

  g_return_if_fail (peer != NULL && id != NULL);

  args = args_alloc ();
  args->account = account;
  args->peer = g_strdup (peer);
  args->naming = naming;
  args->id = g_strdup (id);
  store_db_run_async (db, STORE_WRITE, follow_job, args, args_free, store_conversation_free,
                      cancellable, callback, user_data);
}

StoreConversation *
store_reading_follow_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_reading_displayed_async (StoreDb *db,
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
  args->id = g_strdup (stanza_id);
  store_db_run_async (db, STORE_WRITE, displayed_job, args, args_free, store_list_free, cancellable,
                      callback, user_data);
}

GPtrArray *
store_reading_displayed_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_reading_untold_async (StoreDb *db,
                            gint64 account,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Args *args = args_alloc ();

  args->account = account;
  store_db_run_async (db, STORE_READ, untold_job, args, args_free, store_list_free, cancellable,
                      callback, user_data);
}

GPtrArray *
store_reading_untold_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_reading_told_async (StoreDb *db,
                          gint64 message,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Args *args = args_alloc ();

  args->message = message;
  store_db_run_async (db, STORE_WRITE, told_job, args, args_free, NULL, cancellable, callback,
                      user_data);
}

gboolean
store_reading_told_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}
