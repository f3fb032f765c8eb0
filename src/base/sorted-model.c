/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list model that keeps its items sorted: a GSequence, and a table from item to place. */
#include "config.h"

#include "base/sorted-model.h"

struct _BaseSortedModel {
  GObject parent_instance;

  GType item_type;
  GCompareDataFunc compare;
  gpointer data;
  GDestroyNotify free_data;

  GSequence *items;  /* owned objects */
  GHashTable *iters; /* item → GSequenceIter */

  /* Lists are read from one end to the other: the place that was read last. */
  GSequenceIter *last_iter; /* (nullable) */
  guint last_position;
};

static void base_sorted_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BaseSortedModel,
                               base_sorted_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      base_sorted_model_list_init))

static void
changed (BaseSortedModel *self, guint position, guint n_removed, guint n_added)
{
  self->last_iter = NULL;
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static GSequenceIter *
find_iter (BaseSortedModel *self, gpointer item)
{
  return g_hash_table_lookup (self->iters, item);
}

static GSequenceIter *
insert_item (BaseSortedModel *self, gpointer item)
{
  GSequenceIter *iter =
    g_sequence_insert_sorted (self->items, g_object_ref (item), self->compare, self->data);

  g_hash_table_insert (self->iters, item, iter);
  return iter;
}

BaseSortedModel *
base_sorted_model_new (GType item_type,
                       GCompareDataFunc compare,
                       gpointer data,
                       GDestroyNotify free_data)
{
  BaseSortedModel *self;

  g_return_val_if_fail (g_type_is_a (item_type, G_TYPE_OBJECT), NULL);
  g_return_val_if_fail (compare != NULL, NULL);

  self = g_object_new (BASE_TYPE_SORTED_MODEL, NULL);
  self->item_type = item_type;
  self->compare = compare;
  self->data = data;
  self->free_data = free_data;
  return self;
}

void
base_sorted_model_insert (BaseSortedModel *self, gpointer item)
{
  GSequenceIter *iter;

  g_return_if_fail (BASE_IS_SORTED_MODEL (self));
  g_return_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (item, self->item_type));
  g_return_if_fail (find_iter (self, item) == NULL);

  iter = insert_item (self, item);
  changed (self, (guint) g_sequence_iter_get_position (iter), 0, 1);
}

/* The range of positions that these items take now. */
static void
find_range (BaseSortedModel *self, gpointer const *items, guint n_items, guint *first, guint *last)
{
  *first = G_MAXUINT;
  *last = 0;
  for (guint i = 0; i < n_items; i++) {
    GSequenceIter *iter = find_iter (self, items[i]);
    guint position;

    if (iter == NULL)
      continue;
    position = (guint) g_sequence_iter_get_position (iter);
    *first = MIN (*first, position);
    *last = MAX (*last, position);
  }
}

void
base_sorted_model_insert_many (BaseSortedModel *self, gpointer const *items, guint n_items)
{
  guint first, last;

  g_return_if_fail (BASE_IS_SORTED_MODEL (self));

  if (n_items == 0)
    return;
  for (guint i = 0; i < n_items; i++) {
    g_return_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (items[i], self->item_type));
    g_return_if_fail (find_iter (self, items[i]) == NULL);
    insert_item (self, items[i]);
  }
  find_range (self, items, n_items, &first, &last);
  changed (self, first, last - first + 1 - n_items, last - first + 1);
}

gboolean
base_sorted_model_remove (BaseSortedModel *self, gpointer item)
{
  GSequenceIter *iter;
  guint position;

  g_return_val_if_fail (BASE_IS_SORTED_MODEL (self), FALSE);

  iter = find_iter (self, item);
  if (iter == NULL)
    return FALSE;
  position = (guint) g_sequence_iter_get_position (iter);
  g_hash_table_remove (self->iters, item);
  g_sequence_remove (iter);
  changed (self, position, 1, 0);
  return TRUE;
}

void
base_sorted_model_remove_all (BaseSortedModel *self)
{
  guint n_items;

  g_return_if_fail (BASE_IS_SORTED_MODEL (self));

  n_items = (guint) g_sequence_get_length (self->items);
  if (n_items == 0)
    return;
  g_hash_table_remove_all (self->iters);
  g_sequence_remove_range (g_sequence_get_begin_iter (self->items),
                           g_sequence_get_end_iter (self->items));
  changed (self, 0, n_items, 0);
}

/* Whether an item stands rightly between its neighbours. */
static gboolean
is_in_place (BaseSortedModel *self, GSequenceIter *iter)
{
  GSequenceIter *next = g_sequence_iter_next (iter);
  gpointer item = g_sequence_get (iter);

  if (!g_sequence_iter_is_begin (iter) &&
      self->compare (g_sequence_get (g_sequence_iter_prev (iter)), item, self->data) > 0)
    return FALSE;
  return g_sequence_iter_is_end (next) ||
         self->compare (item, g_sequence_get (next), self->data) <= 0;
}

