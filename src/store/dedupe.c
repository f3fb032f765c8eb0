/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which messages are the same one, by the ids of XEP-0359 and what they say.
 */
#include "config.h"

#include "store/dedupe.h"

#include "store/change-rows.h"
#include "store/messages-private.h"

#include <string.h>

/* How many messages with the same id are looked at. It bounds what a program costs that always sends
 * the same id; beyond it a message is rather kept twice than lost. */
#define MAX_TWINS "20"

/* How far two deliveries of one message may be apart: one may have our clock and the other the
 * server's, and a server keeps for minutes what we have not acknowledged. */
#define MAX_REDELIVERY (G_GINT64_CONSTANT (1) * 60 * 60 * G_USEC_PER_SEC)

static gboolean
is_same_id (const char *a, const char *b)
{
  return a != NULL && b != NULL && strcmp (a, b) == 0;
}

static gboolean
is_same_bare (const char *a, const char *b)
{
  gsize n_bare = strcspn (a, "/");

  return n_bare == strcspn (b, "/") && memcmp (a, b, n_bare) == 0;
}

static gboolean
is_within (const StoreMessage *a, const StoreMessage *b, gint64 us)
{
  return ABS (a->time - b->time) <= us;
}

/* The rules 2 and 3 of store_messages_insert_incoming_async(), for messages that say the same. */
static gboolean
is_repeated (const StoreMessage *a, const StoreMessage *b)
{
  /* Our own may have waited for days to be sent, and our ids never come again. */
  if (is_same_id (a->origin_id, b->origin_id) && is_same_bare (a->sender, b->sender) &&
      (a->direction == STORE_MESSAGE_OUT || is_within (a, b, STORE_MAX_REPEAT)))
    return TRUE;
  return is_same_id (a->stanza_id, b->stanza_id) && strcmp (a->sender, b->sender) == 0 &&
         (a->server_id == NULL || b->server_id == NULL) && is_within (a, b, MAX_REDELIVERY);
}

/* What only stands for a message that was corrected waits for it under its id. */
static gboolean
is_awaited (StoreConn *conn,
            const StoreMessage *twin,
            const StoreMessage *message,
            gboolean *awaited,
            GError **error)
{
  *awaited = FALSE;
  return !is_same_id (twin->stanza_id, message->stanza_id) ||
         !is_same_bare (twin->sender, message->sender) ||
         store_changes_is_stand_in (conn, twin, awaited, error);
}

static gboolean
is_duplicate (StoreConn *conn,
              const StoreMessage *twin,
              const StoreMessage *message,
              gboolean *duplicate,
              GError **error)
{
  gboolean same;

  *duplicate = is_same_id (twin->server_id, message->server_id);
  if (*duplicate || twin->direction != message->direction)
    return TRUE;
  if (!store_changes_said_first (conn, twin, message, &same, error))
    return FALSE;
  *duplicate = same && is_repeated (twin, message);
  return *duplicate || !same || is_awaited (conn, twin, message, duplicate, error);
}

/* The message that is there already and shares an @id with @message, or NULL. @sql finds those with
 * that id. */
static StoreMessage *
find_twin (StoreConn *conn,
           gint64 conversation,
           const StoreMessage *message,
           const char *sql,
           const char *id,
           GError **error)
{
  g_autoptr (GPtrArray) twins = NULL;

  if (id == NULL)
    return NULL;
  twins = store_rows_collect (
    store_conn_query (conn, error, sql, STORE_INT (conversation), STORE_TEXT (id)),
    store_message_read, store_message_free, error);
  for (guint i = 0; twins != NULL && i < twins->len; i++) {
    gboolean duplicate;

    if (!is_duplicate (conn, twins->pdata[i], message, &duplicate, error))
      return NULL;
    if (duplicate)
      return g_ptr_array_steal_index (twins, i);
  }
  return NULL;
}

StoreMessage *
store_dedupe_find (StoreConn *conn,
                   gint64 conversation,
                   const StoreMessage *message,
                   GError **error)
{
  g_autoptr (GError) failure = NULL;
  StoreMessage *twin;

#define WITH(column)                                                                               \
  "SELECT " STORE_MESSAGE_COLUMNS " FROM message WHERE conversation = ? AND " column " = ?"        \
  " ORDER BY id DESC LIMIT " MAX_TWINS
  twin = find_twin (conn, conversation, message, WITH ("server_id"), message->server_id, &failure);
  if (twin == NULL && failure == NULL)
    twin =
      find_twin (conn, conversation, message, WITH ("origin_id"), message->origin_id, &failure);
  if (twin == NULL && failure == NULL)
    twin =
      find_twin (conn, conversation, message, WITH ("stanza_id"), message->stanza_id, &failure);
#undef WITH

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return twin;
}
