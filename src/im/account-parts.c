/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What belongs to an account: how it is put together, and what a session that begins or ends means
 * to it.
 */

#include "im/account-parts.h"

#include "im/account-private.h"
#include "im/conversation-private.h"
#include "im/pipeline.h"
#include "im/roster-private.h"
#include "im/settings.h"
#include "xmpp/modules.h"
#include "xmpp/ns.h"
#include "xmpp/xep/0030-disco.h"
#include "xmpp/xep/0115-caps.h"

/* The contact list comes first, or the server would not know that we want its changes. */
static void
on_synced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImAccount) account = user_data;
  ImAccountParts *self = im_account_get_parts (account);
  g_autoptr (GError) error = NULL;

  if (!im_roster_sync_finish (IM_ROSTER (source), result, &error))
    g_debug ("%s: no contact list: %s", im_account_get_address (account), error->message);
  if (self == NULL || g_error_matches (error, XMPP_SESSION_ERROR, XMPP_SESSION_ERROR_LOST))
    return;
  im_own_presence_begin (self->presence);
  im_displayed_start (self->displayed);
  im_sync_start (self->sync);
}

static void
on_session_began (ImWatch *watch, ImAccount *account)
{
  im_roster_sync_async (im_account_get_roster (account), on_synced, g_object_ref (account));
}

static void
on_session_ended (ImWatch *watch, ImAccount *account)
{
  ImAccountParts *self = im_account_get_parts (account);

  if (self == NULL)
    return;
  im_displayed_end (self->displayed);
  im_own_presence_end (self->presence);
  im_roster_end (self->roster);
  im_devices_clear (self->devices);
  im_conversations_reset_account (self->conversations, account);
}

static void
on_message (XmppSession *session, XmlElement *stanza, ImAccount *account)
{
  im_pipeline_run (account, stanza);
}

static void
on_contact_added (ImRoster *roster, ImContact *contact, ImAccount *account)
{
  im_conversations_set_contact (im_account_get_conversations (account), contact, TRUE);
}

static void
on_contact_removed (ImRoster *roster, ImContact *contact, ImAccount *account)
{
  im_conversations_set_contact (im_account_get_conversations (account), contact, FALSE);
}

static void
on_caps_learned (XmppCaps *caps, XmppJid *jid, ImAccount *account)
{
  ImConversation *conversation =
    im_conversations_find (im_account_get_conversations (account), account, jid);

  if (conversation != NULL)
    im_peer_look_at_caps (im_conversation_get_peer (conversation));
}

/* Who does not want to be nudged does not say that they can be (XEP-0224 §6). */
static void
on_accept_nudges (ImSettings *settings, GParamSpec *pspec, ImAccount *account)
{
  ImAccountParts *self = im_account_get_parts (account);

  xmpp_disco_set_feature (xmpp_session_get_module (self->session, XMPP_TYPE_DISCO),
                          XMPP_NS_ATTENTION, im_settings_get_accept_nudges (settings));
  im_own_presence_send_to (self->presence, NULL);
}

/* The modules of every session, and the watch. */
static XmppSession *
make_session (XmppJid *jid)
{
  g_autoptr (GArray) modules = g_array_new (TRUE, TRUE, sizeof (XmppModuleType));
  XmppModuleType watch = im_watch_get_type;

  for (guint i = 0; xmpp_modules[i] != NULL; i++)
    g_array_append_val (modules, xmpp_modules[i]);
  g_array_append_val (modules, watch);
  return xmpp_session_new (jid, (const XmppModuleType *) (gpointer) modules->data);
}

static void
connect_parts (ImAccountParts *self, ImSettings *settings)
{
  const struct {
    gpointer object;
    const char *signal;
    GCallback callback;
  } connections[] = {
    { self->session, "message-received", G_CALLBACK (on_message) },
    { self->watch, "began", G_CALLBACK (on_session_began) },
    { self->watch, "ended", G_CALLBACK (on_session_ended) },
    { self->roster, "added", G_CALLBACK (on_contact_added) },
    { self->roster, "removed", G_CALLBACK (on_contact_removed) },
    { xmpp_session_get_module (self->session, XMPP_TYPE_CAPS), "learned",
      G_CALLBACK (on_caps_learned) },
    { settings, "notify::accept-nudges", G_CALLBACK (on_accept_nudges) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (connections); i++)
    g_signal_connect_object (connections[i].object, connections[i].signal, connections[i].callback,
                             self->account, 0);
}

ImAccountParts *
im_account_parts_new (ImAccount *account,
                      XmppJid *jid,
                      gint64 id,
                      ImServices *services,
                      ImConversations *conversations)
{
  ImAccountParts *self = g_new0 (ImAccountParts, 1);

  self->account = account;
  self->conversations = g_object_ref (conversations);
  self->session = make_session (jid);
  self->watch = g_object_ref (xmpp_session_get_module (self->session, IM_TYPE_WATCH));
  self->roster = im_roster_new (account, id, self->session, services->db);
  self->devices = im_devices_new (self->session, jid);
  self->outbox = im_outbox_new (services, self->session);
  self->sync = im_sync_new (account, self->watch);
  self->presence = im_own_presence_new (self->session, self->roster, self->devices, self->sync);
  self->displayed = im_displayed_new (account, self->session);
  self->suggestions = im_suggestions_new (account, self->session);
  xmpp_caps_set_cache (xmpp_session_get_module (self->session, XMPP_TYPE_CAPS),
                       services->caps_cache);
  xmpp_disco_set_feature (xmpp_session_get_module (self->session, XMPP_TYPE_DISCO),
                          XMPP_NS_ATTENTION, im_settings_get_accept_nudges (services->settings));
  connect_parts (self, services->settings);
  return self;
}

void
im_account_parts_free (ImAccountParts *self)
{
  im_suggestions_free (self->suggestions);
  im_own_presence_free (self->presence);
  g_object_unref (self->displayed);
  g_object_unref (self->sync);
  g_object_unref (self->outbox);
  g_object_unref (self->roster);
  g_object_unref (self->devices);
  g_object_unref (self->watch);
  g_object_unref (self->session);
  g_object_unref (self->conversations);
  g_free (self);
}
