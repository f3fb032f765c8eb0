/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The root object: open, presence, idleness, close.
 */

#include "im/client.h"

#include "im/accounts.h"
#include "im/conversations.h"
#include "im/settings.h"
#include "rig.h"

#include <glib/gstdio.h>

static ImClient *
open_client (const char *data_dir)
{
  ImClient *client = im_client_new (data_dir);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  im_client_open_async (client, NULL, im_rig_done, &result);
  g_assert_true (im_client_open_finish (client, im_rig_await (&result), &error));
  g_assert_no_error (error);
  return client;
}

static void
close_client (ImClient *client)
{
  GAsyncResult *result = NULL;

  im_client_close_async (client, im_rig_done, &result);
  g_assert_true (im_client_close_finish (client, im_rig_await (&result), NULL));
  g_object_unref (result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (client);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    g_assert_cmpint (g_unlink (child), ==, 0);
  }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static ImAccount *
add_account (ImClient *client)
{
  ImAccounts *accounts = im_client_get_accounts (client);
  g_autoptr (GAsyncResult) result = NULL;

  im_accounts_add_async (accounts, "romeo@example.org", NULL, NULL, NULL, im_rig_done, &result);
  return im_accounts_add_finish (accounts, im_rig_await (&result), NULL);
}

static void
test_kept (void)
{
  g_autofree char *folder = g_dir_make_tmp ("kith-im-XXXXXX", NULL);
  g_autofree char *data_dir = g_build_filename (folder, "data", NULL);
  g_autoptr (XmppJid) jid = im_rig_jid ("juliet@example.com");
  ImClient *client = open_client (data_dir);
  ImConversation *conversation;

  im_client_set_show (client, IM_SHOW_OFFLINE);
  {
    g_autoptr (ImAccount) account = add_account (client);

    conversation = im_client_ensure_conversation (client, account, jid);
    im_conversation_send (conversation, "O, speak again");
    im_conversation_set_draft (conversation, "bright angel");
    while (im_conversation_get_id (conversation) == 0)
      g_main_context_iteration (NULL, TRUE);
  }
  close_client (client);

  client = open_client (data_dir);
  {
    g_autoptr (ImAccount) account =
      g_list_model_get_item (G_LIST_MODEL (im_client_get_accounts (client)), 0);

    g_assert_nonnull (account);
    conversation = im_client_find_conversation (client, account, jid);
    g_assert_nonnull (conversation);
    g_assert_cmpstr (im_conversation_get_preview (conversation), ==, "O, speak again");
    g_assert_cmpstr (im_conversation_get_draft (conversation), ==, "bright angel");
  }
  close_client (client);
  remove_folder (data_dir);
  remove_folder (folder);
}

/* Who ends the program right after its start ends it once its archive is whole. */
static void
test_close_early (void)
{
  g_autofree char *folder = g_dir_make_tmp ("kith-im-XXXXXX", NULL);
  g_autofree char *log = g_build_filename (folder, "archive.sqlite-wal", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  ImClient *client = im_client_new (folder);

  im_client_open_async (client, NULL, im_rig_done, &result);
  {
    GAsyncResult *closed = NULL;

    im_client_close_async (client, im_rig_done, &closed);
    g_assert_true (im_client_close_finish (client, im_rig_await (&closed), NULL));
    g_object_unref (closed);
  }
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_false (im_client_open_finish (client, im_rig_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  g_assert_finalize_object (client);
  remove_folder (folder);
}

static void
test_cannot_open (void)
{
  g_autoptr (ImClient) client = im_client_new ("/dev/null/kith");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  im_client_open_async (client, NULL, im_rig_done, &result);
  g_assert_false (im_client_open_finish (client, im_rig_await (&result), &error));
  g_assert_nonnull (error);
}

static void
on_current_show (ImClient *client, GParamSpec *pspec, guint *n_seen)
{
  (*n_seen)++;
}

static void
test_idle (void)
{
  ImClient *client = open_client (NULL);
  ImSettings *settings = im_client_get_settings (client);
  guint n_seen = 0;

  im_client_set_show (client, IM_SHOW_AVAILABLE);
  g_object_set (settings, "auto-away", TRUE, "auto-away-minutes", 10, NULL);
  g_signal_connect (client, "notify::current-show", G_CALLBACK (on_current_show), &n_seen);
  im_client_set_idle (client, 599);
  g_assert_cmpint (im_client_get_current_show (client), ==, IM_SHOW_AVAILABLE);
  im_client_set_idle (client, 600);
  g_assert_cmpint (im_client_get_current_show (client), ==, IM_SHOW_AWAY);
  g_assert_cmpint (im_client_get_show (client), ==, IM_SHOW_AVAILABLE);
  im_client_set_idle (client, 660);
  g_assert_cmpuint (n_seen, ==, 1);
  g_object_set (settings, "auto-away", FALSE, NULL);
  g_assert_cmpint (im_client_get_current_show (client), ==, IM_SHOW_AVAILABLE);
  g_object_set (settings, "auto-away", TRUE, NULL);
  im_client_set_idle (client, 0);
  g_assert_cmpint (im_client_get_current_show (client), ==, IM_SHOW_AVAILABLE);

  im_client_set_show (client, IM_SHOW_DND);
  g_assert_cmpint (im_client_get_current_show (client), ==, IM_SHOW_DND);
  im_client_set_idle (client, 6000);
  g_assert_cmpint (im_client_get_current_show (client), ==, IM_SHOW_DND);
  im_client_set_show (client, IM_SHOW_AVAILABLE);
  close_client (client);
}

/* Who has left has left for an account with a presence of its own too. */
static void
test_idle_own (void)
{
  ImClient *client = open_client (NULL);

  im_client_set_show (client, IM_SHOW_OFFLINE);
  g_object_set (im_client_get_settings (client), "auto-away", TRUE, "auto-away-minutes", 10, NULL);
  {
    g_autoptr (ImAccount) account = add_account (client);

    im_account_set_enabled (account, FALSE);
    im_account_set_own_presence (account, IM_SHOW_CHAT, NULL);
    im_client_set_show (client, IM_SHOW_DND);
    im_client_set_idle (client, 599);
    g_assert_cmpint (im_account_get_show (account), ==, IM_SHOW_CHAT);
    im_client_set_idle (client, 600);
    g_assert_cmpint (im_account_get_show (account), ==, IM_SHOW_AWAY);
    im_client_set_idle (client, 0);
    g_assert_cmpint (im_account_get_show (account), ==, IM_SHOW_CHAT);
    im_account_follow_presence (account);
    im_client_set_idle (client, 600);
    g_assert_cmpint (im_account_get_show (account), ==, IM_SHOW_DND);
  }
  im_client_set_show (client, IM_SHOW_AVAILABLE);
  close_client (client);
}

static void
test_properties (void)
{
  ImClient *client = open_client (NULL);
  g_autoptr (ImAccounts) accounts = NULL;
  g_autoptr (ImConversations) conversations = NULL;
  g_autofree char *text = NULL;
  gboolean keyring_available;
  guint unread = 1;

  g_object_set (client, "status-text", "busy", NULL);
  g_object_get (client, "accounts", &accounts, "conversations", &conversations, "unread", &unread,
                "status-text", &text, "keyring-available", &keyring_available, NULL);
  g_assert_true (accounts == im_client_get_accounts (client));
  g_assert_true (conversations == im_client_get_conversations (client));
  g_assert_cmpuint (unread, ==, 0);
  g_assert_cmpstr (text, ==, "busy");
  g_assert_true (keyring_available);
  g_object_set (client, "status-text", "", NULL);
  g_clear_object (&accounts);
  g_clear_object (&conversations);
  close_client (client);
}

int
main (int argc, char *argv[])
{
  im_rig_init (&argc, &argv);
  g_test_add_func ("/im/client/kept", test_kept);
  g_test_add_func ("/im/client/close-early", test_close_early);
  g_test_add_func ("/im/client/cannot-open", test_cannot_open);
  g_test_add_func ("/im/client/idle", test_idle);
  g_test_add_func ("/im/client/idle-own", test_idle_own);
  g_test_add_func ("/im/client/properties", test_properties);
  return g_test_run ();
}
