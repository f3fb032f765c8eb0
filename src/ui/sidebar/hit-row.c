/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message that was found, as a row.
 */
#include "config.h"

#include "ui/sidebar/hit-row.h"

#include "im/conversation.h"
#include "ui/sidebar/row-content.h"
#include "ui/widgets/clock.h"
#include "ui/widgets/spans.h"

#include <glib/gi18n.h>

struct _UiHitRow {
  AdwBin parent_instance;

  GtkLabel *chat;
  GtkLabel *time;
  GtkLabel *snippet;
};

G_DEFINE_FINAL_TYPE (UiHitRow, ui_hit_row, ADW_TYPE_BIN)

GtkWidget *
ui_hit_row_new (void)
{
  return g_object_new (UI_TYPE_HIT_ROW, NULL);
}

/* What the person wrote begins with "You: ". */
static char *
dup_text (ImHit *hit, guint *shift)
{
  /* Translators: what the person themselves wrote, as in a list of messages */
  g_autofree char *own = im_hit_get_outgoing (hit) ? g_strdup_printf (_ ("You: %s"), "") : NULL;

  *shift = own != NULL ? (guint) strlen (own) : 0;
  return g_strconcat (own != NULL ? own : "", im_hit_get_snippet (hit), NULL);
}

void
ui_hit_row_bind (UiHitRow *self, ImHit *hit)
{
  const char *name = im_conversation_get_display_name (im_hit_get_conversation (hit));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  g_autoptr (GArray) spans = g_array_copy ((GArray *) im_hit_get_spans (hit));
  g_autofree char *time = ui_row_content_format_time (im_hit_get_time (hit), g_get_real_time (),
                                                      ui_clock_get_hours_24 (ui_clock_get ()));
  guint shift;
  g_autofree char *text = dup_text (hit, &shift);
  /* Translators: a message that was found: whose chat it is in, when it was written, its words */
  g_autofree char *spoken = g_strdup_printf (_ ("%s, %s: %s"), name, time, text);

  g_return_if_fail (UI_IS_HIT_ROW (self));

  for (guint i = 0; i < spans->len; i++) {
    g_array_index (spans, BaseSpan, i).start += shift;
    g_array_index (spans, BaseSpan, i).end += shift;
  }
  ui_spans_mark (attributes, spans);
  gtk_label_set_text (self->chat, name);
  gtk_label_set_text (self->time, time);
  gtk_label_set_text (self->snippet, text);
  gtk_label_set_attributes (self->snippet, attributes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
ui_hit_row_class_init (UiHitRowClass *klass)
{
  /* As the other rows of the sidebar: what is said of it is its text. */
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LABEL);
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
ui_hit_row_init (UiHitRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), heading);
  self->chat = add_label (heading, "heading");
  gtk_widget_set_hexpand (GTK_WIDGET (self->chat), TRUE);
  self->time = add_label (heading, "dim-label");
  gtk_label_set_ellipsize (self->time, PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "caption");
  self->snippet = add_label (box, "body");
  gtk_label_set_wrap (self->snippet, TRUE);
  gtk_label_set_wrap_mode (self->snippet, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (self->snippet, 3);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  adw_bin_set_child (ADW_BIN (self), box);
}
