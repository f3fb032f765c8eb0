/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message of a chat, with the day and the line of unread messages that stand above it.
 */
#include "config.h"

#include "ui/chat/message-row-private.h"

#include "ui/chat/history-view.h"
#include "ui/chat/message-parts.h"
#include "ui/chat/message-words.h"
#include "ui/chat/rich-text.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/clock.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (UiMessageRow, ui_message_row, GTK_TYPE_WIDGET)

static void
ui_message_row_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);
  int width = for_size < 0 ? UI_MESSAGE_MAX_BUBBLE : for_size;

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = UI_MESSAGE_MIN_WIDTH;
    *natural = UI_MESSAGE_MAX_BUBBLE;
  } else {
    *minimum = *natural =
      self->message != NULL ? ui_message_layout_measure (&self->layout, width) : 0;
  }
}

static void
ui_message_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);

  self->has_avatar =
    self->message != NULL && ui_message_layout_allocate (&self->layout, width, &self->avatar);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static GtkSizeRequestMode
ui_message_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ui_message_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);

  if (self->has_avatar)
    ui_avatar_draw (snapshot, gtk_widget_get_pango_context (widget),
                    im_message_get_sender (self->message), self->seed, self->avatar.x,
                    self->avatar.y, UI_MESSAGE_AVATAR);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    /* They stand on the bubble and behind the text. */
    if (child == self->layout.parts[UI_PART_BODY] && gtk_widget_get_visible (child))
      ui_rich_text_draw_blocks (self->blocks, GTK_LABEL (child), snapshot);
    gtk_widget_snapshot_child (widget, child, snapshot);
  }
}

/* Who wrote, above the first message of a group; what it is, when it is no chat. */
static char *
dup_heading (UiMessageRow *self)
{
  const char *sender = im_message_get_sender (self->message);

  switch (im_message_get_kind (self->message)) {
  case IM_MESSAGE_HEADLINE:
    /* Translators: a message from a service, %s is who sent it */
    return g_strdup_printf (_ ("Announcement from %s"), sender);
  case IM_MESSAGE_ERROR:
    /* Translators: a message of type error, %s is who sent it */
    return g_strdup_printf (_ ("Error report from %s"), sender);
  case IM_MESSAGE_CHAT:
  case IM_MESSAGE_NORMAL:
  default:
    if (im_message_get_outgoing (self->message) || self->flags & UI_MESSAGE_CONTINUES)
      return NULL;
    return g_strdup (sender);
  }
}

static void
show_state (UiMessageRow *self)
{
  ImMessageState state = im_message_get_state (self->message);
  gboolean failed = state == IM_MESSAGE_FAILED;
  GtkWidget *image =
    ui_message_part_show (&self->layout, UI_PART_STATE, ui_message_state_icon (state) != NULL);
  GtkWidget *button = ui_message_part_show (&self->layout, UI_PART_RESEND, failed);
  g_autofree char *failure =
    failed ? ui_message_failure (im_message_get_error (self->message)) : NULL;

  if (image != NULL) {
    gtk_image_set_from_icon_name (GTK_IMAGE (image), ui_message_state_icon (state));
    gtk_widget_set_tooltip_text (image, ui_message_state_label (state));
    gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    ui_message_state_label (state), -1);
  }
  if (button != NULL) {
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x",
                                      im_message_get_id (self->message));
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "chat.resend");
  }
  ui_message_part_set_text (&self->layout, UI_PART_FAILURE, failure);
  ui_message_part_set_class (GTK_WIDGET (self), "failed", failed);
  ui_message_row_update_label (self);
}

static void
show_time (UiMessageRow *self)
{
  g_autoptr (GDateTime) time = ui_message_local_time (self->message);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = NULL;
  g_autofree char *clock =
    ui_message_time_words (self->message, ui_clock_get_hours_24 (ui_clock_get ()));

  if (self->flags & UI_MESSAGE_NEW_DAY)
    day = ui_day_heading (time, now);
  ui_message_part_set_text (&self->layout, UI_PART_DAY, day);
  ui_message_part_set_text (&self->layout, UI_PART_TIME, clock);
}

