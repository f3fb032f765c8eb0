/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dialog that asks for the password of an account that is set up already.
 */
#include "config.h"

#include "ui/account/password-dialog.h"

#include "im/account.h"
#include "ui/error-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (ImAccount) account = g_object_ref (user_data);
  GtkEditable *entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog));

  if (g_str_equal (response, "sign-in"))
    im_account_set_password (account, gtk_editable_get_text (entry));

  /* A window that goes with the keyboard in such an entry tells the entry of it when that is gone
   * (GTK 4.8). */
  gtk_window_set_focus (GTK_WINDOW (dialog), NULL);
}

static void
on_changed (AdwMessageDialog *dialog, GtkEditable *entry)
{
  adw_message_dialog_set_response_enabled (dialog, "sign-in",
                                           *gtk_editable_get_text (entry) != '\0');
}

void
ui_password_dialog_present (GtkWidget *parent, ImClient *client, ImAccount *account)
{
  const GError *error = im_account_get_error (account);
  g_autofree char *words = error != NULL ? ui_error_to_words (error) : NULL;
  GtkWidget *entry = gtk_password_entry_new ();
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (parent)), _ ("Password Needed"), NULL));
  g_autoptr (GString) body = g_string_new (NULL);

  /* Translators: %s is an address. */
  g_string_append_printf (body, _ ("Enter the password of %s."), im_account_get_address (account));
  if (words != NULL)
    g_string_append_printf (body, "\n\n%s", words);
  if (!im_client_get_keyring_available (client))
    g_string_append_printf (
      body, "\n\n%s",
      _ ("Your desktop offers no keyring, so Kith cannot keep the password and will ask for it at "
         "each start."));

  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Password"), -1);
  g_object_set (entry, "activates-default", TRUE, NULL);
  adw_message_dialog_set_body (dialog, body->str);
  adw_message_dialog_set_extra_child (dialog, entry);
  adw_message_dialog_add_responses (dialog, "later", _ ("_Later"), "sign-in", _ ("_Sign In"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "sign-in", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (dialog, "sign-in", FALSE);
  adw_message_dialog_set_default_response (dialog, "sign-in");
  adw_message_dialog_set_close_response (dialog, "later");
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_changed), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), account, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}
