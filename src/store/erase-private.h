/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether what comes from the server's archive was erased here, or is too old. Private to store/.
 */
#pragma once

#include "store/conn.h"
#include "store/message.h"

/**
 * StoreBounds:
 * @conversation: 0: there is none yet
 * @cleared: what is as old as this or older was erased
 * @aged: what is as old as this or older is not kept
 * @session: nothing is kept from before the account was set up
 * @erased: single messages were erased
 */
typedef struct {
  gint64 conversation;
  gint64 cleared;
  gint64 aged;
  gboolean session;
  gboolean erased;
} StoreBounds;

/* The bounds of the conversation of @account with @peer. @keep: for all chats */
gboolean store_bounds_find (StoreConn *conn,
                            gint64 account,
                            const char *peer,
                            int keep,
                            StoreBounds *bounds,
                            GError **error);

/**
 * StoreAdmission:
 * @STORE_ADMITTED: it is to be kept
 * @STORE_TOO_OLD: it is not, nor is what is older
 * @STORE_ERASED: it was erased by itself, which says nothing about what lies beside it
 */
typedef enum {
  STORE_ADMITTED,
  STORE_TOO_OLD,
  STORE_ERASED,
} StoreAdmission;

/* Whether @message is to be kept. One that we wait to hear of always is. */
gboolean store_bounds_admit (StoreConn *conn,
                             const StoreBounds *bounds,
                             const StoreMessage *message,
                             StoreAdmission *admission,
                             GError **error);
