/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whom a person wants to hear nothing of: blocked on the server, for all their devices (XEP-0191).
 */

#include "im/blocking.h"

#include "im/account-private.h"
#include "im/roster-private.h"

static void
on_state (ImAccount *account, GParamSpec *pspec, gpointer user_data)
{
  if (im_account_get_state (account) == IM_ACCOUNT_ONLINE)
    xmpp_blocking_load (im_blocking_get (account));
}

void
im_blocking_follow (ImAccount *account)
{
  g_signal_handlers_disconnect_by_func (account, on_state, NULL);
  g_signal_connect (account, "notify::state", G_CALLBACK (on_state), NULL);
}

XmppBlocking *
im_blocking_get (ImAccount *account)
{
  return xmpp_session_get_module (im_account_get_session (account), XMPP_TYPE_BLOCKING);
}

gboolean
im_blocking_is_blocked (ImAccount *account, const char *address)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse_wire (address, NULL);

  return jid != NULL && xmpp_blocking_find (im_blocking_get (account), jid) != NULL;
}

/* (nullable) (transfer full) */
static ImRequest *
find_request (ImAccount *account, const XmppJid *jid)
{
  GListModel *requests = im_roster_get_requests (im_account_get_roster (account));

  for (guint i = 0; i < g_list_model_get_n_items (requests); i++) {
    g_autoptr (ImRequest) request = g_list_model_get_item (requests, i);

    if (xmpp_jid_equal_bare (im_request_get_jid (request), jid))
      return g_steal_pointer (&request);
  }
  return NULL;
}

gboolean
im_blocking_has_request (ImAccount *account, const XmppJid *jid)
{
  g_autoptr (ImRequest) request = find_request (account, jid);

  return request != NULL;
}

/* A block alone leaves the request waiting on some servers, and it would be back one day. Afterwards
 * the server takes no answer for them any more (XEP-0191 §3.3). */
static void
refuse_request (ImAccount *account, XmppJid *jid)
{
  g_autoptr (ImRequest) request = find_request (account, jid);

  if (request != NULL)
    im_roster_refuse (im_account_get_roster (account), request, NULL);
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (xmpp_blocking_change_finish (XMPP_BLOCKING (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* (nullable): NULL when the account is not online, and the task has returned that */
static GTask *
begin (ImAccount *account,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (account, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, begin);
  if (im_roster_check_online (im_account_get_roster (account), &error))
    return g_steal_pointer (&task);
  g_task_return_error (task, error);
  return NULL;
}

void
im_blocking_block_async (ImAccount *account,
                         XmppJid *jid,
                         XmppReport report,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = begin (account, cancellable, callback, user_data);

  if (task == NULL)
    return;
  refuse_request (account, jid);
  xmpp_blocking_block_async (im_blocking_get (account), jid, report, cancellable, on_changed, task);
}

void
im_blocking_unblock_async (ImAccount *account,
                           XmppJid *jid,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = begin (account, cancellable, callback, user_data);

  if (task == NULL)
    return;
  xmpp_blocking_unblock_async (im_blocking_get (account), jid, cancellable, on_changed, task);
}

gboolean
im_blocking_change_finish (ImAccount *account, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
