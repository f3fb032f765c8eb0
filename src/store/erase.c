/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Erasing messages in small pieces, and remembering that they were.
 */
#include "config.h"

#include "store/erase.h"

#include "base/data.h"
#include "store/conversations-private.h"
#include "store/erase-private.h"
#include "store/keep-private.h"

/* For how long a job erases, and how many rows it takes at a time. */
#define BUDGET_US 8000
#define N_ROWS "16"
#define N_PAGES "64"
#define N_MERGED "32" /* pages of the index of words, some 10 ms */

/* The clock of the server may be ahead of ours: messages that were the newest are remembered by
 * their ids as well. */
#define MAX_SKEW (7 * STORE_DAY)

/* For so long nobody may have written for the clock to be believed. */
#define MAX_SILENCE (60 * STORE_DAY)

/* How far two deliveries of one message may be apart; see dedupe.c */
#define MAX_REDELIVERY (G_GINT64_CONSTANT (1) * 60 * 60 * G_USEC_PER_SEC)

/* What a job works on. */
struct _Args {
  gint64 id; /* of what it is about */
  int keep;
};
BASE_DEFINE_DATA (Args, args)

static void
args_cleanup (Args *self)
{
}

static Args *
args_new (gint64 id, int keep)
{
  Args *args = args_alloc ();

  args->id = id;
  args->keep = keep;
  return args;
}

/* What was derived from messages that are gone. */
static gboolean
refresh (StoreConn *conn, gint64 conversation, GError **error)
{
  return store_conn_run (conn, error,
                         "UPDATE conversation SET unread = (SELECT count(*) FROM message"
                         " WHERE conversation = ?1 AND seen = 0),"
                         " last_message = (SELECT id FROM message WHERE conversation = ?1"
                         " ORDER BY time DESC, id DESC LIMIT 1) WHERE id = ?1",
                         STORE_INT (conversation));
}

static gpointer
erase_message_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  gint64 conversation;

  /* state 1: pending */
  if (!store_conn_get_int (conn, &conversation, error,
                           "SELECT conversation FROM message WHERE id = ? AND state <> 1",
                           STORE_INT (args->id)))
    return NULL;
  if (conversation == 0) {
    g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "There is no such message to erase");
    return NULL;
  }
  if (!store_conn_run (conn, error,
                       "INSERT OR IGNORE INTO erased SELECT conversation,"
                       " coalesce(server_id, origin_id, stanza_id), time FROM message"
                       " WHERE id = ? AND coalesce(server_id, origin_id, stanza_id) NOTNULL",
                       STORE_INT (args->id)) ||
      !store_conn_run (conn, error, "DELETE FROM message WHERE id = ?", STORE_INT (args->id)) ||
      !refresh (conn, conversation, error))
    return NULL;
  return store_conversation_find (conn, conversation, error);
}

static gboolean
clear_conversation (StoreConn *conn, gint64 conversation, GError **error)
{
  gint64 newest;

  if (!store_conn_get_int (conn, &newest, error,
                           "SELECT time FROM message WHERE conversation = ? AND state <> 1"
                           " ORDER BY time DESC LIMIT 1",
                           STORE_INT (conversation)))
    return FALSE;
  if (newest == 0)
    return TRUE;
  return store_conn_run (conn, error,
                         "INSERT OR IGNORE INTO erased SELECT conversation,"
                         " coalesce(server_id, origin_id, stanza_id), time FROM message"
                         " WHERE conversation = ? AND time > ? AND state <> 1"
                         " AND coalesce(server_id, origin_id, stanza_id) NOTNULL",
                         STORE_INT (conversation), STORE_INT (newest - MAX_SKEW)) &&
         /* What corrects or answers messages that are not here. */
         store_conn_run (conn, error,
                         "DELETE FROM message_change WHERE conversation = ? AND message IS NULL"
                         " AND state <> 1",
                         STORE_INT (conversation)) &&
         store_conn_run (conn, error,
                         "UPDATE conversation SET cleared = max(cleared, ?) WHERE id = ?",
                         STORE_INT (newest), STORE_INT (conversation));
}

static gpointer
read_id (StoreRows *row)
{
  gint64 id = store_rows_get_int (row, 0);

  return g_memdup2 (&id, sizeof id);
}

/* @ids: (transfer full) (nullable): NULL when @error is set */
static gpointer
clear_conversations (StoreConn *conn, GPtrArray *ids, GError **error)
{
  g_autoptr (GPtrArray) conversations = ids;

  for (guint i = 0; conversations != NULL && i < conversations->len; i++)
    if (!clear_conversation (conn, *(gint64 *) conversations->pdata[i], error))
      return NULL;
  return conversations != NULL ? STORE_DONE : NULL;
}

