/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes messages of other programs into the archive.
 */
#include "config.h"

#include "store/import.h"

#include "base/data.h"
#include "store/change-rows.h"
#include "store/conversations-private.h"
#include "store/messages-private.h"

#define NEAR_US (60 * G_USEC_PER_SEC)

/* What a job works on. */
struct _Args {
  gint64 account;
  GPtrArray *messages;
};
BASE_DEFINE_DATA (Args, args)

static void
args_cleanup (Args *self)
{
  g_ptr_array_unref (self->messages);
}

#define IS_LOG(id) "coalesce(substr(" id ", 1, 7) = 'pidgin:', 0)"
#define HAS_ID(id) "(" id " NOTNULL AND NOT " IS_LOG (id) ")"

/*
 * Somebody says the same, at about that time. Two that have true ids are told apart by these, whatever
 * is known of the device they came from, and two of the same log by theirs: there the same words may
 * well come again. Where neither has one they are the same only if nothing differs.
 */
static gboolean
is_here (StoreConn *conn,
         gint64 conversation,
         const StoreMessage *message,
         gboolean *here,
         GError **error)
{
  gint64 found;

  if (!store_conn_get_int (
        conn, &found, error,
        "SELECT EXISTS (SELECT 1 FROM message WHERE conversation = ?1"
        " AND time BETWEEN ?2 - ?3 AND ?2 + ?3 AND direction = ?4 AND body IS ?5"
        " AND (server_id IS NULL OR ?6 IS NULL) AND CASE"
        " WHEN " HAS_ID ("stanza_id") " AND " HAS_ID (
          "?7") " THEN stanza_id = ?7"
                " WHEN " IS_LOG ("stanza_id") " AND " IS_LOG (
                  "?7") " THEN 0"
                        " WHEN stanza_id IS NULL AND ?7 IS NULL THEN time = ?2 ELSE 1 END)",
        STORE_INT (conversation), STORE_INT (message->time), STORE_INT (NEAR_US),
        STORE_INT (message->direction), STORE_TEXT (message->body), STORE_TEXT (message->server_id),
        STORE_TEXT (message->stanza_id)))
    return FALSE;
  *here = found != 0;
  return TRUE;
}

/* What became of a message that was sent, and what was said about it. */
static gboolean
add_rest (StoreConn *conn, const StoreImported *imported, const StoreMessage *added, GError **error)
{
  if (added->direction == STORE_MESSAGE_OUT &&
      !store_conn_run (conn, error, "UPDATE message SET state = ? WHERE id = ?",
                       STORE_INT (imported->message->state), STORE_INT (added->id)))
    return FALSE;
  for (guint i = 0; imported->changes != NULL && i < imported->changes->len; i++) {
    g_autoptr (StoreChangeOutcome) outcome =
      store_change_add (conn, added->conversation, imported->changes->pdata[i], FALSE, error);

    if (outcome == NULL)
      return FALSE;
  }
  return TRUE;
}

/* What is here already stays as it is. */
static gboolean
add_message (StoreConn *conn,
             gint64 conversation,
             const StoreImported *imported,
             StoreImportCount *count,
             GError **error)
{
  StoreMessageFate fate;
  g_autoptr (StoreMessage) added =
    store_message_add (conn, conversation, imported->message, &fate, error);

  if (added == NULL)
    return FALSE;
  if (fate != STORE_MESSAGE_ADDED) {
    count->n_known++;
    return TRUE;
  }
  count->n_added++;
  return add_rest (conn, imported, added, error);
}

static gboolean
add (StoreConn *conn,
     gint64 account,
     const StoreImported *imported,
     StoreImportCount *count,
     GError **error)
{
  gboolean here;
  gint64 conversation;

  if (!store_conversation_ensure (conn, account, imported->peer, STORE_CONVERSATION_CHAT,
                                  &conversation, error) ||
      !is_here (conn, conversation, imported->message, &here, error))
    return FALSE;
  if (here) {
    count->n_known++;
    return TRUE;
  }
  return add_message (conn, conversation, imported, count, error);
}

static gpointer
add_job (StoreConn *conn, gpointer data, GError **error)
{
  const Args *args = data;
  StoreImportCount count = { 0 };

  for (guint i = 0; i < args->messages->len; i++) {
    StoreImported *imported = args->messages->pdata[i];

    imported->message->seen = TRUE;
    if (!add (conn, args->account, imported, &count, error))
      return NULL;
  }
  return g_memdup2 (&count, sizeof count);
}

void
store_import_add_async (StoreDb *db,
                        gint64 account,
                        GPtrArray *messages,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Args *args = args_alloc ();

  args->account = account;
  args->messages = messages;
  store_db_run_async (db, STORE_WRITE, add_job, args, args_free, g_free, cancellable, callback,
                      user_data);
}

gboolean
store_import_add_finish (StoreDb *db, GAsyncResult *result, StoreImportCount *count, GError **error)
{
  g_autofree StoreImportCount *found = store_db_run_finish (db, result, error);

  if (found == NULL)
    return FALSE;
  *count = *found;
  return TRUE;
}
