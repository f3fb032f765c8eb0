/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One announcement, and what counts as one.
 */

#include "im/announcement.h"

#include "base/text.h"
#include "im/account.h"

struct _ImAnnouncement {
  GObject parent_instance;

  ImAccount *account; /* weak */
  gint64 id;
  gint64 conversation;
  char *sender;
  char *subject; /* (nullable) */
  char *text;
  gint64 time;
  gboolean seen;
};

G_DEFINE_FINAL_TYPE (ImAnnouncement, im_announcement, G_TYPE_OBJECT)

enum { PROP_SEEN = 1, N_PROPS };

static GParamSpec *props[N_PROPS];

static char *
dup_sender (const char *address)
{
  g_autoptr (XmppJid) jid = xmpp_jid_parse_wire (address, NULL);
  g_autoptr (XmppJid) bare = jid != NULL ? xmpp_jid_bare (jid) : NULL;

  return g_strdup (bare != NULL ? xmpp_jid_string (bare) : address);
}

ImAnnouncement *
im_announcement_new (ImAccount *account, const StoreMessage *record)
{
  ImAnnouncement *self = g_object_new (IM_TYPE_ANNOUNCEMENT, NULL);
  const char *text = record->body != NULL ? record->body : "";

  g_set_weak_pointer (&self->account, account);
  self->id = record->id;
  self->conversation = record->conversation;
  self->sender = dup_sender (record->sender);
  self->subject = g_strdup (record->subject);
  self->text = g_strndup (text, base_text_clip (text, IM_ANNOUNCEMENT_MAX_TEXT));
  self->time = record->time;
  self->seen = record->seen;
  return self;
}

gint64
im_announcement_get_id (ImAnnouncement *self)
{
  return self->id;
}

gint64
im_announcement_get_conversation (ImAnnouncement *self)
{
  return self->conversation;
}

ImAccount *
im_announcement_get_account (ImAnnouncement *self)
{
  return self->account;
}

const char *
im_announcement_get_sender (ImAnnouncement *self)
{
  return self->sender;
}

const char *
im_announcement_get_subject (ImAnnouncement *self)
{
  return self->subject;
}

const char *
im_announcement_get_text (ImAnnouncement *self)
{
  return self->text;
}

gint64
im_announcement_get_time (ImAnnouncement *self)
{
  return self->time;
}

gboolean
im_announcement_get_seen (ImAnnouncement *self)
{
  return self->seen;
}

void
im_announcement_set_seen (ImAnnouncement *self)
{
  if (self->seen)
    return;
  self->seen = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SEEN]);
}

gboolean
im_announcement_is (const XmppJid *account,
                    const StoreMessage *message,
                    const XmppJid *peer,
                    gboolean known)
{
  if (message->direction != STORE_MESSAGE_IN || message->kind == STORE_MESSAGE_ERROR)
    return FALSE;
  if (message->kind == STORE_MESSAGE_HEADLINE)
    return TRUE;
  if (xmpp_jid_local (peer) == NULL) {
    gboolean own_server = g_str_equal (xmpp_jid_domain (peer), xmpp_jid_domain (account));

    return !known || (own_server && message->kind != STORE_MESSAGE_CHAT);
  }
  return !known && message->kind == STORE_MESSAGE_NORMAL && message->subject != NULL;
}

static void
im_announcement_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SEEN)
    g_value_set_boolean (value, IM_ANNOUNCEMENT (object)->seen);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
im_announcement_finalize (GObject *object)
{
  ImAnnouncement *self = IM_ANNOUNCEMENT (object);

  g_clear_weak_pointer (&self->account);
  g_free (self->sender);
  g_free (self->subject);
  g_free (self->text);
  G_OBJECT_CLASS (im_announcement_parent_class)->finalize (object);
}

static void
im_announcement_class_init (ImAnnouncementClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = im_announcement_get_property;
  object_class->finalize = im_announcement_finalize;
  props[PROP_SEEN] = g_param_spec_boolean (
    "seen", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
im_announcement_init (ImAnnouncement *self)
{
}
