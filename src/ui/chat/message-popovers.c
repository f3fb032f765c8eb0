/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What pops up on a message's row: menu, details, emoji; and what is copied of it.
 */
#include "config.h"

#include "ui/chat/change-menu.h"
#include "ui/chat/message-menu.h"
#include "ui/chat/message-row-private.h"

static void
copy (GtkWidget *widget, const char *action, GVariant *target)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);
  g_autofree char *text = NULL;

  if (self->message == NULL)
    return;
  if (target != NULL)
    text = g_variant_dup_string (target, NULL);
  else if (g_strcmp0 (action, "chat.copy-with-details") == 0)
    text = ui_message_row_dup_details (self);
  else
    text = ui_message_row_dup_selection (self);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          text != NULL ? text : self->content->text);
}

/* One popover at a time; it stays until the next one or until the row shows another message. */
static void
pop_up (UiMessageRow *self, GtkWidget *popover, const GdkRectangle *where)
{
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = popover;
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), where);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* Where the bubble is: the row is much wider. */
static GdkRectangle
bubble_area (UiMessageRow *self)
{
  graphene_rect_t bounds;
  GdkRectangle area = { 0 };

  if (gtk_widget_compute_bounds (self->layout.parts[UI_PART_BUBBLE], GTK_WIDGET (self), &bounds))
    area = (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                           (int) bounds.size.height };
  return area;
}

static void
show_details (GtkWidget *widget, const char *action, GVariant *target)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);
  GdkRectangle area;

  if (self->message == NULL)
    return;
  area = bubble_area (self);
  pop_up (self, ui_message_details_new (self->message), &area);
}

static void
show_menu (GtkWidget *widget, const char *action, GVariant *target)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);
  GdkRectangle area;

  if (self->message == NULL)
    return;
  area = bubble_area (self);
  pop_up (self, ui_message_menu_new (self->message, NULL), &area);
}

static void
choose_reaction (GtkWidget *widget, const char *action, GVariant *target)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);
  GdkRectangle area;

  if (self->message == NULL)
    return;
  area = bubble_area (self);
  pop_up (self, ui_change_menu_new_chooser (self->message), &area);
}

static void
pop_up_at (UiMessageRow *self, double x, double y)
{
  GdkRectangle where = { (int) x, (int) y, 1, 1 };
  const char *uri;

  if (self->message == NULL)
    return;
  uri = gtk_label_get_current_uri (GTK_LABEL (self->layout.parts[UI_PART_BODY]));
  pop_up (self, ui_message_menu_new (self->message, uri), &where);
}

static void
on_secondary_click (GtkGestureClick *gesture, int n_press, double x, double y, UiMessageRow *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up_at (self, x, y);
}

static void
on_long_press (GtkGestureLongPress *gesture, double x, double y, UiMessageRow *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up_at (self, x, y);
}

void
ui_message_row_install_popovers (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.copy", NULL, copy);
  gtk_widget_class_install_action (widget_class, "chat.copy-with-details", NULL, copy);
  gtk_widget_class_install_action (widget_class, "chat.copy-link", "s", copy);
  gtk_widget_class_install_action (widget_class, "chat.details", NULL, show_details);
  gtk_widget_class_install_action (widget_class, "chat.menu", NULL, show_menu);
  gtk_widget_class_install_action (widget_class, "chat.choose-reaction", NULL, choose_reaction);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "chat.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "chat.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "chat.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "chat.copy-with-details", NULL);
}

void
ui_message_row_add_gestures (UiMessageRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  /* Before the label, whose own menu is for editing. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_secondary_click), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (on_long_press), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
}
