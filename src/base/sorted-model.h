/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list model that keeps its items sorted, each change in logarithmic time. */
#pragma once

#include <gio/gio.h>

/**
 * BaseSortedModel:
 *
 * A #GListModel of objects in the order of a comparison. An item is in it at most once. Items that
 * compare equal stay in the order in which they came.
 *
 * The model does not watch its items: whoever changes what the comparison looks at calls
 * base_sorted_model_reposition() next, and inserts nothing before, for a place is only found among
 * items that are in order. Where several change at once it is base_sorted_model_reposition_many().
 */
#define BASE_TYPE_SORTED_MODEL (base_sorted_model_get_type ())
G_DECLARE_FINAL_TYPE (BaseSortedModel, base_sorted_model, BASE, SORTED_MODEL, GObject)

/**
 * base_sorted_model_new:
 * @compare: gets two items and @data, as with g_sequence_sort(); must be consistent
 * @free_data: (nullable): releases @data with the model
 */
BaseSortedModel *base_sorted_model_new (GType item_type,
                                        GCompareDataFunc compare,
                                        gpointer data,
                                        GDestroyNotify free_data) G_GNUC_WARN_UNUSED_RESULT;

/* item: (transfer none), not in the model. */
void base_sorted_model_insert (BaseSortedModel *self, gpointer item);

/**
 * base_sorted_model_insert_many:
 * @items: (array length=n_items): none of them in the model
 *
 * Tells of all of them with one #GListModel::items-changed.
 */
void base_sorted_model_insert_many (BaseSortedModel *self, gpointer const *items, guint n_items);

/* Returns whether the item was in the model. */
gboolean base_sorted_model_remove (BaseSortedModel *self, gpointer item);
void base_sorted_model_remove_all (BaseSortedModel *self);

/**
 * base_sorted_model_reposition:
 *
 * Puts an item where it belongs now; nothing happens if it is not in the model. Nobody is told
 * unless it moves, which looks like its removal and then its insertion.
 */
void base_sorted_model_reposition (BaseSortedModel *self, gpointer item);

/* The same for many items that have changed at once, with one items-changed at most. */
void
base_sorted_model_reposition_many (BaseSortedModel *self, gpointer const *items, guint n_items);

/* Sorts everything anew, when the comparison itself has changed. */
void base_sorted_model_resort (BaseSortedModel *self);

gboolean base_sorted_model_contains (BaseSortedModel *self, gpointer item);

/* The item's position, or GTK_INVALID_LIST_POSITION's value, G_MAXUINT, if it is not in there. */
guint base_sorted_model_get_position (BaseSortedModel *self, gpointer item);
