/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server's archive says in which order all was said, whenever it was written or came here.
 */
#pragma once

#include "store/conn.h"
#include "store/message.h"

/* So much of each second is left to what was said in it before the first that is known, µs. */
#define STORE_ARCHIVE_ROOM (G_USEC_PER_SEC / 100)

/**
 * StorePlace:
 * @message: what it is, or what it is about; 0: what it is about is not here
 * @change: 0: it is the message itself
 * @time: what it is kept with
 * @stamp: what the archive says, of which the second is exact
 *
 * Something that a page of the archive has, and where it stands.
 */
typedef struct {
  gint64 conversation;
  gint64 message;
  gint64 change;
  gint64 time;
  gint64 stamp;
} StorePlace;

/**
 * store_archive_order:
 * @places: (element-type StorePlace): all that is kept of a page, the oldest first
 * @bound: all of them are older than this; in the end the time of the oldest, if that is less
 * @moved: (element-type StoreMessage): gains those that have another time now or show something else
 *
 * Gives those another time that are not in the second that the archive says, or not in its order.
 */
gboolean store_archive_order (StoreConn *conn,
                              GArray *places,
                              gint64 *bound,
                              GPtrArray *moved,
                              GError **error);
