/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preferences: accounts, presence and privacy, notifications.
 */
#include "config.h"

#include "ui/settings/preferences.h"

#include "im/account.h"
#include "im/accounts.h"
#include "im/settings.h"
#include "ui/account/account-page.h"
#include "ui/account/sign-in-page.h"

#include <glib/gi18n.h>

struct _UiPreferences {
  AdwPreferencesWindow parent_instance;

  ImClient *client;
  GPtrArray *account_rows; /* of GtkWidget, owned by the group */
  AdwPreferencesGroup *accounts_group;
  GtkWidget *auto_away;
  GtkWidget *auto_away_minutes;
  GtkWidget *send_receipts;
  GtkWidget *send_typing;
  GtkWidget *notifications;
  GtkWidget *notification_text;
};

G_DEFINE_FINAL_TYPE (UiPreferences, ui_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
on_account_activated (AdwActionRow *row, gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (row));
  UiPreferences *self = UI_PREFERENCES (root);

  gtk_window_present (
    GTK_WINDOW (ui_account_page_new (GTK_WINDOW (self), self->client, user_data)));
}

static GtkWidget *
new_account_row (ImAccount *account)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *enabled = gtk_switch_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), im_account_get_address (account));
  gtk_widget_set_valign (enabled, GTK_ALIGN_CENTER);
  g_object_bind_property (account, "enabled", enabled, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (enabled), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Use this account"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), enabled);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_account_activated), account, 0);
  return row;
}

static void
refresh_accounts (UiPreferences *self)
{
  GListModel *accounts = G_LIST_MODEL (im_client_get_accounts (self->client));
  guint n = g_list_model_get_n_items (accounts);

  for (guint i = 0; i < self->account_rows->len; i++)
    adw_preferences_group_remove (self->accounts_group, self->account_rows->pdata[i]);
  g_ptr_array_set_size (self->account_rows, 0);

  for (guint i = 0; i < n; i++) {
    g_autoptr (ImAccount) account = g_list_model_get_item (accounts, i);
    GtkWidget *row = new_account_row (account);

    adw_preferences_group_add (self->accounts_group, row);
    g_ptr_array_add (self->account_rows, row);
  }
}

static void
close_on_escape (GtkWidget *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, controller);
}

static void
on_add_account (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiPreferences *self = UI_PREFERENCES (widget);
  UiSignInPage *page = g_object_new (UI_TYPE_SIGN_IN_PAGE, "vexpand", TRUE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window =
    g_object_new (ADW_TYPE_WINDOW, "title", _ ("Add Account"), "transient-for", self, "modal", TRUE,
                  "destroy-with-parent", TRUE, "default-width", 440, "default-height", 600, NULL);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page));
  adw_window_set_content (ADW_WINDOW (window), box);
  close_on_escape (window);
  ui_sign_in_page_set_client (page, self->client);
  g_signal_connect_object (page, "signed-in", G_CALLBACK (gtk_window_destroy), window,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (GTK_WIDGET (page));
}

static void
bind_setting (UiPreferences *self, const char *name, GtkWidget *widget, const char *property)
{
  g_object_bind_property (im_client_get_settings (self->client), name, widget, property,
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

void
ui_preferences_present (GtkWindow *parent, ImClient *client)
{
  UiPreferences *self =
    g_object_new (UI_TYPE_PREFERENCES, "transient-for", parent, "modal", TRUE, NULL);

  self->client = g_object_ref (client);
  bind_setting (self, "auto-away", self->auto_away, "active");
  bind_setting (self, "auto-away-minutes", self->auto_away_minutes, "value");
  bind_setting (self, "send-receipts", self->send_receipts, "active");
  bind_setting (self, "send-typing", self->send_typing, "active");
  bind_setting (self, "notifications", self->notifications, "active");
  bind_setting (self, "notification-text", self->notification_text, "active");
  g_signal_connect_object (im_client_get_accounts (client), "items-changed",
                           G_CALLBACK (refresh_accounts), self, G_CONNECT_SWAPPED);
  refresh_accounts (self);
  gtk_window_present (GTK_WINDOW (self));
}

static void
ui_preferences_dispose (GObject *object)
{
  UiPreferences *self = UI_PREFERENCES (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->account_rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_PREFERENCES);

  G_OBJECT_CLASS (ui_preferences_parent_class)->dispose (object);
}

static void
ui_preferences_class_init (UiPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_preferences_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/settings/preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, auto_away);
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, auto_away_minutes);
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, send_receipts);
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, send_typing);
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, notifications);
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, notification_text);
  gtk_widget_class_install_action (widget_class, "preferences.add-account", NULL, on_add_account);
}

static void
ui_preferences_init (UiPreferences *self)
{
  self->account_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
