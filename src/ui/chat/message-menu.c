/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The popovers of a message: what can be done with it, and what is known of it.
 */
#include "config.h"

#include "ui/chat/message-menu.h"

#include "base/text.h"
#include "ui/chat/change-menu.h"
#include "ui/chat/message-words.h"
#include "ui/widgets/clock.h"
#include "ui/widgets/context-menu.h"

#include <glib/gi18n.h>

static void
append_item (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

GtkWidget *
ui_message_menu_new (ImMessage *message, const char *link)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *popover;

  if (link != NULL)
    append_item (menu, _ ("Copy _Link"), "chat.copy-link", g_variant_new_string (link));
  ui_change_menu_fill (menu, message);
  if (im_message_can_be_answered (message) && im_message_get_retracted (message) == 0)
    append_item (menu, _ ("_Reply"), "chat.reply", NULL);
  if (im_message_get_retracted (message) == 0)
    append_item (menu, _ ("_Copy"), "chat.copy", NULL);
  append_item (menu, _ ("Copy with _Name and Time"), "chat.copy-with-details", NULL);
  append_item (menu, _ ("S_elect"), "chat.select",
               g_variant_new_int64 (im_message_get_id (message)));
  if (im_message_get_state (message) == IM_MESSAGE_FAILED)
    append_item (menu, _ ("_Send Again"), "chat.resend",
                 g_variant_new_int64 (im_message_get_id (message)));
  append_item (menu, _ ("_Details"), "chat.details", NULL);
  if (im_message_get_state (message) != IM_MESSAGE_PENDING)
    append_item (menu, _ ("Erase _Here…"), "win.erase-message",
                 g_variant_new_int64 (im_message_get_id (message)));
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  ui_change_menu_add_emoji (GTK_POPOVER_MENU (popover), message);
  ui_context_menu_set_up (GTK_POPOVER (popover));
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  return popover;
}

GtkWidget *
ui_message_details_new (ImMessage *message)
{
  ImMessageState state = im_message_get_state (message);
  g_autoptr (GDateTime) time = ui_message_local_time (message);
  g_autofree char *when = ui_full_time_text (time, ui_clock_get_hours_24 (ui_clock_get ()));
  g_autofree char *from = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *label, *popover;

  /* Translators: %s is who wrote the message */
  from = g_strdup_printf (_ ("From %s"), im_message_get_sender (message));
  base_text_append_line (text, from);
  base_text_append_line (text, when);
  if (ui_message_state_label (state) != NULL)
    base_text_append_line (text, ui_message_state_label (state));
  if (state == IM_MESSAGE_FAILED) {
    g_autofree char *failure = ui_message_failure (im_message_get_error (message));

    base_text_append_line (text, failure);
  }
  label = gtk_label_new (text->str);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "message-details");
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), label);
  return popover;
}
