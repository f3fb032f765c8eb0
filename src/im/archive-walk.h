/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way through the server's archive (XEP-0313), without I/O: which page to ask for next.
 */
#pragma once

#include "im/archive-page.h"
#include "store/mam.h"
#include "xmpp/xep/0313-mam.h"

/**
 * ImArchiveWalk:
 * @below: (element-type StoreMamSpan): what lies below the current stretch, the newest first
 * @edge: how far the current stretch reaches down
 * @span: the current stretch; 0: it is not kept yet
 * @oldest: what is older is not kept, µs since 1970 UTC; 0: all is
 * @max: how many messages a page may have; less than usual where they are huge
 * @more: there is a page to ask for
 *
 * It goes backwards from the newest message, from page to page. A stretch that reaches the one below is
 * joined with it, and the way goes on below that, until all is one stretch that begins with the archive.
 * To be initialized with im_archive_walk_init().
 */
typedef struct {
  GPtrArray *below;
  ImArchiveEdge edge;
  gint64 span;
  gint64 oldest;
  guint max;
  gboolean more;
  /*< private >*/
  gboolean
    joining; /* the page that is being kept comes down to the next stretch, or to the start */
  gboolean is_lost; /* the server does not know the message at the edge any more */
  char *mark;       /* (nullable): the first of a page that was read, see goes_round() */
  guint n_pages;    /* that were read */
} ImArchiveWalk;

void im_archive_walk_init (ImArchiveWalk *self);
void im_archive_walk_clear (ImArchiveWalk *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ImArchiveWalk, im_archive_walk_clear)

/* The session is over: nothing more to ask for. */
void im_archive_walk_stop (ImArchiveWalk *self);

/* @spans: (element-type StoreMamSpan) (transfer full): those that are here, the newest first */
void im_archive_walk_begin (ImArchiveWalk *self, GPtrArray *spans);

/* The next page; valid until the walk goes on. */
XmppMamQuery im_archive_walk_get_query (const ImArchiveWalk *self);

/* Takes note of the answer. The page that is to be kept of it is im_archive_page_read() with @edge, and ends
 * in @kept; of one that may change nothing counts. */
void im_archive_walk_take (ImArchiveWalk *self, const XmppMamPage *page, StoreMamPage *kept);

/* The answer was an error. TRUE: there is another way to ask. */
gboolean im_archive_walk_take_error (ImArchiveWalk *self, const GError *error);

/* @page: is about to be kept, and gets to know where it belongs; then how it was. */
void im_archive_walk_place (ImArchiveWalk *self, StoreMamPage *page);
void im_archive_walk_kept (ImArchiveWalk *self, const StoreMamOutcome *outcome);

/* Whether between two times, µs since 1970 UTC, something may be missing that is still to come. */
gboolean im_archive_walk_lacks (const ImArchiveWalk *self, gint64 from, gint64 to);
