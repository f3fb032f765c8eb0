/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the sidebar: a contact, a chat, or the heading of a group. It draws itself, so that a
 * long list costs one widget a row.
 */
#include "config.h"

#include "ui/sidebar/sidebar-row.h"

#include "base/props.h"
#include "base/text.h"
#include "ui/sidebar/row-content.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/clock.h"
#include "ui/widgets/color-dot.h"
#include "ui/widgets/presence.h"

#include <adwaita.h>
#include <math.h>

#define MARGIN 8
#define SPACING 12
#define AVATAR 40
#define PRESENCE 12
#define BADGE_PADDING 7
#define ACCOUNT_WIDTH 4
#define MARK 12

#define SUBTITLE_SCALE 0.9
#define HEADING_SCALE 0.9

struct _UiSidebarRow {
  GtkWidget parent_instance;

  GObject *item;
  gulong notify_id;
  guint stale_id; /* the item has changed, and is looked at once it is quiet */
  gboolean current;
  UiRowContent *content;
  PangoLayout *title;
  PangoLayout *subtitle;
  PangoLayout *detail;
  PangoLayout *badge;
};

enum {
  PROP_ITEM = 1,
  PROP_CURRENT,
  N_PROPS,
};

static GParamSpec *pspecs[N_PROPS];

G_DEFINE_FINAL_TYPE (UiSidebarRow, ui_sidebar_row, GTK_TYPE_WIDGET)

static PangoLayout *
new_layout (UiSidebarRow *self, const char *text, double scale, PangoWeight weight)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_attr_list_insert (attributes, pango_attr_weight_new (weight));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

static void
clear_layouts (UiSidebarRow *self)
{
  g_clear_object (&self->title);
  g_clear_object (&self->subtitle);
  g_clear_object (&self->detail);
  g_clear_object (&self->badge);
}

static void
ensure_layouts (UiSidebarRow *self)
{
  const UiRowContent *content = self->content;
  PangoWeight weight;

  if (self->title != NULL || content == NULL)
    return;

  weight = content->heading || (content->badge > 0 && !content->muted) ? PANGO_WEIGHT_BOLD
                                                                       : PANGO_WEIGHT_NORMAL;
  self->title = new_layout (self, content->title, content->heading ? HEADING_SCALE : 1, weight);
  if (content->subtitle != NULL)
    self->subtitle = new_layout (self, content->subtitle, SUBTITLE_SCALE, PANGO_WEIGHT_NORMAL);
  if (content->detail != NULL)
    self->detail = new_layout (self, content->detail, 0.83, PANGO_WEIGHT_NORMAL);
  if (content->badge > 0) {
    g_autofree char *text =
      content->badge > 99 ? g_strdup ("99+") : g_strdup_printf ("%u", content->badge);

    self->badge = new_layout (self, text, 0.8, PANGO_WEIGHT_BOLD);
  }
}

static gboolean
is_heading (UiSidebarRow *self)
{
  return self->content != NULL && self->content->heading;
}

static void
refresh (UiSidebarRow *self)
{
  gboolean was_heading = is_heading (self);

  g_clear_handle_id (&self->stale_id, g_source_remove);
  clear_layouts (self);
  g_clear_pointer (&self->content, ui_row_content_free);
  if (self->item != NULL) {
    self->content = ui_row_content_new (self->item, g_get_real_time ());
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    self->content->spoken, -1);
  }
  /* Only the kind of a row has to do with its size. */
  if (is_heading (self) != was_heading)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
on_stale (gpointer user_data)
{
  UiSidebarRow *self = user_data;

  self->stale_id = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

/* A message that comes in changes several properties, and messages may come in by the hundreds. */
static void
on_notify (UiSidebarRow *self)
{
  if (self->stale_id == 0)
    self->stale_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_stale, self, NULL);
}

static int
layout_height (PangoLayout *layout)
{
  int height = 0;

  if (layout != NULL)
    pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

/*
 * The height of a line of text at @scale of the list's font. Of the list's and not of the text's own
 * fonts, so that all rows are of a size, and so that the two hundred rows that GTK keeps need no
 * layouts but where they are drawn: one layout is made for all, again when the font changes.
 */
static int
line_height (UiSidebarRow *self, double scale)
{
  static PangoContext *measured; /* what `height` was measured with */
  static guint measured_serial;
  static double height;
  GtkWidget *list = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_LIST_VIEW);
  PangoContext *context = gtk_widget_get_pango_context (list != NULL ? list : GTK_WIDGET (self));

  if (measured != context || measured_serial != pango_context_get_serial (context)) {
    g_autoptr (PangoLayout) layout = pango_layout_new (context);

    pango_layout_set_text (layout, "X", -1);
    height = layout_height (layout);
    g_set_object (&measured, context);
    measured_serial = pango_context_get_serial (context);
  }
  return (int) ceil (height * scale);
}

