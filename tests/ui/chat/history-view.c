/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scrolls a history view in a real window and looks at each frame for rows that are not where they
 * should be.
 */
#include "config.h"

#include "ui/chat/history-view.h"

#include "tests/ui/chat/frames.h"

#include <math.h>
#include <time.h>

/* A row that is off by more than this is seen to jump. */
#define TOLERANCE 1.5

/* The item is its number, and the number makes its height. */
#define TEST_TYPE_ITEM (test_item_get_type ())
G_DECLARE_FINAL_TYPE (TestItem, test_item, TEST, ITEM, GObject)

struct _TestItem {
  GObject parent_instance;
  int id;
};

G_DEFINE_FINAL_TYPE (TestItem, test_item, G_TYPE_OBJECT)

static void
test_item_class_init (TestItemClass *klass)
{
}

static void
test_item_init (TestItem *self)
{
}

/* A run of numbers that pretends to be a list of as many objects. */
#define TEST_TYPE_MODEL (test_model_get_type ())
G_DECLARE_FINAL_TYPE (TestModel, test_model, TEST, MODEL, GObject)

struct _TestModel {
  GObject parent_instance;
  int first;
  guint n_items;
};

static GType
test_model_get_item_type (GListModel *model)
{
  return TEST_TYPE_ITEM;
}

static guint
test_model_get_n_items (GListModel *model)
{
  return TEST_MODEL (model)->n_items;
}

static gpointer
test_model_get_item (GListModel *model, guint position)
{
  TestModel *self = TEST_MODEL (model);
  TestItem *item;

  if (position >= self->n_items)
    return NULL;
  item = g_object_new (TEST_TYPE_ITEM, NULL);
  item->id = self->first + (int) position;
  return item;
}

static void
test_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = test_model_get_item_type;
  iface->get_n_items = test_model_get_n_items;
  iface->get_item = test_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestModel,
                               test_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      test_model_list_model_init))

static void
test_model_class_init (TestModelClass *klass)
{
}

static void
test_model_init (TestModel *self)
{
}

static void
test_model_prepend (TestModel *self, guint n)
{
  self->first -= (int) n;
  self->n_items += n;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, n);
}

static void
test_model_append (TestModel *self, guint n)
{
  self->n_items += n;
  g_list_model_items_changed (G_LIST_MODEL (self), self->n_items - n, 0, n);
}

static void
test_model_drop_newest (TestModel *self, guint n)
{
  self->n_items -= n;
  g_list_model_items_changed (G_LIST_MODEL (self), self->n_items, n, 0);
}

static void
test_model_drop_oldest (TestModel *self, guint n)
{
  self->first += (int) n;
  self->n_items -= n;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
}

/* A row whose height depends on its item, its width and whether it is the first of the list. */
#define TEST_TYPE_ROW (test_row_get_type ())
G_DECLARE_FINAL_TYPE (TestRow, test_row, TEST, ROW, GtkWidget)

struct _TestRow {
  GtkWidget parent_instance;
  int id;
  gboolean is_first;
  int extra;
};

G_DEFINE_FINAL_TYPE (TestRow, test_row, GTK_TYPE_WIDGET)

static void
test_row_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  TestRow *self = TEST_ROW (widget);
  guint hash = (guint) self->id * 2654435761u >> 8;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = 100;
  else
    *minimum = *natural = 24 + (int) (hash % 5) * 18 +
                          (hash % 11 == 0 ? 120000 : 9000) / MAX (for_size, 100) +
                          (self->is_first ? 31 : 0) + self->extra;
}

