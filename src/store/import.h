/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes messages of other programs into the archive.
 */
#pragma once

#include "store/db.h"
#include "store/source.h"

/**
 * StoreImportCount:
 * @n_added: messages that are new here
 * @n_known: those that were here
 */
typedef struct {
  guint n_added;
  guint n_known;
} StoreImportCount;

/**
 * store_import_add_async:
 * @account: whose they are
 * @messages: (transfer full) (element-type StoreImported): with a message each, and @peer prepared
 *
 * Adds what is not here, as seen. The same are those with the same ids, by the rules of
 * store_messages_insert_incoming_async(), and those that say the same within a minute, as not every
 * program keeps the ids: importing a second time adds nothing.
 */
void store_import_add_async (StoreDb *db,
                             gint64 account,
                             GPtrArray *messages,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean store_import_add_finish (StoreDb *db,
                                  GAsyncResult *result,
                                  StoreImportCount *count,
                                  GError **error);
