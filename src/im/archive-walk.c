/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way through the server's archive, without I/O.
 */

#include "im/archive-walk.h"

#include "xmpp/stanza-error.h"

static void
forget_mark (ImArchiveWalk *self)
{
  g_clear_pointer (&self->mark, g_free);
  self->n_pages = 0;
}

void
im_archive_walk_init (ImArchiveWalk *self)
{
  *self = (ImArchiveWalk){ .below = g_ptr_array_new_with_free_func (store_mam_span_free) };
  im_archive_edge_reset (&self->edge);
}

void
im_archive_walk_clear (ImArchiveWalk *self)
{
  g_clear_pointer (&self->below, g_ptr_array_unref);
  im_archive_edge_clear (&self->edge);
  forget_mark (self);
}

void
im_archive_walk_stop (ImArchiveWalk *self)
{
  im_archive_edge_reset (&self->edge);
  forget_mark (self);
  self->span = 0;
  self->more = FALSE;
  self->is_lost = FALSE;
}

void
im_archive_walk_begin (ImArchiveWalk *self, GPtrArray *spans)
{
  im_archive_walk_stop (self);
  g_ptr_array_unref (self->below);
  self->below = spans;
  self->max = XMPP_MAM_MAX;
  self->more = TRUE;
}

static const StoreMamSpan *
get_below (const ImArchiveWalk *self)
{
  return self->below->len > 0 ? self->below->pdata[0] : NULL;
}

XmppMamQuery
im_archive_walk_get_query (const ImArchiveWalk *self)
{
  const StoreMamSpan *below = get_below (self);

  return (XmppMamQuery){
    .before = self->is_lost ? NULL : self->edge.id,
    .start = im_archive_second_of (MAX (below != NULL ? below->newest_time : 0, self->oldest)),
    .end = self->is_lost ? im_archive_second_after (self->edge.time) : 0,
    .max = self->max,
  };
}

/* A server that goes in a circle, however wide, would be asked for ever. The page to come by again is
 * the 1st, 2nd, 4th, 8th … (R. P. Brent's algorithm). @first: (nullable) */
static gboolean
goes_round (ImArchiveWalk *self, const char *first)
{
  if (first == NULL)
    return FALSE;
  if (g_strcmp0 (first, self->mark) == 0)
    return TRUE;
  self->n_pages++;
  if ((self->n_pages & (self->n_pages - 1)) == 0) {
    g_free (self->mark);
    self->mark = g_strdup (first);
  }
  return FALSE;
}

void
im_archive_walk_take (ImArchiveWalk *self, const XmppMamPage *page, StoreMamPage *kept)
{
  self->is_lost = FALSE;
  if (!page->stable) {
    /* It may change, so it is no part of a stretch, and the next session looks again. */
    g_clear_pointer (&kept->oldest_id, g_free);
    kept->complete = FALSE;
    self->more = FALSE;
    return;
  }
  if (goes_round (self, page->first))
    kept->complete = TRUE;
  self->more = !kept->complete;
}

/* A page of huge messages is more than fits; of one message it always fits. */
static gboolean
ask_for_less (ImArchiveWalk *self, const GError *error)
{
  if (self->max == 1 || !g_error_matches (error, XMPP_MAM_ERROR, XMPP_MAM_ERROR_TOO_MUCH))
    return FALSE;
  self->max /= 2;
  return TRUE;
}

gboolean
im_archive_walk_take_error (ImArchiveWalk *self, const GError *error)
{
  if (!self->is_lost && self->edge.id != NULL &&
      g_error_matches (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_ITEM_NOT_FOUND)) {
    self->is_lost = TRUE;
    return TRUE;
  }
  self->more = ask_for_less (self, error);
  return self->more;
}

void
im_archive_walk_place (ImArchiveWalk *self, StoreMamPage *page)
{
  const StoreMamSpan *below = get_below (self);

  page->span = self->span;
  page->below = below != NULL ? below->id : 0;
  self->joining = page->complete;
}

/* The current stretch has come down to the next one and is one with it now, or to the start. Returns
 * whether there is more to fetch. */
static gboolean
join (ImArchiveWalk *self)
{
  g_autoptr (StoreMamSpan) below = NULL;

  if (self->below->len == 0)
    return FALSE;
  below = g_ptr_array_steal_index (self->below, 0);
  if (self->span == 0)
    self->span = below->id;
  im_archive_edge_reset (&self->edge);
  self->edge.id = g_steal_pointer (&below->oldest_id);
  self->edge.time = below->oldest_time;
  forget_mark (self); /* what was read for the sake of a common second comes again */
  return !below->to_start;
}

void
im_archive_walk_kept (ImArchiveWalk *self, const StoreMamOutcome *outcome)
{
  self->span = outcome->span;
  if (self->joining)
    self->more = join (self);
}

gboolean
im_archive_walk_lacks (const ImArchiveWalk *self, gint64 from, gint64 to)
{
  gint64 above = self->edge.time;

  from = MAX (from, self->oldest);
  for (guint i = 0; i < self->below->len && from < to; i++) {
    const StoreMamSpan *span = self->below->pdata[i];

    if (from < above && to > span->newest_time)
      return TRUE;
    if (span->to_start)
      return FALSE;
    above = span->oldest_time;
  }
  return from < MIN (to, above);
}
