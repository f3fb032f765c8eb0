/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings the schema of an archive up to date: sql/001.sql leads from an empty file to version 1, and
 * so on. Files that were released are never changed. Private to store/.
 */
#pragma once

#include "store/conn.h"

/* The newest version there is. */
guint store_migrate_get_head (void);

/* The version of the file: 0 for an empty one. STORE_ERROR_TOO_NEW: it is beyond the head;
 * STORE_ERROR_CORRUPT: it is no archive. Changes nothing. */
gboolean store_migrate_check (StoreConn *conn, guint *version, GError **error);

/* Migrates to the head, in one transaction. */
gboolean store_migrate (StoreConn *conn, GError **error);
