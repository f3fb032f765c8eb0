/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells that messages are being fetched from the server, or why they cannot be.
 */
#include "config.h"

#include "ui/chat/fetch-bar.h"

#include "ui/error-words.h"

#include <glib/gi18n.h>

/* What takes no longer needs no words. */
#define QUIET_MS 400

struct _UiFetchBar {
  GtkWidget parent_instance;

  ImMessageList *list; /* (nullable) */
  GSignalGroup *signals;
  guint quiet_source;

  GtkWidget *box;
  GtkSpinner *spinner;
  GtkWidget *busy_label;
  GtkLabel *failure_label; /* read aloud when it comes */
  GtkWidget *again;
};

G_DEFINE_FINAL_TYPE (UiFetchBar, ui_fetch_bar, GTK_TYPE_WIDGET)

static void
show (UiFetchBar *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_visible (self->busy_label, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->failure_label), !busy);
  gtk_widget_set_visible (self->again, !busy);
  gtk_widget_set_visible (self->box, TRUE);
}

static gboolean
on_quiet_over (gpointer user_data)
{
  UiFetchBar *self = user_data;

  self->quiet_source = 0;
  show (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
update (UiFetchBar *self)
{
  const GError *failure = self->list != NULL ? im_message_list_get_failure (self->list) : NULL;
  gboolean asking = self->list != NULL && im_message_list_get_asking (self->list);

  if (!asking)
    g_clear_handle_id (&self->quiet_source, g_source_remove);
  if (failure != NULL) {
    g_autofree char *words = ui_error_to_words (failure);
    g_autofree char *text =
      /* Translators: %s is a sentence that says why */
      g_strdup_printf (_ ("What is missing here cannot be fetched. %s"), words);

    gtk_label_set_text (self->failure_label, text);
    show (self, FALSE);
  } else if (!asking) {
    gtk_widget_set_visible (self->box, FALSE);
  } else if (self->quiet_source == 0 && !gtk_widget_get_visible (self->box)) {
    self->quiet_source = g_timeout_add (QUIET_MS, on_quiet_over, self);
  }
}

void
ui_fetch_bar_set_list (UiFetchBar *self, ImMessageList *list)
{
  g_return_if_fail (UI_IS_FETCH_BAR (self));
  g_return_if_fail (list == NULL || IM_IS_MESSAGE_LIST (list));

  g_set_object (&self->list, list);
  g_signal_group_set_target (self->signals, list);
  g_clear_handle_id (&self->quiet_source, g_source_remove);
  gtk_widget_set_visible (self->box, FALSE);
  update (self);
}

static void
ui_fetch_bar_dispose (GObject *object)
{
  UiFetchBar *self = UI_FETCH_BAR (object);

  g_clear_handle_id (&self->quiet_source, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->list);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (ui_fetch_bar_parent_class)->dispose (object);
}

static void
ui_fetch_bar_class_init (UiFetchBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_fetch_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "fetchbar");
}

static void
ui_fetch_bar_init (UiFetchBar *self)
{
  GtkWidget *spinner = gtk_spinner_new ();
  GtkWidget *failure_label =
    g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "wrap", TRUE, NULL);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->busy_label = gtk_label_new (_ ("Fetching messages from the server…"));
  self->failure_label = GTK_LABEL (failure_label);
  self->spinner = GTK_SPINNER (spinner);
  self->again = gtk_button_new_with_mnemonic (_ ("_Try Again"));
  gtk_label_set_wrap (GTK_LABEL (self->busy_label), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->again), "chat.fetch-again");
  gtk_widget_set_valign (self->again, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), spinner);
  gtk_box_append (GTK_BOX (self->box), self->busy_label);
  gtk_box_append (GTK_BOX (self->box), failure_label);
  gtk_box_append (GTK_BOX (self->box), self->again);
  gtk_widget_set_visible (self->box, FALSE);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->signals = g_signal_group_new (IM_TYPE_MESSAGE_LIST);
  g_signal_group_connect_swapped (self->signals, "notify::asking", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->signals, "notify::failure", G_CALLBACK (update), self);
}
