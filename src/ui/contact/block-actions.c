/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The actions of a window that block whom it shows.
 */
#include "config.h"

#include "ui/contact/block-actions.h"

#include "im/accounts.h"
#include "im/blocking.h"
#include "im/contact.h"
#include "im/roster.h"
#include "ui/contact/block-dialog.h"

struct _UiBlockActions {
  GObject parent_instance;

  GtkWidget *window;
  ImClient *client;
  ImConversation *conversation;
  GSignalGroup *blocking_signals;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (UiBlockActions, ui_block_actions, G_TYPE_OBJECT)

static void
set_enabled (UiBlockActions *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
refresh (UiBlockActions *self)
{
  ImAccount *account =
    self->conversation != NULL ? im_conversation_get_account (self->conversation) : NULL;
  gboolean available = account != NULL && xmpp_blocking_get_available (im_blocking_get (account));
  gboolean blocked =
    available && im_blocking_is_blocked (account, im_conversation_get_address (self->conversation));

  set_enabled (self, "block-current", available && !blocked);
  set_enabled (self, "unblock-current", blocked);
}

/* (nullable) (transfer none): of a parameter (ss), and the other address in it */
static ImAccount *
find_account (UiBlockActions *self, GVariant *parameter, const char **address)
{
  const char *account_address;
  g_autoptr (XmppJid) jid = NULL;

  g_variant_get (parameter, "(&s&s)", &account_address, address);
  jid = xmpp_jid_parse_wire (account_address, NULL);
  return jid != NULL ? im_accounts_find (im_client_get_accounts (self->client), jid) : NULL;
}

static char *
dup_name (ImAccount *account, const char *address)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse_wire (address, NULL);
  ImContact *contact = jid != NULL ? im_roster_find (im_account_get_roster (account), jid) : NULL;

  return contact != NULL ? im_contact_dup_display_name (contact) : g_strdup (address);
}

static void
block (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UiBlockActions *self = user_data;
  const char *address;
  ImAccount *account = find_account (self, parameter, &address);
  g_autofree char *name = account != NULL ? dup_name (account, address) : NULL;

  if (account != NULL)
    ui_block_dialog_present (self->window, account, address, name);
}

static void
unblock (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UiBlockActions *self = user_data;
  const char *address;
  ImAccount *account = find_account (self, parameter, &address);

  if (account != NULL)
    ui_unblock (self->window, account, address);
}

static void
block_current (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UiBlockActions *self = user_data;

  ui_block_dialog_present (self->window, im_conversation_get_account (self->conversation),
                           im_conversation_get_address (self->conversation),
                           im_conversation_get_display_name (self->conversation));
}

static void
unblock_current (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UiBlockActions *self = user_data;

  ui_unblock (self->window, im_conversation_get_account (self->conversation),
              im_conversation_get_address (self->conversation));
}

UiBlockActions *
ui_block_actions_new (GtkWidget *window, ImClient *client)
{
  UiBlockActions *self = g_object_new (UI_TYPE_BLOCK_ACTIONS, NULL);

  self->window = window;
  self->client = g_object_ref (client);
  gtk_widget_insert_action_group (window, "blocking", G_ACTION_GROUP (self->actions));
  return self;
}

void
ui_block_actions_set_conversation (UiBlockActions *self, ImConversation *conversation)
{
  g_set_object (&self->conversation, conversation);
  g_signal_group_set_target (
    self->blocking_signals,
    conversation != NULL ? im_blocking_get (im_conversation_get_account (conversation)) : NULL);
  refresh (self);
}

static void
ui_block_actions_dispose (GObject *object)
{
  UiBlockActions *self = UI_BLOCK_ACTIONS (object);

  gtk_widget_insert_action_group (self->window, "blocking", NULL);
  g_clear_object (&self->blocking_signals);
  g_clear_object (&self->conversation);
  g_clear_object (&self->client);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (ui_block_actions_parent_class)->dispose (object);
}

static void
ui_block_actions_class_init (UiBlockActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_block_actions_dispose;
}

static void
ui_block_actions_init (UiBlockActions *self)
{
  const GActionEntry entries[] = {
    { .name = "block", .activate = block, .parameter_type = "(ss)" },
    { .name = "unblock", .activate = unblock, .parameter_type = "(ss)" },
    { .name = "block-current", .activate = block_current },
    { .name = "unblock-current", .activate = unblock_current },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  self->blocking_signals = g_signal_group_new (XMPP_TYPE_BLOCKING);
  g_signal_group_connect_swapped (self->blocking_signals, "changed", G_CALLBACK (refresh), self);
  refresh (self);
}