static gpointer
erase_conversation_job (StoreConn *conn, gpointer data, GError **error)
{
  return clear_conversation (conn, ((Args *) data)->id, error) ? STORE_DONE : NULL;
}

static gpointer
erase_account_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  if (clear_conversations (
        conn,
        store_rows_collect (store_conn_query (conn, error,
                                              "SELECT id FROM conversation WHERE account = ?",
                                              STORE_INT (args->id)),
                            read_id, g_free, error),
        error) == NULL)
    return NULL;
  return store_conn_run (conn, error,
                         "UPDATE account SET cleared = max(cleared, coalesce((SELECT max(cleared)"
                         " FROM conversation WHERE account = ?1), 0)) WHERE id = ?1",
                         STORE_INT (args->id))
           ? STORE_DONE
           : NULL;
}

static gpointer
erase_session_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  return clear_conversations (
    conn,
    store_rows_collect (store_conn_query (conn, error,
                                          "SELECT id FROM conversation WHERE"
                                          " CASE keep WHEN -1 THEN ? ELSE keep END = -2",
                                          STORE_INT (args->keep)),
                        read_id, g_free, error),
    error);
}

static void
swept_free (gpointer data)
{
  StoreSwept *self = data;

  store_conversation_free (self->conversation);
  g_free (self);
}

/* A conversation that has something to be erased; its id, cleared and aged. */
typedef struct {
  gint64 conversation;
  gint64 cleared;
  gint64 aged;
} Place;

static gpointer
read_place (StoreRows *row)
{
  Place *place = g_new0 (Place, 1);

  place->conversation = store_rows_get_int (row, 0);
  place->cleared = store_rows_get_int (row, 1);
  place->aged = store_rows_get_int (row, 2);
  return place;
}

/*
 * What time it is, for the age of messages. A clock that is set wrongly, to years ahead, must not cost
 * anybody their history: it counts only so far beyond the newest message that came in. direction 0:
 * incoming
 */
static gboolean
find_now (StoreConn *conn, gint64 *now, GError **error)
{
  gint64 newest;

  if (!store_conn_get_int (
        conn, &newest, error,
        "SELECT max((SELECT time FROM message WHERE conversation = c.id"
        " AND direction = 0 ORDER BY time DESC LIMIT 1)) FROM conversation AS c"))
    return FALSE;
  *now = g_get_real_time ();
  if (newest != 0)
    *now = MIN (*now, newest + MAX_SILENCE);
  return TRUE;
}

/* One look into an index for each conversation. state 1: pending, 4: failed */
static GPtrArray *
find_places (StoreConn *conn, int keep, GError **error)
{
  gint64 now;

  if (!find_now (conn, &now, error))
    return NULL;
  return store_rows_collect (
    store_conn_query (conn, error,
                      "SELECT id, cleared, aged FROM (SELECT id, cleared, CASE WHEN days > 0"
                      " THEN ?2 - days * ?3 ELSE 0 END AS aged FROM (SELECT id, cleared,"
                      " CASE keep WHEN -1 THEN ?1 ELSE keep END AS days FROM conversation)) AS c"
                      " WHERE EXISTS (SELECT 1 FROM message WHERE conversation = c.id"
                      " AND time <= max(cleared, aged) AND state <> 1"
                      " AND (state <> 4 OR time <= cleared))",
                      STORE_INT (keep), STORE_INT (now), STORE_INT (STORE_DAY)),
    read_place, g_free, error);
}

/* @done: (out): nothing is left; else the time is over */
static gboolean
erase_at (StoreConn *conn, const Place *place, gint64 deadline, gboolean *done, GError **error)
{
  do {
    if (!store_conn_run (conn, error,
                         "DELETE FROM message WHERE id IN (SELECT id FROM message"
                         " WHERE conversation = ?1 AND time <= max(?2, ?3) AND state <> 1"
                         " AND (state <> 4 OR time <= ?2) ORDER BY time LIMIT " N_ROWS ")",
                         STORE_INT (place->conversation), STORE_INT (place->cleared),
                         STORE_INT (place->aged)))
      return FALSE;
    *done = store_conn_get_changes (conn) == 0;
  } while (!*done && g_get_monotonic_time () < deadline);
  return refresh (conn, place->conversation, error);
}

static gboolean
note_swept (StoreConn *conn, const Place *place, StoreSweep *sweep, GError **error)
{
  StoreSwept *swept = g_new0 (StoreSwept, 1);

  g_ptr_array_add (sweep->swept, swept);
  swept->cleared = place->cleared;
  swept->aged = place->aged;
  swept->conversation = store_conversation_find (conn, place->conversation, error);
  return swept->conversation != NULL;
}

