/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The public servers that Kith knows, to choose one from, with the date of the list.
 */
#include "config.h"

#include "ui/account/provider-list.h"

#include "im/providers.h"

#include <glib/gi18n.h>

struct _UiProviderList {
  AdwBin parent_instance;
};

enum {
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UiProviderList, ui_provider_list, ADW_TYPE_BIN)

static void
on_row_activated (UiProviderList *self, AdwPreferencesRow *row)
{
  g_signal_emit (self, signals[CHOSEN], 0, adw_preferences_row_get_title (row));
}

static GtkWidget *
row_new (UiProviderList *self, const ImProvider *provider)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                                 provider->server, "activatable", TRUE, NULL);
  g_autofree char *words =
    /* Translators: about a server; %s is a list of countries, as DE, FR. */
    provider->free ? g_strdup_printf (_ ("%s, free of charge"), provider->countries)
                   : g_strdup (provider->countries);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_object (row, "activated", G_CALLBACK (on_row_activated), self,
                           G_CONNECT_SWAPPED);
  return row;
}

static char *
dup_date_words (const char *date)
{
  g_autofree char *midnight = g_strconcat (date, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (midnight, NULL);
  g_autofree char *local = time != NULL ? g_date_time_format (time, "%x") : g_strdup (date);

  /* Translators: %s is a date. */
  return g_strdup_printf (
    _ ("Public servers, as of %s. Look at a server's web site for its rules."), local);
}

static void
ui_provider_list_class_init (UiProviderListClass *klass)
{
  signals[CHOSEN] = g_signal_new ("chosen", UI_TYPE_PROVIDER_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ui_provider_list_init (UiProviderList *self)
{
  g_autoptr (GBytes) json =
    g_resources_lookup_data ("/im/kith/Kith/providers.json", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (ImProviders) list = im_providers_parse (json, NULL);
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *words = dup_date_words (list->date);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), words);
  for (guint i = 0; i < list->providers->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               row_new (self, list->providers->pdata[i]));
  adw_bin_set_child (ADW_BIN (self), group);
}
