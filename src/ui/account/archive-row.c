/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row to choose whose messages the server keeps; there if the server lets one choose.
 */
#include "config.h"

#include "ui/account/archive-row.h"

#include "im/archive-policy.h"
#include "ui/error-words.h"
#include "xmpp/stanza-error.h"

#include <glib/gi18n.h>

struct _UiArchiveRow {
  AdwComboRow parent_instance;

  ImAccount *account;        /* NULL until it is set */
  GCancellable *cancellable; /* of what is asked of the server, NULL if nothing is */
  XmppArchivePolicy policy;  /* what holds at the server */
  gboolean setting;          /* the server has been told of a choice, and has not answered yet */
  GtkWidget *spinner;
};

G_DEFINE_FINAL_TYPE (UiArchiveRow, ui_archive_row, ADW_TYPE_COMBO_ROW)

static const char *const choices[] = {
  [XMPP_ARCHIVE_ALWAYS] = N_ ("With everybody"),
  [XMPP_ARCHIVE_ROSTER] = N_ ("With contacts"),
  [XMPP_ARCHIVE_NEVER] = N_ ("With nobody"),
};

static void
show_policy (UiArchiveRow *self)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), self->policy);
}

static void
set_setting (UiArchiveRow *self, gboolean setting)
{
  self->setting = setting;
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), setting);
  gtk_widget_set_visible (self->spinner, setting);
}

/* What was asked before does not count any more. */
static void
stop_asking (UiArchiveRow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* There is nothing to choose, now or later. */
static gboolean
lets_nobody_choose (const GError *error)
{
  return g_error_matches (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_FEATURE_NOT_IMPLEMENTED) ||
         g_error_matches (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_SERVICE_UNAVAILABLE) ||
         g_error_matches (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_ITEM_NOT_FOUND);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiArchiveRow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean known =
    im_archive_policy_look_finish (IM_ACCOUNT (source), result, &self->policy, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (known) {
    show_policy (self);
    gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
    gtk_widget_show (GTK_WIDGET (self));
    return;
  }
  g_debug ("No choice of what the server keeps: %s", error->message);
  if (lets_nobody_choose (error))
    gtk_widget_hide (GTK_WIDGET (self));
}

/* A choice that the server is told of comes to its end before, at the latest with the connection. */
static void
look (UiArchiveRow *self)
{
  gboolean online = im_account_get_state (self->account) == IM_ACCOUNT_ONLINE;

  if (self->setting)
    return;
  stop_asking (self);
  if (!online) {
    gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
    return;
  }
  self->cancellable = g_cancellable_new ();
  im_archive_policy_look_async (self->account, self->cancellable, on_looked, g_object_ref (self));
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiArchiveRow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean set = im_archive_policy_set_finish (IM_ACCOUNT (source), result, &self->policy, &error);
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  set_setting (self, FALSE);
  show_policy (self);
  if (set)
    return;
  look (self);
  words = ui_error_to_words (error);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

static void
on_selected (UiArchiveRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  /* Told of what holds too, sometimes only after show_policy(); that is no choice of the person. */
  if (selected == self->policy || selected >= G_N_ELEMENTS (choices))
    return;
  show_policy (self);
  stop_asking (self);
  self->cancellable = g_cancellable_new ();
  set_setting (self, TRUE);
  im_archive_policy_set_async (self->account, (XmppArchivePolicy) selected, self->cancellable,
                               on_set, g_object_ref (self));
}

void
ui_archive_row_set_account (UiArchiveRow *self, ImAccount *account)
{
  g_return_if_fail (self->account == NULL);

  self->account = g_object_ref (account);
  g_signal_connect_object (account, "notify::state", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
}

static void
ui_archive_row_dispose (GObject *object)
{
  UiArchiveRow *self = UI_ARCHIVE_ROW (object);

  stop_asking (self);
  g_clear_object (&self->account);
  G_OBJECT_CLASS (ui_archive_row_parent_class)->dispose (object);
}

static void
ui_archive_row_class_init (UiArchiveRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_archive_row_dispose;
}

static void
ui_archive_row_init (UiArchiveRow *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_string_list_append (words, _ (choices[i]));
  self->spinner = gtk_spinner_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The server is being asked"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->spinner);
  /* Before there is a model: libadwaita 1.7 would not show the first choice until there is another one. */
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (self), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (words));
  g_signal_connect (self, "notify::selected", G_CALLBACK (on_selected), NULL);
  set_setting (self, FALSE);
  gtk_widget_hide (GTK_WIDGET (self));
}
