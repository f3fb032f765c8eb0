/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a page of the server's archive to what is kept of it.
 */

#include "im/archive-page.h"

#include "im/changes.h"
#include "im/reading.h"
#include "store/archive-order.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0184-receipts.h"
#include "xmpp/xep/0333-markers.h"
#include "xmpp/xep/0424-retraction.h"

void
im_archive_edge_reset (ImArchiveEdge *self)
{
  g_clear_pointer (&self->id, g_free);
  self->time = G_MAXINT64;
}

void
im_archive_edge_clear (ImArchiveEdge *self)
{
  g_clear_pointer (&self->id, g_free);
}

gint64
im_archive_second_of (gint64 time)
{
  return time - time % G_USEC_PER_SEC;
}

gint64
im_archive_second_after (gint64 time)
{
  return im_archive_second_of (time) + G_USEC_PER_SEC;
}

gint64
im_archive_latest_of (gint64 stamp)
{
  return stamp % G_USEC_PER_SEC == 0 ? stamp + G_USEC_PER_SEC - 1 : stamp;
}

/* @next: the time of the message that follows */
static gint64
place (gint64 stamp, gint64 next, gint64 now)
{
  gint64 time = im_archive_latest_of (stamp);

  if (time != stamp)
    time = MAX (stamp + STORE_ARCHIVE_ROOM, MIN (time, now));
  return next > stamp ? MIN (time, next - 1) : time;
}

/* (nullable): what is left of a message that was taken back (XEP-0424 §4) */
static StoreMessage *
read_tombstone (const XmppMamResult *result, const ImParties *parties, gint64 time)
{
  gint64 retracted = time;
  StoreMessage *message;

  if (!xmpp_retraction_is_tombstone (result->message, &retracted))
    return NULL;
  message = store_message_new (parties->direction, STORE_MESSAGE_CHAT,
                               xmpp_jid_string (parties->sender), time);
  message->stanza_id = g_strdup (xmpp_stanza_id (result->message));
  message->retracted = retracted;
  return message;
}

/* (nullable): NULL: nothing of it is kept */
static StoreMamItem *
read_item (const XmppMamResult *result, XmppJid *account, gint64 time, gint64 here_since)
{
  g_auto (ImParties) parties = { 0 };
  const char *delivered = xmpp_receipts_get_received (result->message);
  const char *displayed = xmpp_markers_get_displayed (result->message);
  StoreMessage *message;
  StoreChange *change;

  im_parties_read (&parties, result->message, account);
  change = im_change_read (result->message, parties.direction, parties.sender, time);
  if (change != NULL) {
    change->server_id = g_strdup (result->id);
    return store_mam_item_new (xmpp_jid_string (parties.peer), NULL, change, NULL);
  }
  message = im_read_message (result->message, parties.direction, parties.sender, time);
  /* What has waited somewhere does not ask for attention now (XEP-0224 §8). */
  if (message != NULL && parties.direction == STORE_MESSAGE_IN)
    message = im_drop_nudge (message);
  if (message == NULL)
    message = read_tombstone (result, &parties, time);
  if (message != NULL) {
    message->server_id = g_strdup (result->id);
    message->seen = time < here_since;
    return store_mam_item_new (xmpp_jid_string (parties.peer), message, NULL, NULL);
  }
  if (displayed != NULL)
    return store_mam_item_new_displayed (xmpp_jid_string (parties.peer), parties.direction,
                                         displayed);
  if (delivered != NULL && parties.direction == STORE_MESSAGE_IN)
    return store_mam_item_new (xmpp_jid_string (parties.peer), NULL, NULL, delivered);
  return NULL;
}

static void
reverse (GPtrArray *items)
{
  for (guint i = 0; i < items->len / 2; i++) {
    gpointer other = items->pdata[items->len - 1 - i];

    items->pdata[items->len - 1 - i] = items->pdata[i];
    items->pdata[i] = other;
  }
}

StoreMamPage *
im_archive_page_read (const XmppMamPage *page,
                      XmppJid *account,
                      gint64 here_since,
                      gint64 now,
                      ImArchiveEdge *edge)
{
  StoreMamPage *kept = g_new0 (StoreMamPage, 1);

  kept->items = g_ptr_array_new_with_free_func (store_mam_item_free);
  kept->complete = page->complete;
  for (guint i = page->results->len; i > 0; i--) {
    const XmppMamResult *result = page->results->pdata[i - 1];
    StoreMamItem *item;

    edge->time = place (result->time, edge->time, now);
    if (kept->newest_time == 0)
      kept->newest_time = MIN (edge->time, now); /* what comes after this is asked for later */
    item = read_item (result, account, edge->time, here_since);
    if (item != NULL)
      g_ptr_array_add (kept->items, item);
  }
  reverse (kept->items);
  if (page->first != NULL) {
    g_free (edge->id);
    edge->id = g_strdup (page->first);
    kept->oldest_id = g_strdup (page->first);
    kept->oldest_time = edge->time != G_MAXINT64 ? edge->time : now;
  }
  return kept;
}

void
im_archive_page_extend (StoreMamPage *page, StoreMamPage *older)
{
  g_autoptr (GPtrArray) newer = g_steal_pointer (&page->items);

  page->items = g_steal_pointer (&older->items);
  g_ptr_array_extend_and_steal (page->items, g_steal_pointer (&newer));
  if (older->oldest_id != NULL) {
    g_free (page->oldest_id);
    page->oldest_id = g_steal_pointer (&older->oldest_id);
    page->oldest_time = older->oldest_time;
  }
  if (page->newest_time == 0)
    page->newest_time = older->newest_time;
  page->complete = older->complete;
  store_mam_page_free (older);
}

/* NULL: it has no place of its own. */
static gint64 *
time_of (StoreMamItem *item)
{
  if (item->message != NULL)
    return &item->message->time;
  return item->change != NULL ? &item->change->time : NULL;
}

gint64
im_archive_page_get_newest (const StoreMamPage *page)
{
  for (guint i = page->items->len; i > 0; i--) {
    const gint64 *time = time_of (page->items->pdata[i - 1]);

    if (time != NULL)
      return *time;
  }
  return 0;
}

void
im_archive_page_raise (StoreMamPage *page, gint64 after)
{
  for (guint i = 0; i < page->items->len; i++) {
    gint64 *time = time_of (page->items->pdata[i]);

    if (time != NULL)
      after = *time = MAX (*time, after + 1);
  }
}
