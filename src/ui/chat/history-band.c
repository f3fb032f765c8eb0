/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of a history view that exist just now, each at its fixed coordinate.
 */
#include "config.h"

#include "ui/chat/history-band.h"

#include <math.h>

#define MAX_POOL 16
/* The height of a row before one has been measured. */
#define FIRST_GUESS 56

UiHistoryRow *
ui_history_band_get (const UiHistoryBand *self, guint index)
{
  return g_ptr_array_index (self->rows, index);
}

guint
ui_history_band_get_n_rows (const UiHistoryBand *self)
{
  return self->rows->len;
}

UiHistoryRow *
ui_history_band_first (const UiHistoryBand *self)
{
  return self->rows->len > 0 ? ui_history_band_get (self, 0) : NULL;
}

UiHistoryRow *
ui_history_band_last (const UiHistoryBand *self)
{
  return self->rows->len > 0 ? ui_history_band_get (self, self->rows->len - 1) : NULL;
}

UiHistoryRow *
ui_history_band_find (const UiHistoryBand *self, guint position)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (ui_history_band_get (self, i)->position == position)
      return ui_history_band_get (self, i);
  return NULL;
}

UiHistoryRow *
ui_history_band_find_widget (const UiHistoryBand *self, GtkWidget *widget)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (ui_history_band_get (self, i)->widget == widget)
      return ui_history_band_get (self, i);
  return NULL;
}

UiHistoryRow *
ui_history_band_find_focus (const UiHistoryBand *self)
{
  GtkRoot *root = gtk_widget_get_root (self->parent);
  GtkWidget *widget = root != NULL ? gtk_root_get_focus (root) : NULL;

  while (widget != NULL && gtk_widget_get_parent (widget) != self->parent)
    widget = gtk_widget_get_parent (widget);
  return widget != NULL ? ui_history_band_find_widget (self, widget) : NULL;
}

int
ui_history_row_bottom (const UiHistoryRow *row)
{
  return row->y + row->height;
}

int
ui_history_band_guess_y (const UiHistoryBand *self, guint position)
{
  UiHistoryRow *first = ui_history_band_first (self);
  UiHistoryRow *last = ui_history_band_last (self);
  UiHistoryRow *row;

  if (first == NULL)
    return (int) (-self->mean * (self->n_items - position));
  if (position < first->position)
    return first->y - (int) (self->mean * (first->position - position));
  if (position > last->position)
    return ui_history_row_bottom (last) + (int) (self->mean * (position - last->position - 1));
  row = ui_history_band_find (self, position);
  return row != NULL ? row->y : ui_history_row_bottom (last);
}

/* The position whose row covers @y, guessed likewise. */
static guint
guess_position (const UiHistoryBand *self, double y)
{
  UiHistoryRow *first = ui_history_band_first (self);
  UiHistoryRow *last = ui_history_band_last (self);
  double position;

  if (first == NULL)
    position = self->n_items + y / self->mean;
  else if (y < first->y)
    position = first->position - ceil ((first->y - y) / self->mean);
  else
    position = last->position + 1 + floor ((y - ui_history_row_bottom (last)) / self->mean);
  return (guint) CLAMP (position, 0, self->n_items - 1.0);
}

static void
bind_row (UiHistoryBand *self, UiHistoryRow *row)
{
  g_autoptr (GObject) item = g_list_model_get_item (self->model, row->position);
  g_autoptr (GObject) before = NULL;
  g_autoptr (GObject) after = NULL;

  if (row->position > 0)
    before = g_list_model_get_item (self->model, row->position - 1);
  if (row->position + 1 < self->n_items)
    after = g_list_model_get_item (self->model, row->position + 1);
  self->factory->bind (row->widget, item, before, after, self->factory_data);
  row->stale = FALSE;
}

static UiHistoryRow *
acquire_row (UiHistoryBand *self, guint position)
{
  UiHistoryRow *row = g_new0 (UiHistoryRow, 1);

  row->position = position;
  if (self->pool->len > 0) {
    row->widget = g_ptr_array_steal_index_fast (self->pool, self->pool->len - 1);
    gtk_widget_set_visible (row->widget, TRUE);
  } else {
    row->widget = self->factory->create (self->factory_data);
    gtk_widget_set_parent (row->widget, self->parent);
  }
  bind_row (self, row);
  return row;
}

