/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line above the entry that says to which device alone one writes, and leads back to all.
 */
#include "config.h"

#include "ui/chat/chat-target.h"

#include <glib/gi18n.h>

struct _UiChatTarget {
  GtkBox parent_instance;

  ImConversation *conversation; /* (nullable) */
  GSignalGroup *signals;
  GtkLabel *label;
};

static guint released_signal;

G_DEFINE_FINAL_TYPE (UiChatTarget, ui_chat_target, GTK_TYPE_BOX)

static void
refresh (UiChatTarget *self)
{
  const char *picked =
    self->conversation != NULL ? im_conversation_get_picked (self->conversation) : NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), picked != NULL);
  if (picked == NULL)
    return;
  /* Translators: %s is what somebody calls one of their devices: what is written goes there. */
  text = g_strdup_printf (_ ("Only to %s"), picked);
  gtk_label_set_text (self->label, text);
}

static void
on_release (UiChatTarget *self)
{
  im_conversation_pick (self->conversation, NULL);
  g_signal_emit (self, released_signal, 0);
}

void
ui_chat_target_set_conversation (UiChatTarget *self, ImConversation *conversation)
{
  if (!g_set_object (&self->conversation, conversation))
    return;
  g_signal_group_set_target (self->signals, conversation);
  refresh (self);
}

static void
ui_chat_target_dispose (GObject *object)
{
  UiChatTarget *self = UI_CHAT_TARGET (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->conversation);
  G_OBJECT_CLASS (ui_chat_target_parent_class)->dispose (object);
}

static void
ui_chat_target_class_init (UiChatTargetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_chat_target_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "chattarget");
  released_signal = g_signal_new ("released", UI_TYPE_CHAT_TARGET, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
ui_chat_target_init (UiChatTarget *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_set_tooltip_text (button, _ ("Write to Whichever Device Answers"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Write to whichever device answers"), -1);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "circular");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_release), self);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self), button);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_hide (GTK_WIDGET (self));

  self->signals = g_signal_group_new (IM_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->signals, "notify::picked", G_CALLBACK (refresh), self);
}
