/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of changes: each finds its message, whichever of the two comes first, and that one shows
 * what all its changes make of it.
 */
#include "config.h"

#include "store/change-rows.h"

#include "store/conversations-private.h"
#include "store/messages-private.h"

#include <string.h>

#define SELECT "SELECT " STORE_CHANGE_COLUMNS " FROM message_change AS c"

/* How many messages with the same id are looked at. */
#define MAX_TWINS "20"

gpointer
store_change_read (StoreRows *row)
{
  StoreChange *change = g_new0 (StoreChange, 1);
  int column = 0;

  change->id = store_rows_get_int (row, column++);
  change->conversation = store_rows_get_int (row, column++);
  change->message = store_rows_get_int (row, column++);
  change->kind = (StoreChangeKind) store_rows_get_int (row, column++);
  change->direction = (StoreDirection) store_rows_get_int (row, column++);
  change->state = (StoreMessageState) store_rows_get_int (row, column++);
  change->time = store_rows_get_int (row, column++);
  change->sender = store_rows_dup_text (row, column++);
  change->target = store_rows_dup_text (row, column++);
  change->stanza_id = store_rows_dup_text (row, column++);
  change->server_id = store_rows_dup_text (row, column++);
  change->body = store_rows_dup_text (row, column++);
  change->extra = store_rows_dup_text (row, column++);
  g_assert (column == STORE_CHANGE_N_COLUMNS);
  return change;
}

gboolean
store_change_insert (StoreConn *conn, StoreChange *change, GError **error)
{
  /* No message is NULL in the file, which the reference to it needs. */
  if (!store_conn_run (
        conn, error,
        "INSERT INTO message_change (conversation, message, kind, direction, state,"
        " time, sender, target, stanza_id, server_id, body, extra)"
        " VALUES (?, nullif (?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        STORE_INT (change->conversation), STORE_INT (change->message), STORE_INT (change->kind),
        STORE_INT (change->direction), STORE_INT (change->state), STORE_INT (change->time),
        STORE_TEXT (change->sender), STORE_TEXT (change->target), STORE_TEXT (change->stanza_id),
        STORE_TEXT (change->server_id), STORE_TEXT (change->body), STORE_TEXT (change->extra)))
    return FALSE;
  change->id = store_conn_get_insert_id (conn);
  return TRUE;
}

GPtrArray *
store_changes_of (StoreConn *conn, gint64 message, GError **error)
{
  return store_rows_collect (
    store_conn_query (conn, error,
                      SELECT " WHERE c.message = ? ORDER BY c.kind <> 0, c.time, c.stanza_id, c.id",
                      STORE_INT (message)),
    store_change_read, store_change_free, error);
}

static gboolean
has_first (const GPtrArray *changes)
{
  return changes->len > 0 && ((StoreChange *) changes->pdata[0])->kind == STORE_CHANGE_FIRST;
}

/* Keeps what the message says now, which is about to be replaced. */
static gboolean
keep_first (StoreConn *conn, const StoreMessage *message, GPtrArray *changes, GError **error)
{
  g_autofree char *bare = g_strndup (message->sender, strcspn (message->sender, "/"));
  g_autoptr (StoreChange) first =
    store_change_new (STORE_CHANGE_FIRST, message->direction, bare, message->time, NULL);

  first->conversation = message->conversation;
  first->message = message->id;
  first->body = g_strdup (message->body);
  first->extra = g_strdup (message->extra);
  if (!store_change_insert (conn, first, error))
    return FALSE;
  g_ptr_array_insert (changes, 0, g_steal_pointer (&first));
  return TRUE;
}

static gboolean
changes_text (const StoreChange *change)
{
  return change->kind == STORE_CHANGE_CORRECTION || change->kind == STORE_CHANGE_RETRACTION;
}

/* The first change of the text keeps what was there, unless the message stands for another one. */
static gboolean
ensure_first (StoreConn *conn, const StoreMessage *message, GPtrArray *changes, GError **error)
{
  if (message->edited != 0 || message->retracted != 0 || has_first (changes))
    return TRUE;
  for (guint i = 0; i < changes->len; i++)
    if (changes_text (changes->pdata[i]))
      return keep_first (conn, message, changes, error);
  return TRUE;
}

