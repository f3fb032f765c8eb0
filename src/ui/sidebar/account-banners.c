/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is wrong with the accounts: a banner for each of a few, one line for many.
 */
#include "config.h"

#include "ui/sidebar/account-banners.h"

#include "base/item-signals.h"
#include "im/account.h"
#include "im/accounts.h"
#include "ui/account/account-words.h"
#include "ui/sidebar/account-banner.h"

#include <glib/gi18n.h>

/* More banners would leave no room for the list. */
#define MAX_BANNERS 2

struct _UiAccountBanners {
  GtkBox parent_instance;

  ImClient *client;
  GPtrArray *shown; /* of ImAccount: those that have a banner */
  GtkBox *banners;
  GtkWidget *summary;
  GtkLabel *summary_label;
};

G_DEFINE_FINAL_TYPE (UiAccountBanners, ui_account_banners, GTK_TYPE_BOX)

static void
show_banners (UiAccountBanners *self, GPtrArray *accounts)
{
  gboolean same = accounts->len == self->shown->len;
  GtkWidget *child;

  for (guint i = 0; same && i < accounts->len; i++)
    same = accounts->pdata[i] == self->shown->pdata[i];
  if (same)
    return;
  g_ptr_array_set_size (self->shown, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->banners))) != NULL)
    gtk_box_remove (self->banners, child);
  for (guint i = 0; i < accounts->len; i++) {
    g_ptr_array_add (self->shown, g_object_ref (accounts->pdata[i]));
    gtk_box_append (self->banners,
                    GTK_WIDGET (ui_account_banner_new (self->client, accounts->pdata[i])));
  }
}

static char *
dup_summary (guint n_connecting, guint n_trouble)
{
  if (n_trouble == 0)
    return g_strdup_printf (
      ngettext ("Connecting %u account…", "Connecting %u accounts…", n_connecting), n_connecting);
  return g_strdup_printf (
    ngettext ("%u account cannot connect", "%u accounts cannot connect", n_trouble), n_trouble);
}

static void
refresh (UiAccountBanners *self)
{
  GListModel *accounts = G_LIST_MODEL (im_client_get_accounts (self->client));
  g_autoptr (GPtrArray) offline = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (accounts), n_trouble = 0;
  gboolean many;

  for (guint i = 0; i < n; i++) {
    g_autoptr (ImAccount) account = g_list_model_get_item (accounts, i);
    ImAccountState state = im_account_get_state (account);
    gboolean trouble = ui_account_state_is_trouble (state);

    n_trouble += trouble;
    if (trouble || state == IM_ACCOUNT_CONNECTING)
      g_ptr_array_add (offline, g_steal_pointer (&account));
  }
  many = offline->len > MAX_BANNERS;
  if (many) {
    g_autofree char *summary = dup_summary (offline->len, n_trouble);

    gtk_label_set_text (self->summary_label, summary);
    g_ptr_array_set_size (offline, 0);
  }
  gtk_widget_set_visible (self->summary, many);
  show_banners (self, offline);
}

void
ui_account_banners_set_client (UiAccountBanners *self, ImClient *client)
{
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  base_item_signals_connect (G_LIST_MODEL (im_client_get_accounts (client)), "notify::state",
                             G_CALLBACK (refresh), self);
  refresh (self);
}

static void
ui_account_banners_dispose (GObject *object)
{
  UiAccountBanners *self = UI_ACCOUNT_BANNERS (object);

  g_ptr_array_set_size (self->shown, 0);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (ui_account_banners_parent_class)->dispose (object);
}

static void
ui_account_banners_finalize (GObject *object)
{
  g_ptr_array_unref (UI_ACCOUNT_BANNERS (object)->shown);

  G_OBJECT_CLASS (ui_account_banners_parent_class)->finalize (object);
}

static void
ui_account_banners_class_init (UiAccountBannersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ui_account_banners_dispose;
  object_class->finalize = ui_account_banners_finalize;
}

static void
ui_account_banners_init (UiAccountBanners *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Show Accounts…"));

  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  self->summary_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->summary_label, 0);
  gtk_label_set_wrap (self->summary_label, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->summary_label), "heading");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.preferences");

  self->summary = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->summary, "account-banner");
  gtk_widget_hide (self->summary);
  gtk_box_append (GTK_BOX (self->summary), GTK_WIDGET (self->summary_label));
  gtk_box_append (GTK_BOX (self->summary), button);

  self->banners = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_append (GTK_BOX (self), self->summary);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->banners));
}