static void
release_row (UiHistoryBand *self, UiHistoryRow *row)
{
  GtkRoot *root = gtk_widget_get_root (self->parent);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && (focus == row->widget || gtk_widget_is_ancestor (focus, row->widget))) {
    /* The focus stays in the list, so that the keys bring the person back to where they were. */
    self->cursor = row->position;
    gtk_root_set_focus (root, self->parent);
  }
  self->factory->unbind (row->widget, self->factory_data);
  if (self->pool->len < MAX_POOL) {
    gtk_widget_set_visible (row->widget, FALSE);
    g_ptr_array_add (self->pool, row->widget);
  } else {
    gtk_widget_unparent (row->widget);
  }
  g_free (row);
}

static void
measure_row (UiHistoryBand *self, UiHistoryRow *row)
{
  gtk_widget_measure (row->widget, GTK_ORIENTATION_VERTICAL, self->width, NULL, &row->height, NULL,
                      NULL);
  if (!row->measured) {
    row->measured = TRUE;
    self->n_measured++;
    self->mean += (row->height - self->mean) / self->n_measured;
  }
}

/* Takes the row of @position over from the old ones, or makes it. */
static UiHistoryRow *
take_row (UiHistoryBand *self, guint position)
{
  UiHistoryRow *row;

  for (guint i = 0; i < self->old->len; i++) {
    row = g_ptr_array_index (self->old, i);
    if (row->position == position) {
      g_ptr_array_steal_index (self->old, i);
      if (row->stale)
        bind_row (self, row);
      measure_row (self, row);
      return row;
    }
  }
  row = acquire_row (self, position);
  measure_row (self, row);
  return row;
}

void
ui_history_band_begin (UiHistoryBand *self, UiHistoryAnchor anchor)
{
  UiHistoryRow *row;

  self->old = g_steal_pointer (&self->rows);
  self->rows = g_ptr_array_sized_new (self->old->len + 8);
  row = take_row (self, anchor.position);
  row->y = anchor.bottom ? anchor.edge - row->height : anchor.edge;
  g_ptr_array_add (self->rows, row);
}

void
ui_history_band_extend_down (UiHistoryBand *self, double limit)
{
  UiHistoryRow *last = ui_history_band_last (self);

  while (last->position + 1 < self->n_items && ui_history_row_bottom (last) < limit) {
    UiHistoryRow *row = take_row (self, last->position + 1);

    row->y = ui_history_row_bottom (last);
    /* The order of the children is the order that Tab and screen readers follow. */
    if (gtk_widget_get_prev_sibling (row->widget) != last->widget)
      gtk_widget_insert_after (row->widget, self->parent, last->widget);
    g_ptr_array_add (self->rows, row);
    last = row;
  }
}

void
ui_history_band_extend_up (UiHistoryBand *self, double limit)
{
  UiHistoryRow *first = ui_history_band_first (self);

  while (first->position > 0 && first->y > limit) {
    UiHistoryRow *row = take_row (self, first->position - 1);

    row->y = first->y - row->height;
    if (gtk_widget_get_next_sibling (row->widget) != first->widget)
      gtk_widget_insert_before (row->widget, self->parent, first->widget);
    g_ptr_array_insert (self->rows, 0, row);
    first = row;
  }
}

static void
tell_position (UiHistoryBand *self, UiHistoryRow *row)
{
  if (row->told_position == row->position + 1 && row->told_size == self->n_items)
    return;
  row->told_position = row->position + 1;
  row->told_size = self->n_items;
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row->widget), GTK_ACCESSIBLE_RELATION_POS_IN_SET,
                                  (int) row->told_position, GTK_ACCESSIBLE_RELATION_SET_SIZE,
                                  (int) row->told_size, -1);
}

void
ui_history_band_finish (UiHistoryBand *self)
{
  while (self->old->len > 0)
    release_row (self, g_ptr_array_steal_index (self->old, self->old->len - 1));
  g_clear_pointer (&self->old, g_ptr_array_unref);
  for (guint i = 0; i < self->rows->len; i++) {
    UiHistoryRow *row = ui_history_band_get (self, i);

    row->keep_bottom = FALSE;
    tell_position (self, row);
  }
}

