/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads message stanzas (RFC 6121 §5.2).
 */

#include "im/reading.h"

#include "im/content.h"
#include "im/extra.h"
#include "im/languages.h"
#include "im/reply.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0333-markers.h"
#include "xmpp/xep/0359-ids.h"

/* FALSE: nothing that a person could read. */
static gboolean
read_kind (XmppMessageType type, StoreMessageKind *kind)
{
  switch (type) {
  case XMPP_MESSAGE_CHAT:
    *kind = STORE_MESSAGE_CHAT;
    return TRUE;
  case XMPP_MESSAGE_NORMAL:
    *kind = STORE_MESSAGE_NORMAL;
    return TRUE;
  case XMPP_MESSAGE_HEADLINE:
    *kind = STORE_MESSAGE_HEADLINE;
    return TRUE;
  case XMPP_MESSAGE_GROUPCHAT:
  case XMPP_MESSAGE_ERROR:
  default:
    return FALSE;
  }
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || *text == '\0';
}

StoreMessage *
im_read_message (const XmlElement *stanza,
                 StoreDirection direction,
                 const XmppJid *sender,
                 gint64 time)
{
  const char *const *languages = im_languages ();
  g_autofree char *body = xmpp_message_dup_body (stanza, languages);
  g_autofree char *subject = xmpp_message_dup_subject (stanza, languages);
  StoreMessageKind kind;
  StoreMessage *message;

  if (!read_kind (xmpp_message_type (stanza), &kind) ||
      (is_blank (body) && is_blank (subject) && !im_content_is_in (stanza)))
    return NULL;
  message = store_message_new (direction, kind, xmpp_jid_string (sender), time);
  message->stanza_id = g_strdup (xmpp_stanza_id (stanza));
  message->origin_id = g_strdup (xmpp_ids_get_origin (stanza));
  message->body = g_steal_pointer (&body);
  message->subject = is_blank (subject) ? NULL : g_steal_pointer (&subject);
  message->thread = xmpp_message_dup_thread (stanza);
  message->extra = im_content_read (stanza);
  message->markable = direction == STORE_MESSAGE_IN && xmpp_markers_is_markable (stanza);
  im_reply_read (stanza, message);
  return message;
}

StoreMessage *
im_drop_nudge (StoreMessage *message)
{
  g_autoptr (StoreMessage) owned = message;
  char *extra = im_content_drop_attention (owned->extra);
  g_autoptr (XmlElement) rest = im_extra_parse (extra);

  g_free (owned->extra);
  owned->extra = extra;
  if (is_blank (owned->body) && owned->subject == NULL &&
      (rest == NULL || !im_content_is_in (rest)))
    return NULL;
  return g_steal_pointer (&owned);
}

void
im_parties_read (ImParties *self, const XmlElement *stanza, XmppJid *account)
{
  g_autoptr (XmppJid) to = xmpp_stanza_dup_to (stanza);

  self->sender = xmpp_stanza_dup_from (stanza);
  if (self->sender == NULL)
    self->sender = xmpp_jid_ref (account);
  if (!xmpp_jid_equal_bare (self->sender, account)) {
    self->direction = STORE_MESSAGE_IN;
    self->peer = xmpp_jid_bare (self->sender);
    return;
  }
  self->direction = STORE_MESSAGE_OUT;
  self->peer = to != NULL ? xmpp_jid_bare (to) : xmpp_jid_ref (account);
}

void
im_parties_clear (ImParties *self)
{
  g_clear_pointer (&self->sender, xmpp_jid_unref);
  g_clear_pointer (&self->peer, xmpp_jid_unref);
}
