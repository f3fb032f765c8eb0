/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The popover in which the person chooses their own presence and status text.
 */
#include "config.h"

#include "ui/sidebar/presence-menu.h"

#include "ui/widgets/presence.h"

static const ImShow choices[] = { IM_SHOW_AVAILABLE, IM_SHOW_CHAT, IM_SHOW_AWAY,
                                  IM_SHOW_XA,        IM_SHOW_DND,  IM_SHOW_OFFLINE };

struct _UiPresenceMenu {
  GtkPopover parent_instance;

  ImClient *client;
  GtkBox *choices;
  GtkEntry *status_entry;
  GtkWidget *marks[G_N_ELEMENTS (choices)]; /* beside the choice that is in force */
};

G_DEFINE_FINAL_TYPE (UiPresenceMenu, ui_presence_menu, GTK_TYPE_POPOVER)

static void
choose (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiPresenceMenu *self = UI_PRESENCE_MENU (widget);

  gtk_popover_popdown (GTK_POPOVER (self));
  im_client_set_show (self->client, (ImShow) g_variant_get_int32 (parameter));
}

static void
on_status_activate (UiPresenceMenu *self)
{
  im_client_set_status_text (self->client,
                             gtk_editable_get_text (GTK_EDITABLE (self->status_entry)));
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_show (UiPresenceMenu *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_widget_set_opacity (self->marks[i],
                            im_client_get_show (self->client) == choices[i] ? 1 : 0);
  gtk_editable_set_text (GTK_EDITABLE (self->status_entry),
                         im_client_get_status_text (self->client));
}

static GtkWidget *
new_choice (UiPresenceMenu *self, guint i)
{
  ImShow show = choices[i];
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (ui_presence_to_words (show));

  self->marks[i] = gtk_image_new_from_icon_name ("object-select-symbolic");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), g_object_new (UI_TYPE_PRESENCE, "show", show, NULL));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->marks[i]);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "presence-choice");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "presence.choose");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", (int) show);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  ui_presence_to_words (show), -1);
  return button;
}

UiPresenceMenu *
ui_presence_menu_new (ImClient *client)
{
  UiPresenceMenu *self = g_object_new (UI_TYPE_PRESENCE_MENU, NULL);

  self->client = g_object_ref (client);
  return self;
}

static void
ui_presence_menu_dispose (GObject *object)
{
  g_clear_object (&UI_PRESENCE_MENU (object)->client);

  G_OBJECT_CLASS (ui_presence_menu_parent_class)->dispose (object);
}

static void
ui_presence_menu_class_init (UiPresenceMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_presence_menu_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/sidebar/presence-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, UiPresenceMenu, choices);
  gtk_widget_class_bind_template_child (widget_class, UiPresenceMenu, status_entry);
  gtk_widget_class_bind_template_callback (widget_class, on_status_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_show);
  gtk_widget_class_install_action (widget_class, "presence.choose", "i", choose);
}

static void
ui_presence_menu_init (UiPresenceMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_box_append (self->choices, new_choice (self, i));
}
