/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells that what is being written will be hidden, and what it is about (XEP-0382).
 */
#include "config.h"

#include "ui/chat/spoiler-bar.h"

#include <glib/gi18n.h>

#define MAX_HINT 100
#define LEAST_CHARS 8 /* of the hint, in sight */

struct _UiSpoilerBar {
  GtkBox parent_instance;

  ImConversation *conversation; /* (nullable) */
  gboolean filling;             /* the hint is being set, not edited */
  GSignalGroup *signals;
  GtkEntry *hint;
};

G_DEFINE_FINAL_TYPE (UiSpoilerBar, ui_spoiler_bar, GTK_TYPE_BOX)

static void
refresh (UiSpoilerBar *self)
{
  const char *hint =
    self->conversation != NULL ? im_conversation_get_spoiler (self->conversation) : NULL;

  /* What was there is deleted first, which must not become the hint. */
  self->filling = TRUE;
  if (hint != NULL && !g_str_equal (hint, gtk_editable_get_text (GTK_EDITABLE (self->hint))))
    gtk_editable_set_text (GTK_EDITABLE (self->hint), hint);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), hint != NULL);
}

static void
on_hint_changed (UiSpoilerBar *self)
{
  if (!self->filling && self->conversation != NULL &&
      im_conversation_get_spoiler (self->conversation) != NULL)
    im_conversation_set_spoiler (self->conversation,
                                 gtk_editable_get_text (GTK_EDITABLE (self->hint)));
}

static void
on_hint_done (UiSpoilerBar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "chat.write", NULL);
}

static void
on_close (UiSpoilerBar *self)
{
  im_conversation_set_spoiler (self->conversation, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "chat.write", NULL);
}

void
ui_spoiler_bar_set_conversation (UiSpoilerBar *self, ImConversation *conversation)
{
  g_return_if_fail (UI_IS_SPOILER_BAR (self));

  g_set_object (&self->conversation, conversation);
  g_signal_group_set_target (self->signals, conversation);
  refresh (self);
}

static void
ui_spoiler_bar_dispose (GObject *object)
{
  UiSpoilerBar *self = UI_SPOILER_BAR (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->conversation);
  G_OBJECT_CLASS (ui_spoiler_bar_parent_class)->dispose (object);
}

static void
ui_spoiler_bar_class_init (UiSpoilerBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_spoiler_bar_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "spoilerbar");
}

static void
ui_spoiler_bar_init (UiSpoilerBar *self)
{
  GtkWidget *label = gtk_label_new (_ ("Hidden until opened"));
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->hint = GTK_ENTRY (gtk_entry_new ());
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_entry_set_max_length (self->hint, MAX_HINT);
  gtk_entry_set_placeholder_text (self->hint, _ ("What it is about"));
  /* In a narrow window the words before it are not to be cut. */
  gtk_editable_set_width_chars (GTK_EDITABLE (self->hint), LEAST_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->hint), LEAST_CHARS);
  gtk_widget_set_hexpand (GTK_WIDGET (self->hint), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->hint), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What it is about"), -1);
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_add_css_class (close, "circular");
  gtk_widget_set_valign (close, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (close, _ ("Do Not Hide"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Do Not Hide"), -1);
  g_signal_connect_object (self->hint, "changed", G_CALLBACK (on_hint_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hint, "activate", G_CALLBACK (on_hint_done), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (close, "clicked", G_CALLBACK (on_close), self, G_CONNECT_SWAPPED);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_box_append (GTK_BOX (self), label);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->hint));
  gtk_box_append (GTK_BOX (self), close);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->signals = g_signal_group_new (IM_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->signals, "notify::spoiler", G_CALLBACK (refresh), self);
}