/* Keeps a limit on what one person can heap upon one message; the oldest go. */
static gboolean
prune (StoreConn *conn, GPtrArray *changes, GError **error)
{
  guint counts[STORE_CHANGE_REACTIONS + 1][2] = { 0 };

  for (guint i = changes->len; i > 0; i--) {
    const StoreChange *change = changes->pdata[i - 1];

    if (change->kind == STORE_CHANGE_FIRST || change->state == STORE_MESSAGE_PENDING ||
        ++counts[change->kind][change->direction == STORE_MESSAGE_OUT] <= STORE_CHANGE_MAX)
      continue;
    if (!store_conn_run (conn, error, "DELETE FROM message_change WHERE id = ?",
                         STORE_INT (change->id)))
      return FALSE;
    g_ptr_array_remove_index (changes, i - 1);
  }
  return TRUE;
}

/* What was taken back shall not be found in the file. */
static gboolean
wipe (StoreConn *conn, const StoreMessage *message, const GPtrArray *changes, GError **error)
{
  for (guint i = 0; i < changes->len; i++) {
    const StoreChange *change = changes->pdata[i];

    if (change->kind == STORE_CHANGE_RETRACTION && change->state != STORE_MESSAGE_PENDING &&
        change->state != STORE_MESSAGE_FAILED)
      return store_conn_run (conn, error,
                             "UPDATE message_change SET body = NULL, extra = NULL"
                             " WHERE message = ? AND kind IN (0, 1)",
                             STORE_INT (message->id));
  }
  return TRUE;
}

static gboolean
looks_the_same (const StoreMessage *message, const StoreShown *shown)
{
  return message->edited == shown->edited && message->retracted == shown->retracted &&
         g_strcmp0 (message->body, shown->body) == 0 &&
         g_strcmp0 (message->extra, shown->extra) == 0 &&
         g_strcmp0 (message->reactions, shown->reactions) == 0;
}

/* What was taken back need not be read, and is not sent any more. */
static gboolean
write_shown (StoreConn *conn, const StoreMessage *message, const StoreShown *shown, GError **error)
{
  gboolean gone = shown->retracted != 0;
  StoreMessageState state =
    gone && message->state == STORE_MESSAGE_PENDING ? STORE_MESSAGE_SENT : message->state;
  gboolean seen = gone || message->seen;

  return store_conn_run (conn, error,
                         "UPDATE message SET body = ?, extra = ?, edited = ?, retracted = ?,"
                         " reactions = ?, subject = ?, state = ?, seen = ? WHERE id = ?",
                         STORE_TEXT (shown->body), STORE_TEXT (shown->extra),
                         STORE_INT (shown->edited), STORE_INT (shown->retracted),
                         STORE_TEXT (shown->reactions), STORE_TEXT (gone ? NULL : message->subject),
                         STORE_INT (state), STORE_INT (seen), STORE_INT (message->id)) &&
         (seen == message->seen ||
          store_conn_run (conn, error,
                          "UPDATE conversation SET unread = unread - 1 WHERE id = ? AND unread > 0",
                          STORE_INT (message->conversation)));
}

gboolean
store_changes_apply (StoreConn *conn, StoreMessage **message, gboolean *changed, GError **error)
{
  g_autoptr (GPtrArray) changes = store_changes_of (conn, (*message)->id, error);
  g_auto (StoreShown) shown = { 0 };
  StoreMessage *now;

  if (changes == NULL || !ensure_first (conn, *message, changes, error) ||
      !prune (conn, changes, error) || !wipe (conn, *message, changes, error))
    return FALSE;
  store_change_fold (*message, changes, &shown);
  *changed = !looks_the_same (*message, &shown);
  if (!*changed)
    return TRUE;
  if (!write_shown (conn, *message, &shown, error))
    return FALSE;
  now = store_message_find (conn, (*message)->id, error);
  if (now == NULL)
    return FALSE;
  store_message_free (*message);
  *message = now;
  return TRUE;
}

/* Of those that bear the @id, the newest that was there before the change. @column: where to look. */
static gboolean
find_by_id (StoreConn *conn,
            const StoreChange *change,
            const char *sql,
            StoreMessage **found,
            GError **error)
{
  g_autoptr (GPtrArray) twins =
    store_rows_collect (store_conn_query (conn, error, sql, STORE_INT (change->conversation),
                                          STORE_TEXT (change->target), STORE_INT (change->time)),
                        store_message_read, store_message_free, error);

  for (guint i = 0; twins != NULL && *found == NULL && i < twins->len; i++)
    if (store_change_is_entitled (change, twins->pdata[i]))
      *found = g_ptr_array_steal_index (twins, i);
  return twins != NULL;
}

