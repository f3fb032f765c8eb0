/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The choice to find people nearby.
 */
#include "config.h"

#include "ui/account/nearby-group.h"

#include "im/nearby.h"
#include "ui/error-words.h"

#include <glib/gi18n.h>

struct _UiNearbyGroup {
  AdwPreferencesGroup parent_instance;

  ImClient *client;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (UiNearbyGroup, ui_nearby_group, ADW_TYPE_PREFERENCES_GROUP)

const char *
ui_nearby_words (void)
{
  return _ ("People on the same network see your name and can write to you. Nothing is encrypted, "
            "and nobody proves who they are.");
}

static gboolean
is_other (gpointer account, gpointer user_data)
{
  return !im_nearby_is (account);
}

GListModel *
ui_nearby_others (ImClient *client)
{
  GListModel *accounts = G_LIST_MODEL (g_object_ref (im_client_get_accounts (client)));
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_other, NULL, NULL));

  return G_LIST_MODEL (gtk_filter_list_model_new (accounts, filter));
}

static void
refresh (UiNearbyGroup *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self),
                          im_nearby_find (im_client_get_accounts (self->client)) == NULL);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiNearbyGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ImAccount) account = im_nearby_add_finish (IM_ACCOUNTS (source), result, &error);
  g_autofree char *words = NULL;

  if (account != NULL || self->client == NULL)
    return;
  gtk_widget_set_sensitive (self->button, TRUE);
  words = ui_error_to_words (error);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

static void
on_clicked (UiNearbyGroup *self)
{
  gtk_widget_set_sensitive (self->button, FALSE);
  im_nearby_add_async (im_client_get_accounts (self->client), _ ("People Nearby"), on_added,
                       g_object_ref (self));
}

void
ui_nearby_group_set_client (UiNearbyGroup *self, ImClient *client)
{
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  g_signal_connect_object (im_client_get_accounts (client), "items-changed", G_CALLBACK (refresh),
                           self, G_CONNECT_SWAPPED);
  refresh (self);
}

static void
ui_nearby_group_dispose (GObject *object)
{
  g_clear_object (&UI_NEARBY_GROUP (object)->client);

  G_OBJECT_CLASS (ui_nearby_group_parent_class)->dispose (object);
}

static void
ui_nearby_group_class_init (UiNearbyGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_nearby_group_dispose;
}

static void
ui_nearby_group_init (UiNearbyGroup *self)
{
  GtkWidget *row = adw_action_row_new ();

  self->button = gtk_button_new_with_mnemonic (_ ("_Turn On"));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (on_clicked), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("People Nearby"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), ui_nearby_words ());
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->button);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Without a Server"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}