static gpointer
sweep_job (StoreConn *conn, gpointer data, GError **error)
{
  const gint64 deadline = g_get_monotonic_time () + BUDGET_US;
  const Args *args = data;
  g_autoptr (StoreSweep) sweep = g_new0 (StoreSweep, 1);
  g_autoptr (GPtrArray) places = find_places (conn, args->keep, error);

  sweep->swept = g_ptr_array_new_with_free_func (swept_free);
  if (places == NULL)
    return NULL;
  for (guint i = 0; i < places->len && !sweep->more; i++) {
    gboolean done;

    if (!erase_at (conn, places->pdata[i], deadline, &done, error) ||
        !note_swept (conn, places->pdata[i], sweep, error))
      return NULL;
    sweep->more = !done || (g_get_monotonic_time () >= deadline && i + 1 < places->len);
  }
  return g_steal_pointer (&sweep);
}

/* A piece of bringing all segments of the index of words into one, in which there are none of messages
 * that are gone. The setting `secure-delete` would do it at once, but Debian 12 could not read that index. */
static gboolean
merge_words (StoreConn *conn, gboolean *more, GError **error)
{
  gint64 erased, n_before;

  *more = FALSE;
  if (!store_conn_get_int (conn, &erased, error, "SELECT erased FROM search_rest"))
    return FALSE;
  if (!erased)
    return TRUE;
  n_before = store_conn_get_total_changes (conn);
  if (!store_conn_run (conn, error,
                       "INSERT INTO message_text (message_text, rank) VALUES ('merge', -" N_MERGED
                       ")"))
    return FALSE;
  /* So it says that there was something to do (FTS5 §6.8). */
  *more = store_conn_get_total_changes (conn) - n_before >= 2;
  return *more || store_conn_run (conn, error, "UPDATE search_rest SET erased = 0");
}

/* When nothing is left to give back, the log is emptied, too: the words are still in it. */
static gpointer
shrink_job (StoreConn *conn, gpointer data, GError **error)
{
  gint64 n_before, n_free;
  gboolean more;

  if (!merge_words (conn, &more, error))
    return NULL;
  if (more)
    return g_memdup2 (&more, sizeof more);
  if (!store_conn_get_int (conn, &n_before, error, "PRAGMA freelist_count") ||
      !store_conn_exec (conn, "PRAGMA incremental_vacuum(" N_PAGES ")", error) ||
      !store_conn_get_int (conn, &n_free, error, "PRAGMA freelist_count"))
    return NULL;
  /* A file of old gives nothing back: what is free in it is used again. */
  more = n_free > 0 && n_free < n_before;
  if (!more && !store_conn_exec (conn, "PRAGMA wal_checkpoint(TRUNCATE)", error))
    return NULL;
  return g_memdup2 (&more, sizeof more);
}

/* One row, of the conversation or, where there is none, of the account. */
static gboolean
read_bounds (StoreRows *rows, StoreBounds *bounds, int *keep, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (store_rows_next (rows, &failure)) {
    bounds->conversation = store_rows_get_int (rows, 0);
    bounds->cleared = store_rows_get_int (rows, 1);
    *keep = (int) store_rows_get_int (rows, 2);
    bounds->erased = store_rows_get_int (rows, 3) != 0;
    return TRUE;
  }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "The account is gone");
  return FALSE;
}

gboolean
store_bounds_find (StoreConn *conn,
                   gint64 account,
                   const char *peer,
                   int keep,
                   StoreBounds *bounds,
                   GError **error)
{
  g_autoptr (StoreRows) rows =
    store_conn_query (conn, error,
                      "SELECT c.id, coalesce(c.cleared, a.cleared), coalesce(c.keep, -1),"
                      " EXISTS (SELECT 1 FROM erased WHERE conversation = c.id)"
                      " FROM account AS a LEFT JOIN conversation AS c ON c.account = a.id"
                      " AND c.jid = ? WHERE a.id = ?",
                      STORE_TEXT (peer), STORE_INT (account));
  int own;

  if (rows == NULL || !read_bounds (rows, bounds, &own, error))
    return FALSE;
  if (own == STORE_KEEP_DEFAULT)
    own = keep;
  bounds->aged = store_keep_oldest (own, g_get_real_time ());
  bounds->session = own == STORE_KEEP_SESSION;
  return TRUE;
}

