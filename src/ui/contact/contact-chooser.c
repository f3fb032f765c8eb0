/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window in which one contact of all accounts is chosen: the first of them that match what is typed.
 */
#include "config.h"

#include "ui/contact/contact-chooser.h"

#include "base/text.h"
#include "im/account.h"
#include "im/contact.h"
#include "im/roster.h"
#include "ui/widgets/avatar.h"

#include <glib/gi18n.h>

/* Whoever has more types another letter. */
#define MAX_ROWS 50

struct _UiContactChooser {
  AdwWindow parent_instance;

  GListModel *accounts;
  ImContact *except;
  GPtrArray *shown; /* of ImContact, as the rows */
  GtkEditable *entry;
  GtkListBox *list;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (UiContactChooser, ui_contact_chooser, ADW_TYPE_WINDOW)

static void
choose (UiContactChooser *self, guint position)
{
  if (position >= self->shown->len)
    return;
  g_signal_emit (self, chosen_signal, 0, g_ptr_array_index (self->shown, position));
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_row_activated (UiContactChooser *self, GtkListBoxRow *row)
{
  choose (self, (guint) gtk_list_box_row_get_index (row));
}

static void
add_row (UiContactChooser *self, ImContact *contact)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = im_contact_dup_display_name (contact);
  ImAccount *account = im_contact_get_account (contact);
  g_autofree char *subtitle = NULL;

  if (im_account_get_alone (account))
    subtitle = g_strdup (im_contact_get_address (contact));
  else
    /* Translators: an address, and the name of the account whose contact it is. */
    subtitle = g_strdup_printf (_ ("%s, contact of %s"), im_contact_get_address (contact),
                                im_account_get_name (account));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             g_object_new (UI_TYPE_AVATAR, "size", 32, "name", name, "seed",
                                           im_contact_get_address (contact), NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->shown, g_object_ref (contact));
}

static gboolean
matches (ImContact *contact, const char *folded)
{
  g_autofree char *name = im_contact_dup_display_name (contact);
  g_autofree char *folded_name = base_text_fold (name);
  g_autofree char *folded_address = base_text_fold (im_contact_get_address (contact));

  return strstr (folded_name, folded) != NULL || strstr (folded_address, folded) != NULL;
}

static void
fill (UiContactChooser *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  g_autofree char *folded = base_text_fold (typed);
  GtkWidget *child;

  /* Not the placeholder. */
  while ((child = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0))) != NULL)
    gtk_list_box_remove (self->list, child);
  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < g_list_model_get_n_items (self->accounts); i++) {
    g_autoptr (ImAccount) account = g_list_model_get_item (self->accounts, i);
    GListModel *roster = G_LIST_MODEL (im_account_get_roster (account));

    for (guint j = 0; j < g_list_model_get_n_items (roster) && self->shown->len < MAX_ROWS; j++) {
      g_autoptr (ImContact) contact = g_list_model_get_item (roster, j);

      if (contact != self->except && matches (contact, folded))
        add_row (self, contact);
    }
  }
}

static void
on_search_changed (UiContactChooser *self)
{
  fill (self);
}

/* Whoever types fast does not wait until the entry has told of the last letters. */
static void
on_entry_activate (UiContactChooser *self)
{
  fill (self);
  choose (self, 0);
}

UiContactChooser *
ui_contact_chooser_new (GtkWindow *parent, GListModel *accounts, ImContact *except)
{
  UiContactChooser *self = g_object_new (UI_TYPE_CONTACT_CHOOSER, "transient-for", parent, NULL);

  self->accounts = g_object_ref (accounts);
  self->except = g_object_ref (except);
  fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return self;
}

static void
ui_contact_chooser_dispose (GObject *object)
{
  UiContactChooser *self = UI_CONTACT_CHOOSER (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_CONTACT_CHOOSER);
  g_clear_object (&self->accounts);
  g_clear_object (&self->except);
  g_ptr_array_set_size (self->shown, 0);

  G_OBJECT_CLASS (ui_contact_chooser_parent_class)->dispose (object);
}

static void
ui_contact_chooser_finalize (GObject *object)
{
  g_ptr_array_unref (UI_CONTACT_CHOOSER (object)->shown);

  G_OBJECT_CLASS (ui_contact_chooser_parent_class)->finalize (object);
}

static void
ui_contact_chooser_class_init (UiContactChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ui_contact_chooser_dispose;
  object_class->finalize = ui_contact_chooser_finalize;
  chosen_signal = g_signal_new ("chosen", UI_TYPE_CONTACT_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, IM_TYPE_CONTACT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/contact/contact-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, UiContactChooser, entry);
  gtk_widget_class_bind_template_child (widget_class, UiContactChooser, list);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
ui_contact_chooser_init (UiContactChooser *self)
{
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