static GtkSizeRequestMode
test_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
test_row_class_init (TestRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->measure = test_row_measure;
  GTK_WIDGET_CLASS (klass)->get_request_mode = test_row_get_request_mode;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
test_row_init (TestRow *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

static GtkWidget *
create_row (gpointer data)
{
  return g_object_new (TEST_TYPE_ROW, NULL);
}

static void
bind_row (GtkWidget *widget, gpointer item, gpointer before, gpointer after, gpointer data)
{
  TestRow *row = TEST_ROW (widget);

  if (row->id != TEST_ITEM (item)->id)
    row->extra = 0;
  row->id = TEST_ITEM (item)->id;
  row->is_first = before == NULL;
  if (before != NULL)
    g_assert_cmpint (TEST_ITEM (before)->id, ==, row->id - 1);
  if (after != NULL)
    g_assert_cmpint (TEST_ITEM (after)->id, ==, row->id + 1);
  gtk_widget_queue_resize (widget);
}

static void
unbind_row (GtkWidget *widget, gpointer data)
{
  TEST_ROW (widget)->id = G_MININT;
}

static const UiHistoryRows test_rows = { create_row, bind_row, unbind_row };

/* Where the rows were in the last frame. */
typedef struct {
  int id;
  float y;
} Mark;

typedef struct {
  GtkWidget *window;
  UiHistoryView *view;
  GtkAdjustment *adjustment;
  TestModel *model;
  GArray *marks; /* of Mark */
  gboolean painted;
  guint n_jumps;
  guint max_rows;
  double worst;
} Fixture;

static void
on_after_paint (GdkFrameClock *clock, Fixture *f)
{
  f->painted = TRUE;
}

static void
run_frame (Fixture *f)
{
  gtk_widget_queue_draw (GTK_WIDGET (f->view));
  f->painted = FALSE;
  while (!f->painted)
    g_main_context_iteration (NULL, TRUE);
}

static GArray *
mark_rows (Fixture *f)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (Mark));

  for (guint i = 0; i < f->model->n_items; i++) {
    GtkWidget *row;
    graphene_rect_t bounds;
    Mark mark;

    /* Rows are neighbours: look for the first one from the end, then go on. */
    row = ui_history_view_get_row (f->view, f->model->n_items - 1 - i);
    if (row == NULL && marks->len > 0)
      break;
    if (row == NULL)
      continue;
    g_assert_true (gtk_widget_compute_bounds (row, GTK_WIDGET (f->view), &bounds));
    mark.id = TEST_ROW (row)->id;
    g_assert_cmpint (mark.id, ==, f->model->first + (int) (f->model->n_items - 1 - i));
    mark.y = bounds.origin.y;
    g_array_append_val (marks, mark);
  }
  return marks;
}

/* The rows of two frames that are in both must have moved by @expected. */
static void
check_moved (Fixture *f, double expected)
{
  GArray *now = mark_rows (f);
  float height = (float) gtk_widget_get_height (GTK_WIDGET (f->view));
  guint n_common = 0;

  for (guint i = 0; i < now->len; i++) {
    Mark *mark = &g_array_index (now, Mark, i);

    for (guint j = 0; j < f->marks->len; j++) {
      Mark *before = &g_array_index (f->marks, Mark, j);
      double off;

      if (before->id != mark->id)
        continue;
      n_common++;
      off = fabs (mark->y - (before->y + expected));
      /* Only what can be seen can be seen to jump. */
      if (off > TOLERANCE && mark->y > -200 && mark->y < height) {
        f->n_jumps++;
        f->worst = MAX (f->worst, off);
      }
    }
  }
  g_assert_cmpuint (n_common, >, 0);
  f->max_rows = MAX (f->max_rows, now->len);
  g_array_unref (f->marks);
  f->marks = now;
}

static void
mark_anew (Fixture *f)
{
  g_clear_pointer (&f->marks, g_array_unref);
  f->marks = mark_rows (f);
}

