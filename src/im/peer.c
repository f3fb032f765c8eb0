/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The other side of a chat: where they are reached (RFC 6121 §5.1), and typing (XEP-0085).
 */

#include "im/peer.h"

#include "base/props.h"
#include "im/account-private.h"
#include "im/failure.h"
#include "im/settings.h"
#include "im/typing.h"
#include "xmpp/ns.h"
#include "xmpp/stanza.h"
#include "xmpp/timer.h"
#include "xmpp/xep/0115-caps.h"
#include "xmpp/xep/0334-hints.h"

/* Without a key for so long the person is thinking, not writing. */
#define REST_DELAY (5 * XMPP_SECOND)

/* Who asks for attention again so soon is not heard. */
#define NUDGE_REST (60 * XMPP_SECOND)

/* A peer that says nothing more for so long has lost its connection, or its interest. */
#define TYPING_LIFE (60 * XMPP_SECOND)

struct _ImPeer {
  GObject parent_instance;

  ImServices *services;
  ImAccount *account; /* weak */
  XmppJid *jid;
  ImContact *contact; /* (nullable) */
  XmppJid *resource;  /* (nullable): the full address that answered last */
  XmppJid *picked;    /* (nullable): the full address that the person picked */
  gboolean typing;
  gboolean can_nudge;
  gint64 next_nudge; /* by xmpp_timer_now(): before that none is heard */
  ImTyping rules;
  XmppTimer *rest_timer;   /* (nullable), as the other: since the person's last key */
  XmppTimer *typing_timer; /* since the peer's last sign of typing */
};

enum { PROP_TYPING = 1, PROP_CAN_NUDGE, N_TABLE_PROPS, PROP_PICKED = N_TABLE_PROPS, N_PROPS };

static const BaseProp table[] = {
  { "typing", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (struct _ImPeer, typing), BASE_RO },
  { "can-nudge", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (struct _ImPeer, can_nudge), BASE_RO },
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (ImPeer, im_peer, G_TYPE_OBJECT)

static void
ensure_timer (XmppTimer **timer, XmppTimerFunc func, ImPeer *self)
{
  if (*timer == NULL)
    *timer = xmpp_timer_new (func, self);
}

static void
set_typing (ImPeer *self, gboolean typing)
{
  base_prop_set_boolean (self, &self->typing, typing, props[PROP_TYPING]);
  if (typing || self->typing_timer != NULL)
    xmpp_timer_set (self->typing_timer, typing ? xmpp_timer_now () + TYPING_LIFE : XMPP_NEVER);
}

static void
on_typing_timeout (gpointer user_data)
{
  set_typing (user_data, FALSE);
}

/* While the connection is lost nobody knows who is there. */
static gboolean
is_connected (ImPeer *self)
{
  return self->account != NULL &&
         xmpp_session_get_state (im_account_get_session (self->account)) == XMPP_SESSION_ONLINE;
}

/* As it came, for a server may let through what would not be prepared so. */
static XmppJid *
address_of (ImPeer *self, const char *resource)
{
  g_autofree char *text = g_strconcat (xmpp_jid_string (self->jid), "/", resource, NULL);

  return xmpp_jid_parse_wire (text, NULL);
}

/* Whether anybody whom the next message reaches says that they hear nudges. */
static gboolean
hears_nudges (ImPeer *self)
{
  XmppJid *target = im_peer_get_target (self);
  const GPtrArray *resources =
    self->contact != NULL ? im_contact_get_resources (self->contact) : NULL;
  XmppCaps *caps;

  if (!is_connected (self))
    return FALSE;
  caps = xmpp_session_get_module (im_account_get_session (self->account), XMPP_TYPE_CAPS);
  if (!xmpp_jid_is_bare (target))
    return xmpp_caps_has_feature (caps, target, XMPP_NS_ATTENTION);
  for (guint i = 0; resources != NULL && i < resources->len; i++) {
    g_autoptr (XmppJid) jid = address_of (self, ((const ImResource *) resources->pdata[i])->name);

    if (jid != NULL && xmpp_caps_has_feature (caps, jid, XMPP_NS_ATTENTION))
      return TRUE;
  }
  return FALSE;
}

void
im_peer_look_at_caps (ImPeer *self)
{
  base_prop_set_boolean (self, &self->can_nudge, hears_nudges (self), props[PROP_CAN_NUDGE]);
}

static void
set_picked (ImPeer *self, XmppJid *jid)
{
  if (jid == self->picked ||
      (jid != NULL && self->picked != NULL && xmpp_jid_equal (jid, self->picked)))
    return;
  g_clear_pointer (&self->picked, xmpp_jid_unref);
  self->picked = jid != NULL ? xmpp_jid_ref (jid) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PICKED]);
  im_peer_look_at_caps (self);
}

