/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the menu of a message offers to do with it afterwards: edit, take back, react.
 */
#include "config.h"

#include "ui/chat/change-menu.h"

#include "im/amend.h"
#include "ui/widgets/button-names.h"

#include <glib/gi18n.h>

/* The place of the emoji in the menu. */
#define PLACE "reactions"

static const char *const common[] = { "👍", "❤️", "😂", "😮", "😢", "🙏" };

static void
append (GMenu *menu, const char *label, const char *action, ImMessage *message)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "x", im_message_get_id (message));
  g_menu_append_item (menu, item);
}

void
ui_change_menu_fill (GMenu *menu, ImMessage *message)
{
  if (im_amend_can_react (message)) {
    g_autoptr (GMenuItem) place = g_menu_item_new (NULL, NULL);

    g_menu_item_set_attribute (place, "custom", "s", PLACE);
    g_menu_append_item (menu, place);
  }
  if (im_amend_can_correct (message))
    append (menu, _ ("_Edit"), "chat.edit", message);
  if (im_amend_can_take_back (message))
    append (menu, _ ("_Take Back…"), "chat.take-back", message);
  if (im_message_get_edited (message) != 0 && im_message_get_retracted (message) == 0)
    append (menu, _ ("Earlier _Versions"), "chat.versions", message);
}

static void
on_clicked (GtkWidget *button)
{
  GtkWidget *popover = gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static GtkWidget *
new_emoji_button (const char *emoji, ImMessage *message)
{
  GtkWidget *button = gtk_button_new_with_label (emoji);
  /* Translators: %s is an emoji */
  g_autofree char *spoken = g_strdup_printf (_ ("React with %s"), emoji);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, spoken);
  ui_button_names_set_one (button, spoken);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(xs)", im_message_get_id (message),
                                    emoji);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "chat.react");
  g_signal_connect_after (button, "clicked", G_CALLBACK (on_clicked), NULL);
  return button;
}

void
ui_change_menu_add_emoji (GtkPopoverMenu *menu, ImMessage *message)
{
  GtkWidget *box, *more;

  if (!im_amend_can_react (message))
    return;
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (box, "reactions");
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    gtk_box_append (GTK_BOX (box), new_emoji_button (common[i], message));
  more = gtk_button_new_from_icon_name ("view-more-symbolic");
  gtk_widget_add_css_class (more, "flat");
  gtk_widget_set_tooltip_text (more, _ ("More Emoji"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("More Emoji"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (more), "chat.choose-reaction");
  gtk_box_append (GTK_BOX (box), more);
  gtk_popover_menu_add_child (menu, box, PLACE);
}

static void
on_picked (GtkWidget *chooser, const char *emoji, ImMessage *message)
{
  gtk_widget_activate_action (chooser, "chat.react", "(xs)", im_message_get_id (message), emoji);
}

GtkWidget *
ui_change_menu_new_chooser (ImMessage *message)
{
  GtkWidget *chooser = gtk_emoji_chooser_new ();

  g_signal_connect_object (chooser, "emoji-picked", G_CALLBACK (on_picked), message, 0);
  return chooser;
}
