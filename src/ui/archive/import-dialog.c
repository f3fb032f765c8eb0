/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window that takes over the messages of another program.
 */
#include "config.h"

#include "ui/archive/import-dialog.h"

#include "base/text.h"
#include "im/import.h"
#include "ui/error-words.h"
#include "ui/widgets/button-names.h"
#include "ui/widgets/wrapping-buttons.h"

#include <glib/gi18n.h>

struct _UiImportDialog {
  AdwWindow parent_instance;

  ImClient *client;
  GCancellable *cancellable;
  GtkFileChooserNative *chooser;
  StoreSourceKind chosen; /* what the chooser is for */

  GtkStack *stack;
  AdwPreferencesGroup *group;
  GtkLabel *work_label;
  GtkProgressBar *progress;
  GtkWidget *cancel_button;
  AdwStatusPage *done_page;
  GtkWidget *close_button;
};

G_DEFINE_FINAL_TYPE (UiImportDialog, ui_import_dialog, ADW_TYPE_WINDOW)

static const char *const names[] = {
  [STORE_SOURCE_DINO] = "Dino",
  [STORE_SOURCE_GAJIM] = "Gajim",
  [STORE_SOURCE_PIDGIN] = "Pidgin",
};

static void
show_done (UiImportDialog *self, const char *icon, const char *title, const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_status_page_set_icon_name (self->done_page, icon);
  adw_status_page_set_title (self->done_page, title);
  adw_status_page_set_description (self->done_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "done");
  gtk_widget_grab_focus (self->close_button);
}

/* @line: (transfer full) */
static void
append_line (GString *text, char *line)
{
  g_autofree char *owned = line;

  base_text_append_line (text, owned);
}

/* What came in, and what did not and why. */
static char *
describe (const ImImportResult *result)
{
  GString *text = g_string_new (NULL);

  append_line (text, g_strdup_printf (ngettext ("%" G_GUINT64_FORMAT " message was added.",
                                                "%" G_GUINT64_FORMAT " messages were added.",
                                                (gulong) result->n_added),
                                      result->n_added));
  if (result->n_known > 0)
    append_line (text, g_strdup_printf (ngettext ("%" G_GUINT64_FORMAT " was here already.",
                                                  "%" G_GUINT64_FORMAT " were here already.",
                                                  (gulong) result->n_known),
                                        result->n_known));
  if (result->n_left > 0)
    append_line (text,
                 g_strdup_printf (ngettext ("%" G_GUINT64_FORMAT " of a group chat was left out.",
                                            "%" G_GUINT64_FORMAT " of group chats were left out.",
                                            (gulong) result->n_left),
                                  result->n_left));
  for (guint i = 0; i < result->accounts->len; i++)
    append_line (
      text,
      /* Translators: %s is the address of an account. */
      g_strdup_printf (_ ("There are messages of %s as well. Add that account, then import again."),
                       (const char *) result->accounts->pdata[i]));
  return g_string_free (text, FALSE);
}

static void
on_imported (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  g_autoptr (UiImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ImImportResult) result = im_import_finish (IM_CLIENT (source), async_result, &error);
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  words = result != NULL ? describe (result) : ui_error_to_words (error);
  if (result != NULL)
    show_done (self, "emblem-ok-symbolic", _ ("Imported"), words);
  else
    show_done (self, "dialog-error-symbolic", _ ("The Import Failed"), words);
}

static void
on_progress (double done, gpointer user_data)
{
  UiImportDialog *self = user_data;

  gtk_progress_bar_set_fraction (self->progress, done);
}

static void
import (UiImportDialog *self, StoreSourceKind kind, const char *path)
{
  g_autofree char *words = NULL;

  /* Translators: %s is the name of a program. */
  words = g_strdup_printf (_ ("Importing from %s…"), names[kind]);
  gtk_label_set_text (self->work_label, words);
  gtk_stack_set_visible_child_name (self->stack, "work");
  gtk_widget_grab_focus (self->cancel_button);
  im_import_async (self->client, kind, path, on_progress, self, self->cancellable, on_imported,
                   g_object_ref (self));
}

