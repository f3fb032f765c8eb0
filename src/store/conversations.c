/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of conversations.
 */
#include "config.h"

#include "store/conversations.h"

#include "base/data.h"
#include "store/conversations-private.h"
#include "store/reading-private.h"

#define SELECT                                                                                     \
  "SELECT c.id, c.account, c.jid, c.kind, c.draft, c.draft_spoiler, c.draft_reply, c.unread, "     \
  "c.pinned, c.archived, "                                                                         \
  "c.muted_until, m.id, coalesce(m.time, c.created),"                                              \
  " m.direction, m.retracted,"                                                                     \
  " CASE WHEN instr(m.extra, 'urn:xmpp:eme:0') > 0 THEN '" STORE_PREVIEW_ENCRYPTED "'"             \
  " WHEN instr(m.extra, 'urn:xmpp:spoiler:0') > 0 THEN '" STORE_PREVIEW_SPOILER "'"                \
  " ELSE substr(coalesce(m.body, m.subject, m.error_text), 1, " G_STRINGIFY (                      \
    STORE_PREVIEW_CHARS) ") END"                                                                   \
                         " FROM conversation AS c LEFT JOIN message AS m ON m.id = c.last_message"

/* What a job works on. */
struct _Args {
  gint64 account;
  gint64 conversation;
  gint64 message;
  char *jid;
  StoreConversationKind kind;
  char *draft;
  char *draft_spoiler;
  gint64 draft_reply;
  gboolean pinned;
  gboolean archived;
  gint64 muted_until;
};
BASE_DEFINE_DATA (Args, args)

static void
args_cleanup (Args *self)
{
  g_free (self->jid);
  g_free (self->draft);
  g_free (self->draft_spoiler);
}

static gpointer
read_conversation (StoreRows *row)
{
  StoreConversation *conversation = g_new0 (StoreConversation, 1);
  int column = 0;

  conversation->id = store_rows_get_int (row, column++);
  conversation->account = store_rows_get_int (row, column++);
  conversation->jid = store_rows_dup_text (row, column++);
  conversation->kind = (StoreConversationKind) store_rows_get_int (row, column++);
  conversation->draft = store_rows_dup_text (row, column++);
  conversation->draft_spoiler = store_rows_dup_text (row, column++);
  conversation->draft_reply = store_rows_get_int (row, column++);
  conversation->unread = (guint) store_rows_get_int (row, column++);
  conversation->pinned = store_rows_get_int (row, column++) != 0;
  conversation->archived = store_rows_get_int (row, column++) != 0;
  conversation->muted_until = store_rows_get_int (row, column++);
  conversation->last_message = store_rows_get_int (row, column++);
  conversation->last_time = store_rows_get_int (row, column++);
  conversation->last_outgoing = store_rows_get_int (row, column++) != 0;
  conversation->last_retracted = store_rows_get_int (row, column++) != 0;
  conversation->last_preview = store_rows_dup_text (row, column++);
  return conversation;
}

static gpointer
list_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  return store_rows_collect (
    store_conn_query (conn, error,
                      SELECT
                      " WHERE c.account = ? ORDER BY coalesce(m.time, c.created) DESC, c.id DESC",
                      STORE_INT (args->account)),
    read_conversation, store_conversation_free, error);
}

static gpointer
ensure_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  gint64 id;

  if (!store_conversation_ensure (conn, args->account, args->jid, args->kind, &id, error))
    return NULL;
  return store_conversation_find (conn, id, error);
}

static gpointer
set_draft_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  if (!store_conn_run (conn, error,
                       "UPDATE conversation SET draft = ?1, draft_spoiler = ?2,"
                       " draft_reply = (SELECT id FROM message WHERE id = ?3) WHERE id = ?4",
                       STORE_TEXT (args->draft), STORE_TEXT (args->draft_spoiler),
                       STORE_INT (args->draft_reply), STORE_INT (args->conversation)))
    return NULL;
  return STORE_DONE;
}

