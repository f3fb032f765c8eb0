/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages found by their words, the newest first.
 */
#pragma once

#include "store/db.h"
#include "store/message.h"
#include "store/search-query.h"

/**
 * StoreHit:
 * @message: what was found
 * @spans: (element-type BaseSpan): where its body has what was looked for
 */
typedef struct {
  StoreMessage *message;
  GArray *spans;
} StoreHit;

void store_hit_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreHit, store_hit_free)

/**
 * StoreHits:
 * @hits: (element-type StoreHit): the newest first
 * @next: where the next page begins; 0: that was all
 */
typedef struct {
  GPtrArray *hits;
  gint64 next;
} StoreHits;

void store_hits_free (gpointer self); /* a GDestroyNotify */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreHits, store_hits_free)

/**
 * store_search_async:
 * @next: 0 for the newest ones, else from the page before
 * @limit: how many at the most
 *
 * Finds messages. As quick for a word that every message has as for one that is in none. What
 * store_search_index_async() has not come to yet is not found.
 */
void store_search_async (StoreDb *db,
                         const StoreSearchQuery *query,
                         gint64 next,
                         guint limit,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
StoreHits *
store_search_finish (StoreDb *db, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many messages there are to be found, but no more than @limit; -1: @error. */
void store_search_count_async (StoreDb *db,
                               const StoreSearchQuery *query,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gint64 store_search_count_finish (StoreDb *db, GAsyncResult *result, GError **error);

/**
 * store_search_index_async:
 *
 * Takes some messages of an older archive into the index, for some milliseconds; to be called until
 * it returns 0: how many may be left. -1: @error.
 */
void store_search_index_async (StoreDb *db,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gint64 store_search_index_finish (StoreDb *db, GAsyncResult *result, GError **error);
