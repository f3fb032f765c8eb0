/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The colour of an account as a mark.
 */
#include "config.h"

#include "ui/widgets/color-dot.h"

#include "base/color.h"
#include "base/props.h"

#define SIZE 12

struct _UiColorDot {
  GtkWidget parent_instance;

  int hue;
  char *seed;
};

enum {
  PROP_HUE = 1,
  PROP_SEED,
  N_PROPS,
};

static const BaseProp props[] = {
  { "hue", G_TYPE_INT, NULL, G_STRUCT_OFFSET (UiColorDot, hue), BASE_RW },
  { "seed", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (UiColorDot, seed), BASE_RW },
};

static GParamSpec *pspecs[N_PROPS];

G_DEFINE_FINAL_TYPE (UiColorDot, ui_color_dot, GTK_TYPE_WIDGET)

/* Dark and light enough for both grounds. */
GdkRGBA
ui_account_color (int hue, const char *seed)
{
  double degrees = hue >= 0 ? hue : base_color_hue_for_text (seed != NULL ? seed : "");
  BaseColor color = base_color_from_hsluv (degrees, 90, 58);

  return (GdkRGBA){ (float) color.red, (float) color.green, (float) color.blue, 1 };
}

static void
ui_color_dot_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
ui_color_dot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  UiColorDot *self = UI_COLOR_DOT (widget);
  float x = (gtk_widget_get_width (widget) - SIZE) / 2.0f;
  float y = (gtk_widget_get_height (widget) - SIZE) / 2.0f;
  GdkRGBA rgba = ui_account_color (self->hue, self->seed);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x, y, SIZE, SIZE);
  GskRoundedRect disc;

  gsk_rounded_rect_init_from_rect (&disc, &bounds, SIZE / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &disc);
  gtk_snapshot_append_color (snapshot, &rgba, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
ui_color_dot_finalize (GObject *object)
{
  base_props_clear (object, props, G_N_ELEMENTS (props));

  G_OBJECT_CLASS (ui_color_dot_parent_class)->finalize (object);
}

static void
ui_color_dot_class_init (UiColorDotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ui_color_dot_finalize;
  widget_class->measure = ui_color_dot_measure;
  widget_class->snapshot = ui_color_dot_snapshot;
  base_props_install (G_OBJECT_CLASS (klass), props, G_N_ELEMENTS (props), pspecs);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ui_color_dot_init (UiColorDot *self)
{
  self->hue = -1;
  g_signal_connect (self, "notify", G_CALLBACK (gtk_widget_queue_draw), NULL);
}
