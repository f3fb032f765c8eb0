/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Presence both ways: who is there, and who asks to know (RFC 6121 §3, §4). */
#include "config.h"

#include "xmpp/presence.h"

#include "base/text.h"
#include "base/time.h"
#include "xmpp/ns.h"
#include "xmpp/session.h"
#include "xmpp/stanza-error.h"
#include "xmpp/xep/0077-register.h"
#include "xmpp/xep/0115-caps.h"
#include "xmpp/xep/0172-nick.h"

/* Peers choose these, and they are kept for each of their devices. */
#define MAX_STATUS 1024
#define MAX_CAPS 1023

struct _XmppPresence {
  XmppModule parent_instance;
};

enum { AVAILABLE, UNAVAILABLE, FAILED, SUBSCRIPTION, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_BOXED_TYPE (XmppPresenceInfo,
                     xmpp_presence_info,
                     xmpp_presence_info_copy,
                     xmpp_presence_info_free)
G_DEFINE_FINAL_TYPE (XmppPresence, xmpp_presence, XMPP_TYPE_MODULE)

/* @text: (transfer full) (nullable). NULL if nothing is left. */
static char *
clip (char *text, gsize max_bytes)
{
  if (text == NULL)
    return NULL;
  text[base_text_clip (text, max_bytes)] = '\0';
  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

static char *
dup_status (const XmlElement *presence)
{
  return clip (xmpp_presence_dup_status (presence, NULL), MAX_STATUS);
}

/* How long they have done nothing, in the way of older programs (XEP-0256). @return: as for
 * `idle_since_us` */
static gint64
read_last_activity (const XmlElement *presence)
{
  const XmlElement *last = xml_element_find (presence, "query", XMPP_NS_LAST);
  const char *text = last != NULL ? xml_element_get (last, "seconds") : NULL;
  guint64 seconds;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT32, &seconds, NULL))
    return 0;
  return g_get_real_time () - (gint64) seconds * G_USEC_PER_SEC;
}

XmppPresenceInfo *
xmpp_presence_info_parse (const XmlElement *presence)
{
  XmppPresenceInfo *self = g_new0 (XmppPresenceInfo, 1);
  const XmlElement *idle = xml_element_find (presence, "idle", XMPP_NS_IDLE);
  const XmlElement *caps = xml_element_find (presence, "c", XMPP_NS_CAPS);
  const char *since = idle != NULL ? xml_element_get (idle, "since") : NULL;

  self->show = xmpp_presence_show (presence);
  self->priority = xmpp_presence_priority (presence);
  self->status = dup_status (presence);
  self->nick = xmpp_nick_read (presence);
  self->idle_since_us = read_last_activity (presence);
  if (since != NULL)
    base_time_parse (since, &self->idle_since_us, NULL);
  if (caps != NULL) {
    self->caps_hash = clip (g_strdup (xml_element_get (caps, "hash")), MAX_CAPS);
    self->caps_ver = clip (g_strdup (xml_element_get (caps, "ver")), MAX_CAPS);
    self->caps_node = clip (g_strdup (xml_element_get (caps, "node")), MAX_CAPS);
  }
  return self;
}

XmppPresenceInfo *
xmpp_presence_info_copy (const XmppPresenceInfo *self)
{
  XmppPresenceInfo *copy = g_new (XmppPresenceInfo, 1);

  *copy = *self;
  copy->status = g_strdup (self->status);
  copy->nick = g_strdup (self->nick);
  copy->caps_hash = g_strdup (self->caps_hash);
  copy->caps_ver = g_strdup (self->caps_ver);
  copy->caps_node = g_strdup (self->caps_node);
  return copy;
}

void
xmpp_presence_info_free (XmppPresenceInfo *self)
{
  g_free (self->status);
  g_free (self->nick);
  g_free (self->caps_hash);
  g_free (self->caps_ver);
  g_free (self->caps_node);
  g_free (self);
}

static void
on_subscription (XmppModule *module, const XmlElement *stanza, XmppJid *from, XmppPresenceType type)
{
  g_autoptr (XmppJid) bare = xmpp_jid_bare (from);
  g_autofree char *status = dup_status (stanza);
  g_autofree char *nick = xmpp_nick_read (stanza);

  g_signal_emit (module, signals[SUBSCRIPTION], 0, bare, type, status, nick);
}

