/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How people reacted to a message: a small button for each emoji.
 */
#include "config.h"

#include "ui/chat/reaction-bar.h"

#include "im/reactions.h"
#include "ui/widgets/button-names.h"

#include <glib/gi18n.h>

#define GAP 4

struct _UiReactionBar {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (UiReactionBar, ui_reaction_bar, GTK_TYPE_WIDGET)

/* Places the buttons one after the other, from the start side on; returns the height. */
static int
flow (UiReactionBar *self, int width, gboolean allocate)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkRequisition size;
    GtkAllocation area;

    gtk_widget_get_preferred_size (child, NULL, &size);
    if (x > 0 && x + size.width > width) {
      x = 0;
      y += line + GAP;
      line = 0;
    }
    area = (GtkAllocation){ rtl ? width - x - size.width : x, y, size.width, size.height };
    if (allocate)
      gtk_widget_size_allocate (child, &area, -1);
    x += size.width + GAP;
    line = MAX (line, size.height);
  }
  return y + line;
}

static void
ui_reaction_bar_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL) {
    *minimum = *natural =
      flow (UI_REACTION_BAR (widget), for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkRequisition size;

    gtk_widget_get_preferred_size (child, NULL, &size);
    *minimum = MAX (*minimum, size.width);
    *natural += size.width + (*natural > 0 ? GAP : 0);
  }
}

static void
ui_reaction_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  flow (UI_REACTION_BAR (widget), width, TRUE);
}

static GtkSizeRequestMode
ui_reaction_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Who reacted so: "You and Juliet". */
static char *
dup_names (const ImReaction *reaction, const char *other)
{
  if (!reaction->other)
    return g_strdup (_ ("You"));
  if (!reaction->own)
    return g_strdup (other);
  /* Translators: who reacted to a message in the same way: %s is the name of the other */
  return g_strdup_printf (_ ("You and %s"), other);
}

static void
update_button (GtkButton *button, const ImReaction *reaction, ImMessage *message)
{
  guint n = (reaction->own ? 1 : 0) + (reaction->other ? 1 : 0);
  g_autofree char *text = g_strdup_printf ("%s %u", reaction->emoji, n);
  g_autofree char *names = dup_names (reaction, im_message_get_partner_name (message));
  /* Translators: an emoji, and the names of those who reacted with it to a message */
  g_autofree char *spoken = g_strdup_printf (_ ("%s, reaction of: %s"), reaction->emoji, names);

  gtk_button_set_label (button, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), names);
  ui_button_names_set_one (GTK_WIDGET (button), spoken);
  if (reaction->own)
    gtk_widget_add_css_class (GTK_WIDGET (button), "own");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (button), "own");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(xs)", im_message_get_id (message),
                                    reaction->emoji);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "chat.react");
}

/* Buttons stay for as long as they are needed, so that the keyboard's focus does. */
void
ui_reaction_bar_show (UiReactionBar *self, ImMessage *message)
{
  const char *partner = im_message_get_partner (message);
  g_autoptr (GPtrArray) list =
    im_reactions_list (im_message_get_reactions (message), partner != NULL ? partner : "");
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_return_if_fail (UI_IS_REACTION_BAR (self));

  for (guint i = 0; i < list->len; i++) {
    if (child == NULL) {
      child = gtk_button_new ();
      gtk_widget_add_css_class (child, "reaction");
      gtk_widget_set_parent (child, GTK_WIDGET (self));
    }
    update_button (GTK_BUTTON (child), list->pdata[i], message);
    child = gtk_widget_get_next_sibling (child);
  }
  while (child != NULL) {
    GtkWidget *next = gtk_widget_get_next_sibling (child);

    if (gtk_widget_has_focus (child))
      gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (self)));
    gtk_widget_unparent (child);
    child = next;
  }
}

GtkWidget *
ui_reaction_bar_new (void)
{
  return g_object_new (UI_TYPE_REACTION_BAR, NULL);
}

static void
ui_reaction_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ui_reaction_bar_parent_class)->dispose (object);
}

static void
ui_reaction_bar_class_init (UiReactionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_reaction_bar_dispose;
  widget_class->measure = ui_reaction_bar_measure;
  widget_class->size_allocate = ui_reaction_bar_size_allocate;
  widget_class->get_request_mode = ui_reaction_bar_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "reactionbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ui_reaction_bar_init (UiReactionBar *self)
{
  /* What has no property is unknown to screen readers on GTK 4.8 when it is added to what they know. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reactions"), -1);
}
