/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells of a privacy list that another program has set for the account; there if one is in force.
 */
#include "config.h"

#include "ui/account/privacy-group.h"

#include "im/privacy.h"
#include "ui/error-words.h"

#include <glib/gi18n.h>

struct _UiPrivacyGroup {
  AdwPreferencesGroup parent_instance;

  ImAccount *account; /* NULL until it is set */
  GCancellable *cancellable;
  GtkWidget *row;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (UiPrivacyGroup, ui_privacy_group, ADW_TYPE_PREFERENCES_GROUP)

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiPrivacyGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = im_privacy_look_finish (IM_ACCOUNT (source), result, &error);

  /* A server that has no lists says so by an error. */
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("No privacy lists: %s", error->message);
  if (name != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), name);
  gtk_widget_set_visible (GTK_WIDGET (self), name != NULL);
}

static void
look (UiPrivacyGroup *self)
{
  if (im_account_get_state (self->account) == IM_ACCOUNT_ONLINE)
    im_privacy_look_async (self->account, self->cancellable, on_looked, g_object_ref (self));
  else
    gtk_widget_hide (GTK_WIDGET (self));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiPrivacyGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  gtk_widget_set_sensitive (self->button, TRUE);
  if (im_privacy_open_finish (IM_ACCOUNT (source), result, &error)) {
    gtk_widget_hide (GTK_WIDGET (self));
    return;
  }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  words = ui_error_to_words (error);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

static void
on_open (UiPrivacyGroup *self)
{
  gtk_widget_set_sensitive (self->button, FALSE);
  im_privacy_open_async (self->account, self->cancellable, on_opened, g_object_ref (self));
}

void
ui_privacy_group_set_account (UiPrivacyGroup *self, ImAccount *account)
{
  g_return_if_fail (self->account == NULL);

  self->account = g_object_ref (account);
  g_signal_connect_object (account, "notify::state", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
}

static void
ui_privacy_group_dispose (GObject *object)
{
  UiPrivacyGroup *self = UI_PRIVACY_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->account);
  G_OBJECT_CLASS (ui_privacy_group_parent_class)->dispose (object);
}

static void
ui_privacy_group_finalize (GObject *object)
{
  g_object_unref (UI_PRIVACY_GROUP (object)->cancellable);
  G_OBJECT_CLASS (ui_privacy_group_parent_class)->finalize (object);
}

static void
ui_privacy_group_class_init (UiPrivacyGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ui_privacy_group_dispose;
  object_class->finalize = ui_privacy_group_finalize;
}

static void
ui_privacy_group_init (UiPrivacyGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  self->cancellable = g_cancellable_new ();
  self->row = adw_action_row_new ();
  self->button = gtk_button_new_with_mnemonic (_ ("Set _Aside"));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->button, _ ("Let Everything Through Until You Sign Out"));
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_open), self);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), self->button);
  adw_preferences_group_set_title (group, _ ("Privacy List"));
  adw_preferences_group_set_description (
    group,
    _ ("Another program has told the server to filter by this list. It may keep people, their "
       "presence or their messages away from you."));
  adw_preferences_group_add (group, self->row);
  gtk_widget_hide (GTK_WIDGET (self));
}
