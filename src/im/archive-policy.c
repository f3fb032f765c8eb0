/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose messages the server keeps for an account (XEP-0441): asks for it and changes it.
 */

#include "im/archive-policy.h"

#include "im/account-private.h"

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);
  XmppArchivePolicy policy;

  if (reply != NULL && xmpp_archive_prefs_read (reply, &policy, &error))
    g_task_return_int (task, (gssize) policy);
  else
    g_task_return_error (task, error);
}

/* The rules for single addresses are asked for each time: other devices may have changed them. */
static void
on_rules (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  XmppArchivePolicy policy = GPOINTER_TO_UINT (g_task_get_task_data (task));
  GError *error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);
  XmlElement *prefs = reply != NULL ? xmpp_archive_prefs_build_set (reply, policy, &error) : NULL;

  if (prefs != NULL)
    xmpp_session_query_async (XMPP_SESSION (source), "set", NULL, prefs, cancellable, on_answer,
                              g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
ask (GTask *task, GAsyncReadyCallback on_reply)
{
  ImAccount *account = g_task_get_source_object (task);

  xmpp_session_query_async (im_account_get_session (account), "get", NULL,
                            xmpp_archive_prefs_build_get (), g_task_get_cancellable (task),
                            on_reply, task);
}

static gboolean
finish (GAsyncResult *result, XmppArchivePolicy *policy, GError **error)
{
  gssize value = g_task_propagate_int (G_TASK (result), error);

  if (value < 0)
    return FALSE;
  *policy = (XmppArchivePolicy) value;
  return TRUE;
}

void
im_archive_policy_look_async (ImAccount *account,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (account, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_archive_policy_look_async);
  ask (task, on_answer);
}

gboolean
im_archive_policy_look_finish (ImAccount *account,
                               GAsyncResult *result,
                               XmppArchivePolicy *policy,
                               GError **error)
{
  return finish (result, policy, error);
}

void
im_archive_policy_set_async (ImAccount *account,
                             XmppArchivePolicy policy,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (account, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_archive_policy_set_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (policy), NULL);
  ask (task, on_rules);
}

gboolean
im_archive_policy_set_finish (ImAccount *account,
                              GAsyncResult *result,
                              XmppArchivePolicy *policy,
                              GError **error)
{
  return finish (result, policy, error);
}