static gboolean
is_there (ImPeer *self, const char *resource)
{
  const GPtrArray *resources =
    self->contact != NULL ? im_contact_get_resources (self->contact) : NULL;

  for (guint i = 0; resources != NULL && i < resources->len; i++)
    if (g_str_equal (((const ImResource *) resources->pdata[i])->name, resource))
      return TRUE;
  return FALSE;
}

/* Any presence of the peer means that another of their devices may be the right one now. */
static void
on_resources (ImContact *contact, GParamSpec *pspec, ImPeer *self)
{
  g_clear_pointer (&self->resource, xmpp_jid_unref);
  if (self->picked != NULL && is_connected (self) &&
      !is_there (self, xmpp_jid_resource (self->picked)))
    set_picked (self, NULL);
  im_peer_look_at_caps (self);
  if (im_contact_get_show (contact) > IM_SHOW_OFFLINE)
    return;
  set_typing (self, FALSE);
  im_typing_reset (&self->rules);
}

/* A state of its own goes only to somebody who is there: it must not wait for them in a queue. */
static gboolean
may_tell_state (ImPeer *self)
{
  if (!im_settings_get_send_typing (self->services->settings))
    return FALSE;
  if (self->account == NULL || im_account_get_state (self->account) != IM_ACCOUNT_ONLINE)
    return FALSE;
  if (im_account_get_show (self->account) == IM_SHOW_INVISIBLE &&
      !im_account_is_shown_to (self->account, self->jid))
    return FALSE;
  return self->resource != NULL ||
         (self->contact != NULL && im_contact_get_show (self->contact) > IM_SHOW_OFFLINE);
}

static void
tell (ImPeer *self, ImTypingEvent event)
{
  g_autofree char *id = im_failure_make_quiet_id ();
  XmppChatState state;
  XmlElement *message;

  if (!may_tell_state (self))
    return;
  state = im_typing_event (&self->rules, event);
  if (state == XMPP_CHAT_STATE_NONE)
    return;
  message = xmpp_message_new (XMPP_MESSAGE_CHAT, im_peer_get_target (self));
  xml_element_set (message, "id", id);
  xml_element_take (message, xmpp_chat_state_build (state));
  xmpp_hint_add (message, "no-store"); /* later it is not so any more */
  xmpp_session_send (im_account_get_session (self->account), message);
}

static void
on_rest (gpointer user_data)
{
  tell (user_data, IM_TYPING_REST);
}

ImPeer *
im_peer_new (ImServices *services, ImAccount *account, XmppJid *jid)
{
  ImPeer *self = g_object_new (IM_TYPE_PEER, NULL);

  self->services = im_services_ref (services);
  g_set_weak_pointer (&self->account, account);
  self->jid = xmpp_jid_ref (jid);
  return self;
}

void
im_peer_set_contact (ImPeer *self, ImContact *contact)
{
  if (self->contact != NULL)
    g_signal_handlers_disconnect_by_data (self->contact, self);
  g_set_object (&self->contact, contact);
  if (contact != NULL)
    g_signal_connect_object (contact, "notify::resources", G_CALLBACK (on_resources), self, 0);
  else
    set_picked (self, NULL);
  im_peer_look_at_caps (self);
}

XmppJid *
im_peer_get_target (ImPeer *self)
{
  if (self->picked != NULL)
    return self->picked;
  return self->resource != NULL ? self->resource : self->jid;
}

