/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is being answered, above the entry.
 */
#include "config.h"

#include "ui/chat/reply-bar.h"

#include "ui/chat/quote.h"

#include <glib/gi18n.h>

struct _UiReplyBar {
  GtkBox parent_instance;

  ImConversation *conversation; /* (nullable) */
  GSignalGroup *signals;
  UiQuote *quote;
};

G_DEFINE_FINAL_TYPE (UiReplyBar, ui_reply_bar, GTK_TYPE_BOX)

static void
refresh (UiReplyBar *self)
{
  ImMessage *message =
    self->conversation != NULL ? im_conversation_get_replying_to (self->conversation) : NULL;

  if (message != NULL)
    ui_quote_show_message (self->quote, message);
  gtk_widget_set_visible (GTK_WIDGET (self), message != NULL);
}

static void
on_close (UiReplyBar *self)
{
  im_conversation_set_replying_to (self->conversation, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "chat.write", NULL);
}

void
ui_reply_bar_set_conversation (UiReplyBar *self, ImConversation *conversation)
{
  g_return_if_fail (UI_IS_REPLY_BAR (self));

  g_set_object (&self->conversation, conversation);
  g_signal_group_set_target (self->signals, conversation);
  refresh (self);
}

static void
ui_reply_bar_dispose (GObject *object)
{
  UiReplyBar *self = UI_REPLY_BAR (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->conversation);
  G_OBJECT_CLASS (ui_reply_bar_parent_class)->dispose (object);
}

static void
ui_reply_bar_class_init (UiReplyBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_reply_bar_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "replybar");
}

static void
ui_reply_bar_init (UiReplyBar *self)
{
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->quote = UI_QUOTE (ui_quote_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->quote), TRUE);
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_add_css_class (close, "circular");
  gtk_widget_set_valign (close, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (close, _ ("Do Not Reply"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Do Not Reply"), -1);
  g_signal_connect_object (close, "clicked", G_CALLBACK (on_close), self, G_CONNECT_SWAPPED);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->quote));
  gtk_box_append (GTK_BOX (self), close);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->signals = g_signal_group_new (IM_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->signals, "notify::replying-to", G_CALLBACK (refresh), self);
}