static void
import_usual (GtkWidget *widget, const char *action, GVariant *parameter)
{
  StoreSourceKind kind = (StoreSourceKind) g_variant_get_int32 (parameter);
  g_autofree char *path = im_import_get_usual_path (kind);

  import (UI_IMPORT_DIALOG (widget), kind, path);
}

static void
on_chosen (UiImportDialog *self, int response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file != NULL && g_file_peek_path (file) != NULL)
    import (self, self->chosen, g_file_peek_path (file));
}

static void
choose (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiImportDialog *self = UI_IMPORT_DIALOG (widget);
  gboolean folder;

  if (self->chooser != NULL)
    return;
  self->chosen = (StoreSourceKind) g_variant_get_int32 (parameter);
  folder = self->chosen == STORE_SOURCE_PIDGIN;
  self->chooser = gtk_file_chooser_native_new (
    folder ? _ ("Choose the Folder With Pidgin’s Logs") : _ ("Choose the File With the Messages"),
    GTK_WINDOW (self),
    folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"),
    _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_cancellable_cancel (UI_IMPORT_DIALOG (widget)->cancellable);
}

/* Closing the window while it works ends the work. */
static gboolean
on_close_request (GtkWindow *window)
{
  g_cancellable_cancel (UI_IMPORT_DIALOG (window)->cancellable);
  return GTK_WINDOW_CLASS (ui_import_dialog_parent_class)->close_request (window);
}

static GtkWidget *
new_button (const char *label, const char *name, StoreSourceKind kind, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", (int) kind);
  ui_button_names_set_one (button, name);
  return button;
}

/* What is found where that program usually keeps it can be had at once. */
static void
add_row (UiImportDialog *self, StoreSourceKind kind)
{
  g_autofree char *path = im_import_get_usual_path (kind);
  GtkWidget *row = adw_action_row_new ();
  /* What a screen reader says of the buttons: there are several of each label.
   * Translators: %s is the name of a program. */
  g_autofree char *import_name = g_strdup_printf (_ ("Import From %s"), names[kind]);
  /* Translators: %s is the name of a program. */
  g_autofree char *choose_name = g_strdup_printf (_ ("Choose What %s Has Kept…"), names[kind]);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), names[kind]);
  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Found on this computer"));
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               new_button (_ ("Import"), import_name, kind, "archive.import"));
  }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             new_button (_ ("Choose…"), choose_name, kind, "archive.choose"));
  adw_preferences_group_add (self->group, row);
}

void
ui_import_dialog_present (GtkWindow *parent, ImClient *client)
{
  UiImportDialog *self = g_object_new (UI_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);

  self->client = g_object_ref (client);
  for (StoreSourceKind kind = 0; kind < STORE_N_SOURCES; kind++)
    add_row (self, kind);
  gtk_window_present (GTK_WINDOW (self));
}

static void
ui_import_dialog_dispose (GObject *object)
{
  UiImportDialog *self = UI_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->client);
  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_IMPORT_DIALOG);

  G_OBJECT_CLASS (ui_import_dialog_parent_class)->dispose (object);
}

static void
ui_import_dialog_class_init (UiImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_import_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = on_close_request;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/archive/import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, UiImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, UiImportDialog, group);
  gtk_widget_class_bind_template_child (widget_class, UiImportDialog, work_label);
  gtk_widget_class_bind_template_child (widget_class, UiImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, UiImportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, UiImportDialog, done_page);
  gtk_widget_class_bind_template_child (widget_class, UiImportDialog, close_button);
  gtk_widget_class_install_action (widget_class, "archive.import", "i", import_usual);
  gtk_widget_class_install_action (widget_class, "archive.choose", "i", choose);
  gtk_widget_class_install_action (widget_class, "archive.cancel", NULL, cancel);
}

static void
ui_import_dialog_init (UiImportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  ui_wrapping_buttons_set (GTK_WIDGET (self));
}
