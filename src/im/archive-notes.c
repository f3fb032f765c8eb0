/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Carries receipts and markers from page to page, backwards.
 */

#include "im/archive-notes.h"

/* Most receipts are about messages that are here; nobody can heap up more of them than this. Markers,
 * of which each chat has two at most, do not have to make room for them. */
#define MAX_RECEIPTS 500
#define MAX_MARKERS 1000

GPtrArray *
im_archive_notes_new (void)
{
  return g_ptr_array_new_with_free_func (store_mam_item_free);
}

static StoreMamItem *
copy (const StoreMamItem *note)
{
  if (note->displayed != NULL)
    return store_mam_item_new_displayed (note->peer, note->direction, note->displayed);
  return store_mam_item_new (note->peer, NULL, NULL, note->delivered);
}

static gboolean
has_marker (const GPtrArray *self, const StoreMamItem *marker)
{
  for (guint i = 0; i < self->len; i++) {
    const StoreMamItem *note = self->pdata[i];

    if (note->displayed != NULL && note->direction == marker->direction &&
        g_str_equal (note->peer, marker->peer))
      return TRUE;
  }
  return FALSE;
}

/* Whether there is room for one more like @item. */
static gboolean
has_room (const GPtrArray *self, const StoreMamItem *item)
{
  gboolean is_marker = item->displayed != NULL;
  guint n_alike = 0;

  for (guint i = 0; i < self->len; i++)
    n_alike += (((const StoreMamItem *) self->pdata[i])->displayed != NULL) == is_marker;
  return n_alike < (is_marker ? MAX_MARKERS : MAX_RECEIPTS);
}

/* The ids of our own messages. */
static GHashTable *
list_sent (const GPtrArray *items)
{
  GHashTable *sent = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < items->len; i++) {
    const StoreMamItem *item = items->pdata[i];

    if (item->message != NULL && item->message->direction == STORE_MESSAGE_OUT &&
        item->message->stanza_id != NULL)
      g_hash_table_add (sent, item->message->stanza_id);
  }
  return sent;
}

static gboolean
is_note (const GPtrArray *self, const StoreMamItem *item, GHashTable *sent)
{
  if (item->displayed != NULL)
    return !has_marker (self, item);
  return item->delivered != NULL && !g_hash_table_contains (sent, item->delivered);
}

void
im_archive_notes_pass (GPtrArray *self, GPtrArray *items)
{
  g_autoptr (GHashTable) sent = list_sent (items);
  guint n_items = items->len;

  for (guint i = self->len; i > 0; i--) {
    const StoreMamItem *note = self->pdata[i - 1];

    g_ptr_array_add (items, copy (note));
    if (note->delivered != NULL && g_hash_table_contains (sent, note->delivered))
      g_ptr_array_remove_index_fast (self, i - 1);
  }
  for (guint i = n_items; i > 0; i--)
    if (is_note (self, items->pdata[i - 1], sent) && has_room (self, items->pdata[i - 1]))
      g_ptr_array_add (self, copy (items->pdata[i - 1]));
}