static gpointer
arrange_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  if (!store_conn_run (conn, error,
                       "UPDATE conversation SET pinned = ?, archived = ?, muted_until = ?"
                       " WHERE id = ?",
                       STORE_INT (args->pinned), STORE_INT (args->archived),
                       STORE_INT (args->muted_until), STORE_INT (args->conversation)))
    return NULL;
  return store_conversation_find (conn, args->conversation, error);
}

static gpointer
see_one_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;

  if (!store_conn_run (conn, error, "UPDATE message SET seen = 1 WHERE conversation = ? AND id = ?",
                       STORE_INT (args->conversation), STORE_INT (args->message)) ||
      !store_reading_count (conn, args->conversation, error))
    return NULL;
  return store_conversation_find (conn, args->conversation, error);
}

StoreConversationKind
store_conversation_kind_of (const char *peer)
{
  return g_str_equal (peer, STORE_ANNOUNCEMENTS_PEER) ? STORE_CONVERSATION_ANNOUNCEMENTS
                                                      : STORE_CONVERSATION_CHAT;
}

StoreConversation *
store_conversation_find (StoreConn *conn, gint64 id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  StoreConversation *conversation = store_rows_take_first (
    store_conn_query (conn, &failure, SELECT " WHERE c.id = ?", STORE_INT (id)), read_conversation,
    store_conversation_free, &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (conversation == NULL)
    g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                 "The conversation is not in the archive");
  return conversation;
}

gboolean
store_conversation_ensure (StoreConn *conn,
                           gint64 account,
                           const char *jid,
                           StoreConversationKind kind,
                           gint64 *id,
                           GError **error)
{
  if (!store_conn_get_int (conn, id, error,
                           "SELECT id FROM conversation WHERE account = ? AND jid = ?",
                           STORE_INT (account), STORE_TEXT (jid)))
    return FALSE;
  if (*id != 0)
    return TRUE;
  if (!store_conn_run (conn, error,
                       "INSERT INTO conversation (account, jid, kind, created, cleared)"
                       " VALUES (?1, ?2, ?3, ?4, coalesce((SELECT cleared FROM account"
                       " WHERE id = ?1), 0))",
                       STORE_INT (account), STORE_TEXT (jid), STORE_INT (kind),
                       STORE_INT (g_get_real_time ())))
    return FALSE;
  *id = store_conn_get_insert_id (conn);
  return TRUE;
}

/* Whether the message ?2 of the time ?3 comes before the last one. */
#define IS_OLDER "(?3, ?2) < (SELECT m.time, m.id FROM message AS m WHERE m.id = last_message)"

gboolean
store_conversation_added (StoreConn *conn,
                          gint64 id,
                          gint64 message,
                          gint64 time,
                          gboolean unread,
                          GError **error)
{
  /* What is new brings an archived chat back, unless it is muted and somebody else wrote it. */
  return store_conn_run (conn, error,
                         "UPDATE conversation SET unread = unread + ?4,"
                         " last_message = CASE WHEN " IS_OLDER " THEN last_message ELSE ?2 END,"
                         " archived = CASE WHEN NOT archived THEN 0 WHEN " IS_OLDER " THEN 1"
                         " WHEN ?4 AND muted_until > ?5 THEN 1 ELSE 0 END WHERE id = ?1",
                         STORE_INT (id), STORE_INT (message), STORE_INT (time),
                         STORE_INT (unread ? 1 : 0), STORE_INT (g_get_real_time ()));
}

gboolean
store_conversation_clear_draft (StoreConn *conn, gint64 id, GError **error)
{
  return store_conn_run (
    conn, error,
    "UPDATE conversation SET draft = NULL, draft_spoiler = NULL, draft_reply = NULL WHERE id = ?",
    STORE_INT (id));
}