void
base_sorted_model_reposition (BaseSortedModel *self, gpointer item)
{
  g_autoptr (GObject) held = NULL;
  GSequenceIter *iter;

  g_return_if_fail (BASE_IS_SORTED_MODEL (self));

  iter = find_iter (self, item);
  if (iter == NULL || is_in_place (self, iter))
    return;
  /* The model must agree with each signal, so the item is away in between. */
  held = g_object_ref (item);
  base_sorted_model_remove (self, item);
  base_sorted_model_insert (self, item);
}

static gboolean
are_in_place (BaseSortedModel *self, gpointer const *items, guint n_items)
{
  for (guint i = 0; i < n_items; i++) {
    GSequenceIter *iter = find_iter (self, items[i]);

    if (iter != NULL && !is_in_place (self, iter))
      return FALSE;
  }
  return TRUE;
}

/* Takes the items that are in the model out of it, without a word. */
static GPtrArray *
take_items (BaseSortedModel *self, gpointer const *items, guint n_items)
{
  GPtrArray *taken = g_ptr_array_new_full (n_items, g_object_unref);

  for (guint i = 0; i < n_items; i++) {
    GSequenceIter *iter = find_iter (self, items[i]);

    if (iter == NULL)
      continue;
    g_ptr_array_add (taken, g_object_ref (items[i]));
    g_hash_table_remove (self->iters, items[i]);
    g_sequence_remove (iter);
  }
  return taken;
}

void
base_sorted_model_reposition_many (BaseSortedModel *self, gpointer const *items, guint n_items)
{
  g_autoptr (GPtrArray) moved = NULL;
  guint first_before, last_before, first_after, last_after, first, last;

  g_return_if_fail (BASE_IS_SORTED_MODEL (self));

  if (are_in_place (self, items, n_items))
    return;
  find_range (self, items, n_items, &first_before, &last_before);
  /* All of them leave first: a place is only found among items that are in order. */
  moved = take_items (self, items, n_items);
  for (guint i = 0; i < moved->len; i++)
    insert_item (self, moved->pdata[i]);
  find_range (self, items, n_items, &first_after, &last_after);
  first = MIN (first_before, first_after);
  last = MAX (last_before, last_after);
  changed (self, first, last - first + 1, last - first + 1);
}

void
base_sorted_model_resort (BaseSortedModel *self)
{
  guint n_items;

  g_return_if_fail (BASE_IS_SORTED_MODEL (self));

  n_items = (guint) g_sequence_get_length (self->items);
  g_sequence_sort (self->items, self->compare, self->data);
  if (n_items > 0)
    changed (self, 0, n_items, n_items);
}

gboolean
base_sorted_model_contains (BaseSortedModel *self, gpointer item)
{
  g_return_val_if_fail (BASE_IS_SORTED_MODEL (self), FALSE);

  return find_iter (self, item) != NULL;
}

guint
base_sorted_model_get_position (BaseSortedModel *self, gpointer item)
{
  GSequenceIter *iter;

  g_return_val_if_fail (BASE_IS_SORTED_MODEL (self), G_MAXUINT);

  iter = find_iter (self, item);
  return iter != NULL ? (guint) g_sequence_iter_get_position (iter) : G_MAXUINT;
}

static GType
get_item_type (GListModel *model)
{
  return BASE_SORTED_MODEL (model)->item_type;
}

static guint
get_n_items (GListModel *model)
{
  return (guint) g_sequence_get_length (BASE_SORTED_MODEL (model)->items);
}

static gpointer
get_item (GListModel *model, guint position)
{
  BaseSortedModel *self = BASE_SORTED_MODEL (model);
  GSequenceIter *iter;

  if (position >= get_n_items (model))
    return NULL;
  if (self->last_iter != NULL && position == self->last_position + 1)
    iter = g_sequence_iter_next (self->last_iter);
  else if (self->last_iter != NULL && position + 1 == self->last_position)
    iter = g_sequence_iter_prev (self->last_iter);
  else
    iter = g_sequence_get_iter_at_pos (self->items, (int) position);
  self->last_iter = iter;
  self->last_position = position;
  return g_object_ref (g_sequence_get (iter));
}

static void
base_sorted_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
base_sorted_model_finalize (GObject *object)
{
  BaseSortedModel *self = BASE_SORTED_MODEL (object);

  g_hash_table_unref (self->iters);
  g_sequence_free (self->items);
  if (self->free_data != NULL)
    self->free_data (self->data);
  G_OBJECT_CLASS (base_sorted_model_parent_class)->finalize (object);
}

static void
base_sorted_model_class_init (BaseSortedModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = base_sorted_model_finalize;
}

static void
base_sorted_model_init (BaseSortedModel *self)
{
  self->items = g_sequence_new (g_object_unref);
  self->iters = g_hash_table_new (NULL, NULL);
}
