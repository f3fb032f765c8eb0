/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The public servers that Kith knows, to choose one from, with the date of the list, which is
 * refreshed when the person says so.
 */
#include "config.h"

#include "ui/account/provider-list.h"

#include "im/providers.h"
#include "ui/error-words.h"
#include "xmpp/transport/connect-error.h"
#include "xmpp/transport/tls.h"

#include <glib/gi18n.h>

struct _UiProviderList {
  AdwBin parent_instance;

  GCancellable *cancellable;
  AdwBin *bin; /* of the group with the servers */
  AdwPreferencesGroup *group;
  GtkButton *button;
  GtkLabel *error_label;
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

/* A new group each time: a row cannot join a list that is on the screen (GTK 4.8). The button goes
 * from one to the other. */
static void
show_list (UiProviderList *self, const ImProviders *list)
{
  g_autofree char *words = dup_date_words (list->date);

  if (self->group != NULL)
    adw_preferences_group_set_header_suffix (self->group, NULL);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_description (self->group, words);
  for (guint i = 0; i < list->providers->len; i++)
    adw_preferences_group_add (self->group, row_new (self, list->providers->pdata[i]));
  adw_preferences_group_set_header_suffix (self->group, GTK_WIDGET (self->button));
  adw_bin_set_child (self->bin, GTK_WIDGET (self->group));
}

static void
show_error (UiProviderList *self, const GError *error)
{
  gboolean of_network = error->domain == XMPP_CONNECT_ERROR || error->domain == XMPP_TLS_ERROR;
  g_autofree char *reason = of_network ? ui_error_to_words (error) : g_strdup ("");
  g_autofree char *words = g_strdup_printf (
    /* Translators: %s is the reason, or nothing. */
    _ ("The newest list could not be fetched, so this is the last one. %s"), reason);

  gtk_label_set_text (self->error_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
}

/* The button has it no more as long as it does nothing, and the rows go. Whoever has gone elsewhere in
 * the meantime stays there. */
static gboolean
has_lost_focus (UiProviderList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UiProviderList *self = user_data; /* gone if it is cancelled */
  g_autoptr (GError) error = NULL;
  g_autoptr (ImProviders) list = im_providers_refresh_finish (result, &error);
  gboolean takes_focus;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  takes_focus = has_lost_focus (self);
  if (list != NULL)
    show_list (self, list);
  else
    show_error (self, error);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), TRUE);
  if (takes_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->button));
}

static void
on_refresh (UiProviderList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), FALSE);
  im_providers_refresh_async (self->cancellable, on_refreshed, self);
}

static void
ui_provider_list_dispose (GObject *object)
{
  UiProviderList *self = UI_PROVIDER_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->button);
  G_OBJECT_CLASS (ui_provider_list_parent_class)->dispose (object);
}

static void
ui_provider_list_class_init (UiProviderListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_provider_list_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", UI_TYPE_PROVIDER_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ui_provider_list_init (UiProviderList *self)
{
  g_autoptr (GBytes) json =
    g_resources_lookup_data ("/im/kith/Kith/providers.json", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (ImProviders) list = im_providers_load (json);
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));

  self->cancellable = g_cancellable_new ();
  self->bin = ADW_BIN (adw_bin_new ());
  self->button = GTK_BUTTON (g_object_ref_sink (gtk_button_new_with_mnemonic (_ ("_Refresh"))));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button),
                               _ ("Fetch the newest list from providers.xmpp.net"));
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (on_refresh), self,
                           G_CONNECT_SWAPPED);
  self->error_label =
    g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "wrap", TRUE,
                  "wrap-mode", PANGO_WRAP_WORD_CHAR, "visible", FALSE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->error_label), "error");
  gtk_box_append (box, GTK_WIDGET (self->error_label));
  gtk_box_append (box, GTK_WIDGET (self->bin));
  show_list (self, list);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (box));
}
