/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks for the privacy list in force, and steps out of it for a session.
 */

#include "im/privacy.h"

#include "base/data.h"
#include "im/account-private.h"
#include "xmpp/xep/0016-privacy.h"

/* What is done with the lists of an account, step by step. */
struct _Work {
  XmppSession *session;
  guint step;
  char *name; /* (nullable) */
};

BASE_DEFINE_DATA (Work, work)

static void
work_cleanup (Work *work)
{
  g_clear_object (&work->session);
  g_free (work->name);
}

static GTask *
new_task (ImAccount *account,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (account, cancellable, callback, user_data);
  Work *work = work_alloc ();

  work->session = g_object_ref (im_account_get_session (account));
  g_task_set_task_data (task, work, work_free);
  return task;
}

/* (nullable): the answer to the question of the step before; NULL with @error */
static XmlElement *
take_answer (Work *work, GAsyncResult *result, GError **error)
{
  return xmpp_session_query_finish (work->session, result, error);
}

static void
look_step (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *work = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (XmlElement) answer = NULL;
  GError *error = NULL;

  if (work->step > 0)
    answer = take_answer (work, result, &error);
  switch (work->step++) {
  case 0:
    xmpp_session_query_async (work->session, "get", NULL, xmpp_privacy_build_names (), cancellable,
                              look_step, g_steal_pointer (&task));
    return;
  case 1:
    if (answer == NULL)
      break;
    /* Should another program of ours use it, the server keeps it. */
    if (xmpp_privacy_is_left_over (answer))
      xmpp_session_query_async (work->session, "set", NULL,
                                xmpp_privacy_build_get (XMPP_PRIVACY_OPEN_LIST), NULL, NULL, NULL);
    work->name = xmpp_privacy_dup_in_force (answer);
    if (work->name == NULL || g_str_equal (work->name, XMPP_PRIVACY_OPEN_LIST)) {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
    xmpp_session_query_async (work->session, "get", NULL, xmpp_privacy_build_get (work->name),
                              cancellable, look_step, g_steal_pointer (&task));
    return;
  case 2:
    if (answer == NULL)
      break;
    g_task_return_pointer (
      task, xmpp_privacy_is_block_list (answer) ? NULL : g_steal_pointer (&work->name), g_free);
    return;
  default:
    g_assert_not_reached ();
  }
  g_task_return_error (task, error);
}

static void
open_step (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Work *work = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (XmlElement) answer = NULL;
  GError *error = NULL;

  if (work->step > 0)
    answer = take_answer (work, result, &error);
  switch (work->step++) {
  case 0:
    xmpp_session_query_async (work->session, "set", NULL, xmpp_privacy_build_open_list (),
                              cancellable, open_step, g_steal_pointer (&task));
    return;
  case 1:
    if (answer == NULL)
      break;
    xmpp_session_query_async (work->session, "set", NULL,
                              xmpp_privacy_build_activate (XMPP_PRIVACY_OPEN_LIST), cancellable,
                              open_step, g_steal_pointer (&task));
    return;
  case 2:
    if (answer == NULL)
      break;
    g_task_return_boolean (task, TRUE);
    return;
  default:
    g_assert_not_reached ();
  }
  g_task_return_error (task, error);
}

void
im_privacy_look_async (ImAccount *account,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = new_task (account, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_privacy_look_async);
  look_step (NULL, NULL, task);
}

char *
im_privacy_look_finish (ImAccount *account, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
im_privacy_open_async (ImAccount *account,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = new_task (account, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_privacy_open_async);
  open_step (NULL, NULL, task);
}

gboolean
im_privacy_open_finish (ImAccount *account, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
