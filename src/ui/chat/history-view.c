/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of rows of any height that is read from its end and never moves what is being looked at.
 */
#include "config.h"

#include "ui/chat/history-band.h"
#include "ui/chat/history-view.h"

#include <math.h>

/* How many pages of rows are kept ready beyond each edge of the view. */
#define MARGIN_PAGES 0.75
/* From this many pages before an edge on, more items are asked for. */
#define NEAR_PAGES 2

typedef enum {
  PROP_MODEL = 1,
  PROP_FOLLOWS_END,
  PROP_AT_END,
  PROP_N_NEW,
  N_PROPS,
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
} UiHistoryViewProp;

static GParamSpec *props[N_PROPS];

enum { SETTLED, N_SIGNALS };

static guint signals[N_SIGNALS];

struct _UiHistoryView {
  GtkWidget parent_instance;

  UiHistoryBand band;
  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  GtkScrollablePolicy hscroll_policy;
  GtkScrollablePolicy vscroll_policy;

  guint target;      /* ui_history_view_scroll_to() waits for the next layout … */
  int target_offset; /* … to put that row there */
  guint n_new;
  gboolean follows_end;
  gboolean stick; /* the end of the content stays at the end of the view */
  gboolean at_end;
  gboolean updating; /* the adjustment is changed by ourselves */
  guint layout_tick;
  guint settled_source;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (UiHistoryView,
                               ui_history_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static int
get_page (UiHistoryView *self)
{
  return gtk_widget_get_height (GTK_WIDGET (self));
}

static double
get_value (UiHistoryView *self)
{
  return gtk_adjustment_get_value (self->vadjustment);
}

static void
set_at_end (UiHistoryView *self, gboolean at_end)
{
  if (at_end && self->n_new != 0) {
    self->n_new = 0;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_NEW]);
  }
  if (self->at_end != at_end) {
    self->at_end = at_end;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_AT_END]);
  }
}

static void
configure (UiHistoryView *self, double value, double lower, double upper)
{
  double page = get_page (self);

  self->updating = TRUE;
  gtk_adjustment_configure (self->vadjustment, value, lower, upper, page * 0.1, page * 0.9, page);
  self->updating = FALSE;
}

static gboolean
on_settled_idle (gpointer user_data)
{
  UiHistoryView *self = user_data;

  self->settled_source = 0;
  g_signal_emit (self, signals[SETTLED], 0);
  return G_SOURCE_REMOVE;
}

static UiHistoryAnchor
choose_anchor (UiHistoryView *self, double *value)
{
  UiHistoryAnchor anchor = { self->target, 0, FALSE };

  if (self->target != UI_HISTORY_NO_POSITION) {
    anchor.edge = ui_history_band_guess_y (&self->band, self->target);
    *value = anchor.edge - self->target_offset;
    self->target = UI_HISTORY_NO_POSITION;
    self->stick = FALSE;
    return anchor;
  }
  if (ui_history_band_get_n_rows (&self->band) == 0)
    self->stick = TRUE;
  if (self->stick)
    return ui_history_band_anchor_at_end (&self->band);
  return ui_history_band_anchor_in_view (&self->band, *value, get_page (self));
}

/* Makes the rows that are needed at @value, which moves along with the end if it sticks to it. */
static void
place_rows (UiHistoryView *self, double *value)
{
  UiHistoryBand *band = &self->band;
  int page = get_page (self);
  double margin = page * MARGIN_PAGES;

  ui_history_band_begin (band, choose_anchor (self, value));
  ui_history_band_extend_down (band, self->stick ? G_MAXINT : *value + page + margin);
  if (self->stick)
    *value = ui_history_row_bottom (ui_history_band_last (band)) - page;
  ui_history_band_extend_up (band, *value - margin);
  ui_history_band_finish (band);
}

/* Places all rows for the adjustment's value and lets the adjustment know what came of it. */
static void
layout (UiHistoryView *self)
{
  UiHistoryBand *band = &self->band;
  double value, wanted, lower, upper;
  int page = get_page (self);

  if (band->width <= 0 || page <= 0 || self->vadjustment == NULL)
    return;
  if (band->n_items == 0) {
    configure (self, 0, 0, page);
    set_at_end (self, TRUE);
    return;
  }
  value = get_value (self);
  /* A guess that went too far is clamped, which may uncover a part without rows: once more then. */
  for (int i = 0; i < 3; i++) {
    place_rows (self, &value);
    upper = ui_history_band_guess_y (band, band->n_items);
    lower = MIN (ui_history_band_guess_y (band, 0), upper - page);
    wanted = value;
    value = CLAMP (wanted, lower, upper - page);
    if (value == wanted)
      break;
  }
  self->stick = value >= upper - page - 1 && self->follows_end;
  configure (self, value, lower, upper);
  set_at_end (self, self->stick);
  if (self->settled_source == 0)
    self->settled_source = g_idle_add (on_settled_idle, self);
}

