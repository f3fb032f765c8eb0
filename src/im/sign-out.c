/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the command that ends a session, and runs it (XEP-0050, XEP-0133 §4.5).
 */

#include "im/sign-out.h"

#include "base/data.h"
#include "im/account-private.h"
#include "im/talk.h"
#include "xmpp/ns.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0030-disco-items.h"

#define END_USER_SESSION XMPP_NS_ADMIN "#end-user-session"

/* A device that is being signed out. */
struct _Leave {
  ImTalk *talk;
  XmppJid *device;
  int step;
};

BASE_DEFINE_DATA (Leave, leave)

static void
leave_cleanup (Leave *self)
{
  g_clear_object (&self->talk);
  g_clear_pointer (&self->device, xmpp_jid_unref);
}

static void
on_commands (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);
  g_autoptr (GPtrArray) items = NULL;
  gboolean found = FALSE;

  if (reply == NULL) {
    g_task_return_error (task, error);
    return;
  }
  items = xmpp_disco_items_parse (xmpp_iq_payload (reply));
  for (guint i = 0; i < items->len && !found; i++) {
    const XmppDiscoItem *item = items->pdata[i];

    found = g_strcmp0 (item->node, END_USER_SESSION) == 0;
  }
  g_task_return_boolean (task, found);
}

void
im_sign_out_look_async (ImAccount *account,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (account, cancellable, callback, user_data);
  g_autoptr (XmppJid) server = xmpp_jid_server (im_account_get_jid (account));

  g_task_set_source_tag (task, im_sign_out_look_async);
  xmpp_session_query_async (im_account_get_session (account), "get", server,
                            xmpp_disco_items_build_get (XMPP_NS_COMMANDS), cancellable, on_commands,
                            task);
}

gboolean
im_sign_out_look_finish (ImAccount *account, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ejabberd asks for one address, as the first versions of the specification do. */
static XmppForm *
fill_in (const XmppForm *form, XmppJid *device)
{
  static const char *const names[] = { "accountjids", "accountjid" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const XmppFormField *field = xmpp_form_find (form, names[i]);
    XmppForm *answer;

    if (field == NULL)
      continue;
    answer = xmpp_form_new_submit (form);
    xmpp_form_add_value (answer, field->var, field->type, xmpp_jid_string (device));
    return answer;
  }
  return NULL;
}

static void
leave_step (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Leave *leave = leave_from_task (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  ImTalk *talk = leave->talk;
  ImForm *form;
  XmppForm *answer;
  GError *error = NULL;

  if (!im_talk_act_finish (talk, result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  form = im_talk_get_form (talk);
  switch (leave->step++) {
  case 0:
    answer = form != NULL ? fill_in (im_form_get_form (form), leave->device) : NULL;
    if (answer == NULL)
      break;
    im_talk_act_async (talk, im_talk_get_preferred (talk), answer, cancellable, leave_step,
                       g_steal_pointer (&task));
    return;
  default:
    if (!im_talk_is_over (talk) || im_talk_has_error (talk))
      break;
    g_task_return_boolean (task, TRUE);
    return;
  }
  g_task_return_new_error (task, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_UNDEFINED_CONDITION,
                           "the command did something else");
}

void
im_sign_out_async (ImAccount *account,
                   const char *device,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (account, cancellable, callback, user_data);
  g_autoptr (XmppJid) server = xmpp_jid_server (im_account_get_jid (account));
  Leave *leave = leave_alloc ();
  GError *error = NULL;

  g_task_set_source_tag (task, im_sign_out_async);
  leave_to_task (leave, task);
  leave->device = xmpp_jid_with_resource (im_account_get_jid (account), device, &error);
  if (leave->device == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  leave->talk = im_talk_new (account, server, END_USER_SESSION, IM_TALK_COMMAND);
  im_talk_act_async (leave->talk, IM_TALK_BEGIN, NULL, cancellable, leave_step, task);
}

gboolean
im_sign_out_finish (ImAccount *account, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
