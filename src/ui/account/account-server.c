/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dialogs that change an account on its server: its password, or that it exists (XEP-0077).
 */
#include "config.h"

#include "ui/account/account-server.h"

#include "base/data.h"
#include "im/account.h"
#include "im/own-account.h"
#include "ui/error-words.h"

#include <glib/gi18n.h>

/* What is going on until the server has answered. */
struct _Question {
  GtkWindow *parent;
  ImClient *client; /* (nullable) */
  ImAccount *account;
  GtkEditable *entry;  /* (nullable): the new password */
  GtkEditable *repeat; /* (nullable): again */
};

BASE_DEFINE_DATA (Question, question)

static void
question_cleanup (Question *self)
{
  g_clear_object (&self->parent);
  g_clear_object (&self->client);
  g_clear_object (&self->account);
}

static void
free_closure (gpointer data, GClosure *closure)
{
  question_free (data);
}

static void
tell (GtkWindow *parent, const char *heading, const char *body)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));

  adw_message_dialog_add_response (dialog, "close", _ ("_Close"));
  adw_message_dialog_set_default_response (dialog, "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
tell_error (GtkWindow *parent, const char *heading, const GError *error)
{
  g_autofree char *words = ui_error_to_words (error);

  tell (parent, heading, words);
}

static Question *
question_new (GtkWindow *parent, ImClient *client, ImAccount *account)
{
  Question *self = question_alloc ();

  self->parent = g_object_ref (parent);
  g_set_object (&self->client, client);
  self->account = g_object_ref (account);
  return self;
}

static GtkEditable *
add_entry (GtkBox *box, const char *label)
{
  GtkWidget *entry = gtk_password_entry_new ();

  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  g_object_set (entry, "placeholder-text", label, "activates-default", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (box, entry);
  return GTK_EDITABLE (entry);
}

static void
on_changed (AdwMessageDialog *dialog)
{
  GtkWidget *box = adw_message_dialog_get_extra_child (dialog);
  const char *one = gtk_editable_get_text (GTK_EDITABLE (gtk_widget_get_first_child (box)));
  const char *other = gtk_editable_get_text (GTK_EDITABLE (gtk_widget_get_last_child (box)));

  adw_message_dialog_set_response_enabled (dialog, "change",
                                           *one != '\0' && g_str_equal (one, other));
}

static void
on_password_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;

  if (im_account_change_password_finish (IM_ACCOUNT (source), result, &error))
    tell (question->parent, _ ("Password Changed"),
          _ ("Use the new password on your other devices too."));
  else
    tell_error (question->parent, _ ("The Password Is Still the Old One"), error);
}

static void
on_password_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;

  if (g_str_equal (response, "change"))
    im_account_change_password_async (question->account, gtk_editable_get_text (question->entry),
                                      NULL, on_password_changed,
                                      question_new (question->parent, NULL, question->account));
  /* A window that goes with the keyboard in such an entry tells the entry of it when that is gone
   * (GTK 4.8). */
  gtk_window_set_focus (GTK_WINDOW (dialog), NULL);
}

void
ui_change_password_present (GtkWindow *parent, ImAccount *account)
{
  AdwMessageDialog *dialog =
    ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, _ ("Change Password"), NULL));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  Question *question = question_new (parent, NULL, account);

  adw_message_dialog_format_body (dialog,
                                  /* Translators: %s is an address. */
                                  _ ("Choose a new password for %s."),
                                  im_account_get_address (account));
  question->entry = add_entry (GTK_BOX (box), _ ("New Password"));
  question->repeat = add_entry (GTK_BOX (box), _ ("New Password Again"));
  adw_message_dialog_set_extra_child (dialog, box);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "change", _ ("C_hange"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "change", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (dialog, "change", FALSE);
  adw_message_dialog_set_default_response (dialog, "change");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (question->entry, "changed", G_CALLBACK (on_changed), dialog,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (question->repeat, "changed", G_CALLBACK (on_changed), dialog,
                           G_CONNECT_SWAPPED);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_password_response), question,
                         free_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (GTK_WIDGET (question->entry));
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;

  if (!im_accounts_delete_finish (IM_ACCOUNTS (source), result, &error))
    tell_error (question->parent, _ ("The Account Has Not Been Deleted"), error);
  else if (gtk_widget_get_visible (GTK_WIDGET (question->parent)))
    gtk_window_close (question->parent);
}

static void
on_delete_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;

  if (g_str_equal (response, "delete"))
    im_accounts_delete_async (im_client_get_accounts (question->client), question->account, NULL,
                              on_deleted,
                              question_new (question->parent, question->client, question->account));
}

void
ui_delete_account_present (GtkWindow *parent, ImClient *client, ImAccount *account)
{
  AdwMessageDialog *dialog =
    ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, _ ("Delete This Account for Good?"), NULL));

  adw_message_dialog_format_body (
    dialog,
    /* Translators: %s is an address. */
    _ (
      "%s is deleted on its server with all its contacts, and nobody can reach you there any more. "
      "This cannot be undone. Your messages are removed from this computer too."),
    im_account_get_address (account));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "delete",
                                    _ ("_Delete for Good"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_delete_response),
                         question_new (parent, client, account), free_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