static gboolean
on_layout_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  UiHistoryView *self = UI_HISTORY_VIEW (widget);

  self->layout_tick = 0;
  layout (self);
  return G_SOURCE_REMOVE;
}

/* Rows are best made before the frame's layout phase: made within it, they cost a second one. */
static void
queue_layout (UiHistoryView *self)
{
  if (self->layout_tick == 0)
    self->layout_tick =
      gtk_widget_add_tick_callback (GTK_WIDGET (self), on_layout_tick, NULL, NULL);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
layout_now (UiHistoryView *self)
{
  layout (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
on_value_changed (UiHistoryView *self)
{
  double end;

  if (self->updating)
    return;
  end =
    gtk_adjustment_get_upper (self->vadjustment) - gtk_adjustment_get_page_size (self->vadjustment);
  self->target = UI_HISTORY_NO_POSITION;
  self->stick = get_value (self) >= end - 1;
  layout_now (self);
}

static void
on_items_changed (UiHistoryView *self, guint start, guint removed, guint added)
{
  ui_history_band_items_changed (&self->band, start, removed, added);
  self->target = ui_history_band_shift (self->target, start, removed, added);
  if (self->band.n_items == 0) {
    self->stick = TRUE;
    set_at_end (self, TRUE);
  }
  if (removed == 0 && added > 0 && start + added == self->band.n_items && self->follows_end &&
      !self->at_end) {
    self->n_new += added;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_NEW]);
  }
  queue_layout (self);
}

void
ui_history_view_set_rows (UiHistoryView *self, const UiHistoryRows *rows, gpointer data)
{
  g_return_if_fail (UI_IS_HISTORY_VIEW (self));
  g_return_if_fail (self->band.model == NULL);

  self->band.factory = rows;
  self->band.factory_data = data;
}

void
ui_history_view_set_model (UiHistoryView *self, GListModel *model)
{
  g_return_if_fail (UI_IS_HISTORY_VIEW (self));
  g_return_if_fail (model == NULL || self->band.factory != NULL);

  if (self->band.model == model)
    return;
  if (self->band.model != NULL)
    g_signal_handlers_disconnect_by_data (self->band.model, self);
  ui_history_band_set_model (&self->band, model);
  if (model != NULL)
    g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), self,
                             G_CONNECT_SWAPPED);
  self->target = UI_HISTORY_NO_POSITION;
  self->stick = TRUE;
  set_at_end (self, TRUE);
  queue_layout (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODEL]);
}

GListModel *
ui_history_view_get_model (UiHistoryView *self)
{
  g_return_val_if_fail (UI_IS_HISTORY_VIEW (self), NULL);

  return self->band.model;
}

void
ui_history_view_set_follows_end (UiHistoryView *self, gboolean follows_end)
{
  g_return_if_fail (UI_IS_HISTORY_VIEW (self));

  if (self->follows_end == follows_end)
    return;
  self->follows_end = follows_end;
  self->stick = self->stick && follows_end;
  queue_layout (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FOLLOWS_END]);
}

gboolean
ui_history_view_get_at_end (UiHistoryView *self)
{
  g_return_val_if_fail (UI_IS_HISTORY_VIEW (self), FALSE);

  return self->at_end;
}

guint
ui_history_view_get_n_new (UiHistoryView *self)
{
  g_return_val_if_fail (UI_IS_HISTORY_VIEW (self), 0);

  return self->n_new;
}

gboolean
ui_history_view_is_near_start (UiHistoryView *self)
{
  g_return_val_if_fail (UI_IS_HISTORY_VIEW (self), FALSE);

  return get_value (self) - gtk_adjustment_get_lower (self->vadjustment) <
         NEAR_PAGES * get_page (self);
}