/* The view is full of rows: no gap, and none missing at its edges. */
static void
check_filled (Fixture *f)
{
  g_autoptr (GArray) marks = mark_rows (f);
  Mark *top = &g_array_index (marks, Mark, marks->len - 1);
  int height = gtk_widget_get_height (GTK_WIDGET (f->view));
  float bottom = top->y;

  for (guint i = marks->len; i > 0; i--) {
    Mark *mark = &g_array_index (marks, Mark, i - 1);
    guint position = (guint) (mark->id - f->model->first);

    g_assert_cmpfloat_with_epsilon (mark->y, bottom, 0.1);
    bottom += (float) gtk_widget_get_height (ui_history_view_get_row (f->view, position));
  }
  g_assert_cmpfloat (top->y, <=, 0);
  g_assert_cmpfloat (bottom, >=, (float) height);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  f->window = gtk_window_new ();
  f->view = g_object_new (UI_TYPE_HISTORY_VIEW, NULL);
  f->model = g_object_new (TEST_TYPE_MODEL, NULL);
  f->model->n_items = GPOINTER_TO_UINT (data);
  ui_history_view_set_rows (f->view, &test_rows, NULL);
  ui_history_view_set_model (f->view, G_LIST_MODEL (f->model));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (f->view));
  f->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  gtk_window_set_child (GTK_WINDOW (f->window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 500, 600);
  gtk_window_present (GTK_WINDOW (f->window));
  while (gtk_widget_get_height (GTK_WIDGET (f->view)) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect (gtk_widget_get_frame_clock (f->window), "after-paint",
                    G_CALLBACK (on_after_paint), f);
  run_frame (f);
  mark_anew (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_test_message ("at most %u rows; %u jumps, worst %.1f px", f->max_rows, f->n_jumps, f->worst);
  g_assert_cmpuint (f->n_jumps, ==, 0);
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (f->window), f);
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_unref (f->model);
  g_array_unref (f->marks);
}

static double
value_of (Fixture *f)
{
  return gtk_adjustment_get_value (f->adjustment);
}

/* CPU time: a frame lasts as long as the display says. */
static void
report_time (const char *what, clock_t begun, guint n)
{
  g_test_message ("%s: %.2f ms each", what,
                  (double) (clock () - begun) * 1000 / CLOCKS_PER_SEC / n);
}

/* The wheel sets the value anew from what it is. */
static void
scroll_by (Fixture *f, double delta)
{
  double before = value_of (f);

  gtk_adjustment_set_value (f->adjustment, before + delta);
  run_frame (f);
  check_moved (f, -delta);
}

/* So far that no row is to be seen before and after. */
static void
go_by (Fixture *f, double delta)
{
  gtk_adjustment_set_value (f->adjustment, value_of (f) + delta);
  run_frame (f);
  mark_anew (f);
}

static void
test_starts_at_end (Fixture *f, gconstpointer data)
{
  Mark *last = &g_array_index (f->marks, Mark, 0);

  g_assert_true (ui_history_view_get_at_end (f->view));
  g_assert_cmpint (last->id, ==, (int) f->model->n_items - 1);
  g_assert_cmpfloat (gtk_adjustment_get_upper (f->adjustment), ==, 0);
  g_assert_cmpfloat (gtk_adjustment_get_lower (f->adjustment), <, -10.0 * f->model->n_items);
  g_assert_cmpuint (ui_history_view_get_n_rows (f->view), <, 60);
  check_filled (f);
}

static void
test_wheel (Fixture *f, gconstpointer data)
{
  clock_t begun = clock ();

  for (guint i = 0; i < 120; i++)
    scroll_by (f, i % 50 < 35 ? -71 : 53);
  report_time ("wheel frame", begun, 120);
  g_assert_cmpuint (f->max_rows, <, 60);
}

/* As deceleration and touch drags do: values along a path that was made before. */
static void
test_absolute (Fixture *f, gconstpointer data)
{
  double start = value_of (f);
  double last = start;
  clock_t begun = clock ();

  for (guint i = 1; i <= 120; i++) {
    double value = start - 9000 * sin (i * G_PI / 120) - (i % 7) * 3.3;

    gtk_adjustment_set_value (f->adjustment, MIN (value, start));
    run_frame (f);
    check_moved (f, last - MIN (value, start));
    last = MIN (value, start);
  }
  report_time ("absolute frame", begun, 120);
}

static void
test_prepend (Fixture *f, gconstpointer data)
{
  double start = value_of (f);
  double last = start;

  for (guint i = 1; i <= 150; i++) {
    double value = start - 45.5 * i;

    if (i % 10 == 0)
      test_model_prepend (f->model, 50);
    gtk_adjustment_set_value (f->adjustment, value);
    if (i % 10 == 5)
      test_model_prepend (f->model, 3);
    run_frame (f);
    check_moved (f, last - value);
    last = value;
  }
  for (guint i = 0; i < 100; i++) {
    if (i % 10 == 0) {
      test_model_prepend (f->model, 50);
      test_model_drop_newest (f->model, 5);
    }
    scroll_by (f, -60);
  }
}

/* At the very top the first row loses what stood above it when older ones come. */
static void
test_prepend_at_top (Fixture *f, gconstpointer data)
{
  GtkWidget *row;
  graphene_rect_t before, after;

  gtk_adjustment_set_value (f->adjustment, gtk_adjustment_get_lower (f->adjustment));
  run_frame (f);
  row = ui_history_view_get_row (f->view, 0);
  g_assert_true (gtk_widget_compute_bounds (row, GTK_WIDGET (f->view), &before));
  g_assert_cmpfloat (before.origin.y, ==, 0);
  test_model_prepend (f->model, 50);
  run_frame (f);
  g_assert_true (ui_history_view_get_row (f->view, 50) == row);
  g_assert_true (gtk_widget_compute_bounds (row, GTK_WIDGET (f->view), &after));
  g_assert_cmpfloat (after.size.height, ==, before.size.height - 31);
  g_assert_cmpfloat (after.origin.y, ==, 31);
  check_filled (f);
  mark_anew (f);
}

static void
test_append_at_end (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 10; i++) {
    Mark *last;
    GtkWidget *row;

    test_model_append (f->model, i < 5 ? 1 : 30 * i);
    run_frame (f);
    mark_anew (f);
    last = &g_array_index (f->marks, Mark, 0);
    row = ui_history_view_get_row (f->view, f->model->n_items - 1);
    g_assert_nonnull (row);
    g_assert_cmpfloat_with_epsilon (last->y + gtk_widget_get_height (row),
                                    gtk_widget_get_height (GTK_WIDGET (f->view)), 0.1);
    g_assert_true (ui_history_view_get_at_end (f->view));
    g_assert_cmpuint (ui_history_view_get_n_new (f->view), ==, 0);
    check_filled (f);
  }
}

