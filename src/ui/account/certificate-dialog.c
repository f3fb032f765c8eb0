/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dialog in which the person looks at a certificate that was refused, and may accept it.
 */
#include "config.h"

#include "ui/account/certificate-dialog.h"

#include "base/time.h"
#include "ui/error-words.h"
#include "xmpp/transport/certificate.h"
#include "xmpp/transport/tls.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* A line of the fingerprint, and no more than a narrow window has room for. */
#define VALUE_WIDTH_CHARS 24

typedef struct {
  UiCertificateFunc func;
  gpointer user_data;
  char *sha256; /* (nullable): of the certificate that is shown */
} Answer;

static char *
format_day (gint64 time)
{
  g_autoptr (GDateTime) day = base_time_to_local (time);

  return day != NULL ? g_date_time_format (day, "%x") : g_strdup (_ ("unknown"));
}

/* Pairs of digits in four lines, as other programs show it, so that it can be compared. */
static char *
format_fingerprint (const char *sha256)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; sha256[i] != '\0' && sha256[i + 1] != '\0'; i += 2) {
    if (i > 0)
      g_string_append_c (text, i % 16 == 0 ? '\n' : ':');
    g_string_append_c (text, g_ascii_toupper (sha256[i]));
    g_string_append_c (text, g_ascii_toupper (sha256[i + 1]));
  }

  return g_string_free (text, FALSE);
}

static void
add_fact (GtkGrid *grid, int row, const char *name, const char *value, gboolean monospace)
{
  GtkWidget *name_label = gtk_label_new (name);
  GtkWidget *value_label = gtk_label_new (value);

  gtk_widget_add_css_class (name_label, "dim-label");
  gtk_widget_add_css_class (value_label, monospace ? "monospace" : "body");
  gtk_label_set_xalign (GTK_LABEL (name_label), 1);
  gtk_label_set_yalign (GTK_LABEL (name_label), 0);
  gtk_label_set_xalign (GTK_LABEL (value_label), 0);
  gtk_label_set_wrap (GTK_LABEL (value_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value_label), PANGO_WRAP_WORD_CHAR);
  /* The dialog is as high as it has to be at its narrowest: one letter in a line would be too narrow. */
  gtk_label_set_width_chars (GTK_LABEL (value_label), VALUE_WIDTH_CHARS);
  gtk_label_set_selectable (GTK_LABEL (value_label), TRUE);
  gtk_widget_set_can_focus (value_label, FALSE);
  gtk_widget_set_hexpand (value_label, TRUE);
  gtk_grid_attach (grid, name_label, 0, row, 1, 1);
  gtk_grid_attach (grid, value_label, 1, row, 1, 1);
}

static GtkWidget *
new_facts (XmppCertificate *certificate)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  g_autofree char *names = g_strjoinv (", ", certificate->dns_names);
  g_autofree char *from = format_day (certificate->not_before);
  g_autofree char *until = format_day (certificate->not_after);
  /* Translators: the first and the last day on which a certificate is valid. */
  g_autofree char *validity = g_strdup_printf (_ ("%1$s to %2$s"), from, until);
  g_autofree char *fingerprint = format_fingerprint (certificate->sha256);

  gtk_grid_set_column_spacing (grid, 12);
  gtk_grid_set_row_spacing (grid, 6);
  add_fact (grid, 0, _ ("Made for"), *names != '\0' ? names : certificate->subject, FALSE);
  add_fact (grid, 1, _ ("Subject"), certificate->subject, FALSE);
  add_fact (grid, 2, _ ("Made by"), certificate->issuer, FALSE);
  add_fact (grid, 3, _ ("Valid"), validity, FALSE);
  add_fact (grid, 4, _ ("SHA-256"), fingerprint, TRUE);
  return GTK_WIDGET (grid);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Answer *answer = user_data;
  UiCertificateFunc func = g_steal_pointer (&answer->func);

  if (func != NULL)
    func (g_str_equal (response, "trust") ? answer->sha256 : NULL, answer->user_data);
}

static void
answer_free (gpointer data, GClosure *closure)
{
  Answer *answer = data;

  g_free (answer->sha256);
  g_free (answer);
}

void
ui_certificate_dialog_present (GtkWidget *parent,
                               ImAccount *account,
                               UiCertificateFunc func,
                               gpointer user_data)
{
  const GError *error = im_account_get_error (account);
  XmppCertificate *certificate = im_account_get_certificate (account);
  g_autofree char *words = ui_error_to_words (error);
  gboolean changed = g_error_matches (error, XMPP_TLS_ERROR, XMPP_TLS_ERROR_PIN_CHANGED);
  AdwMessageDialog *dialog;
  Answer *answer = g_new0 (Answer, 1);

  answer->func = func;
  answer->user_data = user_data;
  answer->sha256 = certificate != NULL ? g_strdup (certificate->sha256) : NULL;
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (parent)),
    changed ? _ ("The Server's Certificate Has Changed") : _ ("Cannot Trust This Server"), NULL));
  adw_message_dialog_format_body (
    dialog,
    /* Translators: %1$s is what is wrong with a certificate, %2$s an address. */
    _ ("%1$s\n\nSomebody may be pretending to be the server of %2$s, to read your password and "
       "messages. Accept the certificate only if you know that it is the right one, for example "
       "because the people who run the server told you its SHA-256."),
    words, im_account_get_address (account));
  if (certificate != NULL)
    adw_message_dialog_set_extra_child (dialog, new_facts (certificate));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "trust",
                                    _ ("_Accept This Certificate"), NULL);
  adw_message_dialog_set_response_enabled (dialog, "trust", certificate != NULL);
  adw_message_dialog_set_response_appearance (dialog, "trust", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), answer, answer_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