static int
layout_width (PangoLayout *layout)
{
  int width = 0;

  if (layout != NULL)
    pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

static void
ui_sidebar_row_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  UiSidebarRow *self = UI_SIDEBAR_ROW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = 120;
    *natural = 280;
    return;
  }

  if (is_heading (self))
    *minimum = *natural = line_height (self, HEADING_SCALE) + 2 * MARGIN;
  else
    *minimum = *natural =
      MAX (AVATAR, line_height (self, 1) + line_height (self, SUBTITLE_SCALE)) + 2 * MARGIN;
}

/* Everything is placed from the start edge; in right-to-left languages that is the right one. */
static float
from_start (UiSidebarRow *self, float x, float width)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    return gtk_widget_get_width (widget) - x - width;
  return x;
}

/* Who asks for high contrast gets no faint text. */
static float
faint (float opacity)
{
  return adw_style_manager_get_high_contrast (adw_style_manager_get_default ())
           ? MAX (opacity, 0.9f)
           : opacity;
}

static void
draw_text (UiSidebarRow *self,
           GtkSnapshot *snapshot,
           PangoLayout *layout,
           float x,
           float y,
           int width,
           float opacity)
{
  PangoDirection direction;
  GdkRGBA color;

  if (layout == NULL || width <= 0)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  color.alpha *= faint (opacity);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  /* A list reads best from one edge. Pango takes "left" for the beginning of a text whose direction
   * is not that of the window. */
  direction = pango_layout_get_direction (layout, 0);
  pango_layout_set_alignment (layout, direction == PANGO_DIRECTION_RTL ||
                                          direction == PANGO_DIRECTION_WEAK_RTL
                                        ? PANGO_ALIGN_RIGHT
                                        : PANGO_ALIGN_LEFT);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (from_start (self, x, width), y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_badge (UiSidebarRow *self, GtkSnapshot *snapshot, float y, int *reserved)
{
  int text_width = layout_width (self->badge);
  int text_height = layout_height (self->badge);
  float height = text_height + 4;
  float width = MAX (height, text_width + 2 * BADGE_PADDING);
  float x = from_start (self, gtk_widget_get_width (GTK_WIDGET (self)) - MARGIN - width, width);
  GdkRGBA background, white = { 1, 1, 1, 1 };
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x, y, width, height);
  GskRoundedRect pill;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)),
                                       "accent_bg_color", &background))
    background = (GdkRGBA){ 0.21f, 0.52f, 0.89f, 1 };
  if (self->content->muted)
    background = (GdkRGBA){ 0.5f, 0.5f, 0.5f, 0.8f };

  gsk_rounded_rect_init_from_rect (&pill, &bounds, height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &background, &bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + (width - text_width) / 2, y + 2));
  gtk_snapshot_append_layout (snapshot, self->badge, &white);
  gtk_snapshot_restore (snapshot);
  *reserved = (int) width + SPACING / 2;
}

/* Before what is at the end of the second line. */
static void
draw_mark (UiSidebarRow *self, GtkSnapshot *snapshot, const char *name, float y, int *reserved)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
    gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)), name, NULL, MARK,
    gtk_widget_get_scale_factor (widget), gtk_widget_get_direction (widget), 0);
  float x = from_start (self, gtk_widget_get_width (widget) - MARGIN - *reserved - MARK, MARK);
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  color.alpha *= 0.55f;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, MARK, MARK,
                                            &color, 1);
  gtk_snapshot_restore (snapshot);
  *reserved += MARK + SPACING / 2;
}

static void
draw_marks (UiSidebarRow *self, GtkSnapshot *snapshot, float y, int *reserved)
{
  y += (layout_height (self->title) - MARK) / 2.0f;
  if (self->content->muted)
    draw_mark (self, snapshot, "kith-muted-symbolic", y, reserved);
  if (self->content->pinned)
    draw_mark (self, snapshot, "kith-pinned-symbolic", y, reserved);
}

