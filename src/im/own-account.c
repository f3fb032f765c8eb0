/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The password of an account, and its end, on the server and here (XEP-0077 §3.2, §3.3).
 */

#include "im/own-account.h"

#include "im/account-private.h"
#include "xmpp/sasl/secret.h"
#include "xmpp/xep/0077-register.h"

static void
free_password (gpointer password)
{
  xmpp_secret_free (password);
}

/* @task, @payload: (transfer full) */
static void
ask_server (ImAccount *account, GTask *task, XmlElement *payload, GAsyncReadyCallback callback)
{
  g_autoptr (XmppJid) server = xmpp_jid_server (im_account_get_jid (account));

  if (im_account_get_state (account) != IM_ACCOUNT_ONLINE) {
    xml_element_unref (payload);
    g_task_return_new_error (task, IM_ERROR, IM_ERROR_OFFLINE, "the account is not signed in");
    g_object_unref (task);
    return;
  }
  if (!im_account_set_changing (account, TRUE)) {
    xml_element_unref (payload);
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "it is being changed already");
    g_object_unref (task);
    return;
  }
  xmpp_session_query_async (im_account_get_session (account), "set", server, payload,
                            g_task_get_cancellable (task), callback, task);
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImAccount *self = g_task_get_source_object (task);
  ImCredentials *credentials = im_account_get_credentials (self);
  GError *error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);

  im_account_set_changing (self, FALSE);
  if (reply == NULL) {
    g_task_return_error (task, error);
    return;
  }
  im_credentials_set_password (credentials, g_task_get_task_data (task), FALSE);
  im_credentials_proven (credentials, NULL);
  g_task_return_boolean (task, TRUE);
}

void
im_account_change_password_async (ImAccount *self,
                                  const char *password,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_account_change_password_async);
  g_task_set_task_data (task, g_strdup (password), free_password);
  ask_server (
    self, task,
    xmpp_registration_build_password (xmpp_jid_local (im_account_get_jid (self)), password),
    on_changed);
}

gboolean
im_account_change_password_finish (ImAccount *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  im_account_set_changing (g_task_get_task_data (task), FALSE);
  if (im_accounts_remove_finish (IM_ACCOUNTS (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);

  if (reply != NULL) {
    im_accounts_remove_async (g_task_get_source_object (task), g_task_get_task_data (task), NULL,
                              on_removed, g_object_ref (task));
    return;
  }
  im_account_set_changing (g_task_get_task_data (task), FALSE);
  g_task_return_error (task, error);
}

void
im_accounts_delete_async (ImAccounts *self,
                          ImAccount *account,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_accounts_delete_async);
  g_task_set_task_data (task, g_object_ref (account), g_object_unref);
  ask_server (account, task, xmpp_registration_build_remove (), on_deleted);
}

gboolean
im_accounts_delete_finish (ImAccounts *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
