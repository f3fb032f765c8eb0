/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done with a gateway to another network (XEP-0100): adding people, being there.
 */
#include "config.h"

#include "ui/services/gateway-rows.h"

#include "base/data.h"
#include "im/gateway.h"
#include "ui/error-words.h"

#include <glib/gi18n.h>

/* Somebody who is being added. */
struct _Addition {
  GtkWidget *row; /* or button, that was activated: it is in the window while that is open */
  ImService *gateway;
};

BASE_DEFINE_DATA (Addition, addition)

static void
addition_cleanup (Addition *self)
{
  g_clear_object (&self->row);
  g_clear_object (&self->gateway);
}

static Addition *
addition_new (GtkWidget *row, ImService *gateway)
{
  Addition *self = addition_alloc ();

  self->row = g_object_ref (row);
  self->gateway = g_object_ref (gateway);
  return self;
}

/* (nullable): the person may have gone on, or closed it */
static GtkWindow *
find_window (GtkWidget *row)
{
  GtkRoot *root = gtk_widget_get_root (row);

  return root != NULL && gtk_widget_get_mapped (row) ? GTK_WINDOW (root) : NULL;
}

static void
tell (GtkWindow *parent, const char *heading, const GError *error)
{
  g_autofree char *words = ui_error_to_words (error);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, words));

  adw_message_dialog_add_response (dialog, "close", _ ("_Close"));
  adw_message_dialog_set_default_response (dialog, "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A window in which a contact is added takes the address; that of the services gives way to one. */
static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Addition) addition = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = im_gateway_find_finish (IM_SERVICE (source), result, &error);
  GtkWindow *window = find_window (addition->row);
  GtkWindow *parent = window != NULL ? gtk_window_get_transient_for (window) : NULL;
  GVariant *found;

  if (parent == NULL)
    return;
  if (address == NULL) {
    tell (window, _ ("Nobody Was Found"), error);
    return;
  }
  found =
    g_variant_new ("(sss)", im_account_get_address (im_service_get_account (addition->gateway)),
                   address, im_service_get_name (addition->gateway));
  g_variant_ref_sink (found);
  if (!gtk_widget_activate_action_variant (addition->row, "contact.found", found)) {
    gtk_widget_activate_action_variant (GTK_WIDGET (parent), "win.add-found-contact", found);
    gtk_window_close (window);
  }
  g_variant_unref (found);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Addition *addition = user_data;
  GtkEditable *entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog));

  if (g_str_equal (response, "next"))
    im_gateway_find_async (addition->gateway, gtk_editable_get_text (entry), NULL, on_found,
                           addition_new (addition->row, addition->gateway));
}

static void
free_addition (gpointer data, GClosure *closure)
{
  addition_free (data);
}

static void
ask_for_name (GtkWindow *window, Addition *addition, const XmppGatewayPrompt *prompt)
{
  AdwMessageDialog *dialog =
    ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, NULL, prompt->desc));
  const char *label = prompt->prompt != NULL ? prompt->prompt : _ ("Name");
  GtkWidget *entry = gtk_entry_new ();

  /* Translators: %s is the name of a network. */
  adw_message_dialog_format_heading (dialog, _ ("Add Someone on %s"),
                                     im_service_get_name (addition->gateway));
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_message_dialog_set_extra_child (dialog, entry);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "next", _ ("_Next"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "next", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "next");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response),
                         addition_new (addition->row, addition->gateway), free_addition, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

static void
on_prompt (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Addition) addition = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppGatewayPrompt) prompt =
    im_gateway_ask_finish (IM_SERVICE (source), result, &error);
  GtkWindow *window = find_window (addition->row);

  g_signal_handlers_unblock_matched (addition->row, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL,
                                     addition->gateway);
  if (window == NULL)
    return;
  if (prompt != NULL)
    ask_for_name (window, addition, prompt);
  else
    tell (window, _ ("Nobody Can Be Added"), error);
}

/* Not twice at a time. It keeps the keyboard meanwhile, which an insensitive widget would not. */
void
ui_gateway_add_someone (GtkWidget *widget, ImService *gateway)
{
  g_signal_handlers_block_matched (widget, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, gateway);
  im_gateway_ask_async (gateway, NULL, on_prompt, addition_new (widget, gateway));
}

static void
on_add (AdwActionRow *row, ImService *gateway)
{
  ui_gateway_add_someone (GTK_WIDGET (row), gateway);
}

static void
set_present (AdwActionRow *row, ImService *gateway, gboolean present, const char *done)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (!im_gateway_set_present (gateway, present, &error))
    words = ui_error_to_words (error);
  gtk_widget_activate_action (GTK_WIDGET (row), "services.toast", "s",
                              words != NULL ? words : done);
}

static void
on_sign_in (AdwActionRow *row, ImService *gateway)
{
  set_present (row, gateway, TRUE, _ ("You are signing in there"));
}

static void
on_sign_out (AdwActionRow *row, ImService *gateway)
{
  set_present (row, gateway, FALSE, _ ("You are signing out there"));
}

void
ui_gateway_rows_add (AdwPreferencesGroup *group, ImService *gateway)
{
  const struct {
    const char *title;
    GCallback callback;
  } rows[] = {
    { _ ("Add Someone…"), G_CALLBACK (on_add) },
    { _ ("Sign In There"), G_CALLBACK (on_sign_in) },
    { _ ("Sign Out There"), G_CALLBACK (on_sign_out) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    GtkWidget *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "title", rows[i].title, "activatable", TRUE, NULL);

    g_signal_connect_object (row, "activated", rows[i].callback, gateway, 0);
    adw_preferences_group_add (group, row);
  }
}