static void
draw_heading (UiSidebarRow *self, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int detail = layout_width (self->detail);
  float y = (gtk_widget_get_height (GTK_WIDGET (self)) - layout_height (self->title)) / 2.0f;
  float size = 8, arrow_x = from_start (self, MARGIN + 2, size);
  cairo_t *cr = gtk_snapshot_append_cairo (
    snapshot, &GRAPHENE_RECT_INIT (arrow_x, 0, size, gtk_widget_get_height (GTK_WIDGET (self))));
  GdkRGBA color;

  /* The triangle: down when open, towards the end when closed. */
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  color.alpha *= faint (0.6f);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_translate (cr, arrow_x + size / 2, gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
  if (!self->content->expanded)
    cairo_rotate (cr, gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? G_PI_2
                                                                                       : -G_PI_2);
  cairo_move_to (cr, -size / 2, -size / 4);
  cairo_line_to (cr, size / 2, -size / 4);
  cairo_line_to (cr, 0, size / 3);
  cairo_fill (cr);
  cairo_destroy (cr);

  draw_text (self, snapshot, self->title, MARGIN + size + SPACING, y,
             width - 2 * MARGIN - (int) size - 2 * SPACING - detail, 0.7f);
  draw_text (self, snapshot, self->detail, width - MARGIN - detail, y + 1, detail + 1, 0.55f);
}

/* On a disc of the background, which sets it off from the picture. */
static void
draw_presence (UiSidebarRow *self, GtkSnapshot *snapshot, float x, float y)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - 2, y - 2, PRESENCE + 4, PRESENCE + 4);
  GskRoundedRect disc;
  GdkRGBA background;

  if (gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)),
                                      "window_bg_color", &background)) {
    gsk_rounded_rect_init_from_rect (&disc, &bounds, bounds.size.width / 2);
    gtk_snapshot_push_rounded_clip (snapshot, &disc);
    gtk_snapshot_append_color (snapshot, &background, &bounds);
    gtk_snapshot_pop (snapshot);
  }
  ui_presence_draw (snapshot, self->content->show, x, y, PRESENCE);
}

/* At the edge of the row, so that the accounts of a mixed list can be told apart at a glance. */
static void
draw_account (UiSidebarRow *self, GtkSnapshot *snapshot)
{
  const UiRowContent *content = self->content;
  float height = gtk_widget_get_height (GTK_WIDGET (self));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (from_start (self, 1, ACCOUNT_WIDTH),
                                               (height - AVATAR) / 2, ACCOUNT_WIDTH, AVATAR);
  GdkRGBA color = ui_account_color (content->account_hue, content->account_seed);
  GskRoundedRect bar;

  gsk_rounded_rect_init_from_rect (&bar, &bounds, ACCOUNT_WIDTH / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &bar);
  gtk_snapshot_append_color (snapshot, &color, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_person (UiSidebarRow *self, GtkSnapshot *snapshot)
{
  const UiRowContent *content = self->content;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  int title_height = layout_height (self->title);
  float text_x = MARGIN + AVATAR + SPACING;
  float text_y = (height - title_height - layout_height (self->subtitle)) / 2.0f;
  float avatar_y = (height - AVATAR) / 2.0f;
  int available = width - (int) text_x - MARGIN;
  int detail = content->detail != NULL ? layout_width (self->detail) + 1 : 0;
  int badge = 0;
  gboolean dim = content->has_presence && content->show <= IM_SHOW_OFFLINE && content->badge == 0;

  if (content->account != NULL)
    draw_account (self, snapshot);
  ui_avatar_draw (snapshot, gtk_widget_get_pango_context (GTK_WIDGET (self)), content->title,
                  content->seed, from_start (self, MARGIN, AVATAR), avatar_y, AVATAR);
  if (content->has_presence)
    draw_presence (self, snapshot, from_start (self, MARGIN + AVATAR - PRESENCE + 2, PRESENCE),
                   avatar_y + AVATAR - PRESENCE + 2);

  if (self->badge != NULL)
    draw_badge (self, snapshot, text_y + title_height, &badge);
  draw_marks (self, snapshot, text_y + title_height, &badge);
  draw_text (self, snapshot, self->title, text_x, text_y,
             available - (detail > 0 ? detail + SPACING / 2 : 0), dim ? 0.7f : 1);
  draw_text (self, snapshot, self->detail, width - MARGIN - detail, text_y + 1, detail, 0.55f);
  draw_text (self, snapshot, self->subtitle, text_x, text_y + title_height, available - badge,
             dim ? 0.5f : 0.65f);
}

static void
ui_sidebar_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  UiSidebarRow *self = UI_SIDEBAR_ROW (widget);

  ensure_layouts (self);
  if (self->content == NULL)
    return;

  if (is_heading (self))
    draw_heading (self, snapshot);
  else
    draw_person (self, snapshot);
}

/* What did not fit, and which account the colour stands for. */
static gboolean
ui_sidebar_row_query_tooltip (GtkWidget *widget,
                              int x,
                              int y,
                              gboolean keyboard,
                              GtkTooltip *tooltip)
{
  UiSidebarRow *self = UI_SIDEBAR_ROW (widget);
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->content == NULL)
    return FALSE;

  if (self->title != NULL && pango_layout_is_ellipsized (self->title))
    base_text_append_line (text, self->content->title);
  if (self->subtitle != NULL && pango_layout_is_ellipsized (self->subtitle))
    base_text_append_line (text, self->content->subtitle);
  if (self->content->account != NULL)
    base_text_append_line (text, self->content->account);
  gtk_tooltip_set_text (tooltip, text->str);
  return text->len > 0;
}

