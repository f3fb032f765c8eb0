/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What jobs do with what was read. Private to store/.
 */
#pragma once

#include "store/conn.h"
#include "store/reading.h"

/* Makes the number of unread messages of @conversation what it is. */
gboolean store_reading_count (StoreConn *conn, gint64 conversation, GError **error);

/* The person has seen all up to @message. STORE_ERROR_NOT_FOUND: it is not in @conversation. */
gboolean store_reading_see (StoreConn *conn, gint64 conversation, gint64 message, GError **error);

/* See store_reading_follow_async(); @conversation: (out): 0: there is no such message. */
gboolean store_reading_follow (StoreConn *conn,
                               gint64 account,
                               const char *peer,
                               StoreNaming naming,
                               const char *id,
                               gint64 *conversation,
                               GError **error);

/* See store_reading_displayed_async(). */
GPtrArray *store_reading_displayed (StoreConn *conn,
                                    gint64 account,
                                    const char *peer,
                                    const char *stanza_id,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
