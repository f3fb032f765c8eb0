/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An account in the list of accounts: its name and colour, how it stands, whether it is used.
 */
#include "config.h"

#include "ui/account/account-row.h"

#include "ui/account/account-words.h"
#include "ui/widgets/color-dot.h"

#include <glib/gi18n.h>

struct _UiAccountRow {
  AdwActionRow parent_instance;

  ImAccount *account;
  UiColorDot *dot;
  GtkSwitch *enabled;
};

G_DEFINE_FINAL_TYPE (UiAccountRow, ui_account_row, ADW_TYPE_ACTION_ROW)

static void
refresh (UiAccountRow *self)
{
  const char *label = im_account_get_label (self->account);
  g_autofree char *standing = ui_account_dup_standing (self->account);
  g_autofree char *subtitle =
    label != NULL ? g_strdup_printf ("%s\n%s", im_account_get_address (self->account), standing)
                  : g_strdup (standing);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), im_account_get_name (self->account));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
}

GtkWidget *
ui_account_row_new (ImAccount *account)
{
  static const char *const watched[] = { "notify::name", "notify::state", "notify::error",
                                         "notify::show", "notify::enabled" };
  UiAccountRow *self = g_object_new (UI_TYPE_ACCOUNT_ROW, NULL);

  self->account = g_object_ref (account);
  g_object_set (self->dot, "seed", im_account_get_address (account), NULL);
  g_object_bind_property (account, "hue", self->dot, "hue", G_BINDING_SYNC_CREATE);
  g_object_bind_property (account, "enabled", self->enabled, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (account, watched[i], G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}

ImAccount *
ui_account_row_get_account (UiAccountRow *self)
{
  return self->account;
}

static void
ui_account_row_dispose (GObject *object)
{
  g_clear_object (&UI_ACCOUNT_ROW (object)->account);

  G_OBJECT_CLASS (ui_account_row_parent_class)->dispose (object);
}

static void
ui_account_row_class_init (UiAccountRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_account_row_dispose;
}

static void
ui_account_row_init (UiAccountRow *self)
{
  self->dot = g_object_new (UI_TYPE_COLOR_DOT, NULL);
  self->enabled = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->enabled), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->enabled), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Use this account"), -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->dot));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->enabled));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}
