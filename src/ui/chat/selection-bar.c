/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several messages that are selected to be copied: which they are, and what can be done with them.
 */
#include "config.h"

#include "ui/chat/selection-bar.h"

#include "ui/chat/message-row.h"
#include "ui/chat/message-words.h"
#include "ui/widgets/clock.h"

#include <glib/gi18n.h>

struct _UiSelectionBar {
  GtkBox parent_instance;

  UiHistoryView *view;
  GHashTable *selected; /* gint64 → ImMessage: by id, as they are made anew with each window */
  GtkWidget *box;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (UiSelectionBar, ui_selection_bar, GTK_TYPE_BOX)

static guint
count (UiSelectionBar *self)
{
  return g_hash_table_size (self->selected);
}

static void
refresh (UiSelectionBar *self)
{
  guint n = count (self);
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u message selected", "%u messages selected", n), n);

  gtk_label_set_text (self->label, text);
  gtk_widget_set_visible (self->box, n > 0);
  ui_history_view_rebind (self->view);
}

static void
add (UiSelectionBar *self, ImMessage *message)
{
  gint64 id = im_message_get_id (message);

  if (count (self) < UI_SELECTION_MAX)
    g_hash_table_insert (self->selected, g_memdup2 (&id, sizeof id), g_object_ref (message));
}

void
ui_selection_bar_toggle (UiSelectionBar *self, ImMessage *message)
{
  gint64 id;

  g_return_if_fail (UI_IS_SELECTION_BAR (self));
  g_return_if_fail (IM_IS_MESSAGE (message));

  id = im_message_get_id (message);
  if (!g_hash_table_remove (self->selected, &id))
    add (self, message);
  refresh (self);
}

gboolean
ui_selection_bar_has (UiSelectionBar *self, ImMessage *message)
{
  gint64 id;

  g_return_val_if_fail (UI_IS_SELECTION_BAR (self), FALSE);

  id = im_message_get_id (message);
  return g_hash_table_contains (self->selected, &id);
}

void
ui_selection_bar_clear (UiSelectionBar *self)
{
  g_return_if_fail (UI_IS_SELECTION_BAR (self));

  if (count (self) == 0)
    return;
  g_hash_table_remove_all (self->selected);
  refresh (self);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  ImMessage *one = *(ImMessage *const *) a;
  ImMessage *two = *(ImMessage *const *) b;
  gint64 difference = im_message_get_time (one) - im_message_get_time (two);

  if (difference == 0)
    difference = im_message_get_id (one) - im_message_get_id (two);
  return difference < 0 ? -1 : difference > 0;
}

char *
ui_selection_bar_dup_text (UiSelectionBar *self)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new ();
  GString *text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer message;

  g_return_val_if_fail (UI_IS_SELECTION_BAR (self), NULL);

  g_hash_table_iter_init (&iter, self->selected);
  while (g_hash_table_iter_next (&iter, NULL, &message))
    g_ptr_array_add (messages, message);
  g_ptr_array_sort (messages, compare);
  for (guint i = 0; i < messages->len; i++) {
    g_autofree char *when =
      ui_date_time_text (im_message_get_time (message), ui_clock_get_hours_24 (ui_clock_get ()));

    if (i > 0)
      g_string_append (text, "\n\n");
    /* Translators: who wrote, when, and what */
    g_string_append_printf (text, _ ("%s, %s:\n%s"), im_message_get_sender (messages->pdata[i]),
                            when != NULL ? when : "", im_message_get_body (messages->pdata[i]));
  }
  return g_string_free (text, FALSE);
}

static void
copy (UiSelectionBar *self)
{
  guint n = count (self);
  g_autofree char *text = ui_selection_bar_dup_text (self);
  g_autofree char *words =
    g_strdup_printf (ngettext ("%u message copied", "%u messages copied", n), n);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
  ui_selection_bar_clear (self);
}

