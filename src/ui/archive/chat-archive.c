/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window about the messages of one chat.
 */
#include "config.h"

#include "ui/archive/chat-archive.h"

#include "im/retention.h"
#include "im/settings.h"
#include "ui/archive/erase-dialog.h"
#include "ui/archive/export-dialog.h"
#include "ui/archive/keep-row.h"
#include "ui/error-words.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/wrapping-buttons.h"

#include <glib/gi18n.h>

struct _UiChatArchive {
  AdwWindow parent_instance;

  ImClient *client;
  ImConversation *conversation;
  GCancellable *cancellable;
  AdwToast *toast; /* (nullable): weak, the last one */
  AdwToastOverlay *toast_overlay;
  AdwPreferencesGroup *group;
  UiKeepRow *keep_row;
};

G_DEFINE_FINAL_TYPE (UiChatArchive, ui_chat_archive, ADW_TYPE_WINDOW)

static void
tell (UiChatArchive *self, const GError *error)
{
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  words = ui_error_to_words (error);
  ui_toast (self->toast_overlay, &self->toast, words);
}

static void
on_keep_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiChatArchive) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!im_retention_set_keep_finish (IM_RETENTION (source), result, &error))
    tell (self, error);
}

static void
on_keep_chosen (UiKeepRow *row, GParamSpec *pspec, UiChatArchive *self)
{
  int keep;

  g_object_get (row, "keep", &keep, NULL);
  im_retention_set_keep_async (im_client_get_retention (self->client), self->conversation, keep,
                               NULL, on_keep_set, g_object_ref (self));
}

static void
on_keep (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiChatArchive) self = user_data;
  g_autoptr (GError) error = NULL;
  int keep;

  if (!im_retention_get_keep_finish (IM_RETENTION (source), result, &keep, &error)) {
    tell (self, error);
    return;
  }
  g_object_set (self->keep_row, "keep", keep, "sensitive", TRUE, NULL);
  g_signal_connect_object (self->keep_row, "notify::keep", G_CALLBACK (on_keep_chosen), self, 0);
}

static void export(GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatArchive *self = UI_CHAT_ARCHIVE (widget);

  ui_export_dialog_present (GTK_WINDOW (self), self->client, self->conversation);
}

static void
erase (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatArchive *self = UI_CHAT_ARCHIVE (widget);

  ui_erase_chat_present (widget, im_client_get_retention (self->client), self->conversation);
}

static void
on_toast (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatArchive *self = UI_CHAT_ARCHIVE (widget);

  ui_toast (self->toast_overlay, &self->toast, g_variant_get_string (parameter, NULL));
}

void
ui_chat_archive_present (GtkWindow *parent, ImClient *client, ImConversation *conversation)
{
  UiChatArchive *self = g_object_new (UI_TYPE_CHAT_ARCHIVE, "transient-for", parent, NULL);
  g_autofree char *name =
    g_markup_escape_text (im_conversation_get_display_name (conversation), -1);

  self->client = g_object_ref (client);
  self->conversation = g_object_ref (conversation);
  adw_preferences_group_set_title (self->group, name);
  adw_preferences_group_set_description (self->group, im_conversation_get_address (conversation));
  g_object_bind_property (im_client_get_settings (client), "keep-messages", self->keep_row,
                          "for-all", G_BINDING_SYNC_CREATE);
  im_retention_get_keep_async (im_client_get_retention (client), conversation, self->cancellable,
                               on_keep, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}

static void
ui_chat_archive_dispose (GObject *object)
{
  UiChatArchive *self = UI_CHAT_ARCHIVE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->conversation);
  g_clear_object (&self->client);
  g_clear_weak_pointer (&self->toast);
  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_CHAT_ARCHIVE);

  G_OBJECT_CLASS (ui_chat_archive_parent_class)->dispose (object);
}

static void
ui_chat_archive_class_init (UiChatArchiveClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_chat_archive_dispose;
  g_type_ensure (UI_TYPE_KEEP_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/archive/chat-archive.ui");
  gtk_widget_class_bind_template_child (widget_class, UiChatArchive, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, UiChatArchive, group);
  gtk_widget_class_bind_template_child (widget_class, UiChatArchive, keep_row);
  gtk_widget_class_install_action (widget_class, "archive.export", NULL, export);
  gtk_widget_class_install_action (widget_class, "archive.erase", NULL, erase);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", on_toast);
}

static void
ui_chat_archive_init (UiChatArchive *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  ui_wrapping_buttons_set (GTK_WIDGET (self));
}