gboolean
ui_history_view_is_near_end (UiHistoryView *self)
{
  g_return_val_if_fail (UI_IS_HISTORY_VIEW (self), FALSE);

  return gtk_adjustment_get_upper (self->vadjustment) - get_value (self) - get_page (self) <
         NEAR_PAGES * get_page (self);
}

void
ui_history_view_rebind (UiHistoryView *self)
{
  g_return_if_fail (UI_IS_HISTORY_VIEW (self));

  ui_history_band_mark_stale (&self->band);
  queue_layout (self);
}

void
ui_history_view_scroll_to_end (UiHistoryView *self)
{
  g_return_if_fail (UI_IS_HISTORY_VIEW (self));

  self->target = UI_HISTORY_NO_POSITION;
  self->stick = TRUE;
  layout_now (self);
}

void
ui_history_view_scroll_to (UiHistoryView *self, guint position, int offset)
{
  g_return_if_fail (UI_IS_HISTORY_VIEW (self));
  g_return_if_fail (position < self->band.n_items);

  self->target = position;
  self->target_offset = offset;
  layout_now (self);
  /* Where there has been no layout yet, the end is at least not where the view is going. */
  if (self->target != UI_HISTORY_NO_POSITION)
    set_at_end (self, FALSE);
}

gboolean
ui_history_view_get_place (UiHistoryView *self, guint *position, int *offset)
{
  double value;

  g_return_val_if_fail (UI_IS_HISTORY_VIEW (self), FALSE);

  if (self->stick || ui_history_band_get_n_rows (&self->band) == 0)
    return FALSE;
  value = get_value (self);
  *position = ui_history_band_anchor_in_view (&self->band, value, get_page (self)).position;
  *offset = ui_history_band_guess_y (&self->band, *position) - (int) round (value);
  return TRUE;
}

void
ui_history_view_hold (UiHistoryView *self, GtkWidget *row)
{
  UiHistoryRow *found;

  g_return_if_fail (UI_IS_HISTORY_VIEW (self));

  found = ui_history_band_find_widget (&self->band, row);
  if (found == NULL)
    return;
  self->target = found->position;
  self->target_offset = found->y - (int) round (get_value (self));
  queue_layout (self);
}

void
ui_history_view_scroll_pages (UiHistoryView *self, double n_pages)
{
  g_return_if_fail (UI_IS_HISTORY_VIEW (self));

  gtk_adjustment_set_value (self->vadjustment,
                            get_value (self) +
                              n_pages * gtk_adjustment_get_page_increment (self->vadjustment));
}

guint
ui_history_view_get_n_rows (UiHistoryView *self)
{
  g_return_val_if_fail (UI_IS_HISTORY_VIEW (self), 0);

  return ui_history_band_get_n_rows (&self->band);
}

GtkWidget *
ui_history_view_get_row (UiHistoryView *self, guint position)
{
  UiHistoryRow *row;

  g_return_val_if_fail (UI_IS_HISTORY_VIEW (self), NULL);

  row = ui_history_band_find (&self->band, position);
  return row != NULL ? row->widget : NULL;
}

/* The position of the row that has the focus, else of the one that had it. */
static guint
get_cursor (UiHistoryView *self)
{
  UiHistoryRow *row = ui_history_band_find_focus (&self->band);

  return row != NULL ? row->position : self->band.cursor;
}

static guint
last_visible (UiHistoryView *self)
{
  double end = get_value (self) + get_page (self);

  for (guint i = ui_history_band_get_n_rows (&self->band); i > 0; i--) {
    UiHistoryRow *row = ui_history_band_get (&self->band, i - 1);

    if (ui_history_row_bottom (row) <= end)
      return row->position;
  }
  return self->band.n_items - 1;
}

/* Scrolls no more than it takes to see all of the row, or its top when it is higher than the view. */
static void
focus_row (UiHistoryView *self, guint position)
{
  double value = get_value (self);
  int page = get_page (self);
  UiHistoryRow *row = ui_history_band_find (&self->band, position);

  if (row == NULL)
    ui_history_view_scroll_to (self, position, page / 3);
  else if (row->y < value || row->height > page)
    gtk_adjustment_set_value (self->vadjustment, row->y);
  else if (ui_history_row_bottom (row) > value + page)
    gtk_adjustment_set_value (self->vadjustment, ui_history_row_bottom (row) - page);
  self->band.cursor = position;
  row = ui_history_band_find (&self->band, position);
  if (row != NULL)
    gtk_widget_grab_focus (row->widget);
}

