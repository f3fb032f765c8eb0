/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A search for messages in a chat or in all of them, as the person types.
 */
#pragma once

#include "im/hit.h"

#define IM_TYPE_SEARCH (im_search_get_type ())
G_DECLARE_FINAL_TYPE (ImSearch, im_search, IM, SEARCH, GObject)

/**
 * ImSearchState:
 * @IM_SEARCH_EMPTY: nothing is looked for
 * @IM_SEARCH_RUNNING: nothing is known yet
 * @IM_SEARCH_DONE: the list has what was found, or its newest part
 * @IM_SEARCH_FAILED: the archive could not be searched; see `error`
 */
typedef enum {
  IM_SEARCH_EMPTY,
  IM_SEARCH_RUNNING,
  IM_SEARCH_DONE,
  IM_SEARCH_FAILED,
} ImSearchState;

/* As many are counted. */
#define IM_SEARCH_MAX_COUNT 1000

#define IM_SEARCH_PAGE 50

/*
 * GListModel of ImHit, the newest first.
 *
 * Signals:
 * - changed: the state, the count or what is looked for
 */

ImSearch *im_search_new (ImClient *client) G_GNUC_WARN_UNUSED_RESULT;
ImSearch *im_search_new_in (ImConversation *conversation) G_GNUC_WARN_UNUSED_RESULT;

/* Looks for @text: see im_search_query_parse(). What was looked for before is given up; its hits stay
 * until there are new ones. */
void im_search_set_text (ImSearch *self, const char *text);

/* Looks once more, as something may have been added. */
void im_search_refresh (ImSearch *self);

/* Adds the next hits, if there are any and none are on their way. */
void im_search_load_more (ImSearch *self);

ImSearchState im_search_get_state (ImSearch *self);
const GError *im_search_get_error (ImSearch *self); /* (nullable) */
gboolean im_search_get_has_more (ImSearch *self);

/* How many there are in all; @exact: FALSE: there are more than that. */
guint im_search_get_count (ImSearch *self, gboolean *exact);

/**
 * ImServerAnswer:
 * @IM_SERVER_NOT_ASKED: nobody wanted to know
 * @IM_SERVER_ASKED: the answers are awaited
 * @IM_SERVER_FOUND: there was an answer; see im_search_get_n_new()
 * @IM_SERVER_CANNOT: no server that is there can search its archive
 */
typedef enum {
  IM_SERVER_NOT_ASKED,
  IM_SERVER_ASKED,
  IM_SERVER_FOUND,
  IM_SERVER_CANNOT,
} ImServerAnswer;

/* Lets the servers of all accounts that are online look for the words in their archives, or that of the
 * chat for those of the chat. What they find is kept, and the hits are looked for anew. Does nothing when
 * no words are looked for. */
void im_search_ask_servers (ImSearch *self);
void im_search_stop_servers (ImSearch *self); /* they may be asked again */
ImServerAnswer im_search_get_server_answer (ImSearch *self);
guint im_search_get_n_new (ImSearch *self); /* messages that were not here before */

/* Whether words are looked for, and all hits are in the list. */
gboolean im_search_may_ask_servers (ImSearch *self);

/* Where @text has what is looked for. (element-type BaseSpan) (nullable): %NULL: it does not. */
GArray *im_search_match (ImSearch *self, const char *text) G_GNUC_WARN_UNUSED_RESULT;
