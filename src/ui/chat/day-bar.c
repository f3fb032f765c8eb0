/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The day of what is in view, on top of it, and the calendar that leads to another day.
 */
#include "config.h"

#include "ui/chat/day-bar.h"

#include "ui/chat/message-words.h"

#include <glib/gi18n.h>

/* A heading that scrolls with the messages is in the way down to here, in pixels. */
#define ROOM 48

struct _UiDayBar {
  GtkWidget parent_instance;

  UiHistoryView *view;
  GtkWidget *button;
  GtkWidget *popover;
  GtkCalendar *calendar;
};

G_DEFINE_FINAL_TYPE (UiDayBar, ui_day_bar, GTK_TYPE_WIDGET)

/* (nullable): the time of the first message in view */
static GDateTime *
dup_time (UiDayBar *self, guint *position)
{
  GListModel *model = self->view != NULL ? ui_history_view_get_model (self->view) : NULL;
  g_autoptr (ImMessage) message = NULL;

  if (model == NULL || !ui_history_view_get_top (self->view, position))
    return NULL;
  message = g_list_model_get_item (model, *position);
  return message != NULL ? ui_message_local_time (message) : NULL;
}

static gboolean
begins_day (UiDayBar *self, guint position)
{
  GListModel *model = ui_history_view_get_model (self->view);
  g_autoptr (ImMessage) before = position > 0 ? g_list_model_get_item (model, position - 1) : NULL;
  g_autoptr (ImMessage) message = g_list_model_get_item (model, position);

  return message != NULL &&
         (before == NULL ||
          ui_times_on_other_days (im_message_get_time (before), im_message_get_time (message)));
}

/* Whether one of the headings among the messages stands where this one would, or says the same below,
 * in a chat that does not fill the view. */
static gboolean
is_in_the_way (UiDayBar *self, guint top)
{
  guint n = g_list_model_get_n_items (ui_history_view_get_model (self->view));

  for (guint i = top; i < n; i++) {
    int offset = ui_history_view_get_offset (self->view, i);

    if (offset >= ROOM && i > top)
      break;
    if (offset > -ROOM / 2 && begins_day (self, i))
      return TRUE;
  }
  return FALSE;
}

static void
update (UiDayBar *self)
{
  guint top = 0;
  g_autoptr (GDateTime) time = dup_time (self, &top);
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *day = NULL;

  if (gtk_widget_get_visible (self->popover))
    return;
  if (time == NULL || is_in_the_way (self, top)) {
    gtk_widget_set_visible (self->button, FALSE);
    return;
  }
  now = g_date_time_new_now_local ();
  day = ui_day_heading (time, now);
  if (g_strcmp0 (gtk_menu_button_get_label (GTK_MENU_BUTTON (self->button)), day) != 0)
    gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), day);
  gtk_widget_set_visible (self->button, TRUE);
}

static void
on_go (UiDayBar *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_activate_action (GTK_WIDGET (self), "chat.show-day", "s", text);
}

/* The day that is being looked at; the calendar may have been left anywhere. */
static void
on_show (UiDayBar *self)
{
  guint top = 0;
  g_autoptr (GDateTime) time = dup_time (self, &top);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  gtk_calendar_select_day (self->calendar, time != NULL ? time : now);
}

void
ui_day_bar_set_view (UiDayBar *self, UiHistoryView *view)
{
  g_return_if_fail (UI_IS_DAY_BAR (self));
  g_return_if_fail (self->view == NULL);

  self->view = view;
  g_signal_connect_object (view, "settled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::model", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

void
ui_day_bar_pop_up (UiDayBar *self)
{
  g_return_if_fail (UI_IS_DAY_BAR (self));

  if (!gtk_widget_get_visible (self->button)) {
    gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), _ ("Go to a Day"));
    gtk_widget_set_visible (self->button, TRUE);
  }
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
}

static GtkWidget *
create_popover (UiDayBar *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *go = gtk_button_new_with_mnemonic (_ ("_Go to This Day"));

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_widget_add_css_class (go, "suggested-action");
  g_signal_connect_object (go, "clicked", G_CALLBACK (on_go), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  gtk_box_append (GTK_BOX (box), go);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_popover_set_default_widget (GTK_POPOVER (popover), go);
  g_signal_connect_object (popover, "show", G_CALLBACK (on_show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "closed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return popover;
}

static void
ui_day_bar_dispose (GObject *object)
{
  UiDayBar *self = UI_DAY_BAR (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (ui_day_bar_parent_class)->dispose (object);
}

static void
ui_day_bar_class_init (UiDayBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_day_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "daybar");
}

static void
ui_day_bar_init (UiDayBar *self)
{
  self->button = gtk_menu_button_new ();
  self->popover = create_popover (self);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);
  gtk_widget_set_tooltip_text (self->button, _ ("Go to a Day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Go to a Day"), -1);
  gtk_widget_set_focus_on_click (self->button, FALSE);
  gtk_widget_set_visible (self->button, FALSE);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}
