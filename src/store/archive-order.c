/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts what was written or came here before into the order of the server's archive.
 */
#include "config.h"

#include "store/archive-order.h"

#include "store/change-rows.h"
#include "store/conversations-private.h"
#include "store/messages-private.h"

/* Whether it may stay in the second that @stamp is in. What stands at the beginning of it leaves no room for
 * those that were said before it, which would come to stand among those of the second before. */
static gboolean
may_stay (gint64 time, gint64 stamp)
{
  return time / G_USEC_PER_SEC == stamp / G_USEC_PER_SEC &&
         time % G_USEC_PER_SEC >= STORE_ARCHIVE_ROOM;
}

static gboolean
note_moved (StoreConn *conn, gint64 id, GPtrArray *moved, GError **error)
{
  StoreMessage *message = store_message_find (conn, id, error);

  if (message == NULL)
    return FALSE;
  g_ptr_array_add (moved, message);
  return TRUE;
}

/* kind 0: what it said at first, which was said when it was */
static gboolean
move_message (StoreConn *conn, const StorePlace *place, GPtrArray *moved, GError **error)
{
  return store_conn_run (conn, error, "UPDATE message SET time = ? WHERE id = ?",
                         STORE_INT (place->time), STORE_INT (place->message)) &&
         store_conn_run (conn, error,
                         "UPDATE message_change SET time = ? WHERE message = ? AND kind = 0",
                         STORE_INT (place->time), STORE_INT (place->message)) &&
         store_conversation_find_last (conn, place->conversation, error) &&
         note_moved (conn, place->message, moved, error);
}

/* What the message shows may depend on which of its changes was the last. */
static gboolean
move_change (StoreConn *conn, const StorePlace *place, GPtrArray *moved, GError **error)
{
  g_autoptr (StoreMessage) message = NULL;
  gboolean changed;

  if (!store_conn_run (conn, error, "UPDATE message_change SET time = ? WHERE id = ?",
                       STORE_INT (place->time), STORE_INT (place->change)))
    return FALSE;
  if (place->message == 0)
    return TRUE;
  message = store_message_find (conn, place->message, error);
  if (message == NULL || !store_changes_apply (conn, &message, &changed, error))
    return FALSE;
  if (changed)
    g_ptr_array_add (moved, g_steal_pointer (&message));
  return TRUE;
}

gboolean
store_archive_order (StoreConn *conn,
                     GArray *places,
                     gint64 *bound,
                     GPtrArray *moved,
                     GError **error)
{
  for (guint i = places->len; i > 0; i--) {
    StorePlace *place = &g_array_index (places, StorePlace, i - 1);
    gint64 time = may_stay (place->time, place->stamp) ? place->time : place->stamp;

    time = MIN (time, *bound - 1);
    *bound = time;
    if (time == place->time)
      continue;
    place->time = time;
    if (place->change != 0 ? !move_change (conn, place, moved, error)
                           : !move_message (conn, place, moved, error))
      return FALSE;
  }
  return TRUE;
}
