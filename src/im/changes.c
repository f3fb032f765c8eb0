/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What becomes of a message afterwards, between the wire, the archive and the conversation.
 */

#include "im/changes.h"

#include "im/account-private.h"
#include "im/announce.h"
#include "im/content.h"
#include "im/conversation-private.h"
#include "im/notifications-private.h"
#include "im/reading.h"
#include "im/reply.h"
#include "xmpp/ns.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0308-correction.h"
#include "xmpp/xep/0424-retraction.h"
#include "xmpp/xep/0444-reactions.h"

static StoreChange *
new_change (const XmlElement *stanza,
            StoreChangeKind kind,
            StoreDirection direction,
            XmppJid *sender,
            gint64 time,
            const char *target)
{
  g_autoptr (XmppJid) author = xmpp_jid_bare (sender);
  StoreChange *change = store_change_new (kind, direction, xmpp_jid_string (author), time, target);

  change->stanza_id = g_strdup (xmpp_stanza_id (stanza));
  return change;
}

/* NULL when there is no text, which nobody can want to have said. */
static StoreChange *
read_correction (const XmlElement *stanza,
                 StoreDirection direction,
                 XmppJid *sender,
                 gint64 time,
                 const char *target)
{
  g_autoptr (StoreMessage) message = im_read_message (stanza, direction, sender, time);
  StoreChange *change;

  if (message == NULL || message->body == NULL)
    return NULL;
  change = new_change (stanza, STORE_CHANGE_CORRECTION, direction, sender, time, target);
  change->body = g_steal_pointer (&message->body);
  change->extra = g_steal_pointer (&message->extra);
  return change;
}

static gboolean
is_chat (const XmlElement *stanza)
{
  XmppMessageType type = xmpp_message_type (stanza);

  return type == XMPP_MESSAGE_CHAT || type == XMPP_MESSAGE_NORMAL;
}

StoreChange *
im_change_read (const XmlElement *stanza, StoreDirection direction, XmppJid *sender, gint64 time)
{
  g_auto (GStrv) emoji = NULL;
  const char *target;
  StoreChange *change;

  if (!is_chat (stanza))
    return NULL;
  target = xmpp_retraction_get_target (stanza);
  if (target != NULL)
    return new_change (stanza, STORE_CHANGE_RETRACTION, direction, sender, time, target);
  target = xmpp_correction_get_target (stanza);
  if (target != NULL)
    return read_correction (stanza, direction, sender, time, target);
  emoji = xmpp_reactions_read (stanza, &target);
  if (emoji == NULL)
    return NULL;
  change = new_change (stanza, STORE_CHANGE_REACTIONS, direction, sender, time, target);
  change->body = g_strjoinv (" ", emoji);
  return change;
}

static void
write_correction (const StoreChange *change, const StoreMessage *message, XmlElement *stanza)
{
  g_autoptr (StoreMessage) corrected = store_message_copy (message);

  g_free (corrected->body);
  g_free (corrected->extra);
  corrected->body = g_strdup (change->body);
  corrected->extra = g_strdup (change->extra);
  im_reply_write (corrected, stanza);
  im_content_write (corrected->extra, stanza);
  xmpp_message_set_thread (stanza, message->thread);
  xml_element_take (stanza, xmpp_correction_build (change->target));
}

void
im_change_write (const StoreChange *change, const StoreMessage *message, XmlElement *stanza)
{
  g_auto (GStrv) emoji = NULL;

  switch (change->kind) {
  case STORE_CHANGE_CORRECTION:
    write_correction (change, message, stanza);
    break;
  case STORE_CHANGE_RETRACTION:
    xmpp_retraction_add (stanza, change->target);
    break;
  case STORE_CHANGE_REACTIONS:
    emoji = g_strsplit (change->body != NULL ? change->body : "", " ", -1);
    xmpp_reactions_add (stanza, change->target, (const char *const *) emoji);
    break;
  case STORE_CHANGE_FIRST:
  default:
    g_assert_not_reached ();
  }
}

static void
revise_notification (ImAccount *account, ImConversation *conversation, const StoreMessage *message)
{
  ImNotifications *notifications = im_account_get_services (account)->notifications;

  if (notifications != NULL && message->direction == STORE_MESSAGE_IN)
    im_notifications_revise (notifications, conversation,
                             message->retracted != 0 ? NULL : message->body);
}

ImConversation *
im_change_show (ImAccount *account, const StoreChangeOutcome *outcome)
{
  const StoreMessage *message = outcome->message;
  ImConversation *conversation;

  if (message == NULL)
    return NULL;
  conversation = im_conversations_take_record (im_account_get_conversations (account), account,
                                               outcome->conversation);
  if (conversation == NULL)
    return NULL;
  im_conversation_show_state (conversation, message);
  if (outcome->change != NULL && outcome->change->kind != STORE_CHANGE_REACTIONS &&
      outcome->conversation->last_message == message->id)
    revise_notification (account, conversation, message);
  return conversation;
}

static void
show_added (ImAccount *account, const StoreInsertion *insertion)
{
  const StoreMessage *message = insertion->message;
  ImConversation *conversation = im_conversations_take_record (
    im_account_get_conversations (account), account, insertion->conversation);

  if (conversation == NULL)
    return;
  im_conversation_show (conversation, message);
  if (!message->seen)
    im_announce (conversation, message, TRUE);
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImAccount) account = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) added = store_changes_settle_finish (STORE_DB (source), result, &error);

  if (added == NULL)
    g_warning ("Cannot look through what was corrected: %s", error->message);
  for (guint i = 0; added != NULL && i < added->len; i++)
    show_added (account, added->pdata[i]);
}

void
im_changes_settle (ImAccount *account)
{
  store_changes_settle_async (im_account_get_services (account)->db, im_account_get_id (account),
                              NULL, on_settled, g_object_ref (account));
}
