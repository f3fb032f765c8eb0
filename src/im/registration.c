/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks a server for a new account: connects, asks, answers, and adds the account (XEP-0077).
 */

#include "im/registration.h"

#include "base/data.h"
#include "im/account-settings.h"
#include "im/accounts-private.h"
#include "xmpp/registrar.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0077-register.h"
#include "xmpp/xep/0231-bob.h"

struct _ImRegistration {
  GObject parent_instance;

  ImAccounts *accounts;
  XmppJid *server;
  ImAccountSettings *settings;
  char *token; /* (nullable) */
  XmppRegistrar *registrar;
  XmppRegistration *registration; /* what the server has asked for */
  ImForm *form;
};

G_DEFINE_FINAL_TYPE (ImRegistration, im_registration, G_TYPE_OBJECT)

static const ImDialer network = { xmpp_dial_async, xmpp_dial_finish };

struct _Work {
  guint step;
  XmppForm *answer; /* (nullable) */
  char *cid;        /* (nullable): the bit that is being fetched */
};

BASE_DEFINE_DATA (Work, work)

static void
work_cleanup (Work *self)
{
  g_clear_pointer (&self->answer, xmpp_form_free);
  g_free (self->cid);
}

static GTask *
begin (ImRegistration *self,
       gpointer tag,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  work_to_task (work_alloc (), task);
  return task;
}

static const ImDialer *
get_dialer (ImRegistration *self)
{
  const ImDialer *dialer = im_accounts_get_services (self->accounts)->dialer;

  return dialer != NULL ? dialer : &network;
}

/* --- The connection --- */

