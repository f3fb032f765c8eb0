/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings what the server has kept of an account's conversations into the archive (XEP-0313).
 */
#pragma once

#include "im/archive-page.h"
#include "im/types.h"
#include "im/watch.h"
#include "store/mam.h"
#include "xmpp/xep/0313-mam.h"

#define IM_TYPE_SYNC (im_sync_get_type ())
G_DECLARE_FINAL_TYPE (ImSync, im_sync, IM, SYNC, GObject)

/*
 * Works once in each session: first what is new since the last time, the newest page first, then
 * every gap that an earlier session left, at last what is older than all that is here. Each page is
 * kept together with the note how far it reaches, so that the work goes on where it stopped, also
 * after a crash. A server without an archive is left in peace.
 *
 * Properties, read-only:
 *
 * - busy: gboolean, pages are being fetched
 */

/* @account: not owned; @watch: tells when its sessions end */
ImSync *im_sync_new (ImAccount *account, ImWatch *watch) G_GNUC_WARN_UNUSED_RESULT;

/* A session has begun, and what is urgent was sent. It ends by itself with the session. */
void im_sync_start (ImSync *self);

/* In the midst of a session: what is here of the archive has changed, so looks it up again. */
void im_sync_restart (ImSync *self);

gboolean im_sync_get_busy (ImSync *self);

/* All that the server's archive has is here, or it has none: what is missing now does not come. */
gboolean im_sync_get_complete (ImSync *self);

/* Whether the server's archive may have something between two times, µs since 1970 UTC, that is not here
 * yet, and that will come. FALSE while there is no session. */
gboolean im_sync_lacks (ImSync *self, gint64 from, gint64 to);

/* Now, µs since 1970 UTC, or right behind the newest that a page has had: the server's clock may be ahead. */
gint64 im_sync_get_now (ImSync *self);

/* From a page that was asked for out of order to what is kept of it, in no stretch. @here_since and
 * @edge: see im_archive_page_read() */
StoreMamPage *im_sync_read_loose (ImSync *self,
                                  const XmppMamPage *page,
                                  gint64 here_since,
                                  ImArchiveEdge *edge) G_GNUC_WARN_UNUSED_RESULT;

/* Shows what was kept of a page. */
void im_sync_show (ImSync *self, const StoreMamOutcome *outcome);

/* The server of this session has an archive, so the ids that it puts into messages can be trusted. */
gboolean im_sync_get_available (ImSync *self);
