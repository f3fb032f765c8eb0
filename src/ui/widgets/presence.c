/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How reachable somebody is, as a mark and as a word. The mark differs in shape, not only in colour.
 */
#include "config.h"

#include "ui/widgets/presence.h"

#include "base/props.h"

#include <glib/gi18n.h>

#define SIZE 12

struct _UiPresence {
  GtkWidget parent_instance;

  ImShow show;
};

enum {
  PROP_SHOW = 1,
  N_PROPS,
};

static const BaseProp props[] = {
  { "show", 0, im_show_get_type, G_STRUCT_OFFSET (UiPresence, show), BASE_RW },
};

static GParamSpec *pspecs[N_PROPS];

G_DEFINE_FINAL_TYPE (UiPresence, ui_presence, GTK_TYPE_WIDGET)

typedef struct {
  double red, green, blue;
} Color;

static const Color green = { 0.15, 0.64, 0.41 };
static const Color yellow = { 0.90, 0.60, 0.05 };
static const Color red = { 0.75, 0.11, 0.16 };
static const Color grey = { 0.55, 0.55, 0.55 };

static void
set_color (cairo_t *cr, const Color *color)
{
  cairo_set_source_rgb (cr, color->red, color->green, color->blue);
}

static void
draw_disc (cairo_t *cr, double size, const Color *color)
{
  set_color (cr, color);
  cairo_arc (cr, size / 2, size / 2, size / 2, 0, 2 * G_PI);
  cairo_fill (cr);
}

/* @dash: the length of each of its pieces, or 0: it is whole */
static void
draw_ring (cairo_t *cr, double size, const Color *color, double dash)
{
  double line = size / 6;

  set_color (cr, color);
  cairo_set_line_width (cr, line);
  if (dash > 0)
    cairo_set_dash (cr, &dash, 1, 0);
  cairo_arc (cr, size / 2, size / 2, (size - line) / 2, 0, 2 * G_PI);
  cairo_stroke (cr);
}

static void
draw_dot (cairo_t *cr, double size, const Color *color)
{
  set_color (cr, color);
  cairo_arc (cr, size / 2, size / 2, size / 6, 0, 2 * G_PI);
  cairo_fill (cr);
}

/* A white clock hand, minus or cross on the disc. */
static void
draw_strokes (cairo_t *cr, double size, const double (*points)[2], guint n_points)
{
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_set_line_width (cr, size / 6);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (guint i = 0; i < n_points; i++)
    cairo_line_to (cr, points[i][0] * size, points[i][1] * size);
  cairo_stroke (cr);
}

void
ui_presence_draw (GtkSnapshot *snapshot, ImShow show, float x, float y, float size)
{
  static const double clock[][2] = { { 0.5, 0.25 }, { 0.5, 0.53 }, { 0.68, 0.64 } };
  static const double minus[][2] = { { 0.28, 0.5 }, { 0.72, 0.5 } };
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (x, y, size, size));

  cairo_translate (cr, x, y);
  switch (show) {
  case IM_SHOW_CHAT:
  case IM_SHOW_AVAILABLE:
    draw_disc (cr, size, &green);
    break;
  case IM_SHOW_AWAY:
    draw_disc (cr, size, &yellow);
    draw_strokes (cr, size, clock, G_N_ELEMENTS (clock));
    break;
  case IM_SHOW_XA:
    draw_ring (cr, size, &yellow, 0);
    break;
  case IM_SHOW_DND:
    draw_disc (cr, size, &red);
    draw_strokes (cr, size, minus, G_N_ELEMENTS (minus));
    break;
  case IM_SHOW_OFFLINE:
    draw_ring (cr, size, &grey, 0);
    break;
  case IM_SHOW_UNKNOWN:
    draw_ring (cr, size, &grey, size / 6 * 5 * G_PI / 12); /* six of them, and as many gaps */
    break;
  case IM_SHOW_INVISIBLE:
    draw_ring (cr, size, &grey, 0);
    draw_dot (cr, size, &grey);
    break;
  default:
    g_assert_not_reached ();
  }
  cairo_destroy (cr);
}

const char *
ui_presence_to_words (ImShow show)
{
  switch (show) {
  case IM_SHOW_CHAT:
    return _ ("Free for chat");
  case IM_SHOW_AVAILABLE:
    return _ ("Available");
  case IM_SHOW_AWAY:
    return _ ("Away");
  case IM_SHOW_XA:
    return _ ("Away for longer");
  case IM_SHOW_DND:
    return _ ("Do not disturb");
  case IM_SHOW_OFFLINE:
    return _ ("Offline");
  case IM_SHOW_INVISIBLE:
    return _ ("Invisible");
  case IM_SHOW_UNKNOWN:
    /* Translators: how reachable a contact is, while there is no connection */
    return _ ("Unknown");
  default:
    g_return_val_if_reached ("");
  }
}

static void
ui_presence_measure (GtkWidget *widget,
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
ui_presence_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  UiPresence *self = UI_PRESENCE (widget);
  float x = (gtk_widget_get_width (widget) - SIZE) / 2.0f;
  float y = (gtk_widget_get_height (widget) - SIZE) / 2.0f;

  ui_presence_draw (snapshot, self->show, x, y, SIZE);
}

static void
ui_presence_class_init (UiPresenceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = ui_presence_measure;
  widget_class->snapshot = ui_presence_snapshot;
  base_props_install (G_OBJECT_CLASS (klass), props, G_N_ELEMENTS (props), pspecs);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ui_presence_init (UiPresence *self)
{
  g_signal_connect (self, "notify::show", G_CALLBACK (gtk_widget_queue_draw), NULL);
}
