/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A talk with a service by forms, step by step (XEP-0077, XEP-0055, XEP-0050).
 */

#include "im/talk.h"

#include "im/account-private.h"
#include "im/gateway.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0050-commands.h"
#include "xmpp/xep/0055-search.h"
#include "xmpp/xep/0077-register.h"

struct _ImTalk {
  GObject parent_instance;

  ImAccount *account;
  XmppJid *service;
  char *node; /* (nullable) */
  ImTalkKind kind;
  ImService *gateway; /* (nullable) */

  char *session_id;               /* (nullable): of a command */
  XmppRegistration *registration; /* (nullable) */
  gboolean legacy_search;
  ImForm *form; /* (nullable) */
  char *notes;  /* (nullable) */
  gboolean has_error;
  guint actions;
  ImTalkAction preferred;
  gboolean over;
};

G_DEFINE_FINAL_TYPE (ImTalk, im_talk, G_TYPE_OBJECT)

G_STATIC_ASSERT ((int) IM_TALK_BEGIN == (int) XMPP_COMMAND_EXECUTE);
G_STATIC_ASSERT ((int) IM_TALK_PREV == (int) XMPP_COMMAND_PREV);
G_STATIC_ASSERT ((int) IM_TALK_NEXT == (int) XMPP_COMMAND_NEXT);
G_STATIC_ASSERT ((int) IM_TALK_COMPLETE == (int) XMPP_COMMAND_COMPLETE);
G_STATIC_ASSERT ((int) IM_TALK_CANCEL == (int) XMPP_COMMAND_CANCEL);

/* @form: (transfer full) (nullable) */
static void
set_form (ImTalk *self, XmppForm *form, const XmlElement *payload)
{
  g_clear_pointer (&self->form, im_form_unref);
  if (form == NULL)
    return;
  self->form = im_form_new (form);
  im_form_take_bits (self->form, payload);
}

static void
clear_step (ImTalk *self)
{
  g_clear_pointer (&self->form, im_form_unref);
  g_clear_pointer (&self->notes, g_free);
  self->has_error = FALSE;
  self->actions = 0;
  self->preferred = 0;
  self->over = FALSE;
}

static void
take_command (ImTalk *self, XmppCommand *command, const XmlElement *payload)
{
  g_free (self->session_id);
  self->session_id = g_strdup (command->session_id);
  set_form (self, g_steal_pointer (&command->form), payload);
  self->notes = g_strdup (command->notes);
  self->has_error = command->is_error;
  self->over = command->over;
  self->actions = command->actions | (command->over ? 0 : IM_TALK_CANCEL);
  self->preferred = (ImTalkAction) command->preferred;
}

static void
take_registration (ImTalk *self, XmppRegistration *registration)
{
  XmppForm *form = registration->form;

  registration->form = xmpp_form_new_submit (form);
  set_form (self, form, registration->query);
  g_clear_pointer (&self->registration, xmpp_registration_free);
  self->registration = registration;
  self->preferred = IM_TALK_COMPLETE;
  self->actions = (form->fields->len > 0 ? IM_TALK_COMPLETE : 0) |
                  (registration->registered ? IM_TALK_REMOVE : 0);
}

static void
take_search (ImTalk *self, XmppForm *form, const XmlElement *payload)
{
  self->over = g_str_equal (form->type, "result");
  self->preferred = self->over ? 0 : IM_TALK_COMPLETE;
  self->actions = self->preferred;
  set_form (self, form, payload);
}

/* The answer to a request for a form; FALSE if it is none. */
static gboolean
take_step (ImTalk *self, const XmlElement *payload)
{
  g_autoptr (XmppCommand) command = NULL;
  XmppRegistration *registration;
  XmppForm *form;

  switch (self->kind) {
  case IM_TALK_COMMAND:
    command = xmpp_command_parse (payload);
    if (command != NULL)
      take_command (self, command, payload);
    return command != NULL;
  case IM_TALK_REGISTER:
    registration = xmpp_registration_parse (payload);
    if (registration != NULL)
      take_registration (self, registration);
    return registration != NULL;
  case IM_TALK_SEARCH:
  default:
    form = xmpp_search_parse (payload, &self->legacy_search);
    if (form != NULL)
      take_search (self, form, payload);
    return form != NULL;
  }
}