XmppChatState
im_peer_take_chat_state (ImPeer *self)
{
  if (!im_settings_get_send_typing (self->services->settings))
    return XMPP_CHAT_STATE_NONE;
  return im_typing_sent (&self->rules);
}

void
im_peer_reset (ImPeer *self)
{
  g_clear_pointer (&self->resource, xmpp_jid_unref);
  set_picked (self, NULL);
  im_typing_reset (&self->rules);
  set_typing (self, FALSE);
  im_peer_look_at_caps (self);
}

const char *
im_peer_get_picked (ImPeer *self)
{
  return self->picked != NULL ? xmpp_jid_resource (self->picked) : NULL;
}

void
im_peer_pick (ImPeer *self, const char *resource)
{
  g_autoptr (XmppJid) jid = NULL;

  if (resource != NULL && *resource != '\0' && is_there (self, resource))
    jid = address_of (self, resource);
  set_picked (self, jid);
}

gboolean
im_peer_get_typing (ImPeer *self)
{
  return self->typing;
}

void
im_peer_set_composing (ImPeer *self, gboolean composing)
{
  ensure_timer (&self->rest_timer, on_rest, self);
  xmpp_timer_set (self->rest_timer, composing ? xmpp_timer_now () + REST_DELAY : XMPP_NEVER);
  tell (self, composing ? IM_TYPING_KEY : IM_TYPING_CLEAR);
}

void
im_peer_set_open (ImPeer *self, gboolean open)
{
  tell (self, open ? IM_TYPING_OPENED : IM_TYPING_LEFT);
}

gboolean
im_peer_get_can_nudge (ImPeer *self)
{
  return self->can_nudge;
}

gboolean
im_peer_take_nudge (ImPeer *self)
{
  gint64 now = xmpp_timer_now ();

  if (now < self->next_nudge)
    return FALSE;
  self->next_nudge = now + NUDGE_REST;
  return TRUE;
}

void
im_peer_end_composing (ImPeer *self)
{
  if (self->rest_timer != NULL)
    xmpp_timer_set (self->rest_timer, XMPP_NEVER);
}

void
im_peer_received (ImPeer *self, XmppJid *from, XmppChatState state, gboolean has_content)
{
  im_typing_received (&self->rules, state);
  if (!xmpp_jid_is_bare (from)) {
    g_clear_pointer (&self->resource, xmpp_jid_unref);
    self->resource = xmpp_jid_ref (from);
    im_peer_look_at_caps (self);
  }
  ensure_timer (&self->typing_timer, on_typing_timeout, self);
  set_typing (self, state == XMPP_CHAT_STATE_COMPOSING && !has_content);
}

static void
im_peer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PICKED)
    g_value_set_string (value, im_peer_get_picked (IM_PEER (object)));
  else
    base_props_get (object, id, value, pspec);
}

static void
im_peer_dispose (GObject *object)
{
  ImPeer *self = IM_PEER (object);

  im_peer_set_contact (self, NULL);
  g_clear_pointer (&self->rest_timer, xmpp_timer_free);
  g_clear_pointer (&self->typing_timer, xmpp_timer_free);
  g_clear_weak_pointer (&self->account);
  G_OBJECT_CLASS (im_peer_parent_class)->dispose (object);
}

static void
im_peer_finalize (GObject *object)
{
  ImPeer *self = IM_PEER (object);

  g_clear_pointer (&self->services, im_services_unref);
  g_clear_pointer (&self->jid, xmpp_jid_unref);
  g_clear_pointer (&self->resource, xmpp_jid_unref);
  g_clear_pointer (&self->picked, xmpp_jid_unref);
  G_OBJECT_CLASS (im_peer_parent_class)->finalize (object);
}

static void
im_peer_class_init (ImPeerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  base_props_install (object_class, table, G_N_ELEMENTS (table), props);
  object_class->get_property = im_peer_get_property;
  object_class->dispose = im_peer_dispose;
  object_class->finalize = im_peer_finalize;
  props[PROP_PICKED] =
    g_param_spec_string ("picked", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, PROP_PICKED, props[PROP_PICKED]);
}

static void
im_peer_init (ImPeer *self)
{
}
