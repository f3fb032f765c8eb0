/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window that writes messages to a file.
 */
#include "config.h"

#include "ui/archive/export-dialog.h"

#include "im/export.h"
#include "ui/error-words.h"
#include "ui/widgets/wrapping-buttons.h"

#include <glib/gi18n.h>

struct _UiExportDialog {
  AdwWindow parent_instance;

  ImClient *client;
  ImConversation *conversation; /* (nullable) */
  GCancellable *cancellable;
  GtkFileChooserNative *chooser;

  GtkStack *stack;
  AdwPreferencesGroup *group;
  AdwComboRow *format_row;
  GtkWidget *choose_button;
  GtkLabel *work_label;
  GtkProgressBar *progress;
  GtkWidget *cancel_button;
  AdwStatusPage *done_page;
  GtkWidget *close_button;
};

G_DEFINE_FINAL_TYPE (UiExportDialog, ui_export_dialog, ADW_TYPE_WINDOW)

/* In the order of the row. */
static const char *const endings[] = {
  [IM_EXPORT_HTML] = "html",
  [IM_EXPORT_TEXT] = "txt",
  [IM_EXPORT_JSON] = "jsonl",
};

static void
show_done (UiExportDialog *self, const char *icon, const char *title, const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_status_page_set_icon_name (self->done_page, icon);
  adw_status_page_set_title (self->done_page, title);
  adw_status_page_set_description (self->done_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "done");
  gtk_widget_grab_focus (self->close_button);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 n_messages = im_export_finish (IM_CLIENT (source), result, &error);
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    gtk_window_close (GTK_WINDOW (self));
  } else if (error != NULL) {
    words = ui_error_to_words (error);
    show_done (self, "dialog-error-symbolic", _ ("Nothing Was Written"), words);
  } else {
    words = g_strdup_printf (ngettext ("The file has %" G_GINT64_FORMAT " message.",
                                       "The file has %" G_GINT64_FORMAT " messages.",
                                       (gulong) n_messages),
                             n_messages);
    show_done (self, "emblem-ok-symbolic", _ ("Exported"), words);
  }
}

static void
on_progress (guint64 n_messages, gpointer user_data)
{
  UiExportDialog *self = user_data;
  g_autofree char *words =
    g_strdup_printf (ngettext ("%" G_GUINT64_FORMAT " message written…",
                               "%" G_GUINT64_FORMAT " messages written…", (gulong) n_messages),
                     n_messages);

  gtk_label_set_text (self->work_label, words);
  gtk_progress_bar_pulse (self->progress);
}

static void
on_chosen (UiExportDialog *self, int response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, "work");
  gtk_widget_grab_focus (self->cancel_button);
  im_export_async (self->client, self->conversation,
                   (ImExportFormat) adw_combo_row_get_selected (self->format_row), file,
                   on_progress, self, self->cancellable, on_exported, g_object_ref (self));
}

/* No name of a chat may lead to another folder. */
static char *
make_name (UiExportDialog *self)
{
  const char *ending = endings[adw_combo_row_get_selected (self->format_row)];
  const char *name = self->conversation != NULL
                       ? im_conversation_get_display_name (self->conversation)
                       : _ ("All Chats");
  char *file = g_strdup_printf ("%s.%s", name, ending);

  return g_strdelimit (file, "/\\:", '-');
}

static void
choose (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiExportDialog *self = UI_EXPORT_DIALOG (widget);
  g_autofree char *name = make_name (self);

  if (self->chooser != NULL)
    return;
  self->chooser =
    gtk_file_chooser_native_new (_ ("Export Messages"), GTK_WINDOW (self),
                                 GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_cancellable_cancel (UI_EXPORT_DIALOG (widget)->cancellable);
}

/* Closing the window while it works ends the work. */
static gboolean
on_close_request (GtkWindow *window)
{
  g_cancellable_cancel (UI_EXPORT_DIALOG (window)->cancellable);
  return GTK_WINDOW_CLASS (ui_export_dialog_parent_class)->close_request (window);
}

void
ui_export_dialog_present (GtkWindow *parent, ImClient *client, ImConversation *conversation)
{
  UiExportDialog *self = g_object_new (UI_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  g_autofree char *name = g_markup_escape_text (
    conversation != NULL ? im_conversation_get_display_name (conversation) : _ ("All Chats"), -1);

  self->client = g_object_ref (client);
  g_set_object (&self->conversation, conversation);
  adw_preferences_group_set_title (self->group, name);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->choose_button);
}

static void
ui_export_dialog_dispose (GObject *object)
{
  UiExportDialog *self = UI_EXPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->conversation);
  g_clear_object (&self->client);
  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_EXPORT_DIALOG);

  G_OBJECT_CLASS (ui_export_dialog_parent_class)->dispose (object);
}

static void
ui_export_dialog_class_init (UiExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_export_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = on_close_request;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/archive/export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, UiExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, UiExportDialog, group);
  gtk_widget_class_bind_template_child (widget_class, UiExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, UiExportDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, UiExportDialog, work_label);
  gtk_widget_class_bind_template_child (widget_class, UiExportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, UiExportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, UiExportDialog, done_page);
  gtk_widget_class_bind_template_child (widget_class, UiExportDialog, close_button);
  gtk_widget_class_install_action (widget_class, "archive.choose", NULL, choose);
  gtk_widget_class_install_action (widget_class, "archive.cancel", NULL, cancel);
}

static void
ui_export_dialog_init (UiExportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  ui_wrapping_buttons_set (GTK_WIDGET (self));
}