/* (nullable): the message in whose row the focus is, or with it the row itself */
static ImMessage *
get_focused (UiSelectionBar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return UI_IS_MESSAGE_ROW (focus) ? ui_message_row_get_message (UI_MESSAGE_ROW (focus)) : NULL;
}

/* From the row that has the focus to the next one: both are selected then. */
static gboolean
extend (UiSelectionBar *self, int step)
{
  ImMessage *from = get_focused (self);
  ImMessage *to;

  if (from == NULL)
    return GDK_EVENT_PROPAGATE;
  add (self, from);
  ui_history_view_move_focus (self->view, step);
  to = get_focused (self);
  if (to != NULL)
    add (self, to);
  refresh (self);
  return GDK_EVENT_STOP;
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        UiSelectionBar *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  ImMessage *focused;

  if (modifiers == GDK_SHIFT_MASK && (key == GDK_KEY_Up || key == GDK_KEY_KP_Up))
    return extend (self, -1);
  if (modifiers == GDK_SHIFT_MASK && (key == GDK_KEY_Down || key == GDK_KEY_KP_Down))
    return extend (self, 1);
  if (count (self) == 0)
    return GDK_EVENT_PROPAGATE;
  if (modifiers == GDK_CONTROL_MASK && key == GDK_KEY_c) {
    copy (self);
    return GDK_EVENT_STOP;
  }
  if (modifiers == 0 && key == GDK_KEY_Escape) {
    ui_selection_bar_clear (self);
    return GDK_EVENT_STOP;
  }
  focused = get_focused (self);
  if (modifiers == 0 && key == GDK_KEY_space && focused != NULL) {
    ui_selection_bar_toggle (self, focused);
    return GDK_EVENT_STOP;
  }
  return GDK_EVENT_PROPAGATE;
}

static void
on_click (GtkGestureClick *gesture, int n_press, double x, double y, UiSelectionBar *self)
{
  GtkWidget *widget;

  if (count (self) == 0)
    return;
  widget = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  while (widget != NULL && !UI_IS_MESSAGE_ROW (widget))
    widget = gtk_widget_get_parent (widget);
  if (widget == NULL || ui_message_row_get_message (UI_MESSAGE_ROW (widget)) == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (widget);
  ui_selection_bar_toggle (self, ui_message_row_get_message (UI_MESSAGE_ROW (widget)));
}

/* Ahead of the rows, which have a use for clicks and keys of their own. */
static void
add_controller (UiSelectionBar *self, GtkEventController *controller)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->view), controller);
}

void
ui_selection_bar_set_view (UiSelectionBar *self, UiHistoryView *view)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_return_if_fail (UI_IS_SELECTION_BAR (self));
  g_return_if_fail (self->view == NULL);

  self->view = view;
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, 0);
  add_controller (self, keys);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_click), self, 0);
  add_controller (self, GTK_EVENT_CONTROLLER (click));
}

static void
ui_selection_bar_finalize (GObject *object)
{
  g_hash_table_unref (UI_SELECTION_BAR (object)->selected);
  G_OBJECT_CLASS (ui_selection_bar_parent_class)->finalize (object);
}

static void
ui_selection_bar_class_init (UiSelectionBarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ui_selection_bar_finalize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "selectionbar");
}

static void
append_button (UiSelectionBar *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), button);
}

static void
ui_selection_bar_init (UiSelectionBar *self)
{
  self->selected = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_label_set_xalign (self->label, 0);
  /* Hidden itself, it would be told of to screen readers only with the next change of its parent. */
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->box, "osd");
  gtk_widget_add_css_class (self->box, "toolbar");
  gtk_widget_set_visible (self->box, FALSE);
  gtk_box_append (GTK_BOX (self), self->box);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->label));
  append_button (self, _ ("Copy"), G_CALLBACK (copy));
  append_button (self, _ ("Cancel"), G_CALLBACK (ui_selection_bar_clear));
}