static void
on_presence (XmppModule *module, const XmlElement *stanza, const XmlElement *payload)
{
  XmppPresenceType type = xmpp_presence_type (stanza);
  g_autoptr (XmppJid) from = xmpp_stanza_dup_from (stanza);

  /* Without a sender it is our own account's (RFC 6120 §8.1.2.1). */
  if (from == NULL)
    from = xmpp_jid_ref (xmpp_session_get_account (xmpp_module_get_session (module)));

  switch (type) {
  case XMPP_PRESENCE_AVAILABLE: {
    g_autoptr (XmppPresenceInfo) info = xmpp_presence_info_parse (stanza);

    g_signal_emit (module, signals[AVAILABLE], 0, from, info);
    break;
  }
  case XMPP_PRESENCE_UNAVAILABLE: {
    g_autofree char *status = dup_status (stanza);

    g_signal_emit (module, signals[UNAVAILABLE], 0, from, status);
    break;
  }
  case XMPP_PRESENCE_ERROR: {
    g_autoptr (GError) error = xmpp_stanza_error_parse (stanza);

    g_signal_emit (module, signals[FAILED], 0, from, error);
    break;
  }
  case XMPP_PRESENCE_SUBSCRIBE:
  case XMPP_PRESENCE_SUBSCRIBED:
  case XMPP_PRESENCE_UNSUBSCRIBE:
  case XMPP_PRESENCE_UNSUBSCRIBED:
    on_subscription (module, stanza, from, type);
    break;
  case XMPP_PRESENCE_PROBE: /* for servers */
  case XMPP_PRESENCE_INVALID:
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
send_stanza (XmppPresence *self, XmlElement *presence)
{
  xmpp_session_send (xmpp_module_get_session (XMPP_MODULE (self)), presence);
}

static void
add_idle (XmlElement *presence, gint64 since_us)
{
  g_autofree char *since = base_time_format (since_us);

  xml_element_set (xml_element_add (presence, "idle", XMPP_NS_IDLE), "since", since);
}

/* Whoever is asked may not know us yet (XEP-0172 §4.1). */
static void
add_own_nick (XmppPresence *self, XmlElement *presence)
{
  XmppNick *nick =
    xmpp_session_get_module (xmpp_module_get_session (XMPP_MODULE (self)), XMPP_TYPE_NICK);

  if (nick != NULL)
    xml_element_add_text_child (presence, "nick", XMPP_NS_NICK, xmpp_nick_get_own (nick));
}

void
xmpp_presence_send (XmppPresence *self, const XmppPresenceInfo *info, const XmppJid *to)
{
  XmppSession *session = xmpp_module_get_session (XMPP_MODULE (self));
  XmppCaps *caps = xmpp_session_get_module (session, XMPP_TYPE_CAPS);
  XmlElement *presence = xmpp_presence_new (XMPP_PRESENCE_AVAILABLE, to);

  xmpp_presence_set_show (presence, info->show);
  xmpp_presence_set_status (presence, info->status);
  if (info->priority != 0)
    xmpp_presence_set_priority (presence, info->priority);
  xml_element_add_text_child (presence, "nick", XMPP_NS_NICK, info->nick);
  if (info->idle_since_us != 0)
    add_idle (presence, info->idle_since_us);
  if (caps != NULL)
    xml_element_take (presence, xmpp_caps_build (caps));
  send_stanza (self, presence);
}

void
xmpp_presence_send_unavailable (XmppPresence *self, const char *status, const XmppJid *to)
{
  XmlElement *presence = xmpp_presence_new (XMPP_PRESENCE_UNAVAILABLE, to);

  xmpp_presence_set_status (presence, status);
  send_stanza (self, presence);
}

void
xmpp_presence_send_subscription (XmppPresence *self,
                                 XmppPresenceType type,
                                 const XmppJid *to,
                                 const char *status)
{
  g_autoptr (XmppJid) bare = xmpp_jid_bare (to);
  XmlElement *presence;

  g_return_if_fail (type == XMPP_PRESENCE_SUBSCRIBE || type == XMPP_PRESENCE_SUBSCRIBED ||
                    type == XMPP_PRESENCE_UNSUBSCRIBE || type == XMPP_PRESENCE_UNSUBSCRIBED);

  presence = xmpp_presence_new (type, bare);
  xmpp_presence_set_status (presence, status);
  if (type == XMPP_PRESENCE_SUBSCRIBE)
    add_own_nick (self, presence);
  send_stanza (self, presence);
}

void
xmpp_presence_accept_invitation (XmppPresence *self,
                                 const XmppJid *to,
                                 const char *status,
                                 const char *token)
{
  g_autoptr (XmppJid) bare = xmpp_jid_bare (to);
  XmlElement *presence = xmpp_presence_new (XMPP_PRESENCE_SUBSCRIBE, bare);

  xmpp_presence_set_status (presence, status);
  add_own_nick (self, presence);
  xml_element_take (presence, xmpp_registration_build_token (token));
  send_stanza (self, presence);
}

void
xmpp_presence_send_probe (XmppPresence *self, const XmppJid *to)
{
  send_stanza (self, xmpp_presence_new (XMPP_PRESENCE_PROBE, to));
}

static guint
add_signal (const char *name, GType first, GType second)
{
  return g_signal_new (name, XMPP_TYPE_PRESENCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 2, first, second | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
xmpp_presence_class_init (XmppPresenceClass *klass)
{
  static const XmppHandler handlers[] = {
    { XMPP_ON_PRESENCE, XMPP_ANY, XMPP_ANY, .stanza = on_presence },
    { 0 },
  };
  static const char *const features[] = { XMPP_NS_IDLE, NULL };

  XMPP_MODULE_CLASS (klass)->handlers = handlers;
  XMPP_MODULE_CLASS (klass)->features = features;

  signals[AVAILABLE] = add_signal ("available", XMPP_TYPE_JID, XMPP_TYPE_PRESENCE_INFO);
  signals[UNAVAILABLE] = add_signal ("unavailable", XMPP_TYPE_JID, G_TYPE_STRING);
  signals[FAILED] = add_signal ("failed", XMPP_TYPE_JID, G_TYPE_ERROR);
  signals[SUBSCRIPTION] =
    g_signal_new ("subscription", XMPP_TYPE_PRESENCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 4, XMPP_TYPE_JID, G_TYPE_INT, G_TYPE_STRING, G_TYPE_STRING);
}

static void
xmpp_presence_init (XmppPresence *self)
{
}
