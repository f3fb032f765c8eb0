/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The picture of a person: initials on the colour of their address (XEP-0392).
 */
#include "config.h"

#include "ui/widgets/avatar.h"

#include "base/color.h"
#include "base/props.h"

#include <pango/pangocairo.h>

struct _UiAvatar {
  GtkWidget parent_instance;

  char *name;
  char *seed;
  int size;
};

enum {
  PROP_NAME = 1,
  PROP_SEED,
  PROP_SIZE,
  N_PROPS,
};

static const BaseProp props[] = {
  { "name", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (UiAvatar, name), BASE_RW },
  { "seed", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (UiAvatar, seed), BASE_RW },
  { "size", G_TYPE_INT, NULL, G_STRUCT_OFFSET (UiAvatar, size), BASE_RW },
};

static GParamSpec *pspecs[N_PROPS];

G_DEFINE_FINAL_TYPE (UiAvatar, ui_avatar, GTK_TYPE_WIDGET)

static PangoLayout *
layout_initials (PangoContext *context, const char *name, int size)
{
  g_autofree char *initials = ui_avatar_dup_initials (name);
  PangoLayout *layout = pango_layout_new (context);
  g_autoptr (PangoFontDescription) font =
    pango_font_description_copy (pango_context_get_font_description (context));

  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_font_description_set_absolute_size (font, size * 0.4 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, initials, -1);
  return layout;
}

static void
ui_avatar_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  *minimum = *natural = UI_AVATAR (widget)->size;
}

static void
ui_avatar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  UiAvatar *self = UI_AVATAR (widget);
  float x = (gtk_widget_get_width (widget) - self->size) / 2.0f;
  float y = (gtk_widget_get_height (widget) - self->size) / 2.0f;

  ui_avatar_draw (snapshot, gtk_widget_get_pango_context (widget), self->name, self->seed, x, y,
                  self->size);
}

static void
ui_avatar_finalize (GObject *object)
{
  UiAvatar *self = UI_AVATAR (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->seed, g_free);

  G_OBJECT_CLASS (ui_avatar_parent_class)->finalize (object);
}

/* A letter or digit to begin with: brackets and emoji make no initial. */
static gboolean
append_initial (GString *initials, const char *word)
{
  for (const char *p = word; *p != '\0' && !g_unichar_isspace (g_utf8_get_char (p));
       p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isalnum (c)) {
      g_string_append_unichar (initials, g_unichar_toupper (c));
      return TRUE;
    }
  }

  return FALSE;
}

char *
ui_avatar_dup_initials (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  g_auto (GStrv) words = g_strsplit_set (valid, " \t\n.-_", 0);
  GString *initials = g_string_new (NULL);
  guint first = 0;

  while (words[first] != NULL && !append_initial (initials, words[first]))
    first++;

  for (guint last = g_strv_length (words); last-- > first + 1;) {
    if (append_initial (initials, words[last]))
      break;
  }

  return g_string_free (initials, FALSE);
}

void
ui_avatar_draw (GtkSnapshot *snapshot,
                PangoContext *context,
                const char *name,
                const char *seed,
                float x,
                float y,
                int size)
{
  BaseColor color = base_color_for_text (seed != NULL ? seed : "");
  GdkRGBA background = { (float) color.red, (float) color.green, (float) color.blue, 1 };
  GdkRGBA white = { 1, 1, 1, 1 };
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x, y, size, size);
  g_autoptr (PangoLayout) layout = layout_initials (context, name, size);
  GskRoundedRect circle;
  int width, height;

  gsk_rounded_rect_init_from_rect (&circle, &bounds, size / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_color (snapshot, &background, &bounds);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
    snapshot, &GRAPHENE_POINT_INIT (x + (size - width) / 2.0f, y + (size - height) / 2.0f));
  gtk_snapshot_append_layout (snapshot, layout, &white);
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
}

static cairo_status_t
append_png (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
ui_avatar_to_png (const char *name, const char *seed, int size)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans");
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);
  cairo_t *cr = cairo_create (surface);
  GByteArray *png = g_byte_array_new ();

  pango_context_set_font_description (context, font);
  ui_avatar_draw (snapshot, context, name, seed, 0, 0, size);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  gsk_render_node_draw (node, cr);
  cairo_surface_write_to_png_stream (surface, append_png, png);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_object_unref (context);
  return g_byte_array_free_to_bytes (png);
}

static void
ui_avatar_class_init (UiAvatarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = ui_avatar_finalize;
  widget_class->measure = ui_avatar_measure;
  widget_class->snapshot = ui_avatar_snapshot;
  base_props_install (object_class, props, G_N_ELEMENTS (props), pspecs);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ui_avatar_init (UiAvatar *self)
{
  self->size = 40;
  g_signal_connect (self, "notify", G_CALLBACK (gtk_widget_queue_resize), NULL);
}
