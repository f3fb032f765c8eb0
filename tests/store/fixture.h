/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the archive share: waiting for a result, a folder that goes away, short cuts.
 */
#pragma once

#include "store/accounts.h"
#include "store/conn.h"
#include "store/message-pages.h"
#include "store/messages.h"

#include <glib/gstdio.h>

/* Give on_done() and &wait to an _async function, and wait_for (&wait) to its _finish function. */
typedef struct {
  GAsyncResult *result;
  gboolean taken;
} Wait;

static inline void
wait_clear (Wait *wait)
{
  g_clear_object (&wait->result);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wait, wait_clear)

G_GNUC_UNUSED static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;

  g_assert_null (wait->result);
  wait->result = g_object_ref (result);
}

/* Lets what was handed to the main context come through, and what was freed in idle go. */
G_GNUC_UNUSED static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* The result stays with @wait, which can be used again. */
G_GNUC_UNUSED static GAsyncResult *
wait_for (Wait *wait)
{
  if (wait->taken)
    g_clear_object (&wait->result);
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait->taken = TRUE;
  return wait->result;
}

/* A new folder; (transfer full) */
G_GNUC_UNUSED static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("kith-store-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

/* Removes a folder and the files in it. */
G_GNUC_UNUSED static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    g_assert_cmpint (g_unlink (child), ==, 0);
  }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

G_GNUC_UNUSED static StoreDb *
open_db (const char *path)
{
  g_autoptr (GError) error = NULL;
  StoreDb *db = store_db_open (path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (db);
  return db;
}

/* Closes and drops the archive, and lets the rest come through. */
G_GNUC_UNUSED static void
close_db (StoreDb *db)
{
  store_db_close (db);
  settle ();
  g_object_unref (db);
}

/* The id of a new account. */
G_GNUC_UNUSED static gint64
add_account (StoreDb *db, const char *jid)
{
  g_autoptr (StoreAccount) account = store_account_new (jid);
  g_autoptr (StoreAccount) added = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_accounts_insert_async (db, account, NULL, on_done, &wait);
  added = store_accounts_insert_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return added->id;
}

/* The id of the conversation of @account with @jid. */
G_GNUC_UNUSED static gint64
add_conversation (StoreDb *db, gint64 account, const char *jid)
{
  g_autoptr (StoreConversation) conversation = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_conversations_ensure_async (db, account, jid, STORE_CONVERSATION_CHAT, NULL, on_done,
                                    &wait);
  conversation = store_conversations_ensure_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return conversation->id;
}

G_GNUC_UNUSED static StoreInsertion *
insert_incoming (StoreDb *db, gint64 account, const char *peer, const StoreMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreInsertion *insertion;

  store_messages_insert_incoming_async (db, account, peer, message, NULL, on_done, &wait);
  insertion = store_messages_insert_incoming_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return insertion;
}

G_GNUC_UNUSED static StoreInsertion *
insert_outgoing (StoreDb *db, gint64 conversation, const StoreMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };
  StoreInsertion *insertion;

  store_messages_insert_outgoing_async (db, conversation, message, FALSE, NULL, on_done, &wait);
  insertion = store_messages_insert_outgoing_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return insertion;
}

G_GNUC_UNUSED static StoreMessage *
new_message (StoreDirection direction,
             const char *sender,
             gint64 time,
             const char *id,
             const char *body)
{
  StoreMessage *message = store_message_new (direction, STORE_MESSAGE_CHAT, sender, time);

  message->stanza_id = g_strdup (id);
  message->body = g_strdup (body);
  return message;
}

static gpointer
get_int_job (StoreConn *conn, gpointer data, GError **error)
{
  gint64 *number = g_new0 (gint64, 1);

  if (!store_conn_get_int_values (conn, number, error, data, STORE_VALUES ()))
    g_clear_pointer (&number, g_free);
  return number;
}

/* The first column of the first row of @sql, run on the worker. */
G_GNUC_UNUSED static gint64
get_int (StoreDb *db, const char *sql)
{
  g_autofree gint64 *number = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Wait) wait = { 0 };

  store_db_run_async (db, STORE_WRITE, get_int_job, g_strdup (sql), g_free, g_free, NULL, on_done,
                      &wait);
  number = store_db_run_finish (db, wait_for (&wait), &error);
  g_assert_no_error (error);
  return *number;
}
