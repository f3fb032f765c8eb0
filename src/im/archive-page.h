/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a page of the server's archive to what is kept of it: pure functions.
 */
#pragma once

#include "store/mam.h"
#include "xmpp/xep/0313-mam.h"

/**
 * ImArchiveEdge:
 * @id: (nullable): the server's id of the oldest message that is here; %NULL: none yet
 * @time: the time that it was given, µs since 1970 UTC; G_MAXINT64: none yet
 *
 * Where the next page backwards ends.
 */
typedef struct {
  char *id;
  gint64 time;
} ImArchiveEdge;

void im_archive_edge_reset (ImArchiveEdge *self);
void im_archive_edge_clear (ImArchiveEdge *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ImArchiveEdge, im_archive_edge_clear)

/**
 * im_archive_page_read:
 * @page: from the server; ends right before @edge
 * @account: the bare address of the account
 * @here_since: what is older was there before the account was set up here, and counts as seen
 * @now: µs since 1970 UTC
 * @edge: moves to the beginning of the page; stays when it is empty
 *
 * Most servers stamp whole seconds. Within each the messages are given times that keep the order of
 * the archive, across pages too: the last one the end of the second, each before it a little less.
 *
 * Returns: the page to be kept, without its `span` and `below`
 */
StoreMamPage *im_archive_page_read (const XmppMamPage *page,
                                    XmppJid *account,
                                    gint64 here_since,
                                    gint64 now,
                                    ImArchiveEdge *edge) G_GNUC_WARN_UNUSED_RESULT;

/* Adds @older, the page right before @page, which it takes. */
void im_archive_page_extend (StoreMamPage *page, StoreMamPage *older);

/* The time that was given to the newest of what is kept, be it in the future; 0: there is none. */
gint64 im_archive_page_get_newest (const StoreMamPage *page);

/* @after: the time of the message that the page follows. What would stand ahead of that, or with it, is
 * put right behind it, in the order of the page. */
void im_archive_page_raise (StoreMamPage *page, gint64 after);

/* The last moment that a server's stamp may mean: most stamp whole seconds. */
gint64 im_archive_latest_of (gint64 stamp);

/* The second that @time is in, and the one after it: servers compare what they stamped. */
gint64 im_archive_second_of (gint64 time);
gint64 im_archive_second_after (gint64 time);