static void
show_classes (UiMessageRow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  ImMessageKind kind = im_message_get_kind (self->message);
  gboolean outgoing = im_message_get_outgoing (self->message);

  ui_message_part_set_class (widget, "outgoing", outgoing);
  ui_message_part_set_class (widget, "incoming", !outgoing);
  ui_message_part_set_class (widget, "continues", (self->flags & UI_MESSAGE_CONTINUES) != 0);
  ui_message_part_set_class (widget, "continued", (self->flags & UI_MESSAGE_CONTINUED) != 0);
  ui_message_part_set_class (widget, "highlighted", (self->flags & UI_MESSAGE_HIGHLIGHTED) != 0);
  ui_message_part_set_class (widget, "chosen", (self->flags & UI_MESSAGE_SELECTED) != 0);
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_SELECTED,
                               (self->flags & UI_MESSAGE_SELECTED) != 0, -1);
  ui_message_part_set_class (widget, "retracted", im_message_get_retracted (self->message) != 0);
  ui_message_part_set_class (widget, "headline", kind == IM_MESSAGE_HEADLINE);
  ui_message_part_set_class (widget, "error-report", kind == IM_MESSAGE_ERROR);
}

/* It was corrected, or taken back. */
static void
on_changed (UiMessageRow *self)
{
  im_content_free (self->content);
  self->content =
    im_content_new (im_message_get_body (self->message), im_message_get_extra (self->message));
  ui_message_row_show_content (self);
  show_time (self);
  show_state (self);
  show_classes (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
ui_message_row_bind (UiMessageRow *self, ImMessage *message, UiMessageFlags flags, const char *seed)
{
  g_autofree char *heading = NULL;
  gboolean same = self->message == message;

  g_return_if_fail (UI_IS_MESSAGE_ROW (self));
  g_return_if_fail (IM_IS_MESSAGE (message));

  if (!same)
    ui_message_row_unbind (self);
  self->flags = flags;
  self->layout.outgoing = im_message_get_outgoing (message);
  self->layout.continues = (flags & UI_MESSAGE_CONTINUES) != 0;
  if (!same) {
    self->message = g_object_ref (message);
    self->seed = g_strdup (seed);
    g_signal_connect_object (message, "notify::state", G_CALLBACK (show_state), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (message, "notify::time", G_CALLBACK (show_time), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (message, "notify::body", G_CALLBACK (on_changed), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (message, "notify::retracted", G_CALLBACK (on_changed), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (message, "notify::reactions",
                             G_CALLBACK (ui_message_row_show_reactions), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (message, "notify::quote", G_CALLBACK (ui_message_row_show_quote), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (message, "notify::extra", G_CALLBACK (on_changed), self,
                             G_CONNECT_SWAPPED);
    self->content = im_content_new (im_message_get_body (message), im_message_get_extra (message));
    ui_message_part_show (&self->layout, UI_PART_BUBBLE, TRUE);
    ui_message_row_show_quote (self);
    ui_message_row_show_content (self);
    ui_message_part_set_text (&self->layout, UI_PART_SUBJECT, im_message_get_subject (message));
    if (im_message_get_subject (message) != NULL)
      ui_message_part_set_direction (&self->layout, UI_PART_SUBJECT,
                                     im_message_get_subject (message));
  }
  heading = dup_heading (self);
  ui_message_part_set_text (&self->layout, UI_PART_SENDER, heading);
  ui_message_part_show (&self->layout, UI_PART_START, (flags & UI_MESSAGE_FIRST) != 0);
  ui_message_part_show (&self->layout, UI_PART_UNREAD, (flags & UI_MESSAGE_FIRST_UNREAD) != 0);
  show_time (self);
  show_state (self);
  show_classes (self);
  ui_message_row_show_reactions (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
ui_message_row_unbind (UiMessageRow *self)
{
  g_return_if_fail (UI_IS_MESSAGE_ROW (self));

  if (self->message == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->search);
  g_clear_pointer (&self->seed, g_free);
  g_clear_pointer (&self->content, im_content_free);
  g_clear_pointer (&self->blocks, g_array_unref);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->expanded = self->revealed = self->has_avatar = FALSE;
}

ImMessage *
ui_message_row_get_message (UiMessageRow *self)
{
  g_return_val_if_fail (UI_IS_MESSAGE_ROW (self), NULL);

  return self->message;
}

GtkWidget *
ui_message_row_new (void)
{
  return g_object_new (UI_TYPE_MESSAGE_ROW, NULL);
}

/* Shows more or less of the message, while what one looks at stays where it is. */
static void
change_shown (UiMessageRow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (UI_IS_HISTORY_VIEW (parent))
    ui_history_view_hold (UI_HISTORY_VIEW (parent), widget);
  ui_message_row_show_content (self);
  ui_message_row_update_label (self);
  gtk_widget_queue_resize (widget);
}

static void
reply (GtkWidget *widget, const char *action, GVariant *target)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);

  if (self->message != NULL && im_message_can_be_answered (self->message))
    gtk_widget_activate_action (widget, "chat.reply-to", "x", im_message_get_id (self->message));
}

static void
show_all (GtkWidget *widget, const char *action, GVariant *target)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);

  if (self->message == NULL)
    return;
  self->expanded = TRUE;
  gtk_widget_grab_focus (widget);
  change_shown (self);
}

static void
toggle_spoiler (GtkWidget *widget, const char *action, GVariant *target)
{
  UiMessageRow *self = UI_MESSAGE_ROW (widget);

  if (self->message == NULL || !self->content->is_spoiler)
    return;
  self->revealed = !self->revealed;
  change_shown (self);
}

/* A selection that the focus has left by Tab looks like something that was searched for; and the next
 * time the keyboard goes through the links from the first one on. */
static gboolean
ui_message_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *body = UI_MESSAGE_ROW (widget)->layout.parts[UI_PART_BODY];
  gboolean inside = GTK_WIDGET_CLASS (ui_message_row_parent_class)->focus (widget, direction);

  if (!inside && body != NULL)
    gtk_label_select_region (GTK_LABEL (body), 0, 0);
  return inside;
}

static void
ui_message_row_dispose (GObject *object)
{
  UiMessageRow *self = UI_MESSAGE_ROW (object);

  ui_message_row_unbind (self);
  for (UiMessagePart part = 0; part < UI_N_PARTS; part++)
    g_clear_pointer (&self->layout.parts[part], gtk_widget_unparent);
  G_OBJECT_CLASS (ui_message_row_parent_class)->dispose (object);
}

static void
ui_message_row_class_init (UiMessageRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_message_row_dispose;
  widget_class->focus = ui_message_row_focus;
  widget_class->measure = ui_message_row_measure;
  widget_class->size_allocate = ui_message_row_size_allocate;
  widget_class->get_request_mode = ui_message_row_get_request_mode;
  widget_class->snapshot = ui_message_row_snapshot;

  ui_message_row_install_popovers (widget_class);
  gtk_widget_class_install_action (widget_class, "chat.reply", NULL, reply);
  gtk_widget_class_install_action (widget_class, "chat.show-all", NULL, show_all);
  gtk_widget_class_install_action (widget_class, "chat.toggle-spoiler", NULL, toggle_spoiler);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "chat.reply",
                                       NULL);
  gtk_widget_class_set_css_name (widget_class, "messagerow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
ui_message_row_init (UiMessageRow *self)
{
  self->layout.row = GTK_WIDGET (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  /* Marks can be heaped upon a letter without end; the neighbours are not to be written over. */
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  ui_message_row_add_gestures (self);
}