/* Whether the focused row goes on beyond the view: the person reads on before the next one. */
static gboolean
scroll_within_row (UiHistoryView *self, guint position, int step)
{
  double value = get_value (self);
  double page = get_page (self);
  UiHistoryRow *row = ui_history_band_find (&self->band, position);
  double rest;

  if (row == NULL || row->height <= page)
    return FALSE;
  rest = step > 0 ? ui_history_row_bottom (row) - (value + page) : value - row->y;
  if (rest < 1 || rest > row->height)
    return FALSE;
  gtk_adjustment_set_value (self->vadjustment, value + step * MIN (rest, page / 2));
  return TRUE;
}

void
ui_history_view_move_focus (UiHistoryView *self, int step)
{
  guint position;

  g_return_if_fail (UI_IS_HISTORY_VIEW (self));

  if (ui_history_band_get_n_rows (&self->band) == 0)
    return;
  position = get_cursor (self);
  if (position == UI_HISTORY_NO_POSITION)
    focus_row (self, last_visible (self));
  else if (step == 0 || !scroll_within_row (self, position, step))
    focus_row (self, (guint) CLAMP ((gint64) position + step, 0, (gint64) self->band.n_items - 1));
}

static gboolean
on_home (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  UiHistoryView *self = UI_HISTORY_VIEW (widget);

  if (self->band.n_items > 0)
    focus_row (self, 0);
  return TRUE;
}

static gboolean
on_end (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  UiHistoryView *self = UI_HISTORY_VIEW (widget);

  ui_history_view_scroll_to_end (self);
  if (self->band.n_items > 0)
    focus_row (self, self->band.n_items - 1);
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
ui_history_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  UiHistoryView *self = UI_HISTORY_VIEW (widget);
  UiHistoryRow *row = ui_history_band_find_focus (&self->band);
  gboolean inside = row != NULL || gtk_widget_is_focus (widget);

  if (ui_history_band_get_n_rows (&self->band) == 0)
    return FALSE;
  if (inside && (direction == GTK_DIR_UP || direction == GTK_DIR_DOWN) &&
      !focus_is_in_popover (self)) {
    ui_history_view_move_focus (self, direction == GTK_DIR_UP ? -1 : 1);
    return TRUE;
  }
  if (row != NULL)
    return gtk_widget_child_focus (row->widget, direction);
  if (inside)
    return FALSE;
  if (ui_history_band_find (&self->band, self->band.cursor) == NULL)
    self->band.cursor = last_visible (self);
  focus_row (self, self->band.cursor);
  return TRUE;
}

static gboolean
ui_history_view_grab_focus (GtkWidget *widget)
{
  ui_history_view_move_focus (UI_HISTORY_VIEW (widget), 0);
  return TRUE;
}

static void
ui_history_view_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  /* It takes what it is given: were it to ask for what its rows do, scrolling would move windows. */
  *minimum = *natural = 0;
}

static void
ui_history_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  UiHistoryView *self = UI_HISTORY_VIEW (widget);
  int value;

  ui_history_band_set_width (&self->band, width);
  gtk_adjustment_configure (self->hadjustment, 0, 0, width, 0, 0, width);
  layout (self);
  value = (int) round (get_value (self));
  for (guint i = 0; i < ui_history_band_get_n_rows (&self->band); i++) {
    UiHistoryRow *row = ui_history_band_get (&self->band, i);
    GtkAllocation area = { 0, row->y - value, width, row->height };

    gtk_widget_size_allocate (row->widget, &area, -1);
  }
}