gboolean
store_conversation_find_last (StoreConn *conn, gint64 id, GError **error)
{
  return store_conn_run (conn, error,
                         "UPDATE conversation SET last_message = (SELECT m.id FROM message AS m"
                         " WHERE m.conversation = ?1 ORDER BY m.time DESC, m.id DESC LIMIT 1)"
                         " WHERE id = ?1",
                         STORE_INT (id));
}

gboolean
store_conversation_find_time (StoreConn *conn,
                              gint64 id,
                              gint64 message,
                              gint64 *time,
                              GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (StoreRows) rows =
    store_conn_query (conn, error, "SELECT time FROM message WHERE id = ? AND conversation = ?",
                      STORE_INT (message), STORE_INT (id));

  if (rows == NULL)
    return FALSE;
  if (store_rows_next (rows, &failure)) {
    *time = store_rows_get_int (rows, 0);
    return TRUE;
  }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "The message is not in the archive");
  return FALSE;
}

StoreConversation *
store_conversation_copy (const StoreConversation *self)
{
  StoreConversation *copy = g_memdup2 (self, sizeof *self);

  copy->jid = g_strdup (self->jid);
  copy->draft = g_strdup (self->draft);
  copy->draft_spoiler = g_strdup (self->draft_spoiler);
  copy->last_preview = g_strdup (self->last_preview);
  return copy;
}

void
store_conversation_free (gpointer self)
{
  StoreConversation *conversation = self;

  if (conversation == NULL)
    return;
  g_free (conversation->jid);
  g_free (conversation->draft);
  g_free (conversation->draft_spoiler);
  g_free (conversation->last_preview);
  g_free (conversation);
}

void
store_conversations_list_async (StoreDb *db,
                                gint64 account,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Args *args = args_alloc ();

  args->account = account;
  store_db_run_async (db, STORE_READ, list_job, args, args_free, store_list_free, cancellable,
                      callback, user_data);
}

GPtrArray *
store_conversations_list_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_conversations_ensure_async (StoreDb *db,
                                  gint64 account,
                                  const char *jid,
                                  StoreConversationKind kind,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Args *args;

  g_return_if_fail (jid != NULL);

  args = args_alloc ();
  args->account = account;
  args->jid = g_strdup (jid);
  args->kind = kind;
  store_db_run_async (db, STORE_WRITE, ensure_job, args, args_free, store_conversation_free,
                      cancellable, callback, user_data);
}

StoreConversation *
store_conversations_ensure_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_conversations_set_draft_async (StoreDb *db,
                                     gint64 conversation,
                                     const char *draft,
                                     const char *spoiler,
                                     gint64 reply,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  Args *args = args_alloc ();

  args->conversation = conversation;
  args->draft = g_strdup (draft);
  args->draft_spoiler = g_strdup (spoiler);
  args->draft_reply = reply;
  store_db_run_async (db, STORE_WRITE, set_draft_job, args, args_free, NULL, cancellable, callback,
                      user_data);
}

gboolean
store_conversations_set_draft_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error) != NULL;
}

void
store_conversations_arrange_async (StoreDb *db,
                                   gint64 conversation,
                                   gboolean pinned,
                                   gboolean archived,
                                   gint64 muted_until,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Args *args = args_alloc ();

  args->conversation = conversation;
  args->pinned = pinned;
  args->archived = archived;
  args->muted_until = muted_until;
  store_db_run_async (db, STORE_WRITE, arrange_job, args, args_free, store_conversation_free,
                      cancellable, callback, user_data);
}

StoreConversation *
store_conversations_arrange_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}

void
store_conversations_see_one_async (StoreDb *db,
                                   gint64 conversation,
                                   gint64 message,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Args *args = args_alloc ();

  args->conversation = conversation;
  args->message = message;
  store_db_run_async (db, STORE_WRITE, see_one_job, args, args_free, store_conversation_free,
                      cancellable, callback, user_data);
}

StoreConversation *
store_conversations_see_one_finish (StoreDb *db, GAsyncResult *result, GError **error)
{
  return store_db_run_finish (db, result, error);
}
