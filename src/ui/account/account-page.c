/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window about one account: how to reach and prove it, and its removal.
 */
#include "config.h"

#include "ui/account/account-page.h"

#include "im/account.h"
#include "im/accounts.h"
#include "im/nearby.h"
#include "ui/account/account-profile.h"
#include "ui/account/account-road.h"
#include "ui/account/account-server.h"
#include "ui/account/archive-row.h"
#include "ui/account/blocked-list.h"
#include "ui/account/device-group.h"
#include "ui/account/nearby-group.h"
#include "ui/account/own-certificate.h"
#include "ui/account/privacy-group.h"
#include "ui/account/server-fault.h"
#include "ui/archive/erase-dialog.h"
#include "ui/error-words.h"
#include "ui/sidebar/account-banner.h"
#include "ui/widgets/button-names.h"
#include "ui/widgets/wrapping-buttons.h"

#include <glib/gi18n.h>

struct _UiAccountPage {
  AdwWindow parent_instance;

  ImClient *client;
  ImAccount *account;
  ImAccountSettings *settings; /* as edited */
  gboolean filling;            /* the fields are being set, not edited */
  gboolean edited;             /* @settings or the password shall take effect */
  gboolean forgetting;         /* the accepted certificate shall go */

  AdwToastOverlay *toast_overlay;
  GtkBox *banner_box;
  UiAccountProfile *profile;
  UiDeviceGroup *devices;
  UiPrivacyGroup *privacy;
  UiArchiveRow *archive_row;
  GtkWidget *apply_button;
  GtkWidget *spinner;
  GtkWidget *change_row;
  GtkWidget *delete_button;
  AdwEntryRow *password_row;
  AdwEntryRow *host_row;
  AdwEntryRow *port_row;
  AdwComboRow *tls_row;
  AdwEntryRow *resource_row;
  UiAccountRoad *road;
  AdwActionRow *pin_row;
  GtkWidget *forget_button;
  UiOwnCertificate *own_certificate;
  GtkSwitch *old_sign_in;
  GtkSwitch *no_tls;
  GtkWidget *sign_in_group, *server_group, *pin_group, *old_group;
};

G_DEFINE_FINAL_TYPE (UiAccountPage, ui_account_page, ADW_TYPE_WINDOW)

static const char *
text_of (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
toast (UiAccountPage *self, const char *text)
{
  /* The title of a toast is markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (escaped));
}

static void
refresh_pin (UiAccountPage *self)
{
  g_autofree char *pin = NULL;

  if (self->settings->pin != NULL)
    /* Translators: %s is the SHA-256 of a certificate. */
    pin = g_strdup_printf (_ ("Only the one you accepted: %s"), self->settings->pin);

  adw_action_row_set_subtitle (self->pin_row,
                               pin != NULL ? pin : _ ("Any that your computer trusts"));
  gtk_widget_set_visible (self->forget_button, pin != NULL);
}

static void
fill (UiAccountPage *self)
{
  const ImAccountSettings *settings = self->settings;
  g_autofree char *port = settings->port > 0 ? g_strdup_printf ("%u", settings->port) : NULL;

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->host_row), settings->host ? settings->host : "");
  gtk_editable_set_text (GTK_EDITABLE (self->port_row), port != NULL ? port : "");
  gtk_editable_set_text (GTK_EDITABLE (self->resource_row),
                         settings->resource != NULL ? settings->resource : "");
  adw_combo_row_set_selected (self->tls_row, settings->tls);
  gtk_switch_set_active (self->old_sign_in, settings->allow_old_sign_in);
  gtk_switch_set_active (self->no_tls, settings->allow_no_tls);
  ui_own_certificate_fill (self->own_certificate, settings);
  refresh_pin (self);
  self->filling = FALSE;
}

static void
on_profile_changed (UiAccountPage *self)
{
  gtk_widget_set_sensitive (self->apply_button, TRUE);
}

static void
on_changed (UiAccountPage *self)
{
  if (self->filling)
    return;
  self->edited = TRUE;
  gtk_widget_set_sensitive (self->apply_button, TRUE);
}