static void
test_append_elsewhere (Fixture *f, gconstpointer data)
{
  scroll_by (f, -700);
  g_assert_false (ui_history_view_get_at_end (f->view));
  for (guint i = 1; i <= 20; i++) {
    test_model_append (f->model, 1);
    run_frame (f);
    check_moved (f, 0);
    g_assert_cmpuint (ui_history_view_get_n_new (f->view), ==, i);
  }
  ui_history_view_scroll_to_end (f->view);
  run_frame (f);
  g_assert_true (ui_history_view_get_at_end (f->view));
  g_assert_cmpuint (ui_history_view_get_n_new (f->view), ==, 0);
  mark_anew (f);
  check_filled (f);
}

/* Pages that come at the end of a window further back are not new, and are not run after. */
static void
test_window_of_archive (Fixture *f, gconstpointer data)
{
  ui_history_view_set_follows_end (f->view, FALSE);
  run_frame (f);
  mark_anew (f);
  test_model_append (f->model, 50);
  run_frame (f);
  check_moved (f, 0);
  g_assert_cmpuint (ui_history_view_get_n_new (f->view), ==, 0);
  for (guint i = 0; i < 100; i++) {
    if (i % 10 == 9) {
      test_model_append (f->model, 50);
      test_model_drop_oldest (f->model, 10);
    }
    scroll_by (f, 40);
  }
}

