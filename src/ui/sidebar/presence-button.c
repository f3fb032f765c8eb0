/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The button that shows how others see the person, and opens the menu that changes it.
 */
#include "config.h"

#include "ui/sidebar/presence-button.h"

#include "base/item-signals.h"
#include "im/account.h"
#include "im/accounts.h"
#include "ui/sidebar/presence-menu.h"
#include "ui/widgets/menu-tooltip.h"
#include "ui/widgets/presence.h"

#include <glib/gi18n.h>

struct _UiPresenceButton {
  AdwBin parent_instance;

  ImClient *client; /* NULL until it is open */
  GtkMenuButton *button;
  GtkWidget *mark;
};

G_DEFINE_FINAL_TYPE (UiPresenceButton, ui_presence_button, ADW_TYPE_BIN)

static gboolean
any_account_is_online (UiPresenceButton *self)
{
  GListModel *accounts = G_LIST_MODEL (im_client_get_accounts (self->client));
  guint n = g_list_model_get_n_items (accounts);

  for (guint i = 0; i < n; i++) {
    g_autoptr (ImAccount) account = g_list_model_get_item (accounts, i);

    if (im_account_get_state (account) == IM_ACCOUNT_ONLINE)
      return TRUE;
  }

  return FALSE;
}

/* The mark tells what others see: whoever is not connected is offline to them. */
static void
refresh (UiPresenceButton *self)
{
  gboolean online = any_account_is_online (self);
  ImShow wanted = im_client_get_current_show (self->client);
  g_autofree char *spoken = NULL;

  if (online || wanted == IM_SHOW_OFFLINE)
    /* Translators: %s is "Available", "Away" … */
    spoken = g_strdup_printf (_ ("Your presence: %s"), ui_presence_to_words (wanted));
  else
    /* Translators: %s is "Available", "Away" … */
    spoken = g_strdup_printf (_ ("Not connected. When you are: %s"), ui_presence_to_words (wanted));
  g_object_set (self->mark, "show", online ? wanted : IM_SHOW_OFFLINE, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

/* Made when it is first opened. */
static void
ensure_menu (GtkMenuButton *button, gpointer user_data)
{
  UiPresenceButton *self = user_data;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  gtk_menu_button_set_popover (button, GTK_WIDGET (ui_presence_menu_new (self->client)));
  ui_menu_tooltip_yield (button);
}

void
ui_presence_button_set_client (UiPresenceButton *self, ImClient *client)
{
  g_return_if_fail (UI_IS_PRESENCE_BUTTON (self));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  gtk_menu_button_set_create_popup_func (self->button, ensure_menu, self, NULL);
  g_signal_connect_object (client, "notify::current-show", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  base_item_signals_connect (G_LIST_MODEL (im_client_get_accounts (client)), "notify::state",
                             G_CALLBACK (refresh), self);
  refresh (self);
}

static void
ui_presence_button_dispose (GObject *object)
{
  g_clear_object (&UI_PRESENCE_BUTTON (object)->client);

  G_OBJECT_CLASS (ui_presence_button_parent_class)->dispose (object);
}

static void
ui_presence_button_class_init (UiPresenceButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_presence_button_dispose;
}

static void
ui_presence_button_init (UiPresenceButton *self)
{
  self->mark = g_object_new (UI_TYPE_PRESENCE, NULL);
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, self->mark);
  gtk_menu_button_set_has_frame (self->button, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}