static void
ui_sidebar_row_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ui_sidebar_row_parent_class)->css_changed (widget, change);

  clear_layouts (UI_SIDEBAR_ROW (widget));
  gtk_widget_queue_resize (widget);
}

UiSidebarRow *
ui_sidebar_row_new (void)
{
  return g_object_new (UI_TYPE_SIDEBAR_ROW, NULL);
}

GObject *
ui_sidebar_row_get_item (UiSidebarRow *self)
{
  return self->item;
}

void
ui_sidebar_row_set_item (UiSidebarRow *self, GObject *item)
{
  g_return_if_fail (UI_IS_SIDEBAR_ROW (self));

  if (self->item == item)
    return;

  if (self->item != NULL)
    g_clear_signal_handler (&self->notify_id, self->item);
  g_set_object (&self->item, item);
  if (item != NULL)
    self->notify_id = g_signal_connect_swapped (item, "notify", G_CALLBACK (on_notify), self);
  refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_ITEM]);
}

void
ui_sidebar_row_refresh (UiSidebarRow *self)
{
  g_return_if_fail (UI_IS_SIDEBAR_ROW (self));

  refresh (self);
}

void
ui_sidebar_row_set_current (UiSidebarRow *self, gboolean current)
{
  g_return_if_fail (UI_IS_SIDEBAR_ROW (self));

  if (self->current == current)
    return;

  self->current = current;
  if (current)
    gtk_widget_add_css_class (GTK_WIDGET (self), "current");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "current");
  g_object_notify_by_pspec (G_OBJECT (self), pspecs[PROP_CURRENT]);
}

static void
ui_sidebar_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  UiSidebarRow *self = UI_SIDEBAR_ROW (object);

  if (id == PROP_ITEM)
    g_value_set_object (value, self->item);
  else
    g_value_set_boolean (value, self->current);
}

static void
ui_sidebar_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  UiSidebarRow *self = UI_SIDEBAR_ROW (object);

  if (id == PROP_ITEM)
    ui_sidebar_row_set_item (self, g_value_get_object (value));
  else
    ui_sidebar_row_set_current (self, g_value_get_boolean (value));
}

static void
ui_sidebar_row_dispose (GObject *object)
{
  UiSidebarRow *self = UI_SIDEBAR_ROW (object);

  if (self->item != NULL)
    g_clear_signal_handler (&self->notify_id, self->item);
  g_clear_object (&self->item);
  g_clear_handle_id (&self->stale_id, g_source_remove);
  clear_layouts (self);
  g_clear_pointer (&self->content, ui_row_content_free);

  G_OBJECT_CLASS (ui_sidebar_row_parent_class)->dispose (object);
}

static void
ui_sidebar_row_class_init (UiSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ui_sidebar_row_get_property;
  object_class->set_property = ui_sidebar_row_set_property;
  object_class->dispose = ui_sidebar_row_dispose;
  widget_class->measure = ui_sidebar_row_measure;
  widget_class->snapshot = ui_sidebar_row_snapshot;
  widget_class->css_changed = ui_sidebar_row_css_changed;
  widget_class->query_tooltip = ui_sidebar_row_query_tooltip;

  pspecs[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, G_TYPE_OBJECT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  pspecs[PROP_CURRENT] =
    g_param_spec_boolean ("current", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, pspecs);
  gtk_widget_class_set_css_name (widget_class, "sidebarrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
ui_sidebar_row_init (UiSidebarRow *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (ui_clock_get (), "notify::hours-24", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
}
