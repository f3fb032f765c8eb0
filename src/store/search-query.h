/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is looked for in the archive: pure functions.
 */
#pragma once

#include "base/text.h"

/**
 * StoreSearchBy:
 * @STORE_SEARCH_BY_ANYBODY: whoever wrote it
 * @STORE_SEARCH_BY_ME: what the person wrote
 * @STORE_SEARCH_BY_OTHERS: what came in
 */
typedef enum {
  STORE_SEARCH_BY_ANYBODY,
  STORE_SEARCH_BY_ME,
  STORE_SEARCH_BY_OTHERS,
} StoreSearchBy;

/**
 * StoreSearchQuery:
 * @phrases: (element-type utf8): each any text, whose words stand side by side in what is found
 * @open: the last word of the last phrase may go on: it is being typed
 * @conversations: (element-type gint64) (nullable): found in one of these; %NULL: anywhere
 * @by: who wrote it
 * @with_link: it has a link
 * @with_file: it has a file
 * @since: not older, µs since 1970, UTC, to the second; 0: no limit
 * @before: older, likewise
 *
 * All of it has to hold.
 */
typedef struct {
  GPtrArray *phrases;
  gboolean open;
  GArray *conversations;
  StoreSearchBy by;
  gboolean with_link;
  gboolean with_file;
  gint64 since;
  gint64 before;
} StoreSearchQuery;

StoreSearchQuery *store_search_query_new (void) G_GNUC_WARN_UNUSED_RESULT;
StoreSearchQuery *store_search_query_copy (const StoreSearchQuery *self) G_GNUC_WARN_UNUSED_RESULT;
void store_search_query_free (StoreSearchQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreSearchQuery, store_search_query_free)

/* Whether it asks for no word in particular. */
gboolean store_search_query_has_words (const StoreSearchQuery *self);

/**
 * store_search_query_build:
 * @with_words: FALSE: only what is asked for besides the words
 *
 * What FTS5 shall match; there is nothing in @self that could be a mistake in its language.
 */
char *store_search_query_build (const StoreSearchQuery *self,
                                gboolean with_words) G_GNUC_WARN_UNUSED_RESULT;

/**
 * store_search_query_match:
 *
 * Where @text has the words of @self, in their order and apart from each other.
 *
 * Returns: (element-type BaseSpan) (nullable): %NULL: it does not have them all
 */
GArray *store_search_query_match (const StoreSearchQuery *self,
                                  const char *text) G_GNUC_WARN_UNUSED_RESULT;
