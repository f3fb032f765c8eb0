/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Services that are gateways to other networks (XEP-0100).
 */

#include "im/gateway.h"

#include "im/account-private.h"
#include "im/contact.h"
#include "im/roster-private.h"
#include "xmpp/presence.h"
#include "xmpp/stanza-error.h"
#include "xmpp/stanza.h"

static void
free_prompt (gpointer prompt)
{
  xmpp_gateway_prompt_free (prompt);
}

/* @payload: (transfer full) */
static void
ask (ImService *gateway,
     const char *type,
     XmlElement *payload,
     GTask *task,
     GAsyncReadyCallback callback)
{
  ImAccount *account = im_service_get_account (gateway);

  if (im_account_get_state (account) != IM_ACCOUNT_ONLINE) {
    xml_element_unref (payload);
    g_task_return_new_error (task, IM_ERROR, IM_ERROR_OFFLINE, "the account is not signed in");
    g_object_unref (task);
    return;
  }
  xmpp_session_query_async (im_account_get_session (account), type, im_service_get_jid (gateway),
                            payload, g_task_get_cancellable (task), callback, task);
}

static void
on_prompt (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);
  XmppGatewayPrompt *prompt =
    reply != NULL ? xmpp_gateway_prompt_parse (xmpp_iq_payload (reply)) : NULL;

  if (reply == NULL)
    g_task_return_error (task, error);
  else if (prompt == NULL)
    g_task_return_new_error (task, XMPP_STANZA_ERROR, XMPP_STANZA_ERROR_FEATURE_NOT_IMPLEMENTED,
                             "the gateway does not ask");
  else
    g_task_return_pointer (task, prompt, free_prompt);
}

void
im_gateway_ask_async (ImService *gateway,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (gateway, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_gateway_ask_async);
  ask (gateway, "get", xmpp_gateway_build_get (), task, on_prompt);
}

XmppGatewayPrompt *
im_gateway_ask_finish (ImService *gateway, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What the gateway says is an address only if it is one. */
static void
on_address (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, &error);
  g_autofree char *address =
    reply != NULL ? xmpp_gateway_dup_address (xmpp_iq_payload (reply)) : NULL;
  g_autoptr (XmppJid) jid = NULL;

  if (reply != NULL)
    jid = xmpp_jid_parse_wire (address != NULL ? address : "", &error);
  if (jid != NULL)
    g_task_return_pointer (task, g_strdup (xmpp_jid_string (jid)), g_free);
  else
    g_task_return_error (task, error);
}

void
im_gateway_find_async (ImService *gateway,
                       const char *name,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (gateway, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_gateway_find_async);
  ask (gateway, "set", xmpp_gateway_build_name (name), task, on_address);
}

char *
im_gateway_find_finish (ImService *gateway, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
im_gateway_set_present (ImService *gateway, gboolean present, GError **error)
{
  ImAccount *account = im_service_get_account (gateway);
  ImRoster *roster = im_account_get_roster (account);

  if (!im_roster_check_online (roster, error))
    return FALSE;
  if (present)
    im_own_presence_send_to (im_account_get_presence (account), im_service_get_jid (gateway));
  else
    xmpp_presence_send_unavailable (im_roster_get_presence (roster), NULL,
                                    im_service_get_jid (gateway));
  return TRUE;
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!im_roster_add_finish (IM_ROSTER (source), result, &error))
    g_debug ("The gateway does not become a contact: %s", error->message);
}

void
im_gateway_welcome (ImService *gateway)
{
  ImRoster *roster = im_account_get_roster (im_service_get_account (gateway));

  if (im_roster_find (roster, im_service_get_jid (gateway)) != NULL)
    return;
  im_roster_add_async (roster, im_service_get_jid (gateway), im_service_get_name (gateway),
                       (const char *const[]){ im_service_get_name (gateway), NULL }, NULL, NULL,
                       on_added, NULL);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!im_roster_remove_finish (IM_ROSTER (source), result, &error))
    g_debug ("A contact at a gateway is not removed: %s", error->message);
}

/* (element-type ImContact) (transfer full): the gateway itself among them */
static GPtrArray *
list_contacts (ImService *gateway)
{
  ImRoster *roster = im_account_get_roster (im_service_get_account (gateway));
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (roster)); i++) {
    g_autoptr (ImContact) contact = g_list_model_get_item (G_LIST_MODEL (roster), i);
    g_autoptr (XmppJid) server = xmpp_jid_server (im_contact_get_jid (contact));

    if (xmpp_jid_equal (server, im_service_get_jid (gateway)))
      g_ptr_array_add (list, g_steal_pointer (&contact));
  }
  return list;
}

guint
im_gateway_count_people (ImService *gateway)
{
  g_autoptr (GPtrArray) contacts = list_contacts (gateway);
  guint n_people = 0;

  for (guint i = 0; i < contacts->len; i++)
    n_people += xmpp_jid_local (im_contact_get_jid (contacts->pdata[i])) != NULL;
  return n_people;
}

void
im_gateway_forget (ImService *gateway)
{
  ImRoster *roster = im_account_get_roster (im_service_get_account (gateway));
  g_autoptr (GPtrArray) contacts = list_contacts (gateway);

  for (guint i = 0; i < contacts->len; i++)
    im_roster_remove_async (roster, contacts->pdata[i], NULL, on_removed, NULL);
}
