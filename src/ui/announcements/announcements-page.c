/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What servers and strangers announce, to be read and not to be answered.
 */
#include "config.h"

#include "ui/announcements/announcements-page.h"

#include "base/props.h"
#include "im/announcements.h"
#include "ui/announcements/announcement-row.h"

struct _UiAnnouncementsPage {
  AdwBin parent_instance;

  ImAnnouncements *announcements;
  gboolean folded;
  GtkListBox *list;
  GtkWidget *read_button;
};

static const BaseProp props[] = {
  { "folded", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (UiAnnouncementsPage, folded), BASE_RW },
};

static GParamSpec *pspecs[G_N_ELEMENTS (props) + 1];

G_DEFINE_FINAL_TYPE (UiAnnouncementsPage, ui_announcements_page, ADW_TYPE_BIN)

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  return ui_announcement_row_new (user_data, item);
}

static void
refresh_unread (UiAnnouncementsPage *self)
{
  gtk_widget_set_sensitive (self->read_button,
                            im_announcements_get_unread (self->announcements) > 0);
}

static void
on_read (UiAnnouncementsPage *self)
{
  im_announcements_mark_all_read (self->announcements);
}

UiAnnouncementsPage *
ui_announcements_page_new (ImAnnouncements *announcements)
{
  UiAnnouncementsPage *self = g_object_new (UI_TYPE_ANNOUNCEMENTS_PAGE, NULL);

  self->announcements = g_object_ref (announcements);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (announcements), create_row, announcements,
                           NULL);
  g_signal_connect_object (announcements, "notify::unread", G_CALLBACK (refresh_unread), self,
                           G_CONNECT_SWAPPED);
  refresh_unread (self);
  return self;
}

/* To the newest, for there is nothing to write. */
static gboolean
ui_announcements_page_grab_focus (GtkWidget *widget)
{
  GtkWidget *list = GTK_WIDGET (UI_ANNOUNCEMENTS_PAGE (widget)->list);

  return gtk_widget_get_focus_child (list) != NULL ||
         gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
}

static void
ui_announcements_page_dispose (GObject *object)
{
  UiAnnouncementsPage *self = UI_ANNOUNCEMENTS_PAGE (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_ANNOUNCEMENTS_PAGE);
  g_clear_object (&self->announcements);
  G_OBJECT_CLASS (ui_announcements_page_parent_class)->dispose (object);
}

static void
ui_announcements_page_class_init (UiAnnouncementsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ui_announcements_page_dispose;
  widget_class->grab_focus = ui_announcements_page_grab_focus;
  base_props_install (object_class, props, G_N_ELEMENTS (props), pspecs);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/im/kith/Kith/ui/announcements/announcements-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UiAnnouncementsPage, list);
  gtk_widget_class_bind_template_child (widget_class, UiAnnouncementsPage, read_button);
  gtk_widget_class_bind_template_callback (widget_class, on_read);
}

static void
ui_announcements_page_init (UiAnnouncementsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
