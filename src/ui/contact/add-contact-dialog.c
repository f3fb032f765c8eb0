/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window in which a contact is added by address.
 */
#include "config.h"

#include "ui/contact/add-contact-dialog.h"

#include "im/account.h"
#include "im/accounts.h"
#include "im/conversation.h"
#include "im/roster.h"
#include "ui/account/nearby-group.h"
#include "ui/contact/groups-text.h"
#include "ui/error-words.h"
#include "ui/services/gateway-buttons.h"
#include "xmpp/jid.h"

#include <glib/gi18n.h>

struct _UiAddContactDialog {
  AdwWindow parent_instance;

  ImClient *client;
  GCancellable *cancellable;
  char *inviter; /* (nullable): the address that the token is of */
  char *token;   /* (nullable) */
  GtkWidget *add_button;
  AdwEntryRow *address_row;
  AdwEntryRow *name_row;
  AdwEntryRow *groups_row;
  AdwEntryRow *message_row;
  AdwComboRow *account_row;
  GtkBox *gateways;
  GtkLabel *error_label;
};

enum {
  CONVERSATION_WANTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UiAddContactDialog, ui_add_contact_dialog, ADW_TYPE_WINDOW)

static const char *
text_of (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
show_words (UiAddContactDialog *self, const char *words)
{
  gtk_label_set_text (self->error_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), words != NULL);
}

static void
show_error (UiAddContactDialog *self, const GError *error)
{
  g_autofree char *words = error != NULL ? ui_error_to_words (error) : NULL;

  show_words (self, words);
}

static XmppJid *
parse_address (UiAddContactDialog *self, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (text_of (self->address_row)));
  g_autoptr (XmppJid) jid = xmpp_jid_parse (text, error);

  if (jid == NULL)
    return NULL;

  /* A server may be a contact; but a mere word is an address that somebody has not typed to its end. */
  if (xmpp_jid_local (jid) == NULL && strchr (xmpp_jid_domain (jid), '.') == NULL) {
    g_set_error_literal (error, IM_ERROR, IM_ERROR_NO_LOCALPART, "No @ in the address");
    return NULL;
  }

  return xmpp_jid_bare (jid);
}

static void
on_changed (UiAddContactDialog *self)
{
  g_autoptr (XmppJid) jid = parse_address (self, NULL);

  gtk_widget_set_sensitive (self->add_button, jid != NULL);
  show_error (self, NULL);
}

static void
finish (UiAddContactDialog *self, ImAccount *account, XmppJid *jid)
{
  g_signal_emit (self, signals[CONVERSATION_WANTED], 0,
                 im_client_ensure_conversation (self->client, account, jid));
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiAddContactDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppJid) jid = NULL;

  if (!im_roster_add_finish (IM_ROSTER (source), result, &error)) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      return;
    show_error (self, error);
    gtk_widget_set_sensitive (self->add_button, TRUE);
    return;
  }

  jid = parse_address (self, NULL);
  if (jid != NULL)
    finish (self, im_roster_get_account (IM_ROSTER (source)), jid);
}

/* The token belongs to the address of the link, and to nobody else. */
static gboolean
is_invited (UiAddContactDialog *self)
{
  return g_strcmp0 (self->inviter, text_of (self->address_row)) == 0;
}

static void
on_add (UiAddContactDialog *self)
{
  ImAccount *account = adw_combo_row_get_selected_item (self->account_row);
  g_autoptr (GError) error = NULL;
  g_autoptr (XmppJid) jid = parse_address (self, &error);
  g_auto (GStrv) groups = NULL;
  g_autofree char *name = NULL;

  if (jid == NULL || account == NULL) {
    show_error (self, error);
    return;
  }

  if (xmpp_jid_equal_bare (jid, im_account_get_jid (account))) {
    show_words (self, _ ("This is your own address."));
    return;
  }

  if (im_roster_find (im_account_get_roster (account), jid) != NULL) {
    finish (self, account, jid);
    return;
  }

  groups = ui_groups_from_text (text_of (self->groups_row));
  name = g_strstrip (g_strdup (text_of (self->name_row)));
  gtk_widget_set_sensitive (self->add_button, FALSE);
  show_error (self, NULL);
  im_roster_add_invited_async (
    im_account_get_roster (account), jid, *name != '\0' ? name : NULL, (const char *const *) groups,
    *text_of (self->message_row) != '\0' ? text_of (self->message_row) : NULL,
    is_invited (self) ? self->token : NULL, self->cancellable, on_added, g_object_ref (self));
}

