/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opens links and the manual with what the desktop has for them, and says so when it has nothing.
 */
#include "config.h"

#include "ui/open-uri.h"

#include "ui/chat/link-host.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define MANUAL "help:kith"

static void
on_copy (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  char *uri = user_data;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (dialog)), uri);
}

static void
free_uri (gpointer uri, GClosure *closure)
{
  g_free (uri);
}

static void
tell_no_program (GtkWindow *parent, const char *uri)
{
  GtkWidget *dialog = adw_message_dialog_new (
    parent, _ ("This Link Cannot Be Opened"),
    _ ("There is no program here for links of this kind. Copy it to open it elsewhere."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"), "copy",
                                    _ ("Copy _Link"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "copy");
  g_signal_connect_data (dialog, "response::copy", G_CALLBACK (on_copy), g_strdup (uri), free_uri,
                         0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
tell_no_manual (GtkWindow *parent)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("The Manual Cannot Be Shown"), NULL);

  if (g_file_test (KITH_HELP_DIR, G_FILE_TEST_IS_DIR))
    adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (dialog),
      /* Translators: %s is a folder */
      _ ("It takes a help viewer, such as the program Help (yelp), which can be installed like any "
         "other program. The pages of the manual are in the folder %s."),
      KITH_HELP_DIR);
  else
    adw_message_dialog_set_body (
      ADW_MESSAGE_DIALOG (dialog),
      _ ("The manual is not installed here. Its pages are in the folder help/C of the source code "
         "of Kith."));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GtkWindow *parent = GTK_WINDOW (source);
  g_autofree char *uri = user_data;
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (parent, result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_debug ("Nothing opens %s: %s", g_str_equal (uri, MANUAL) ? uri : "a link", error->message);
  if (g_str_equal (uri, MANUAL))
    tell_no_manual (parent);
  else
    tell_no_program (parent, uri);
}

static void
show_uri (GtkWindow *parent, const char *uri)
{
  gtk_show_uri_full (parent, uri, GDK_CURRENT_TIME, NULL, on_shown, g_strdup (uri));
}

static void
on_open (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  char *uri = user_data;

  show_uri (gtk_window_get_transient_for (GTK_WINDOW (dialog)), uri);
}

static void
ask_before (GtkWindow *parent, const char *uri, const char *host)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Open This Link?"), NULL);

  /* Translators: %s is the name of a server, as in “xn--80ak6aa92e.com” */
  adw_message_dialog_format_body (
    ADW_MESSAGE_DIALOG (dialog),
    _ ("It leads to “%s”, and is written so that it may be taken for another address."), host);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "open",
                                    _ ("_Open"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "open",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response::open", G_CALLBACK (on_open), g_strdup (uri), free_uri,
                         0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
ui_open_link (GtkWindow *parent, const char *uri)
{
  GApplication *application = g_application_get_default ();
  g_autofree char *scheme = NULL, *host = NULL;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (uri != NULL);

  scheme = g_uri_parse_scheme (uri);
  if (scheme != NULL && g_ascii_strcasecmp (scheme, "xmpp") == 0 && application != NULL) {
    g_autoptr (GFile) file = g_file_new_for_uri (uri);

    g_application_open (application, &file, 1, "");
    return;
  }
  host = ui_link_dup_doubtful_host (uri);
  if (host != NULL)
    ask_before (parent, uri, host);
  else
    show_uri (parent, uri);
}

static gboolean
on_activate_link (GtkLinkButton *button, gpointer user_data)
{
  ui_open_link (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))),
                gtk_link_button_get_uri (button));
  return GDK_EVENT_STOP;
}

GtkWidget *
ui_link_button_new (const char *uri, const char *label)
{
  GtkWidget *button = gtk_link_button_new_with_label (uri, label);

  g_signal_connect (button, "activate-link", G_CALLBACK (on_activate_link), NULL);
  return button;
}

void
ui_open_manual (GtkWindow *parent)
{
  g_return_if_fail (GTK_IS_WINDOW (parent));

  show_uri (parent, MANUAL);
}
