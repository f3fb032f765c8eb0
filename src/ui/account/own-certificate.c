/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows about the person's own certificate.
 */
#include "config.h"

#include "ui/account/own-certificate.h"

#include "ui/error-words.h"
#include "ui/widgets/button-names.h"
#include "xmpp/transport/identity.h"

#include <glib/gi18n.h>

struct _UiOwnCertificate {
  AdwPreferencesGroup parent_instance;

  gboolean filling; /* the fields are being set, not edited */
  GtkFileChooserNative *chooser;

  AdwEntryRow *place_row;
  GtkWidget *choose_button;
  AdwEntryRow *password_row;
};

G_DEFINE_FINAL_TYPE (UiOwnCertificate, ui_own_certificate, ADW_TYPE_PREFERENCES_GROUP)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static char *
dup_place (UiOwnCertificate *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->place_row))));
}

static void
on_changed (UiOwnCertificate *self)
{
  g_autofree char *place = dup_place (self);

  gtk_widget_set_visible (GTK_WIDGET (self->password_row), xmpp_identity_takes_password (place));
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_chosen (UiOwnCertificate *self, int response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  if (file != NULL && g_file_peek_path (file) != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->place_row), g_file_peek_path (file));
  else if (file != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                                _ ("Choose a file on this computer."));
  g_clear_object (&self->chooser);
}

static void
on_choose (UiOwnCertificate *self)
{
  static const char *const patterns[] = { "*.pem", "*.p12", "*.pfx" };
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Certificate with its key (PEM, PKCS #12)"));
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Choose Your Certificate"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

void
ui_own_certificate_fill (UiOwnCertificate *self, const ImAccountSettings *settings)
{
  const char *place = settings->certificate_path;

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->place_row), place != NULL ? place : "");
  on_changed (self);
  self->filling = FALSE;
}

void
ui_own_certificate_focus (UiOwnCertificate *self, const GError *error)
{
  gboolean of_password = g_error_matches (error, XMPP_IDENTITY_ERROR, XMPP_IDENTITY_ERROR_PASSWORD);

  gtk_widget_grab_focus (GTK_WIDGET (of_password ? self->password_row : self->place_row));
}

char *
ui_own_certificate_apply (UiOwnCertificate *self, ImAccountSettings *settings)
{
  g_autofree char *place = dup_place (self);

  if (!xmpp_identity_is_storable (place)) {
    g_autoptr (GError) error =
      g_error_new_literal (XMPP_IDENTITY_ERROR, XMPP_IDENTITY_ERROR_PIN_IN_URI, place);
    ui_own_certificate_focus (self, error);
    return ui_error_to_words (error);
  }
  g_free (settings->certificate_path);
  settings->certificate_path = *place != '\0' ? g_steal_pointer (&place) : NULL;
  return NULL;
}

gboolean
ui_own_certificate_is_filled (UiOwnCertificate *self)
{
  g_autofree char *place = dup_place (self);

  return *place != '\0';
}

const char *
ui_own_certificate_get_password (UiOwnCertificate *self)
{
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password_row));

  return *password != '\0' && gtk_widget_get_visible (GTK_WIDGET (self->password_row)) ? password
                                                                                       : NULL;
}

static void
ui_own_certificate_dispose (GObject *object)
{
  g_clear_object (&UI_OWN_CERTIFICATE (object)->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_OWN_CERTIFICATE);

  G_OBJECT_CLASS (ui_own_certificate_parent_class)->dispose (object);
}

static void
ui_own_certificate_class_init (UiOwnCertificateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_own_certificate_dispose;
  signals[CHANGED] = g_signal_new ("changed", UI_TYPE_OWN_CERTIFICATE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/account/own-certificate.ui");
  gtk_widget_class_bind_template_child (widget_class, UiOwnCertificate, place_row);
  gtk_widget_class_bind_template_child (widget_class, UiOwnCertificate, choose_button);
  gtk_widget_class_bind_template_child (widget_class, UiOwnCertificate, password_row);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
}

static void
ui_own_certificate_init (UiOwnCertificate *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ui_button_names_set_one (self->choose_button, _ ("Choose your own certificate"));
}
