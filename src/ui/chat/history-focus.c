/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keyboard in a history view: from row to row, and what it scrolls for that.
 */
#include "config.h"

#include "ui/chat/history-focus.h"

#include "ui/chat/history-band.h"

static double
get_page (UiHistoryView *self)
{
  return gtk_widget_get_height (GTK_WIDGET (self));
}

static double
get_value (UiHistoryView *self)
{
  return gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self)));
}

static void
set_value (UiHistoryView *self, double value)
{
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self)), value);
}

/* The position of the row that has the focus, else of the one that had it. */
static guint
get_cursor (UiHistoryView *self)
{
  UiHistoryBand *band = ui_history_view_get_band (self);
  UiHistoryRow *row = ui_history_band_find_focus (band);

  return row != NULL ? row->position : band->cursor;
}

static guint
last_visible (UiHistoryView *self)
{
  UiHistoryBand *band = ui_history_view_get_band (self);
  double end = get_value (self) + get_page (self);

  for (guint i = ui_history_band_get_n_rows (band); i > 0; i--) {
    UiHistoryRow *row = ui_history_band_get (band, i - 1);

    if (ui_history_row_bottom (row) <= end)
      return row->position;
  }
  return band->n_items - 1;
}

static gboolean
is_in_view (UiHistoryView *self, guint position)
{
  UiHistoryRow *row = ui_history_band_find (ui_history_view_get_band (self), position);
  double value = get_value (self);

  return row != NULL && row->y < value + get_page (self) && ui_history_row_bottom (row) > value;
}

/* Scrolls no more than it takes to see all of the row, or its top when it is higher than the view. */
static void
focus_row (UiHistoryView *self, guint position)
{
  UiHistoryBand *band = ui_history_view_get_band (self);
  double value = get_value (self);
  double page = get_page (self);
  UiHistoryRow *row = ui_history_band_find (band, position);

  if (row == NULL)
    ui_history_view_scroll_to (self, position, (int) page / 3);
  else if (row->y < value || row->height > page)
    set_value (self, row->y);
  else if (ui_history_row_bottom (row) > value + page)
    set_value (self, ui_history_row_bottom (row) - page);
  band->cursor = position;
  row = ui_history_band_find (band, position);
  if (row != NULL)
    gtk_widget_grab_focus (row->widget);
}

/* Whether the focused row goes on beyond the view: the person reads on before the next one. */
static gboolean
scroll_within_row (UiHistoryView *self, guint position, int step)
{
  UiHistoryBand *band = ui_history_view_get_band (self);
  double value = get_value (self);
  double page = get_page (self);
  UiHistoryRow *row = ui_history_band_find (band, position);
  double rest;

  if (row == NULL || row->height <= page)
    return FALSE;
  rest = step > 0 ? ui_history_row_bottom (row) - (value + page) : value - row->y;
  if (rest < 1 || rest > row->height)
    return FALSE;
  set_value (self, value + step * MIN (rest, page / 2));
  return TRUE;
}

void
ui_history_focus_move (UiHistoryView *self, int step)
{
  UiHistoryBand *band = ui_history_view_get_band (self);
  guint position;

  if (ui_history_band_get_n_rows (band) == 0)
    return;
  position = get_cursor (self);
  if (position == UI_HISTORY_NO_POSITION)
    focus_row (self, last_visible (self));
  else if (step == 0 || !scroll_within_row (self, position, step))
    focus_row (self, (guint) CLAMP ((gint64) position + step, 0, (gint64) band->n_items - 1));
}

void
ui_history_focus_set (UiHistoryView *self, guint position)
{
  UiHistoryBand *band = ui_history_view_get_band (self);
  GtkWidget *widget = GTK_WIDGET (self);
  UiHistoryRow *row = ui_history_band_find (band, position);
  gboolean inside = gtk_widget_is_focus (widget) || ui_history_band_find_focus (band) != NULL;

  band->cursor = position;
  if (inside && row != NULL)
    gtk_widget_grab_focus (row->widget);
}

static gboolean
on_home (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  UiHistoryView *self = UI_HISTORY_VIEW (widget);
  UiHistoryBand *band = ui_history_view_get_band (self);

  if (band->n_items > 0)
    focus_row (self, 0);
  return TRUE;
}

static gboolean
on_end (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  UiHistoryView *self = UI_HISTORY_VIEW (widget);
  UiHistoryBand *band = ui_history_view_get_band (self);

  ui_history_view_scroll_to_end (self);
  if (band->n_items > 0)
    focus_row (self, band->n_items - 1);
  return TRUE;
}

static gboolean
on_page (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  int direction;

  g_variant_get (args, "(i)", &direction);
  ui_history_view_scroll_pages (UI_HISTORY_VIEW (widget), direction);
  return TRUE;
}

/* Whether the focus is in a popover that belongs to a row, which has keys of its own. */
static gboolean
focus_is_in_popover (UiHistoryView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && gtk_widget_get_native (focus) != gtk_widget_get_native (widget);
}

/* Tab goes into the row, then out of the list; Up and Down go from row to row. */
static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  UiHistoryView *self = UI_HISTORY_VIEW (widget);
  UiHistoryBand *band = ui_history_view_get_band (self);
  UiHistoryRow *row = ui_history_band_find_focus (band);
  gboolean inside = row != NULL || gtk_widget_is_focus (widget);

  if (ui_history_band_get_n_rows (band) == 0)
    return FALSE;
  if (inside && (direction == GTK_DIR_UP || direction == GTK_DIR_DOWN) &&
      !focus_is_in_popover (self)) {
    ui_history_focus_move (self, direction == GTK_DIR_UP ? -1 : 1);
    return TRUE;
  }
  if (row != NULL)
    return gtk_widget_child_focus (row->widget, direction);
  if (inside)
    return FALSE;
  if (!is_in_view (self, band->cursor))
    band->cursor = last_visible (self);
  focus_row (self, band->cursor);
  return TRUE;
}

static gboolean
grab_focus (GtkWidget *widget)
{
  ui_history_focus_move (UI_HISTORY_VIEW (widget), 0);
  return TRUE;
}

void
ui_history_focus_class_init (GtkWidgetClass *klass)
{
  const guint home[] = { GDK_KEY_Home, GDK_KEY_KP_Home };
  const guint end[] = { GDK_KEY_End, GDK_KEY_KP_End };
  const guint up[] = { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up };
  const guint down[] = { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down };

  klass->focus = focus;
  klass->grab_focus = grab_focus;
  for (guint i = 0; i < 2; i++) {
    gtk_widget_class_add_binding (klass, home[i], 0, on_home, NULL);
    gtk_widget_class_add_binding (klass, end[i], 0, on_end, NULL);
    gtk_widget_class_add_binding (klass, up[i], 0, on_page, "(i)", -1);
    gtk_widget_class_add_binding (klass, down[i], 0, on_page, "(i)", 1);
  }
}
