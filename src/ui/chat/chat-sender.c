/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line above the entry that says from which account one writes, where there are several.
 */
#include "config.h"

#include "ui/chat/chat-sender.h"

#include "im/account.h"
#include "ui/widgets/color-dot.h"

#include <glib/gi18n.h>

struct _UiChatSender {
  GtkBox parent_instance;

  ImConversation *conversation; /* (nullable) */
  GSignalGroup *account_signals;
  UiColorDot *dot;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (UiChatSender, ui_chat_sender, GTK_TYPE_BOX)

static void
refresh (UiChatSender *self)
{
  ImAccount *account =
    self->conversation != NULL ? im_conversation_get_account (self->conversation) : NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), account != NULL && !im_account_get_alone (account));
  if (account == NULL)
    return;
  /* Translators: %s is the name of an account: what is written here is sent from it. */
  text = g_strdup_printf (_ ("From %s"), im_account_get_name (account));
  gtk_label_set_text (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), im_account_get_address (account));
  g_object_set (self->dot, "hue", im_account_get_hue (account), "seed",
                im_account_get_address (account), NULL);
}

void
ui_chat_sender_set_conversation (UiChatSender *self, ImConversation *conversation)
{
  if (!g_set_object (&self->conversation, conversation))
    return;
  g_signal_group_set_target (self->account_signals, conversation != NULL
                                                      ? im_conversation_get_account (conversation)
                                                      : NULL);
  refresh (self);
}

static void
ui_chat_sender_dispose (GObject *object)
{
  UiChatSender *self = UI_CHAT_SENDER (object);

  g_clear_object (&self->account_signals);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (ui_chat_sender_parent_class)->dispose (object);
}

static void
ui_chat_sender_class_init (UiChatSenderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_chat_sender_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "chatsender");
}

static void
ui_chat_sender_init (UiChatSender *self)
{
  static const char *const watched[] = { "notify::name", "notify::hue", "notify::alone" };

  self->dot = g_object_new (UI_TYPE_COLOR_DOT, NULL);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->dot));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->label));
  gtk_widget_hide (GTK_WIDGET (self));

  self->account_signals = g_signal_group_new (IM_TYPE_ACCOUNT);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->account_signals, watched[i], G_CALLBACK (refresh), self);
}
