/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person changes on the contact list (RFC 6121 §2.3 to §2.5, §3).
 */

#include "im/roster-private.h"

#include "base/data.h"
#include "im/account-private.h"
#include "im/people.h"
#include "xmpp/xep/0030-disco.h"

/* Somebody who is being added. */
struct _Addition {
  XmppJid *jid;
  char *message; /* (nullable) */
  char *token;   /* (nullable): of their invitation */
};

BASE_DEFINE_DATA (Addition, addition)

static void
addition_cleanup (Addition *addition)
{
  g_clear_pointer (&addition->jid, xmpp_jid_unref);
  g_clear_pointer (&addition->message, g_free);
  g_clear_pointer (&addition->token, g_free);
}

/* A request of the server without any result but success. */
static void
on_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (xmpp_roster_set_finish (XMPP_ROSTER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (xmpp_roster_remove_finish (XMPP_ROSTER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* NULL when the task has its error already. */
static GTask *
new_task (ImRoster *self,
          gpointer source_tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, source_tag);
  if (im_roster_check_online (self, &error))
    return g_steal_pointer (&task);
  g_task_return_error (task, error);
  return NULL;
}

static const char *
name_or_null (const char *name)
{
  return name != NULL && *name != '\0' ? name : NULL;
}

/* Who adds somebody wants both to see each other. */
static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImRoster *self = g_task_get_source_object (task);
  Addition *addition = addition_from_task (task);
  XmppPresence *presence = im_roster_get_presence (self);
  GError *error = NULL;

  if (!xmpp_roster_set_finish (XMPP_ROSTER (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  im_roster_welcome (self, addition->jid);
  if (addition->token != NULL)
    xmpp_presence_accept_invitation (presence, addition->jid, addition->message, addition->token);
  else
    xmpp_presence_send_subscription (presence, XMPP_PRESENCE_SUBSCRIBE, addition->jid,
                                     addition->message);
  im_roster_drop_request (self, addition->jid);
  g_task_return_boolean (task, TRUE);
}

void
im_roster_add_async (ImRoster *self,
                     XmppJid *jid,
                     const char *name,
                     const char *const *groups,
                     const char *message,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  im_roster_add_invited_async (self, jid, name, groups, message, NULL, cancellable, callback,
                               user_data);
}

void
im_roster_add_invited_async (ImRoster *self,
                             XmppJid *jid,
                             const char *name,
                             const char *const *groups,
                             const char *message,
                             const char *token,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = new_task (self, im_roster_add_async, cancellable, callback, user_data);
  Addition *addition;

  if (task == NULL)
    return;
  addition = addition_alloc ();
  addition->jid = xmpp_jid_bare (jid);
  addition->message = g_strdup (message);
  addition->token = g_strdup (token);
  addition_to_task (addition, task);
  xmpp_roster_set_async (im_roster_get_module (self), addition->jid, name_or_null (name), groups,
                         cancellable, on_added, g_steal_pointer (&task));
}

gboolean
im_roster_add_finish (ImRoster *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
im_roster_rename_async (ImRoster *self,
                        ImContact *contact,
                        const char *name,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = new_task (self, im_roster_rename_async, cancellable, callback, user_data);

  if (task != NULL)
    xmpp_roster_set_async (im_roster_get_module (self), im_contact_get_jid (contact),
                           name_or_null (name), im_contact_get_groups (contact), cancellable,
                           on_set, task);
}

gboolean
im_roster_rename_finish (ImRoster *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
im_roster_set_groups_async (ImRoster *self,
                            ImContact *contact,
                            const char *const *groups,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = new_task (self, im_roster_set_groups_async, cancellable, callback, user_data);

  if (task != NULL)
    xmpp_roster_set_async (im_roster_get_module (self), im_contact_get_jid (contact),
                           im_contact_get_name (contact), groups, cancellable, on_set, task);
}

gboolean
im_roster_set_groups_finish (ImRoster *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
im_roster_remove_async (ImRoster *self,
                        ImContact *contact,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = new_task (self, im_roster_remove_async, cancellable, callback, user_data);

  if (task != NULL)
    xmpp_roster_remove_async (im_roster_get_module (self), im_contact_get_jid (contact),
                              cancellable, on_removed, task);
}

gboolean
im_roster_remove_finish (ImRoster *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Somebody who was accepted, and may be at a gateway. */
struct _Acceptance {
  ImRoster *roster;
  XmppJid *jid;
  char *nick;
};

BASE_DEFINE_DATA (Acceptance, acceptance)

static void
acceptance_cleanup (Acceptance *self)
{
  g_clear_object (&self->roster);
  g_clear_pointer (&self->jid, xmpp_jid_unref);
  g_free (self->nick);
}

/* The server of @jid, if it is a contact: then it may be a gateway (XEP-0100). */
static ImContact *
find_server (ImRoster *self, XmppJid *jid)
{
  g_autoptr (XmppJid) server = xmpp_jid_server (jid);

  return xmpp_jid_local (jid) != NULL ? im_roster_find (self, server) : NULL;
}

/* What fails here comes to light when they are not among the contacts. */
static void
on_accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!im_roster_add_finish (IM_ROSTER (source), result, &error))
    g_debug ("Somebody who was accepted does not become a contact: %s", error->message);
}

static void
ask_back (ImRoster *self, XmppJid *jid)
{
  xmpp_presence_send_subscription (im_roster_get_presence (self), XMPP_PRESENCE_SUBSCRIBE, jid,
                                   NULL);
}

/* People at a gateway are in the groups that it is in itself. */
static void
on_server_known (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Acceptance) acceptance = user_data;
  ImRoster *self = acceptance->roster;
  g_autoptr (XmppDiscoInfo) info = xmpp_disco_query_finish (XMPP_DISCO (source), result, NULL);
  ImContact *server = find_server (self, acceptance->jid);

  if (!im_roster_check_online (self, NULL))
    return;
  if (server != NULL && info != NULL && xmpp_disco_info_has_identity (info, "gateway", NULL))
    im_roster_add_async (self, acceptance->jid, acceptance->nick, im_contact_get_groups (server),
                         NULL, NULL, on_accepted, NULL);
  else
    ask_back (self, acceptance->jid);
}

static void
ask_server (ImRoster *self, ImRequest *request)
{
  XmppSession *session = im_account_get_session (im_roster_get_account (self));
  g_autoptr (XmppJid) server = xmpp_jid_server (im_request_get_jid (request));
  Acceptance *acceptance = acceptance_alloc ();

  acceptance->roster = g_object_ref (self);
  acceptance->jid = xmpp_jid_ref (im_request_get_jid (request));
  acceptance->nick = g_strdup (im_request_get_nick (request));
  xmpp_disco_query_async (xmpp_session_get_module (session, XMPP_TYPE_DISCO), server, NULL, NULL,
                          on_server_known, acceptance);
}

/* Who has moved keeps name and groups, and what was written with them: they are one person with both
 * addresses (XEP-0283 §4.3). FALSE: they have not. */
static gboolean
accept_moved (ImRoster *self, ImRequest *request)
{
  XmppJid *old = im_request_get_moved_from (request);
  ImContact *contact = old != NULL ? im_roster_find (self, old) : NULL;
  ImAccount *account = im_roster_get_account (self);

  if (contact == NULL)
    return FALSE;
  im_roster_add_async (self, im_request_get_jid (request), im_contact_get_name (contact),
                       im_contact_get_groups (contact), NULL, NULL, on_accepted, NULL);
  im_people_join (im_people_get (account), account, old, account, im_request_get_jid (request));
  return TRUE;
}

gboolean
im_roster_accept (ImRoster *self, ImRequest *request, GError **error)
{
  XmppJid *jid = im_request_get_jid (request);
  ImContact *contact = im_roster_find (self, jid);
  XmppPresence *presence = im_roster_get_presence (self);
  gboolean asked;

  if (!im_roster_check_online (self, error))
    return FALSE;
  asked = contact != NULL && (im_contact_get_ask (contact) ||
                              (im_contact_get_subscription (contact) & IM_SUBSCRIPTION_TO) != 0);
  xmpp_presence_send_subscription (presence, XMPP_PRESENCE_SUBSCRIBED, jid, NULL);
  if (contact != NULL || !accept_moved (self, request)) {
    if (contact == NULL && find_server (self, jid) != NULL)
      ask_server (self, request);
    else if (!asked)
      ask_back (self, jid);
  }
  im_roster_drop_request (self, jid);
  return TRUE;
}

gboolean
im_roster_refuse (ImRoster *self, ImRequest *request, GError **error)
{
  if (!im_roster_check_online (self, error))
    return FALSE;
  xmpp_presence_send_subscription (im_roster_get_presence (self), XMPP_PRESENCE_UNSUBSCRIBED,
                                   im_request_get_jid (request), NULL);
  im_roster_drop_request (self, im_request_get_jid (request));
  return TRUE;
}

gboolean
im_roster_resend_request (ImRoster *self, ImContact *contact, GError **error)
{
  if (!im_roster_check_online (self, error))
    return FALSE;
  xmpp_presence_send_subscription (im_roster_get_presence (self), XMPP_PRESENCE_SUBSCRIBE,
                                   im_contact_get_jid (contact), NULL);
  return TRUE;
}