/* Some name what they correct by their last correction of it (XEP-0444 §4 wants this understood). */
static gboolean
find_by_correction (StoreConn *conn,
                    const StoreChange *change,
                    StoreMessage **found,
                    GError **error)
{
  g_autoptr (StoreMessage) message = NULL;
  gint64 id;

  if (!store_conn_get_int (conn, &id, error,
                           "SELECT message FROM message_change WHERE conversation = ?"
                           " AND stanza_id = ? AND kind = 1 AND message IS NOT NULL"
                           " ORDER BY time DESC LIMIT 1",
                           STORE_INT (change->conversation), STORE_TEXT (change->target)))
    return FALSE;
  if (id == 0)
    return TRUE;
  message = store_message_find (conn, id, error);
  if (message == NULL)
    return FALSE;
  if (store_change_is_entitled (change, message))
    *found = g_steal_pointer (&message);
  return TRUE;
}

gboolean
store_change_find_message (StoreConn *conn,
                           const StoreChange *change,
                           StoreMessage **found,
                           GError **error)
{
#define WITH(column)                                                                               \
  "SELECT " STORE_MESSAGE_COLUMNS " FROM message WHERE conversation = ? AND " column " = ?"        \
  " ORDER BY time <= ? DESC, time DESC LIMIT " MAX_TWINS
  *found = NULL;
  return find_by_id (conn, change, WITH ("stanza_id"), found, error) &&
         (*found != NULL || find_by_id (conn, change, WITH ("origin_id"), found, error)) &&
         (*found != NULL || find_by_correction (conn, change, found, error));
#undef WITH
}

gboolean
store_changes_prune_waiting (StoreConn *conn, gint64 conversation, GError **error)
{
  gint64 n_waiting;

  if (!store_conn_get_int (conn, &n_waiting, error,
                           "SELECT count(*) FROM message_change"
                           " WHERE message IS NULL AND conversation = ?",
                           STORE_INT (conversation)))
    return FALSE;
  return n_waiting <= STORE_CHANGE_MAX_WAITING ||
         store_conn_run (conn, error,
                         "DELETE FROM message_change WHERE id IN (SELECT id FROM message_change"
                         " WHERE message IS NULL AND conversation = ?"
                         " ORDER BY time LIMIT -1 OFFSET ?)",
                         STORE_INT (conversation), STORE_INT (STORE_CHANGE_MAX_WAITING / 2));
}

static GPtrArray *
find_waiting (StoreConn *conn, gint64 conversation, const char *target, GError **error)
{
  return store_rows_collect (
    store_conn_query (conn, error,
                      SELECT " WHERE c.message IS NULL AND c.conversation = ? AND c.target = ?",
                      STORE_INT (conversation), STORE_TEXT (target)),
    store_change_read, store_change_free, error);
}

gboolean
store_changes_attach (StoreConn *conn,
                      const StoreMessage *message,
                      GPtrArray *names,
                      gboolean *any,
                      GError **error)
{
  for (guint i = 0; i < names->len; i++) {
    g_autoptr (GPtrArray) waiting =
      find_waiting (conn, message->conversation, names->pdata[i], error);

    if (waiting == NULL)
      return FALSE;
    for (guint j = 0; j < waiting->len; j++) {
      const StoreChange *change = waiting->pdata[j];

      if (!store_change_is_entitled (change, message))
        continue;
      if (!store_conn_run (conn, error, "UPDATE message_change SET message = ? WHERE id = ?",
                           STORE_INT (message->id), STORE_INT (change->id)))
        return FALSE;
      *any = TRUE;
      /* And others may wait for the correction. */
      if (change->kind == STORE_CHANGE_CORRECTION && change->stanza_id != NULL)
        g_ptr_array_add (names, g_strdup (change->stanza_id));
    }
  }
  return TRUE;
}

gboolean
store_changes_take_waiting (StoreConn *conn, StoreMessage **message, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;
  gboolean any = FALSE;

  if ((*message)->stanza_id == NULL && (*message)->origin_id == NULL)
    return TRUE;
  names = g_ptr_array_new_with_free_func (g_free);
  if ((*message)->stanza_id != NULL)
    g_ptr_array_add (names, g_strdup ((*message)->stanza_id));
  if ((*message)->origin_id != NULL &&
      g_strcmp0 ((*message)->origin_id, (*message)->stanza_id) != 0)
    g_ptr_array_add (names, g_strdup ((*message)->origin_id));
  return store_changes_attach (conn, *message, names, &any, error) &&
         (!any || store_changes_apply (conn, message, &any, error));
}