static void
select_account (UiAddContactDialog *self, const char *address)
{
  GListModel *accounts = adw_combo_row_get_model (self->account_row);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (ImAccount) other = g_list_model_get_item (accounts, i);

    if (g_str_equal (im_account_get_address (other), address))
      adw_combo_row_set_selected (self->account_row, i);
  }
}

/* A gateway knows somebody: the address of the account, theirs, and the name of the network. */
static void
on_found (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiAddContactDialog *self = UI_ADD_CONTACT_DIALOG (widget);
  const char *account, *address, *network;

  g_variant_get (parameter, "(&s&s&s)", &account, &address, &network);
  select_account (self, account);
  gtk_editable_set_text (GTK_EDITABLE (self->address_row), address);
  gtk_editable_set_text (GTK_EDITABLE (self->groups_row), network);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}

UiAddContactDialog *
ui_add_contact_dialog_new (GtkWindow *parent,
                           ImClient *client,
                           const char *address,
                           const char *name,
                           const char *group)
{
  UiAddContactDialog *self =
    g_object_new (UI_TYPE_ADD_CONTACT_DIALOG, "transient-for", parent, NULL);
  g_autoptr (GListModel) accounts = ui_nearby_others (client);

  self->client = g_object_ref (client);
  adw_combo_row_set_model (self->account_row, accounts);
  gtk_widget_set_visible (GTK_WIDGET (self->account_row), g_list_model_get_n_items (accounts) > 1);
  gtk_editable_set_text (GTK_EDITABLE (self->address_row), address != NULL ? address : "");
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), name != NULL ? name : "");
  gtk_editable_set_text (GTK_EDITABLE (self->groups_row), group != NULL ? group : "");
  if (address == NULL)
    ui_gateway_buttons_add (self->gateways, client);
  return self;
}

void
ui_add_contact_dialog_set_account (UiAddContactDialog *self, ImAccount *account)
{
  g_return_if_fail (UI_IS_ADD_CONTACT_DIALOG (self));

  select_account (self, im_account_get_address (account));
}

void
ui_add_contact_dialog_set_invitation (UiAddContactDialog *self, const char *token)
{
  g_return_if_fail (UI_IS_ADD_CONTACT_DIALOG (self));

  g_free (self->inviter);
  self->inviter = g_strdup (text_of (self->address_row));
  g_free (self->token);
  self->token = g_strdup (token);
}

/* Not before: what has the keyboard is told to assistive technologies, and to them a window that is
 * not on the screen yet would never become one (GTK 4.8). */
static void
ui_add_contact_dialog_map (GtkWidget *widget)
{
  UiAddContactDialog *self = UI_ADD_CONTACT_DIALOG (widget);

  GTK_WIDGET_CLASS (ui_add_contact_dialog_parent_class)->map (widget);
  gtk_widget_grab_focus (
    GTK_WIDGET (*text_of (self->address_row) == '\0' ? self->address_row : self->name_row));
}

static void
ui_add_contact_dialog_dispose (GObject *object)
{
  UiAddContactDialog *self = UI_ADD_CONTACT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_pointer (&self->inviter, g_free);
  g_clear_pointer (&self->token, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), UI_TYPE_ADD_CONTACT_DIALOG);

  G_OBJECT_CLASS (ui_add_contact_dialog_parent_class)->dispose (object);
}

static void
ui_add_contact_dialog_class_init (UiAddContactDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_add_contact_dialog_dispose;
  widget_class->map = ui_add_contact_dialog_map;
  signals[CONVERSATION_WANTED] =
    g_signal_new ("conversation-wanted", UI_TYPE_ADD_CONTACT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                  NULL, NULL, G_TYPE_NONE, 1, IM_TYPE_CONVERSATION);

  gtk_widget_class_install_action (widget_class, "contact.found", "(sss)", on_found);
  g_type_ensure (IM_TYPE_ACCOUNT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/contact/add-contact-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, UiAddContactDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, UiAddContactDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, UiAddContactDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, UiAddContactDialog, groups_row);
  gtk_widget_class_bind_template_child (widget_class, UiAddContactDialog, message_row);
  gtk_widget_class_bind_template_child (widget_class, UiAddContactDialog, account_row);
  gtk_widget_class_bind_template_child (widget_class, UiAddContactDialog, gateways);
  gtk_widget_class_bind_template_child (widget_class, UiAddContactDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
}

static void
ui_add_contact_dialog_init (UiAddContactDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
