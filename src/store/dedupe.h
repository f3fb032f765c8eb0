/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a message is in the archive already. The rules are told at
 * store_messages_insert_incoming_async(). Private to store/.
 */
#pragma once

#include "store/conn.h"
#include "store/messages.h"

/* How long a sender's program may take to say again what it is not sure of. */
#define STORE_MAX_REPEAT (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)

/* The message of @conversation that @message repeats; NULL without an error: it is new. */
StoreMessage *store_dedupe_find (StoreConn *conn,
                                 gint64 conversation,
                                 const StoreMessage *message,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
