/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of rows of any height that is read from its end and never moves what is being looked at.
 */
#include "config.h"

#include "ui/chat/history-band.h"
#include "ui/chat/history-focus.h"
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

UiHistoryBand *
ui_history_view_get_band (UiHistoryView *self)
{
  return &self->band;
}

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
    return ui_history_band_anchor_at_end (&self->band, get_page (self));
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
ui_history_view_get_top (UiHistoryView *self, guint *position)
{
  double value;

  g_return_val_if_fail (UI_IS_HISTORY_VIEW (self), FALSE);

  if (self->vadjustment == NULL)
    return FALSE;
  value = get_value (self);
  for (guint i = 0; i < ui_history_band_get_n_rows (&self->band); i++) {
    UiHistoryRow *row = ui_history_band_get (&self->band, i);

    if (ui_history_row_bottom (row) > value) {
      *position = row->position;
      return TRUE;
    }
  }
  return FALSE;
}

int
ui_history_view_get_offset (UiHistoryView *self, guint position)
{
  g_return_val_if_fail (UI_IS_HISTORY_VIEW (self), 0);

  return ui_history_band_guess_y (&self->band, position) - (int) round (get_value (self));
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
  *offset = ui_history_view_get_offset (self, *position);
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

void
ui_history_view_set_cursor (UiHistoryView *self, guint position)
{
  g_return_if_fail (UI_IS_HISTORY_VIEW (self));

  ui_history_focus_set (self, position);
}

void
ui_history_view_move_focus (UiHistoryView *self, int step)
{
  g_return_if_fail (UI_IS_HISTORY_VIEW (self));

  ui_history_focus_move (self, step);
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

  ui_history_focus_class_init (widget_class);
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
