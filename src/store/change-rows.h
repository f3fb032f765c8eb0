/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What jobs do with changes of messages. Private to store/.
 */
#pragma once

#include "store/changes.h"
#include "store/conn.h"

#define STORE_CHANGE_COLUMNS                                                                       \
  "c.id, c.conversation, c.message, c.kind, c.direction, c.state, c.time, c.sender, c.target,"     \
  " c.stanza_id, c.server_id, c.body, c.extra"
#define STORE_CHANGE_N_COLUMNS 13

gpointer store_change_read (StoreRows *row); /* (transfer full): a StoreChange */

/* Gives @change its id. */
gboolean store_change_insert (StoreConn *conn, StoreChange *change, GError **error);

/* All that is known about @message, as store_change_fold() wants it; of StoreChange. */
GPtrArray *
store_changes_of (StoreConn *conn, gint64 message, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The message that @change names and whose author is entitled to it; %NULL: it is not here. */
gboolean store_change_find_message (StoreConn *conn,
                                    const StoreChange *change,
                                    StoreMessage **found,
                                    GError **error);

/* Keeps the limit on what waits for messages in one chat. Archives are read backwards, so what is the
 * newest has waited in vain the longest; half of all go, so that they need not be counted out each time. */
gboolean store_changes_prune_waiting (StoreConn *conn, gint64 conversation, GError **error);

/* What waits for a message by one of those @names, which become more, finds it in @message. @any: TRUE
 * if there was something, else it stays. */
gboolean store_changes_attach (StoreConn *conn,
                               const StoreMessage *message,
                               GPtrArray *names,
                               gboolean *any,
                               GError **error);

/* As store_changes_add_async() says. @conversation: that of the change */
StoreChangeOutcome *store_change_add (StoreConn *conn,
                                      gint64 conversation,
                                      const StoreChange *change,
                                      gboolean complete,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What was said about @message before it came, if anything, counts from now on; it is replaced by how
 * it is then. */
gboolean store_changes_take_waiting (StoreConn *conn, StoreMessage **message, GError **error);

/* Computes anew what is shown of @message, and replaces it if that is something else: @changed. */
gboolean
store_changes_apply (StoreConn *conn, StoreMessage **message, gboolean *changed, GError **error);

/* Whether @message only stands for the one that was corrected, which is not here. */
gboolean store_changes_is_stand_in (StoreConn *conn,
                                    const StoreMessage *message,
                                    gboolean *stand_in,
                                    GError **error);

/* The message that @stand_in stands for has come: it takes the place. */
gboolean store_changes_complete (StoreConn *conn,
                                 StoreMessage **stand_in,
                                 const StoreMessage *message,
                                 GError **error);

/* Whether @twin said at first what @message says; of what was taken back nobody knows. */
gboolean store_changes_said_first (StoreConn *conn,
                                   const StoreMessage *twin,
                                   const StoreMessage *message,
                                   gboolean *same,
                                   GError **error);

/* Gives @message what it said at first. */
gboolean store_changes_restore_first (StoreConn *conn, StoreMessage *message, GError **error);

/* The message always said what it says now. */
gboolean store_changes_forget_versions (StoreConn *conn, gint64 message, GError **error);

/* The message is a new one: nothing was said about it. */
gboolean store_changes_forget (StoreConn *conn, gint64 message, GError **error);
