/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everybody who wants to be a contact, and who suggests some, in the sidebar: there while anybody
 * waits.
 */
#include "config.h"

#include "ui/sidebar/request-list.h"

#include "im/roster.h"
#include "im/suggestion.h"
#include "ui/contact/suggestion-dialog.h"
#include "ui/sidebar/request-row.h"

#include <glib/gi18n.h>

#define HIGHEST 220 /* px: of the list, which scrolls beyond */

struct _UiRequestList {
  AdwBin parent_instance;

  GtkListBox *rows;
};

G_DEFINE_FINAL_TYPE (UiRequestList, ui_request_list, ADW_TYPE_BIN)

static gpointer
get_requests (gpointer item, gpointer user_data)
{
  g_autoptr (ImAccount) account = item;

  return g_object_ref (im_roster_get_requests (im_account_get_roster (account)));
}

static gpointer
get_suggestions (gpointer item, gpointer user_data)
{
  g_autoptr (ImAccount) account = item;

  return g_object_ref (im_suggestions_get (account));
}

/* One list of those that @get gives for each account. */
static GListModel *
gather (ImAccounts *accounts, GtkMapListModelMapFunc get)
{
  GtkMapListModel *lists =
    gtk_map_list_model_new (G_LIST_MODEL (g_object_ref (accounts)), get, NULL, NULL);

  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (lists)));
}

static GtkWidget *
new_row (gpointer item, gpointer user_data)
{
  return IM_IS_SUGGESTION (item) ? ui_suggestion_row_new (item) : ui_request_row_new (item);
}

static void
on_requests_changed (UiRequestList *self,
                     guint position,
                     guint removed,
                     guint added,
                     GListModel *requests)
{
  gtk_widget_set_visible (GTK_WIDGET (self), g_list_model_get_n_items (requests) > 0);
}

void
ui_request_list_set_accounts (UiRequestList *self, ImAccounts *accounts)
{
  GListStore *lists = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GListModel) requests = gather (accounts, get_requests);
  g_autoptr (GListModel) suggestions = gather (accounts, get_suggestions);
  g_autoptr (GtkFlattenListModel) all = NULL;

  g_return_if_fail (UI_IS_REQUEST_LIST (self));

  g_list_store_append (lists, requests);
  g_list_store_append (lists, suggestions);
  all = gtk_flatten_list_model_new (G_LIST_MODEL (lists));
  gtk_list_box_bind_model (self->rows, G_LIST_MODEL (all), new_row, NULL, NULL);
  g_signal_connect_object (all, "items-changed", G_CALLBACK (on_requests_changed), self,
                           G_CONNECT_SWAPPED);
  on_requests_changed (self, 0, 0, 0, G_LIST_MODEL (all));
}

static void
ui_request_list_class_init (UiRequestListClass *klass)
{
}

static void
ui_request_list_init (UiRequestList *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->rows, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Requests"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "requests");
  g_object_set (window, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                "max-content-height", HIGHEST, "child", self->rows, NULL);
  adw_bin_set_child (ADW_BIN (self), window);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