UiHistoryAnchor
ui_history_band_anchor_at_end (const UiHistoryBand *self, int page)
{
  UiHistoryRow *last = ui_history_band_last (self);
  UiHistoryAnchor anchor = { self->n_items - 1, 0, TRUE };

  /* Where what is new fills the view, the rows before it are none that anybody would see. */
  if (last != NULL && (self->n_items - 1 - last->position) * self->mean < page)
    anchor.position = last->position;
  if (last != NULL)
    anchor.edge = ui_history_band_guess_y (self, anchor.position + 1);
  return anchor;
}

UiHistoryAnchor
ui_history_band_anchor_in_view (const UiHistoryBand *self, double value, int page)
{
  UiHistoryRow *found = NULL;
  UiHistoryAnchor anchor = { 0, 0, FALSE };

  for (guint i = 0; i < self->rows->len; i++) {
    UiHistoryRow *row = ui_history_band_get (self, i);

    if (ui_history_row_bottom (row) <= value || row->y >= value + page)
      continue;
    found = row;
    if (row->y >= value)
      break;
  }
  if (found != NULL) {
    anchor.position = found->position;
    anchor.bottom = found->keep_bottom;
    anchor.edge = anchor.bottom ? ui_history_row_bottom (found) : found->y;
  } else {
    anchor.position = guess_position (self, value);
    anchor.edge = ui_history_band_guess_y (self, anchor.position);
  }
  return anchor;
}

guint
ui_history_band_shift (guint position, guint start, guint removed, guint added)
{
  if (position == UI_HISTORY_NO_POSITION || position < start)
    return position;
  if (position < start + removed)
    return UI_HISTORY_NO_POSITION;
  return position - removed + added;
}

void
ui_history_band_items_changed (UiHistoryBand *self, guint start, guint removed, guint added)
{
  self->n_items = g_list_model_get_n_items (self->model);
  for (guint i = self->rows->len; i > 0; i--) {
    UiHistoryRow *row = ui_history_band_get (self, i - 1);
    guint position = ui_history_band_shift (row->position, start, removed, added);

    if (position == UI_HISTORY_NO_POSITION) {
      release_row (self, g_ptr_array_steal_index (self->rows, i - 1));
      continue;
    }
    row->position = position;
    if (position + 1 == start)
      row->stale = TRUE;
    if (position == start + added)
      row->stale = row->keep_bottom = TRUE;
  }
  self->cursor = ui_history_band_shift (self->cursor, start, removed, added);
}

void
ui_history_band_mark_stale (UiHistoryBand *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    ui_history_band_get (self, i)->stale = TRUE;
}

static void
release_all (UiHistoryBand *self)
{
  while (self->rows->len > 0)
    release_row (self, g_ptr_array_steal_index (self->rows, self->rows->len - 1));
}

void
ui_history_band_set_model (UiHistoryBand *self, GListModel *model)
{
  release_all (self);
  g_set_object (&self->model, model);
  self->n_items = model != NULL ? g_list_model_get_n_items (model) : 0;
  self->cursor = UI_HISTORY_NO_POSITION;
}

void
ui_history_band_set_width (UiHistoryBand *self, int width)
{
  if (self->width == width)
    return;
  self->width = width;
  self->n_measured = 0;
  for (guint i = 0; i < self->rows->len; i++)
    ui_history_band_get (self, i)->measured = FALSE;
}

void
ui_history_band_init (UiHistoryBand *self, GtkWidget *parent)
{
  self->parent = parent;
  self->cursor = UI_HISTORY_NO_POSITION;
  self->mean = FIRST_GUESS;
  self->rows = g_ptr_array_new ();
  self->pool = g_ptr_array_new ();
}

void
ui_history_band_clear (UiHistoryBand *self)
{
  if (self->rows == NULL)
    return;
  release_all (self);
  while (self->pool->len > 0)
    gtk_widget_unparent (g_ptr_array_steal_index_fast (self->pool, self->pool->len - 1));
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->pool, g_ptr_array_unref);
  g_clear_object (&self->model);
}