/* (nullable): NULL without an error: it is what it always was, or nobody knows what it was at first */
static StoreChange *
find_first (StoreConn *conn, gint64 message, GError **error)
{
  return store_rows_take_first (store_conn_query (conn, error,
                                                  SELECT " WHERE c.message = ? AND c.kind = 0",
                                                  STORE_INT (message)),
                                store_change_read, store_change_free, error);
}

gboolean
store_changes_is_stand_in (StoreConn *conn,
                           const StoreMessage *message,
                           gboolean *stand_in,
                           GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoreChange) first = NULL;

  *stand_in = FALSE;
  if (message->edited == 0)
    return TRUE;
  first = find_first (conn, message->id, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  *stand_in = first == NULL;
  return TRUE;
}

gboolean
store_changes_complete (StoreConn *conn,
                        StoreMessage **stand_in,
                        const StoreMessage *message,
                        GError **error)
{
  g_autoptr (StoreMessage) whole = store_message_copy (message);
  g_autoptr (GPtrArray) none = g_ptr_array_new_with_free_func (store_change_free);
  StoreMessage *now;
  gboolean changed;

  whole->id = (*stand_in)->id;
  whole->conversation = (*stand_in)->conversation;
  if (!keep_first (conn, whole, none, error) ||
      !store_conn_run (conn, error,
                       "UPDATE message SET kind = ?, time = ?, sender = ?, stanza_id = ?,"
                       " origin_id = ?, server_id = ?, subject = ?, thread = ?, reply_to = ?"
                       " WHERE id = ?",
                       STORE_INT (whole->kind), STORE_INT (whole->time), STORE_TEXT (whole->sender),
                       STORE_TEXT (whole->stanza_id), STORE_TEXT (whole->origin_id),
                       STORE_TEXT (whole->server_id), STORE_TEXT (whole->subject),
                       STORE_TEXT (whole->thread), STORE_TEXT (whole->reply_to),
                       STORE_INT (whole->id)) ||
      !store_conversation_find_last (conn, whole->conversation, error))
    return FALSE;
  now = store_message_find (conn, whole->id, error);
  if (now == NULL)
    return FALSE;
  store_message_free (*stand_in);
  *stand_in = now;
  return store_changes_apply (conn, stand_in, &changed, error);
}

gboolean
store_changes_said_first (StoreConn *conn,
                          const StoreMessage *twin,
                          const StoreMessage *message,
                          gboolean *same,
                          GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoreChange) first = NULL;
  const char *body = twin->body;

  *same = TRUE;
  if (twin->retracted != 0 || message->retracted != 0)
    return TRUE;
  if (twin->edited != 0) {
    first = find_first (conn, twin->id, &failure);
    if (failure != NULL) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
    body = first != NULL ? first->body : message->body;
  }
  *same = twin->kind == message->kind && g_strcmp0 (twin->subject, message->subject) == 0 &&
          g_strcmp0 (body, message->body) == 0;
  return TRUE;
}

gboolean
store_changes_restore_first (StoreConn *conn, StoreMessage *message, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoreChange) first = NULL;

  if (message->edited == 0)
    return TRUE;
  first = find_first (conn, message->id, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (first != NULL) {
    g_free (message->body);
    g_free (message->extra);
    message->body = g_steal_pointer (&first->body);
    message->extra = g_steal_pointer (&first->extra);
  }
  return TRUE;
}

gboolean
store_changes_forget_versions (StoreConn *conn, gint64 message, GError **error)
{
  return store_conn_run (conn, error,
                         "DELETE FROM message_change WHERE message = ? AND kind IN (0, 1)",
                         STORE_INT (message)) &&
         store_conn_run (conn, error, "UPDATE message SET edited = 0 WHERE id = ?",
                         STORE_INT (message));
}

gboolean
store_changes_forget (StoreConn *conn, gint64 message, GError **error)
{
  return store_changes_forget_versions (conn, message, error) &&
         store_conn_run (conn, error, "DELETE FROM message_change WHERE message = ?",
                         STORE_INT (message)) &&
         store_conn_run (conn, error, "UPDATE message SET reactions = NULL WHERE id = ?",
                         STORE_INT (message));
}
