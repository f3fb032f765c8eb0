/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The other networks on which somebody can be added.
 */
#include "config.h"

#include "ui/services/gateway-buttons.h"

#include "im/accounts.h"
#include "im/contact.h"
#include "im/roster.h"
#include "im/service.h"
#include "ui/services/gateway-rows.h"

#include <glib/gi18n.h>

/* Servers among the contacts that are asked whether they are gateways. */
#define MAX_ASKED 10

static void
on_clicked (GtkButton *button, gpointer user_data)
{
  ui_gateway_add_someone (GTK_WIDGET (button), user_data);
}

static void
unref_service (gpointer data, GClosure *closure)
{
  g_object_unref (data);
}

/* One gateway may be known to several accounts. */
static char *
make_label (ImService *service)
{
  ImAccount *account = im_service_get_account (service);
  const char *network = im_service_get_name (service);

  if (im_account_get_alone (account))
    /* Translators: %s is the name of a network. */
    return g_strdup_printf (_ ("Add Someone on %s…"), network);
  /* Translators: the name of a network, and that of the person's account that is known there. */
  return g_strdup_printf (_ ("Add Someone on %s with %s…"), network, im_account_get_name (account));
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ImService *service = IM_SERVICE (source);
  g_autoptr (GtkBox) box = user_data;
  g_autofree char *label = NULL;
  GtkWidget *button;

  if (!im_service_load_finish (service, result, NULL) ||
      (im_service_get_abilities (service) & IM_SERVICE_IS_GATEWAY) == 0)
    return;
  label = make_label (service);
  button = gtk_button_new_with_label (label);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_clicked), g_object_ref (service),
                         unref_service, 0);
  gtk_box_append (box, button);
  gtk_widget_set_visible (GTK_WIDGET (box), TRUE);
}

/* Only servers can be some. */
static void
ask_contacts (GtkBox *box, ImAccount *account, guint *n_asked)
{
  GListModel *roster = G_LIST_MODEL (im_account_get_roster (account));

  for (guint i = 0; i < g_list_model_get_n_items (roster) && *n_asked < MAX_ASKED; i++) {
    g_autoptr (ImContact) contact = g_list_model_get_item (roster, i);
    g_autoptr (ImService) service = NULL;

    if (xmpp_jid_local (im_contact_get_jid (contact)) != NULL)
      continue;
    service =
      im_service_new (account, im_contact_get_jid (contact), NULL, im_contact_get_name (contact));
    im_service_load_async (service, NULL, on_loaded, g_object_ref (box));
    (*n_asked)++;
  }
}

void
ui_gateway_buttons_add (GtkBox *box, ImClient *client)
{
  GListModel *accounts = G_LIST_MODEL (im_client_get_accounts (client));
  guint n_asked = 0;

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (ImAccount) account = g_list_model_get_item (accounts, i);

    if (im_account_get_state (account) == IM_ACCOUNT_ONLINE)
      ask_contacts (box, account, &n_asked);
  }
}