static char *
read_text (AdwEntryRow *row)
{
  g_autofree char *text = g_strstrip (g_strdup (text_of (row)));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* All but the pin is edited here alone; another may have been accepted since the window opened. */
static void
take_pin (UiAccountPage *self)
{
  if (self->forgetting)
    return;
  g_free (self->settings->pin);
  self->settings->pin = g_strdup (im_account_get_settings (self->account)->pin);
}

static void
on_refusal_response (UiAccountPage *self, const char *response)
{
  if (!g_str_equal (response, "discard"))
    return;
  self->edited = FALSE;
  gtk_window_close (GTK_WINDOW (self));
}

/* In a dialog, as a toast has not the room for what to do instead. */
static void
refuse (UiAccountPage *self, const char *words)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (GTK_WINDOW (self), _ ("The Settings Cannot Be Used"), words));

  adw_message_dialog_add_responses (dialog, "discard", _ ("_Discard Changes"), "edit", _ ("_Edit"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "edit");
  adw_message_dialog_set_close_response (dialog, "edit");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_refusal_response), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Returns: (nullable) (transfer full): what is wrong, in words; then nothing has taken effect */
static char *
apply_settings (UiAccountPage *self)
{
  g_autofree char *fault =
    g_strdup (ui_server_fault (text_of (self->host_row), text_of (self->port_row)));
  guint64 port = 0;

  /* Before the road, which may be without TLS only if that is allowed. */
  self->settings->allow_old_sign_in = gtk_switch_get_active (self->old_sign_in);
  self->settings->allow_no_tls = gtk_switch_get_active (self->no_tls);
  if (fault == NULL)
    fault = ui_account_road_apply (self->road, self->settings);
  if (fault == NULL)
    fault = ui_own_certificate_apply (self->own_certificate, self->settings);
  if (fault != NULL)
    return g_steal_pointer (&fault);

  g_ascii_string_to_unsigned (text_of (self->port_row), 10, 1, G_MAXUINT16, &port, NULL);
  g_free (self->settings->host);
  self->settings->host = read_text (self->host_row);
  self->settings->port = (guint16) port;
  self->settings->tls = (XmppTlsMode) adw_combo_row_get_selected (self->tls_row);
  g_free (self->settings->resource);
  self->settings->resource = read_text (self->resource_row);
  take_pin (self);
  im_account_set_settings (self->account, self->settings,
                           ui_own_certificate_get_password (self->own_certificate));
  if (*text_of (self->password_row) != '\0')
    im_account_set_password (self->account, text_of (self->password_row));
  self->edited = FALSE;
  return NULL;
}

/* However the window is left, what was changed is not lost. */
static gboolean
on_close_request (UiAccountPage *self)
{
  ImAccounts *accounts = im_client_get_accounts (self->client);
  g_autofree char *fault = NULL;

  if (im_accounts_find (accounts, im_account_get_jid (self->account)) != self->account)
    return GDK_EVENT_PROPAGATE;
  if (self->edited)
    fault = apply_settings (self);
  if (fault != NULL) {
    refuse (self, fault);
    return GDK_EVENT_STOP;
  }
  ui_account_profile_apply (self->profile);
  return GDK_EVENT_PROPAGATE;
}

static void
on_forget (UiAccountPage *self)
{
  g_clear_pointer (&self->settings->pin, g_free);
  self->forgetting = TRUE;
  refresh_pin (self);
  on_changed (self);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiAccountPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean removed = im_accounts_remove_finish (IM_ACCOUNTS (source), result, &error);
  g_autofree char *words = NULL;

  /* The person may have closed the window in the meantime. */
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  if (removed) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }

  words = ui_error_to_words (error);
  toast (self, words);
}

static void
on_remove_response (UiAccountPage *self, const char *response)
{
  if (g_str_equal (response, "remove"))
    im_accounts_remove_async (im_client_get_accounts (self->client), self->account, NULL,
                              on_removed, g_object_ref (self));
}