static void
take_adjustment (GtkAdjustment **field, GtkAdjustment *adjustment)
{
  g_clear_object (field);
  *field =
    g_object_ref_sink (adjustment != NULL ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
}

static void
set_vadjustment (UiHistoryView *self, GtkAdjustment *adjustment)
{
  if (self->vadjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->vadjustment, self);
  take_adjustment (&self->vadjustment, adjustment);
  g_signal_connect_swapped (self->vadjustment, "value-changed", G_CALLBACK (on_value_changed),
                            self);
  queue_layout (self);
}

static void
ui_history_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  UiHistoryView *self = UI_HISTORY_VIEW (object);

  switch ((UiHistoryViewProp) id) {
  case PROP_MODEL:
    g_value_set_object (value, self->band.model);
    break;
  case PROP_FOLLOWS_END:
    g_value_set_boolean (value, self->follows_end);
    break;
  case PROP_AT_END:
    g_value_set_boolean (value, self->at_end);
    break;
  case PROP_N_NEW:
    g_value_set_uint (value, self->n_new);
    break;
  case PROP_HADJUSTMENT:
    g_value_set_object (value, self->hadjustment);
    break;
  case PROP_VADJUSTMENT:
    g_value_set_object (value, self->vadjustment);
    break;
  case PROP_HSCROLL_POLICY:
    g_value_set_enum (value, self->hscroll_policy);
    break;
  case PROP_VSCROLL_POLICY:
    g_value_set_enum (value, self->vscroll_policy);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ui_history_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  UiHistoryView *self = UI_HISTORY_VIEW (object);

  switch ((UiHistoryViewProp) id) {
  case PROP_MODEL:
    ui_history_view_set_model (self, g_value_get_object (value));
    break;
  case PROP_FOLLOWS_END:
    ui_history_view_set_follows_end (self, g_value_get_boolean (value));
    break;
  case PROP_HADJUSTMENT:
    take_adjustment (&self->hadjustment, g_value_get_object (value));
    break;
  case PROP_VADJUSTMENT:
    set_vadjustment (self, g_value_get_object (value));
    break;
  case PROP_HSCROLL_POLICY:
    self->hscroll_policy = g_value_get_enum (value);
    break;
  case PROP_VSCROLL_POLICY:
    self->vscroll_policy = g_value_get_enum (value);
    break;
  case PROP_AT_END:
  case PROP_N_NEW:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ui_history_view_dispose (GObject *object)
{
  UiHistoryView *self = UI_HISTORY_VIEW (object);

  g_clear_handle_id (&self->settled_source, g_source_remove);
  if (self->band.model != NULL)
    g_signal_handlers_disconnect_by_data (self->band.model, self);
  ui_history_band_clear (&self->band);
  if (self->vadjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->vadjustment, self);
  g_clear_object (&self->vadjustment);
  g_clear_object (&self->hadjustment);
  G_OBJECT_CLASS (ui_history_view_parent_class)->dispose (object);
}

static void
add_bindings (GtkWidgetClass *klass)
{
  const guint home[] = { GDK_KEY_Home, GDK_KEY_KP_Home };
  const guint end[] = { GDK_KEY_End, GDK_KEY_KP_End };
  const guint up[] = { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up };
  const guint down[] = { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down };

  for (guint i = 0; i < 2; i++) {
    gtk_widget_class_add_binding (klass, home[i], 0, on_home, NULL);
    gtk_widget_class_add_binding (klass, end[i], 0, on_end, NULL);
    gtk_widget_class_add_binding (klass, up[i], 0, on_page, "(i)", -1);
    gtk_widget_class_add_binding (klass, down[i], 0, on_page, "(i)", 1);
  }
}

static void
ui_history_view_class_init (UiHistoryViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ui_history_view_get_property;
  object_class->set_property = ui_history_view_set_property;
  object_class->dispose = ui_history_view_dispose;
  widget_class->measure = ui_history_view_measure;
  widget_class->size_allocate = ui_history_view_size_allocate;
  widget_class->focus = ui_history_view_focus;
  widget_class->grab_focus = ui_history_view_grab_focus;

  props[PROP_MODEL] =
    g_param_spec_object ("model", NULL, NULL, G_TYPE_LIST_MODEL, flags | G_PARAM_READWRITE);
  props[PROP_FOLLOWS_END] =
    g_param_spec_boolean ("follows-end", NULL, NULL, TRUE, flags | G_PARAM_READWRITE);
  props[PROP_AT_END] = g_param_spec_boolean ("at-end", NULL, NULL, TRUE, flags | G_PARAM_READABLE);
  props[PROP_N_NEW] =
    g_param_spec_uint ("n-new", NULL, NULL, 0, G_MAXUINT, 0, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  signals[SETTLED] = g_signal_new ("settled", UI_TYPE_HISTORY_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  add_bindings (widget_class);
  gtk_widget_class_set_css_name (widget_class, "historyview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
ui_history_view_init (UiHistoryView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  ui_history_band_init (&self->band, widget);
  self->target = UI_HISTORY_NO_POSITION;
  self->follows_end = self->stick = self->at_end = TRUE;
  take_adjustment (&self->hadjustment, NULL);
  set_vadjustment (self, NULL);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
}
