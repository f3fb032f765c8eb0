/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages in a table of another program's SQLite file. Private to store/.
 */
#pragma once

#include "store/conn.h"
#include "store/source-private.h"

/**
 * StoreTable:
 * @newest: asks for the highest number of a message
 * @query: asks for messages in the order of their numbers, which is the first column; its values are
 *   the number after which to begin, and how many
 * @absent: (nullable): tables that earlier versions of the program did not have: for each its name and
 *   its columns; an empty one stands for it
 * @read: makes a #StoreImported of a row; @row does not move meanwhile, other queries may run
 */
typedef struct {
  const char *newest;
  const char *query;
  const char *const (*absent)[2];
  gpointer (*read) (StoreConn *conn, StoreRows *row, GError **error);
} StoreTable;

/* @conn: (transfer full). Returns: what store_table_read() and store_table_free() take. */
gpointer store_table_open (const StoreTable *table,
                           StoreConn *conn,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *store_table_read (gpointer self, guint n, double *progress, GError **error);
void store_table_free (gpointer self);

gboolean store_table_exists (StoreConn *conn, const char *name, gboolean *exists, GError **error);