static void
on_toast (GtkWidget *widget, const char *action, GVariant *parameter)
{
  toast (UI_ACCOUNT_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
on_erase (UiAccountPage *self)
{
  ui_erase_account_present (GTK_WIDGET (self), im_client_get_retention (self->client),
                            self->account);
}

static void
on_remove (UiAccountPage *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (GTK_WINDOW (self), _ ("Remove This Account?"), NULL));

  adw_message_dialog_format_body (
    dialog,
    /* Translators: %s is an address. */
    im_nearby_is (self->account)
      ? _ ("Nobody nearby finds %s any more, and its messages are removed from this computer.")
      : _ ("%s is signed out, and its contacts, messages and password are removed from this "
           "computer. The account itself stays as it is on the server."),
    im_account_get_address (self->account));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "remove", _ ("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_remove_response), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_change_password (UiAccountPage *self)
{
  ui_change_password_present (GTK_WINDOW (self), self->account);
}

static void
on_blocked (UiAccountPage *self)
{
  gtk_window_present (GTK_WINDOW (ui_blocked_list_new (GTK_WINDOW (self), self->account)));
}

static void
on_delete (UiAccountPage *self)
{
  ui_delete_account_present (GTK_WINDOW (self), self->client, self->account);
}

/* One thing at a time is asked of the server. */
static void
follow_changing (UiAccountPage *self)
{
  const GBindingFlags not = G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN;

  g_object_bind_property (self->account, "changing", self->spinner, "spinning",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->account, "changing", self->change_row, "sensitive", not );
  g_object_bind_property (self->account, "changing", self->delete_button, "sensitive", not );
}

/* What belongs to a server is not there. */
static void
show_as_nearby (UiAccountPage *self)
{
  GtkWidget *const hidden[] = { self->apply_button,
                                GTK_WIDGET (self->devices),
                                GTK_WIDGET (self->privacy),
                                self->sign_in_group,
                                self->server_group,
                                GTK_WIDGET (self->road),
                                self->pin_group,
                                GTK_WIDGET (self->own_certificate),
                                self->old_group,
                                self->delete_button };

  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    gtk_widget_set_visible (hidden[i], FALSE);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->profile), ui_nearby_words ());
}

/* For an account at a server. */
static void
fill_server (UiAccountPage *self)
{
  ui_account_road_set_account (self->road, self->account);
  ui_device_group_set_account (self->devices, self->account);
  ui_privacy_group_set_account (self->privacy, self->account);
  ui_archive_row_set_account (self->archive_row, self->account);
  follow_changing (self);
  fill (self);
}

UiAccountPage *
ui_account_page_new (GtkWindow *parent, ImClient *client, ImAccount *account)
{
  UiAccountPage *self = g_object_new (UI_TYPE_ACCOUNT_PAGE, "transient-for", parent, "title",
                                      im_account_get_address (account), NULL);
  UiAccountBanner *banner = ui_account_banner_new (client, account);

  self->client = g_object_ref (client);
  self->account = g_object_ref (account);
  self->settings = im_account_settings_copy (im_account_get_settings (account));
  gtk_widget_set_hexpand (GTK_WIDGET (banner), TRUE);
  gtk_box_append (self->banner_box, GTK_WIDGET (banner));
  ui_account_profile_set_account (self->profile, account);
  if (im_nearby_is (account))
    show_as_nearby (self);
  else
    fill_server (self);
  return self;
}

static void
ui_account_page_dispose (GObject *object)
{
  UiAccountPage *self = UI_ACCOUNT_PAGE (object);

  g_clear_object (&self->account);
  g_clear_object (&self->client);
  g_clear_pointer (&self->settings, im_account_settings_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_ACCOUNT_PAGE);

  G_OBJECT_CLASS (ui_account_page_parent_class)->dispose (object);
}

static void
ui_account_page_class_init (UiAccountPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_account_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/account/account-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, banner_box);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, profile);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, devices);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, privacy);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, archive_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, apply_button);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, change_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, delete_button);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, password_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, host_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, port_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, tls_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, resource_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, road);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, pin_row);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, forget_button);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, own_certificate);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, old_sign_in);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, no_tls);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, sign_in_group);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, server_group);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, pin_group);
  gtk_widget_class_bind_template_child (widget_class, UiAccountPage, old_group);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_profile_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_close_request);
  gtk_widget_class_bind_template_callback (widget_class, on_forget);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", on_toast);
  gtk_widget_class_bind_template_callback (widget_class, on_erase);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
  gtk_widget_class_bind_template_callback (widget_class, on_change_password);
  gtk_widget_class_bind_template_callback (widget_class, on_blocked);
  gtk_widget_class_bind_template_callback (widget_class, on_delete);
}

static void
ui_account_page_init (UiAccountPage *self)
{
  g_type_ensure (UI_TYPE_ACCOUNT_PROFILE);
  g_type_ensure (UI_TYPE_ACCOUNT_ROAD);
  g_type_ensure (UI_TYPE_ARCHIVE_ROW);
  g_type_ensure (UI_TYPE_DEVICE_GROUP);
  g_type_ensure (UI_TYPE_OWN_CERTIFICATE);
  g_type_ensure (UI_TYPE_PRIVACY_GROUP);
  gtk_widget_init_template (GTK_WIDGET (self));
  ui_wrapping_buttons_set (GTK_WIDGET (self));
  ui_button_names_set_one (self->forget_button, _ ("Forget the accepted certificate"));
}
