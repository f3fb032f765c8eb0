/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The actions of the window about contacts: adding somebody, and who they are.
 */
#include "config.h"

#include "im/account.h"
#include "im/accounts.h"
#include "im/conversation.h"
#include "im/roster.h"
#include "ui/account/nearby-group.h"
#include "ui/contact/contact-details.h"
#include "ui/window-private.h"

#include <glib/gi18n.h>

static ImContact *
find_contact (UiWindow *self, const char *account_address, const char *address)
{
  g_autoptr (XmppJid) account_jid = xmpp_jid_parse_wire (account_address, NULL);
  g_autoptr (XmppJid) jid = xmpp_jid_parse_wire (address, NULL);
  ImAccount *account;

  if (account_jid == NULL || jid == NULL)
    return NULL;

  account = im_accounts_find (im_client_get_accounts (ui_window_get_client (self)), account_jid);
  return account != NULL ? im_roster_find (im_account_get_roster (account), jid) : NULL;
}

/* @resource: the one of theirs that the person picked */
static void
on_write (UiWindow *self, ImContact *contact, const char *resource)
{
  ImConversation *conversation = im_client_ensure_conversation (
    ui_window_get_client (self), im_contact_get_account (contact), im_contact_get_jid (contact));

  im_conversation_pick (conversation, resource);
  ui_window_show_conversation (self, conversation);
}

static void
on_add_contact (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ui_window_show_add_contact (UI_WINDOW (widget), NULL, NULL, NULL);
}

static void
on_add_contact_address (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ui_window_show_add_contact (UI_WINDOW (widget), g_variant_get_string (parameter, NULL), NULL,
                              NULL);
}

/* Somebody whom a service knows: of the account that asked it, their address, and what it calls the
 * network that it leads to, or nothing. */
static void
on_add_found_contact (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiWindow *self = UI_WINDOW (widget);
  const char *account_address, *address, *network;
  g_autoptr (XmppJid) account_jid = NULL;
  ImAccount *account = NULL;
  UiAddContactDialog *dialog;

  g_variant_get (parameter, "(&s&s&s)", &account_address, &address, &network);
  account_jid = xmpp_jid_parse_wire (account_address, NULL);
  if (account_jid != NULL)
    account = im_accounts_find (im_client_get_accounts (ui_window_get_client (self)), account_jid);
  dialog = account != NULL ? ui_window_show_add_contact (self, address, NULL, network) : NULL;
  if (dialog != NULL)
    ui_add_contact_dialog_set_account (dialog, account);
}

static void
on_add_current (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ImConversation *conversation = ui_window_get_conversation (UI_WINDOW (widget));
  UiAddContactDialog *dialog = ui_window_show_add_contact (
    UI_WINDOW (widget), im_conversation_get_address (conversation), NULL, NULL);

  if (dialog != NULL)
    ui_add_contact_dialog_set_account (dialog, im_conversation_get_account (conversation));
}

/* Goes on writing to the same person in another way. What was begun goes along. */
static void
on_write_by (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiWindow *self = UI_WINDOW (widget);
  ImClient *client = ui_window_get_client (self);
  ImConversation *before = ui_window_get_conversation (self);
  const char *account_address, *address;
  g_autoptr (XmppJid) account_jid = NULL;
  g_autoptr (XmppJid) jid = NULL;
  ImAccount *account = NULL;
  ImConversation *after;

  g_variant_get (parameter, "(&s&s)", &account_address, &address);
  account_jid = xmpp_jid_parse_wire (account_address, NULL);
  jid = xmpp_jid_parse_wire (address, NULL);
  if (account_jid != NULL && jid != NULL)
    account = im_accounts_find (im_client_get_accounts (client), account_jid);
  if (account == NULL)
    return;
  after = im_client_ensure_conversation (client, account, jid);
  ui_window_save (self);
  if (before != NULL)
    im_conversation_take_begun (after, before);
  ui_window_show_conversation (self, after);
}

static void
on_contact_details (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiWindow *self = UI_WINDOW (widget);
  const char *account_address, *address;
  ImContact *contact;

  g_variant_get (parameter, "(&s&s)", &account_address, &address);
  contact = find_contact (self, account_address, address);
  if (contact != NULL)
    ui_window_show_contact (self, contact);
}

static void
on_current_details (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiWindow *self = UI_WINDOW (widget);
  ImContact *contact = im_conversation_get_contact (ui_window_get_conversation (self));

  if (contact != NULL)
    ui_window_show_contact (self, contact);
}

static void
on_copy_address (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiWindow *self = UI_WINDOW (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          im_conversation_get_address (ui_window_get_conversation (self)));
  ui_window_toast (self, _ ("Address copied"));
}

void
ui_window_install_contact_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.add-contact", NULL, on_add_contact);
  gtk_widget_class_install_action (widget_class, "win.add-contact-address", "s",
                                   on_add_contact_address);
  gtk_widget_class_install_action (widget_class, "win.add-found-contact", "(sss)",
                                   on_add_found_contact);
  gtk_widget_class_install_action (widget_class, "win.add-current", NULL, on_add_current);
  gtk_widget_class_install_action (widget_class, "win.write-by", "(ss)", on_write_by);
  gtk_widget_class_install_action (widget_class, "win.contact-details", "(ss)", on_contact_details);
  gtk_widget_class_install_action (widget_class, "win.current-details", NULL, on_current_details);
  gtk_widget_class_install_action (widget_class, "win.copy-address", NULL, on_copy_address);
}

gboolean
ui_window_check_server (UiWindow *self)
{
  g_autoptr (GListModel) accounts = ui_nearby_others (ui_window_get_client (self));

  if (g_list_model_get_n_items (accounts) > 0)
    return TRUE;
  ui_window_toast (self, _ ("For that you need an account at a server."));
  return FALSE;
}

UiAddContactDialog *
ui_window_show_add_contact (UiWindow *self,
                            const char *address,
                            const char *name,
                            const char *group)
{
  ImClient *client = ui_window_get_client (self);
  UiAddContactDialog *dialog;

  if (client == NULL || !ui_window_check_server (self))
    return NULL;

  dialog = ui_add_contact_dialog_new (GTK_WINDOW (self), client, address, name, group);
  g_signal_connect_object (dialog, "conversation-wanted", G_CALLBACK (ui_window_show_conversation),
                           self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

void
ui_window_show_contact (UiWindow *self, ImContact *contact)
{
  UiContactDetails *details =
    ui_contact_details_new (GTK_WINDOW (self), contact,
                            G_LIST_MODEL (im_client_get_accounts (ui_window_get_client (self))));

  g_signal_connect_object (details, "write", G_CALLBACK (on_write), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (details));
}
