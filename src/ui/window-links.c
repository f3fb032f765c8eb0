/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window shows for an xmpp: link.
 */
#include "config.h"

#include "im/account.h"
#include "im/accounts.h"
#include "im/conversation.h"
#include "im/roster.h"
#include "im/uri.h"
#include "ui/account/register-page.h"
#include "ui/error-words.h"
#include "ui/window-private.h"

#include <glib/gi18n.h>

static ImAccount *
choose_account (UiWindow *self, const ImUri *uri)
{
  ImAccounts *accounts = im_client_get_accounts (ui_window_get_client (self));
  g_autoptr (ImAccount) first = NULL;

  if (uri->account != NULL)
    return im_accounts_find (accounts, uri->account);

  /* The list holds it. */
  first = g_list_model_get_item (G_LIST_MODEL (accounts), 0);
  return first;
}

static void
open_roster_uri (UiWindow *self, const ImUri *uri)
{
  UiAddContactDialog *dialog = ui_window_show_add_contact (
    self, xmpp_jid_string (uri->jid), im_uri_get (uri, "name"), im_uri_get (uri, "group"));

  if (dialog != NULL && im_uri_get (uri, "preauth") != NULL)
    ui_add_contact_dialog_set_invitation (dialog, im_uri_get (uri, "preauth"));
}

static void
open_parsed_uri (UiWindow *self, const ImUri *uri)
{
  ImAccount *account = choose_account (self, uri);
  ImConversation *conversation;

  if (account == NULL || uri->jid == NULL) {
    ui_window_toast (self, _ ("This link is for an account that is not set up here."));
    return;
  }

  switch (uri->action) {
  case IM_URI_NONE:
  case IM_URI_MESSAGE:
    conversation = im_client_ensure_conversation (ui_window_get_client (self), account, uri->jid);
    ui_window_show_conversation (self, conversation);
    if (im_uri_get (uri, "body") != NULL)
      ui_chat_page_propose_text (ui_window_get_chat_page (self), im_uri_get (uri, "body"));
    break;
  case IM_URI_SUBSCRIBE:
  case IM_URI_ROSTER:
    open_roster_uri (self, uri);
    break;
  case IM_URI_REMOVE:
  case IM_URI_UNSUBSCRIBE: {
    ImContact *contact = im_roster_find (im_account_get_roster (account), uri->jid);

    if (contact != NULL)
      ui_window_show_contact (self, contact);
    else
      ui_window_toast (self, _ ("There is no such contact."));
    break;
  }
  case IM_URI_REGISTER:
    ui_register_window_present (GTK_WINDOW (self), ui_window_get_client (self), uri);
    break;
  case IM_URI_JOIN:
  case IM_URI_UNKNOWN:
  default:
    ui_window_toast (self, _ ("Kith cannot do yet what this link asks for."));
    break;
  }
}

void
ui_window_follow_link (UiWindow *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ImUri) uri = im_uri_parse (text, &error);
  g_autofree char *words = NULL;

  if (uri != NULL) {
    open_parsed_uri (self, uri);
    return;
  }

  words = ui_error_to_words (error);
  ui_window_toast (self, words);
}
