/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way to the announcements, in the sidebar: there once there are any.
 */
#include "config.h"

#include "ui/announcements/announcements-button.h"

#include "im/announcements.h"

#include <glib/gi18n.h>

struct _UiAnnouncementsButton {
  GtkBox parent_instance;

  ImAnnouncements *announcements; /* NULL until the client is open */
  GtkWidget *button;
  GtkWidget *count;
};

G_DEFINE_FINAL_TYPE (UiAnnouncementsButton, ui_announcements_button, GTK_TYPE_BOX)

static void
refresh (UiAnnouncementsButton *self)
{
  guint unread = im_announcements_get_unread (self->announcements);
  g_autofree char *count = g_strdup_printf ("%u", unread);
  g_autofree char *spoken = NULL;

  if (unread > 0)
    /* Translators: %u is the number of announcements that have not been read. */
    spoken = g_strdup_printf (
      ngettext ("Announcements, %u unread", "Announcements, %u unread", unread), unread);
  else
    spoken = g_strdup (_ ("Announcements"));
  gtk_widget_set_visible (GTK_WIDGET (self),
                          g_list_model_get_n_items (G_LIST_MODEL (self->announcements)) > 0);
  gtk_label_set_text (GTK_LABEL (self->count), count);
  gtk_widget_set_visible (self->count, unread > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

void
ui_announcements_button_set_announcements (UiAnnouncementsButton *self,
                                           ImAnnouncements *announcements)
{
  g_return_if_fail (self->announcements == NULL);

  self->announcements = g_object_ref (announcements);
  g_signal_connect_object (announcements, "items-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (announcements, "notify::unread", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
}

static void
ui_announcements_button_dispose (GObject *object)
{
  g_clear_object (&UI_ANNOUNCEMENTS_BUTTON (object)->announcements);
  G_OBJECT_CLASS (ui_announcements_button_parent_class)->dispose (object);
}

static void
ui_announcements_button_class_init (UiAnnouncementsButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_announcements_button_dispose;
}

static void
ui_announcements_button_init (UiAnnouncementsButton *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ ("Announcements"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "badge");
  gtk_widget_set_valign (self->count, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (content),
                  gtk_image_new_from_icon_name ("preferences-system-notifications-symbolic"));
  gtk_box_append (GTK_BOX (content), label);
  gtk_box_append (GTK_BOX (content), self->count);

  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), content);
  gtk_button_set_has_frame (GTK_BUTTON (self->button), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.announcements");
  gtk_widget_set_hexpand (self->button, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "announcements-entry");
  gtk_box_append (GTK_BOX (self), self->button);
  gtk_widget_hide (GTK_WIDGET (self));
}