static void
test_width (Fixture *f, gconstpointer data)
{
  const int widths[] = { 460, 430, 400, 520, 640, 801, 360, 500 };

  go_by (f, -2000);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++) {
    guint position;
    int before, after;

    g_assert_true (ui_history_view_get_place (f->view, &position, &before));
    g_assert_cmpint (before, >=, 0);
    gtk_window_set_default_size (GTK_WINDOW (f->window), widths[i], 600);
    while (gtk_widget_get_width (GTK_WIDGET (f->view)) != widths[i])
      run_frame (f);
    run_frame (f);
    for (guint j = 0; j < ui_history_view_get_n_rows (f->view); j++) {
      GtkWidget *row = ui_history_view_get_row (f->view, position);
      graphene_rect_t bounds;

      g_assert_true (gtk_widget_compute_bounds (row, GTK_WIDGET (f->view), &bounds));
      after = (int) bounds.origin.y;
      g_assert_cmpint (ABS (after - before), <=, 1);
    }
    check_filled (f);
  }
  ui_history_view_scroll_to_end (f->view);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++) {
    gtk_window_set_default_size (GTK_WINDOW (f->window), widths[i], 500 + 40 * (int) i);
    while (gtk_widget_get_width (GTK_WIDGET (f->view)) != widths[i])
      run_frame (f);
    run_frame (f);
    g_assert_true (ui_history_view_get_at_end (f->view));
    check_filled (f);
  }
  mark_anew (f);
}

static void
test_jumps (Fixture *f, gconstpointer data)
{
  clock_t begun = clock ();
  guint32 random = 1;

  for (guint i = 0; i < 60; i++) {
    double lower = gtk_adjustment_get_lower (f->adjustment);
    double upper = gtk_adjustment_get_upper (f->adjustment);

    random = random * 1664525u + 1013904223u;
    gtk_adjustment_set_value (f->adjustment, lower + (upper - lower) * (random >> 8) / 16777216.0);
    run_frame (f);
    check_filled (f);
  }
  report_time ("random jump", begun, 60);
  gtk_adjustment_set_value (f->adjustment, gtk_adjustment_get_lower (f->adjustment));
  run_frame (f);
  g_assert_nonnull (ui_history_view_get_row (f->view, 0));
  check_filled (f);
  gtk_adjustment_set_value (f->adjustment, gtk_adjustment_get_upper (f->adjustment));
  run_frame (f);
  g_assert_nonnull (ui_history_view_get_row (f->view, f->model->n_items - 1));
  g_assert_true (ui_history_view_get_at_end (f->view));
  check_filled (f);
  mark_anew (f);
}

/* Rows grow away from the first one that is fully visible. */
static void
test_heights (Fixture *f, gconstpointer data)
{
  guint position;
  int offset;

  go_by (f, -1500);
  g_assert_true (ui_history_view_get_place (f->view, &position, &offset));
  for (guint i = 0; i < 3; i++) {
    graphene_rect_t fixed, below;
    TestRow *row = TEST_ROW (ui_history_view_get_row (f->view, position - 1 - i));

    row->extra = 77 * (int) (i + 1);
    gtk_widget_queue_resize (GTK_WIDGET (row));
    row = TEST_ROW (ui_history_view_get_row (f->view, position));
    row->extra += 10;
    gtk_widget_queue_resize (GTK_WIDGET (row));
    run_frame (f);
    g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (f->view), &fixed));
    g_assert_cmpfloat (fixed.origin.y, ==, (float) offset);
    row = TEST_ROW (ui_history_view_get_row (f->view, position + 1));
    g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (f->view), &below));
    g_assert_cmpfloat (below.origin.y, ==, fixed.origin.y + fixed.size.height);
    check_filled (f);
  }
  mark_anew (f);
}

