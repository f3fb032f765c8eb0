/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person types to search messages: pure functions.
 */
#pragma once

#include "store/search-query.h"

/**
 * ImSearchQuery:
 * @sought: words, who wrote it ("from:me"), links, files and times; without conversations
 * @from: (element-type utf8): the names after "from:", but for "me"
 * @in: (element-type utf8): the names after "in:"
 */
typedef struct {
  StoreSearchQuery *sought;
  GPtrArray *from;
  GPtrArray *in;
} ImSearchQuery;

/**
 * im_search_query_parse:
 * @now: µs since 1970, for "today" and "yesterday"
 *
 * Reads words, "phrases" and the operators from:, in:, before:, after:, has:link and has:file, whose
 * values may stand in quotes. Days are those of the person's clock, as 2026-11-21, today, yesterday;
 * `after:` takes the day along, `before:` does not. What is no operator is words, and one at the end
 * that has no value yet is nothing. The last word may go on unless something follows it.
 */
ImSearchQuery *im_search_query_parse (const char *text, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
void im_search_query_free (ImSearchQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImSearchQuery, im_search_query_free)

/* Whether it asks for anything at all. */
gboolean im_search_query_is_empty (const ImSearchQuery *self);
