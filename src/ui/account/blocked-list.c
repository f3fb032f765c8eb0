/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window with all that an account blocks, to add to and to take from.
 */
#include "config.h"

#include "ui/account/blocked-list.h"

#include "im/blocking.h"
#include "ui/contact/block-dialog.h"
#include "ui/error-words.h"
#include "ui/widgets/button-names.h"
#include "ui/widgets/toast.h"

#include <glib/gi18n.h>

struct _UiBlockedList {
  AdwWindow parent_instance;

  ImAccount *account;
  GPtrArray *rows; /* of GtkWidget, owned by the group */

  AdwToast *toast; /* (nullable): weak, the last one */
  AdwToastOverlay *toast_overlay;
  AdwEntryRow *address_row;
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (UiBlockedList, ui_blocked_list, ADW_TYPE_WINDOW)

static void
tell (UiBlockedList *self, const GError *error)
{
  g_autofree char *words = ui_error_to_words (error);

  ui_toast (self->toast_overlay, &self->toast, words);
}

static void
on_unblock (GtkButton *button, UiBlockedList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_is_ancestor (GTK_WIDGET (button), self->rows->pdata[i]))
      ui_unblock (GTK_WIDGET (self), self->account,
                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->rows->pdata[i])));
}

static GtkWidget *
new_row (UiBlockedList *self, const char *address)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Unblock"));
  /* Translators: %s is an address. */
  g_autofree char *spoken = g_strdup_printf (_ ("Unblock %s"), address);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), address);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  ui_button_names_set_one (button, spoken);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_unblock), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
refresh (UiBlockedList *self)
{
  XmppBlocking *blocking = im_blocking_get (self->account);
  g_autoptr (GPtrArray) blocked = xmpp_blocking_list (blocking);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < blocked->len; i++) {
    GtkWidget *row = new_row (self, xmpp_jid_string (blocked->pdata[i]));

    adw_preferences_group_add (self->group, row);
    g_ptr_array_add (self->rows, row);
  }
  adw_preferences_group_set_description (
    self->group, !xmpp_blocking_get_available (blocking) ? _ ("The list is not known now.")
                 : blocked->len == 0                     ? _ ("You have blocked nobody.")
                                                         : NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->address_row), xmpp_blocking_get_available (blocking));
}

static void
on_blocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiBlockedList) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean blocked = im_blocking_change_finish (IM_ACCOUNT (source), result, &error);

  /* The person may have closed the window in the meantime. */
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  if (blocked)
    gtk_editable_set_text (GTK_EDITABLE (self->address_row), "");
  else
    tell (self, error);
}

static void
on_apply (UiBlockedList *self)
{
  g_autofree char *text =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address_row))));
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppJid) jid = xmpp_jid_parse (text, &error);

  if (*text == '\0')
    return;
  if (jid != NULL)
    im_blocking_block_async (self->account, jid, XMPP_REPORT_NONE, NULL, on_blocked,
                             g_object_ref (self));
  else
    tell (self, error);
}

static void
on_toast (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiBlockedList *self = UI_BLOCKED_LIST (widget);

  ui_toast (self->toast_overlay, &self->toast, g_variant_get_string (parameter, NULL));
}

UiBlockedList *
ui_blocked_list_new (GtkWindow *parent, ImAccount *account)
{
  UiBlockedList *self = g_object_new (UI_TYPE_BLOCKED_LIST, "transient-for", parent, NULL);
  XmppBlocking *blocking = im_blocking_get (account);

  self->account = g_object_ref (account);
  g_signal_connect_object (blocking, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return self;
}

static void
ui_blocked_list_dispose (GObject *object)
{
  UiBlockedList *self = UI_BLOCKED_LIST (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->account);
  g_clear_weak_pointer (&self->toast);
  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_BLOCKED_LIST);
  G_OBJECT_CLASS (ui_blocked_list_parent_class)->dispose (object);
}

static void
ui_blocked_list_class_init (UiBlockedListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_blocked_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/account/blocked-list.ui");
  gtk_widget_class_bind_template_child (widget_class, UiBlockedList, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, UiBlockedList, address_row);
  gtk_widget_class_bind_template_child (widget_class, UiBlockedList, group);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", on_toast);
}

static void
ui_blocked_list_init (UiBlockedList *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
