/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The actions of the window about messages that are kept, and what it says when some were lost.
 */
#include "config.h"

#include "ui/archive/chat-archive.h"
#include "ui/archive/erase-dialog.h"
#include "ui/archive/import-dialog.h"
#include "ui/window-private.h"

#include <glib/gi18n.h>

static void
on_chat_archive (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiWindow *self = UI_WINDOW (widget);
  ImConversation *conversation = ui_window_get_conversation (self);

  if (conversation != NULL)
    ui_chat_archive_present (GTK_WINDOW (self), ui_window_get_client (self), conversation);
}

static void
on_erase_message (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiWindow *self = UI_WINDOW (widget);
  ImConversation *conversation = ui_window_get_conversation (self);

  if (conversation != NULL)
    ui_erase_message_present (widget, im_client_get_retention (ui_window_get_client (self)),
                              conversation, g_variant_get_int64 (parameter));
}

static void
on_import (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiWindow *self = UI_WINDOW (widget);

  if (ui_window_get_client (self) != NULL)
    ui_import_dialog_present (GTK_WINDOW (self), ui_window_get_client (self));
}

void
ui_window_tell_damage (UiWindow *self)
{
  const char *file = im_client_get_damaged_file (ui_window_get_client (self));
  AdwMessageDialog *dialog;

  if (file == NULL)
    return;
  dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (GTK_WINDOW (self), _ ("Your Messages Were Damaged"), NULL));
  adw_message_dialog_format_body (
    dialog,
    /* Translators: %s is the name of a file. */
    _ (
      "The file with your messages could not be read in full. All that could be read has been "
      "carried over into a new one, and what your servers still have is fetched again. If an "
      "account is missing, add it again. Nothing was thrown away: the damaged file is kept as\n%s"),
    file);
  adw_message_dialog_add_response (dialog, "close", _ ("_Close"));
  adw_message_dialog_set_default_response (dialog, "close");
  adw_message_dialog_set_close_response (dialog, "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

void
ui_window_install_archive_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.chat-archive", NULL, on_chat_archive);
  gtk_widget_class_install_action (widget_class, "win.erase-message", "x", on_erase_message);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, on_import);
}