static void
test_place (Fixture *f, gconstpointer data)
{
  guint position, again;
  int offset, offset_again;

  go_by (f, -1234);
  g_assert_true (ui_history_view_get_place (f->view, &position, &offset));
  ui_history_view_scroll_to_end (f->view);
  run_frame (f);
  g_assert_false (ui_history_view_get_place (f->view, &again, &offset_again));
  ui_history_view_scroll_to (f->view, position, offset);
  run_frame (f);
  g_assert_true (ui_history_view_get_place (f->view, &again, &offset_again));
  g_assert_cmpuint (again, ==, position);
  g_assert_cmpint (offset_again, ==, offset);
  ui_history_view_scroll_to (f->view, 3, 40);
  run_frame (f);
  g_assert_nonnull (ui_history_view_get_row (f->view, 3));
  check_filled (f);
  mark_anew (f);
}

static int
focused_id (Fixture *f)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (f->window));

  g_assert_true (TEST_IS_ROW (focus));
  return TEST_ROW (focus)->id;
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  int last = (int) f->model->n_items - 1;

  gtk_widget_grab_focus (GTK_WIDGET (f->view));
  g_assert_cmpint (focused_id (f), ==, last);
  for (guint i = 1; i < 40; i++) {
    GtkWidget *focus;
    graphene_rect_t bounds;

    gtk_widget_child_focus (GTK_WIDGET (f->view), GTK_DIR_UP);
    run_frame (f);
    focus = gtk_window_get_focus (GTK_WINDOW (f->window));
    g_assert_cmpint (focused_id (f), ==, last - (int) i);
    g_assert_true (gtk_widget_compute_bounds (focus, GTK_WIDGET (f->view), &bounds));
    g_assert_cmpfloat (bounds.origin.y, >=, 0);
  }
  gtk_widget_child_focus (GTK_WIDGET (f->view), GTK_DIR_DOWN);
  g_assert_cmpint (focused_id (f), ==, last - 38);
  /* Scrolled far away, the row goes, but the keys find back to it. */
  gtk_adjustment_set_value (f->adjustment, value_of (f) - 100000);
  run_frame (f);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (f->window)) == GTK_WIDGET (f->view));
  gtk_widget_child_focus (GTK_WIDGET (f->view), GTK_DIR_UP);
  g_assert_cmpint (focused_id (f), ==, last - 39);
  mark_anew (f);
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  test_model_drop_newest (f->model, f->model->n_items);
  run_frame (f);
  g_assert_cmpuint (ui_history_view_get_n_rows (f->view), ==, 0);
  test_model_append (f->model, 2);
  run_frame (f);
  g_assert_cmpuint (ui_history_view_get_n_rows (f->view), ==, 2);
  g_assert_true (ui_history_view_get_at_end (f->view));
  mark_anew (f);
}

int
main (int argc, char **argv)
{
  gpointer million = GUINT_TO_POINTER (1000000);
  gpointer page = GUINT_TO_POINTER (200);

  frames_init (&argc, &argv);
#define ADD(path, data, func)                                                                      \
  g_test_add ("/history-view/" path, Fixture, data, set_up, func, tear_down)
  ADD ("starts-at-end", million, test_starts_at_end);
  ADD ("wheel", million, test_wheel);
  ADD ("absolute", million, test_absolute);
  ADD ("prepend", page, test_prepend);
  ADD ("prepend-at-top", page, test_prepend_at_top);
  ADD ("append-at-end", page, test_append_at_end);
  ADD ("append-elsewhere", page, test_append_elsewhere);
  ADD ("window-of-archive", page, test_window_of_archive);
  ADD ("width", million, test_width);
  ADD ("jumps", million, test_jumps);
  ADD ("heights", million, test_heights);
  ADD ("place", million, test_place);
  ADD ("keys", million, test_keys);
  ADD ("empty", page, test_empty);
#undef ADD
  return g_test_run ();
}