/* A registration that was there before has changed, no more. */
static void
end_registration (ImTalk *self, ImTalkAction action)
{
  self->over = TRUE;
  if (self->gateway == NULL)
    return;
  if (action == IM_TALK_REMOVE)
    im_gateway_forget (self->gateway);
  else if (!im_talk_is_registered (self))
    im_gateway_welcome (self->gateway);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImTalk *self = g_task_get_source_object (task);
  ImTalkAction action = GPOINTER_TO_UINT (g_task_get_task_data (task));
  GError *error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);

  if (reply == NULL) {
    g_task_return_error (task, error);
    return;
  }
  clear_step (self);
  if (self->kind == IM_TALK_REGISTER && action != IM_TALK_BEGIN) {
    end_registration (self, action);
  } else if (!take_step (self, xmpp_iq_payload (reply))) {
    g_task_return_new_error (task, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_UNDEFINED_CONDITION,
                             "the service answered with something else");
    return;
  }
  g_task_return_boolean (task, TRUE);
}

static XmlElement *
build (ImTalk *self, ImTalkAction action, const XmppForm *answer)
{
  switch (self->kind) {
  case IM_TALK_COMMAND:
    return xmpp_command_build (self->node, action != IM_TALK_BEGIN ? self->session_id : NULL,
                               (XmppCommandAction) action, answer);
  case IM_TALK_REGISTER:
    if (action == IM_TALK_BEGIN)
      return xmpp_registration_build_get ();
    return action == IM_TALK_REMOVE ? xmpp_registration_build_remove ()
                                    : xmpp_registration_build_answer (self->registration, answer);
  case IM_TALK_SEARCH:
  default:
    return action == IM_TALK_BEGIN ? xmpp_search_build_get ()
                                   : xmpp_search_build (answer, self->legacy_search);
  }
}

void
im_talk_act_async (ImTalk *self,
                   ImTalkAction action,
                   XmppForm *answer,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (XmppForm) owned = answer;
  gboolean get = action == IM_TALK_BEGIN && self->kind != IM_TALK_COMMAND;

  g_task_set_source_tag (task, im_talk_act_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (action), NULL);
  if (im_account_get_state (self->account) != IM_ACCOUNT_ONLINE) {
    g_task_return_new_error (task, IM_ERROR, IM_ERROR_OFFLINE, "the account is not signed in");
    g_object_unref (task);
    return;
  }
  xmpp_session_query_async (im_account_get_session (self->account), get ? "get" : "set",
                            self->service, build (self, action, answer), cancellable, on_answer,
                            task);
}

gboolean
im_talk_act_finish (ImTalk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

ImTalk *
im_talk_new (ImAccount *account, XmppJid *service, const char *node, ImTalkKind kind)
{
  ImTalk *self = g_object_new (IM_TYPE_TALK, NULL);

  self->account = g_object_ref (account);
  self->service = xmpp_jid_ref (service);
  self->node = g_strdup (node);
  self->kind = kind;
  return self;
}

void
im_talk_set_gateway (ImTalk *self, ImService *gateway)
{
  g_set_object (&self->gateway, gateway);
}

ImService *
im_talk_get_gateway (ImTalk *self)
{
  return self->gateway;
}

ImTalkKind
im_talk_get_kind (ImTalk *self)
{
  return self->kind;
}

XmppJid *
im_talk_get_service (ImTalk *self)
{
  return self->service;
}

ImAccount *
im_talk_get_account (ImTalk *self)
{
  return self->account;
}

ImForm *
im_talk_get_form (ImTalk *self)
{
  return self->form;
}

const char *
im_talk_get_notes (ImTalk *self)
{
  return self->notes;
}

gboolean
im_talk_has_error (ImTalk *self)
{
  return self->has_error;
}

const char *
im_talk_get_url (ImTalk *self)
{
  return self->registration != NULL ? self->registration->url : NULL;
}

guint
im_talk_get_actions (ImTalk *self)
{
  return self->actions;
}

ImTalkAction
im_talk_get_preferred (ImTalk *self)
{
  return self->preferred;
}

gboolean
im_talk_is_over (ImTalk *self)
{
  return self->over;
}

gboolean
im_talk_is_registered (ImTalk *self)
{
  return self->registration != NULL && self->registration->registered;
}

static void
im_talk_finalize (GObject *object)
{
  ImTalk *self = IM_TALK (object);

  clear_step (self);
  g_clear_object (&self->account);
  g_clear_object (&self->gateway);
  g_clear_pointer (&self->service, xmpp_jid_unref);
  g_clear_pointer (&self->registration, xmpp_registration_free);
  g_free (self->node);
  g_free (self->session_id);
  G_OBJECT_CLASS (im_talk_parent_class)->finalize (object);
}

static void
im_talk_class_init (ImTalkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = im_talk_finalize;
}

static void
im_talk_init (ImTalk *self)
{
}