static gboolean
is_erased (StoreConn *conn,
           gint64 conversation,
           const StoreMessage *message,
           gboolean *erased,
           GError **error)
{
  gint64 found;

  /* Our own ids never come again; others' may. */
  if (!store_conn_get_int (conn, &found, error,
                           "SELECT EXISTS (SELECT 1 FROM erased WHERE conversation = ?1 AND"
                           " (id = ?2 OR (id IN (?3, ?4) AND (?5 OR abs(time - ?6) <= ?7))))",
                           STORE_INT (conversation), STORE_TEXT (message->server_id),
                           STORE_TEXT (message->origin_id), STORE_TEXT (message->stanza_id),
                           STORE_INT (message->direction == STORE_MESSAGE_OUT),
                           STORE_INT (message->time), STORE_INT (MAX_REDELIVERY)))
    return FALSE;
  *erased = found != 0;
  return TRUE;
}

/* It may tell that one of ours, which is still to be sent, has been: see the rules for duplicates. */
static gboolean
is_awaited (StoreConn *conn,
            gint64 conversation,
            const StoreMessage *message,
            gboolean *awaited,
            GError **error)
{
  gint64 found;

  if (!store_conn_get_int (conn, &found, error,
                           "SELECT EXISTS (SELECT 1 FROM message WHERE conversation = ?1"
                           " AND state = 1 AND stanza_id IN (?2, ?3)) OR EXISTS (SELECT 1"
                           " FROM message_change WHERE conversation = ?1 AND state = 1"
                           " AND stanza_id = ?2)",
                           STORE_INT (conversation), STORE_TEXT (message->stanza_id),
                           STORE_TEXT (message->origin_id)))
    return FALSE;
  *awaited = found != 0;
  return TRUE;
}

gboolean
store_bounds_admit (StoreConn *conn,
                    const StoreBounds *bounds,
                    const StoreMessage *message,
                    StoreAdmission *admission,
                    GError **error)
{
  gboolean too_old =
    message->time <= MAX (bounds->cleared, bounds->aged) || (bounds->session && message->seen);
  gboolean erased = FALSE;
  gboolean awaited = FALSE;

  if (!too_old && bounds->erased &&
      !is_erased (conn, bounds->conversation, message, &erased, error))
    return FALSE;
  if ((too_old || erased) && message->direction == STORE_MESSAGE_OUT && bounds->conversation != 0 &&
      !is_awaited (conn, bounds->conversation, message, &awaited, error))
    return FALSE;
  *admission = awaited   ? STORE_ADMITTED
               : too_old ? STORE_TOO_OLD
               : erased  ? STORE_ERASED
                         : STORE_ADMITTED;
  return TRUE;
}

void
store_erase_message_async (StoreDb *db,
                           gint64 message,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  store_db_run_async (db, STORE_WRITE_DURABLE, erase_message_job, args_new (message, 0), args_free,
                      store_conversation_free, cancellable, callback, user_data);
}

StoreConversation *
store_erase_message_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_erase_conversation_async (StoreDb *db,
                                gint64 conversation,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  store_db_run_async (db, STORE_WRITE_DURABLE, erase_conversation_job, args_new (conversation, 0),
                      args_free, NULL, cancellable, callback, user_data);
}

gboolean
store_erase_conversation_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}

void
store_erase_account_async (StoreDb *db,
                           gint64 account,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  store_db_run_async (db, STORE_WRITE_DURABLE, erase_account_job, args_new (account, 0), args_free,
                      NULL, cancellable, callback, user_data);
}

gboolean
store_erase_account_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}

void
store_erase_session_async (StoreDb *db,
                           int keep,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  store_db_run_async (db, STORE_WRITE_DURABLE, erase_session_job, args_new (0, keep), args_free,
                      NULL, cancellable, callback, user_data);
}

gboolean
store_erase_session_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}

void
store_sweep_free (gpointer self)
{
  StoreSweep *sweep = self;

  if (sweep == NULL)
    return;
  g_clear_pointer (&sweep->swept, g_ptr_array_unref);
  g_free (sweep);
}

void
store_sweep_async (StoreDb *db,
                   int keep,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  store_db_run_async (db, STORE_WRITE, sweep_job, args_new (0, keep), args_free, store_sweep_free,
                      cancellable, callback, user_data);
}

StoreSweep *
store_sweep_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_shrink_async (StoreDb *db,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  store_db_run_async (db, STORE_ALONE, shrink_job, NULL, NULL, g_free, cancellable, callback,
                      user_data);
}

gboolean
store_shrink_finish (StoreDb *db, GAsyncResult *result, gboolean *more, GError **error)
{
  g_autofree gboolean *found = store_db_run_finish (db, result, error);

  if (found == NULL)
    return FALSE;
  *more = *found;
  return TRUE;
}
