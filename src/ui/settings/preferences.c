/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preferences: accounts, presence and privacy, messages, notifications.
 */
#include "config.h"

#include "ui/settings/preferences.h"

#include "im/settings.h"
#include "ui/account/account-list.h"
#include "ui/account/nearby-group.h"
#include "ui/account/sign-in-page.h"
#include "ui/archive/export-dialog.h"
#include "ui/archive/import-dialog.h"
#include "ui/archive/keep-row.h"

#include <glib/gi18n.h>

struct _UiPreferences {
  AdwPreferencesWindow parent_instance;

  ImClient *client;
  UiAccountList *accounts;
  UiNearbyGroup *nearby;
  GtkWidget *auto_away;
  GtkWidget *auto_away_minutes;
  GtkWidget *send_receipts;
  GtkWidget *send_displayed;
  GtkWidget *send_typing;
  GtkWidget *check_spelling;
  GtkWidget *notifications;
  GtkWidget *notification_text;
  GtkWidget *accept_nudges;
  UiKeepRow *keep_messages;
};

G_DEFINE_FINAL_TYPE (UiPreferences, ui_preferences, ADW_TYPE_PREFERENCES_WINDOW)

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

/* The title of a toast is markup. */
static void
on_toast (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *escaped = g_markup_escape_text (g_variant_get_string (parameter, NULL), -1);

  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (widget), adw_toast_new (escaped));
}

static void
on_export (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ui_export_dialog_present (GTK_WINDOW (widget), UI_PREFERENCES (widget)->client, NULL);
}

static void
on_import (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ui_import_dialog_present (GTK_WINDOW (widget), UI_PREFERENCES (widget)->client);
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
  bind_setting (self, "send-displayed", self->send_displayed, "active");
  bind_setting (self, "send-typing", self->send_typing, "active");
  bind_setting (self, "check-spelling", self->check_spelling, "active");
  bind_setting (self, "notifications", self->notifications, "active");
  bind_setting (self, "notification-text", self->notification_text, "active");
  bind_setting (self, "accept-nudges", self->accept_nudges, "active");
  bind_setting (self, "keep-messages", GTK_WIDGET (self->keep_messages), "keep");
  ui_account_list_set_client (self->accounts, client);
  ui_nearby_group_set_client (self->nearby, client);
  gtk_window_present (GTK_WINDOW (self));
}

static void
ui_preferences_dispose (GObject *object)
{
  UiPreferences *self = UI_PREFERENCES (object);

  g_clear_object (&self->client);
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
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, accounts);
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, nearby);
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, auto_away);
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, auto_away_minutes);
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, send_receipts);
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, send_displayed);
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, send_typing);
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, check_spelling);
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, notifications);
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, notification_text);
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, accept_nudges);
  gtk_widget_class_bind_template_child (widget_class, UiPreferences, keep_messages);
  gtk_widget_class_install_action (widget_class, "preferences.add-account", NULL, on_add_account);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", on_toast);
  gtk_widget_class_install_action (widget_class, "preferences.export", NULL, on_export);
  gtk_widget_class_install_action (widget_class, "preferences.import", NULL, on_import);
}

static void
ui_preferences_init (UiPreferences *self)
{
  g_type_ensure (UI_TYPE_ACCOUNT_LIST);
  g_type_ensure (UI_TYPE_KEEP_ROW);
  g_type_ensure (UI_TYPE_NEARBY_GROUP);
  gtk_widget_init_template (GTK_WIDGET (self));
}