static void
dial (ImRegistration *self, GTask *task, GAsyncReadyCallback callback)
{
  GError *error = NULL;
  g_autoptr (XmppDialTerms) terms =
    im_account_settings_dup_terms (self->settings, self->server, NULL, &error);

  if (terms != NULL) {
    get_dialer (self)->dial_async (terms, g_task_get_cancellable (task), callback, task);
    return;
  }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* A server that knows nothing of tokens would not understand one (XEP-0445 §3). */
static gboolean
needs_token (ImRegistration *self)
{
  return self->token != NULL && xmpp_registrar_takes_tokens (self->registrar);
}

static void
connect_step (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImRegistration *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  switch (work_from_task (task)->step++) {
  case 0:
    dial (self, g_steal_pointer (&task), connect_step);
    return;
  case 1: {
    g_autoptr (XmppTransport) transport = get_dialer (self)->dial_finish (result, &error);

    if (transport == NULL)
      break;
    xmpp_registrar_open_async (transport, self->server, cancellable, connect_step,
                               g_steal_pointer (&task));
    return;
  }
  case 2:
    g_clear_object (&self->registrar);
    self->registrar = xmpp_registrar_open_finish (result, &error);
    if (self->registrar == NULL)
      break;
    if (!needs_token (self)) {
      g_task_return_boolean (task, TRUE);
      return;
    }
    xmpp_registrar_query_async (self->registrar, "set", xmpp_registration_build_token (self->token),
                                cancellable, connect_step, g_steal_pointer (&task));
    return;
  case 3: {
    g_autoptr (XmlElement) reply = xmpp_registrar_query_finish (self->registrar, result, &error);

    if (reply == NULL)
      break;
    g_task_return_boolean (task, TRUE);
    return;
  }
  default:
    g_assert_not_reached ();
  }
  g_task_return_error (task, error);
}

static void
connect_async (ImRegistration *self,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  GTask *task = begin (self, connect_async, cancellable, callback, user_data);

  if (self->registrar != NULL && xmpp_registrar_is_open (self->registrar)) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  connect_step (NULL, NULL, task);
}

/* --- The question --- */

static gboolean
take_question (ImRegistration *self, GAsyncResult *result, GError **error)
{
  g_autoptr (XmlElement) reply = xmpp_registrar_query_finish (self->registrar, result, error);
  XmppRegistration *registration;
  XmppForm *form;

  if (reply == NULL)
    return FALSE;
  registration = xmpp_registration_parse (xmpp_iq_payload (reply));
  if (registration == NULL) {
    g_set_error_literal (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_FEATURE_NOT_IMPLEMENTED,
                         "the server has nothing to ask");
    return FALSE;
  }
  g_clear_pointer (&self->registration, xmpp_registration_free);
  g_clear_pointer (&self->form, im_form_unref);
  self->registration = registration;
  form = registration->form;
  registration->form = xmpp_form_new_submit (form);
  self->form = im_form_new (form);
  im_form_take_bits (self->form, registration->query);
  return TRUE;
}

static void open_step (GObject *source, GAsyncResult *result, gpointer user_data);

/* The pictures that did not come with the form, one after the other. */
static void
fetch_next (ImRegistration *self, GTask *task)
{
  Work *work = work_from_task (task);

  g_free (work->cid);
  work->cid = im_form_dup_missing (self->form);
  if (work->cid == NULL) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  xmpp_registrar_query_async (self->registrar, "get", xmpp_bob_build_request (work->cid),
                              g_task_get_cancellable (task), open_step, task);
}

static void
open_step (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImRegistration *self = g_task_get_source_object (task);
  Work *work = work_from_task (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  switch (work->step++) {
  case 0:
    if (!g_task_propagate_boolean (G_TASK (result), &error))
      break;
    xmpp_registrar_query_async (self->registrar, "get", xmpp_registration_build_get (), cancellable,
                                open_step, g_steal_pointer (&task));
    return;
  case 1:
    if (!take_question (self, result, &error))
      break;
    fetch_next (self, g_steal_pointer (&task));
    return;
  default: {
    g_autoptr (XmlElement) reply = xmpp_registrar_query_finish (self->registrar, result, NULL);

    if (reply != NULL)
      im_form_take_bits (self->form, reply);
    im_form_give_up (self->form, work->cid);
    fetch_next (self, g_steal_pointer (&task));
    return;
  }
  }
  g_task_return_error (task, error);
}

void
im_registration_open_async (ImRegistration *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = begin (self, im_registration_open_async, cancellable, callback, user_data);

  connect_async (self, cancellable, open_step, task);
}

gboolean
im_registration_open_finish (ImRegistration *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- The answer --- */

/* Not to be cancelled: the server has it, and nobody else knows the password. */
static void
add_account (ImRegistration *self, GTask *task, GAsyncReadyCallback callback)
{
  const XmppForm *answer = work_from_task (task)->answer;
  g_autofree char *name = g_strstrip (g_strdup (xmpp_form_get (answer, "username")));
  g_autofree char *address = g_strconcat (name, "@", xmpp_jid_domain (self->server), NULL);

  im_accounts_add_async (self->accounts, address, xmpp_form_get (answer, "password"),
                         self->settings, NULL, callback, task);
}

static void
submit_step (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImRegistration *self = g_task_get_source_object (task);
  Work *work = work_from_task (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  switch (work->step++) {
  case 0:
    if (!g_task_propagate_boolean (G_TASK (result), &error))
      break;
    xmpp_registrar_query_async (self->registrar, "set",
                                xmpp_registration_build_answer (self->registration, work->answer),
                                cancellable, submit_step, g_steal_pointer (&task));
    return;
  case 1: {
    g_autoptr (XmlElement) reply = xmpp_registrar_query_finish (self->registrar, result, &error);

    if (reply == NULL)
      break;
    g_clear_object (&self->registrar);
    add_account (self, g_steal_pointer (&task), submit_step);
    return;
  }
  case 2: {
    ImAccount *account = im_accounts_add_finish (self->accounts, result, &error);

    if (account == NULL)
      break;
    g_task_return_pointer (task, account, g_object_unref);
    return;
  }
  default:
    g_assert_not_reached ();
  }
  g_task_return_error (task, error);
}

/* What the server would take, but nobody could sign in with. */
static gboolean
check_name (ImRegistration *self, const XmppForm *answer, GError **error)
{
  const char *name = xmpp_form_get (answer, "username");
  g_autofree char *address = NULL;
  g_autoptr (XmppJid) jid = NULL;

  if (name == NULL || xmpp_form_get (answer, "password") == NULL) {
    g_set_error_literal (error, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_FEATURE_NOT_IMPLEMENTED,
                         "the server asks for no name and password");
    return FALSE;
  }
  address = g_strconcat (name, "@", xmpp_jid_domain (self->server), NULL);
  g_strstrip (address);
  jid = xmpp_jid_parse (address, error);
  if (jid != NULL && !xmpp_jid_is_bare (jid)) {
    g_set_error_literal (error, XMPP_JID_ERROR, XMPP_JID_ERROR_LOCALPART, "it has a slash");
    return FALSE;
  }
  return jid != NULL;
}

void
im_registration_submit_async (ImRegistration *self,
                              XmppForm *answer,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = begin (self, im_registration_submit_async, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_check_cancellable (task, FALSE);
  work_from_task (task)->answer = answer;
  if (self->registration != NULL && check_name (self, answer, &error)) {
    connect_async (self, cancellable, submit_step, task);
    return;
  }
  g_task_return_error (task, error);
  g_object_unref (task);
}

ImAccount *
im_registration_submit_finish (ImRegistration *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

ImRegistration *
im_registration_new (ImAccounts *accounts,
                     const char *server,
                     const ImAccountSettings *settings,
                     const char *token,
                     GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (server));
  g_autoptr (XmppJid) jid = xmpp_jid_parse (stripped, error);
  ImRegistration *self;

  if (jid == NULL)
    return NULL;
  self = g_object_new (IM_TYPE_REGISTRATION, NULL);
  self->accounts = g_object_ref (accounts);
  self->server = xmpp_jid_server (jid);
  self->settings = im_account_settings_copy (settings);
  self->token = g_strdup (token);
  return self;
}

const char *
im_registration_get_server (ImRegistration *self)
{
  return xmpp_jid_domain (self->server);
}

ImForm *
im_registration_get_form (ImRegistration *self)
{
  return self->form;
}

const char *
im_registration_get_url (ImRegistration *self)
{
  return self->registration != NULL ? self->registration->url : NULL;
}

static void
im_registration_finalize (GObject *object)
{
  ImRegistration *self = IM_REGISTRATION (object);

  g_clear_object (&self->registrar);
  g_clear_object (&self->accounts);
  g_clear_pointer (&self->server, xmpp_jid_unref);
  g_clear_pointer (&self->settings, im_account_settings_free);
  g_clear_pointer (&self->registration, xmpp_registration_free);
  g_clear_pointer (&self->form, im_form_unref);
  g_free (self->token);
  G_OBJECT_CLASS (im_registration_parent_class)->finalize (object);
}

static void
im_registration_class_init (ImRegistrationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = im_registration_finalize;
}

static void
im_registration_init (ImRegistration *self)
{
}
