/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person calls themselves to the contacts of an account.
 */

#include "im/nickname.h"

#include "im/account-private.h"
#include "im/nearby.h"
#include "xmpp/xep/0172-nick.h"

static XmppNick *
get_module (ImAccount *account)
{
  return xmpp_session_get_module (im_account_get_session (account), XMPP_TYPE_NICK);
}

const char *
im_nickname_get (ImAccount *account)
{
  if (im_nearby_is (account))
    return im_nearby_get_name (account);
  return xmpp_nick_get_own (get_module (account));
}

static void
on_published (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (xmpp_nick_publish_finish (XMPP_NICK (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
im_nickname_set_async (ImAccount *account,
                       const char *nick,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (account, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_nickname_set_async);
  if (im_nearby_is (account)) {
    im_nearby_set_name (account, nick);
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  if (im_account_get_state (account) != IM_ACCOUNT_ONLINE) {
    g_task_return_new_error (task, IM_ERROR, IM_ERROR_OFFLINE, "the account is not online");
    g_object_unref (task);
    return;
  }
  xmpp_nick_publish_async (get_module (account), nick, cancellable, on_published, task);
}

gboolean
im_nickname_set_finish (ImAccount *account, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
