/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Store first, then send (XEP-0198), each message under one id for ever (XEP-0359).
 */

#include "im/outbox.h"

#include "base/data.h"
#include "base/random.h"
#include "im/conversation-private.h"
#include "im/reply.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0184-receipts.h"
#include "xmpp/xep/0203-delay.h"
#include "xmpp/xep/0359-ids.h"

/* What goes out so soon after it was written was written now. */
#define PROMPT (10 * G_USEC_PER_SEC)

typedef struct {
  ImConversation *conversation;
  StoreMessage *message;
  gboolean given; /* the session has it, and the server has not acknowledged it yet */
} Item;

struct _ImOutbox {
  GObject parent_instance;

  ImServices *services;
  XmppSession *session;
  GQueue items; /* of Item, in the order in which they shall go out */
};

G_DEFINE_FINAL_TYPE (ImOutbox, im_outbox, G_TYPE_OBJECT)

/* Something about one message of one conversation that the archive is asked to do. */
struct _Change {
  ImOutbox *outbox;
  ImConversation *conversation;
  char *body;
};

BASE_DEFINE_DATA (Change, change)

static void
change_cleanup (Change *change)
{
  g_clear_object (&change->outbox);
  g_clear_object (&change->conversation);
  g_clear_pointer (&change->body, g_free);
}

static Change *
change_new (ImOutbox *self, ImConversation *conversation, const char *body)
{
  Change *change = change_alloc ();

  change->outbox = g_object_ref (self);
  change->conversation = g_object_ref (conversation);
  change->body = g_strdup (body);
  return change;
}

static void
item_free (gpointer data)
{
  Item *item = data;

  g_clear_object (&item->conversation);
  g_clear_pointer (&item->message, store_message_free);
  g_free (item);
}

static GList *
find_item (ImOutbox *self, const char *stanza_id)
{
  for (GList *l = self->items.head; l != NULL; l = l->next) {
    Item *item = l->data;

    if (item->given && g_strcmp0 (item->message->stanza_id, stanza_id) == 0)
      return l;
  }
  return NULL;
}

static void
drop (ImOutbox *self, GList *link)
{
  item_free (link->data);
  g_queue_delete_link (&self->items, link);
}

/* Whom it reaches later than it was written shall know when that was (XEP-0203 §2). */
static void
stamp (ImOutbox *self, Item *item, XmlElement *stanza)
{
  if (g_get_real_time () - item->message->time > PROMPT)
    xml_element_take (stanza,
                      xmpp_delay_build (item->message->time, xmpp_session_get_jid (self->session)));
}

static XmlElement *
make_stanza (ImOutbox *self, Item *item)
{
  XmlElement *stanza =
    xmpp_message_new (XMPP_MESSAGE_CHAT, im_conversation_get_target (item->conversation));
  XmppChatState state = im_conversation_take_chat_state (item->conversation);

  xml_element_set (stanza, "id", item->message->stanza_id);
  im_reply_write (item->message, stanza);
  xmpp_message_set_thread (stanza, item->message->thread);
  xml_element_take (stanza, xmpp_ids_build_origin (item->message->origin_id));
  xml_element_take (stanza, xmpp_receipts_build_request ());
  stamp (self, item, stanza);
  if (state != XMPP_CHAT_STATE_NONE)
    xml_element_take (stanza, xmpp_chat_state_build (state));
  return stanza;
}

static void
on_state_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImConversation) conversation = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreMessage) record =
    store_messages_set_state_finish (STORE_DB (source), result, &error);

  if (record != NULL)
    im_conversation_show_state (conversation, record);
  else if (error != NULL)
    g_warning ("Cannot note that a message was sent: %s", error->message);
}

static void
on_acked (XmppSession *session, XmlElement *stanza, ImOutbox *self)
{
  GList *link = find_item (self, xmpp_stanza_id (stanza));
  Item *item;

  if (link == NULL)
    return;
  item = link->data;
  store_messages_set_state_async (self->services->db, item->message->id, STORE_MESSAGE_SENT, NULL,
                                  NULL, NULL, on_state_set, g_object_ref (item->conversation));
  drop (self, link);
}

static void
on_unsent (XmppSession *session, XmlElement *stanza, ImOutbox *self)
{
  GList *link = find_item (self, xmpp_stanza_id (stanza));

  if (link != NULL)
    ((Item *) link->data)->given = FALSE;
}

static void
on_session_state (XmppSession *session, GParamSpec *pspec, ImOutbox *self)
{
  im_outbox_flush (self);
}

static void
push (ImOutbox *self, ImConversation *conversation, const StoreMessage *message)
{
  Item *item = g_new0 (Item, 1);

  item->conversation = g_object_ref (conversation);
  item->message = store_message_copy (message);
  g_queue_push_tail (&self->items, item);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreInsertion) insertion =
    store_messages_insert_outgoing_finish (STORE_DB (source), result, &error);

  if (insertion == NULL) {
    /* What cannot be kept is not sent either. */
    im_conversation_tell_not_kept (change->conversation, change->body, error);
    return;
  }
  im_conversation_update (change->conversation, insertion->conversation);
  im_conversation_show (change->conversation, insertion->message);
  push (change->outbox, change->conversation, insertion->message);
  im_outbox_flush (change->outbox);
}

static void
on_retried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreMessage) record = store_messages_retry_finish (STORE_DB (source), result, &error);

  if (error != NULL)
    im_conversation_tell_not_kept (change->conversation, NULL, error);
  if (record == NULL)
    return;
  im_conversation_show_state (change->conversation, record);
  push (change->outbox, change->conversation, record);
  im_outbox_flush (change->outbox);
}

ImOutbox *
im_outbox_new (ImServices *services, XmppSession *session)
{
  ImOutbox *self = g_object_new (IM_TYPE_OUTBOX, NULL);

  self->services = im_services_ref (services);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "acked", G_CALLBACK (on_acked), self, 0);
  g_signal_connect_object (session, "unsent", G_CALLBACK (on_unsent), self, 0);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_session_state), self, 0);
  return self;
}

void
im_outbox_load (ImOutbox *self, ImConversation *conversation, const StoreMessage *pending)
{
  push (self, conversation, pending);
}

void
im_outbox_add (ImOutbox *self, ImConversation *conversation, const char *body, ImMessage *original)
{
  XmppJid *account = xmpp_session_get_account (self->session);
  g_autoptr (StoreMessage) message = store_message_new (
    STORE_MESSAGE_OUT, STORE_MESSAGE_CHAT, xmpp_jid_string (account), g_get_real_time ());

  message->stanza_id = base_random_id ();
  message->origin_id = g_strdup (message->stanza_id);
  message->body = g_strdup (body);
  if (original != NULL && im_message_can_be_answered (original))
    im_reply_set (message, im_message_get_name (original), im_message_get_author (original),
                  im_message_get_body (original));
  store_messages_insert_outgoing_async (self->services->db, im_conversation_get_id (conversation),
                                        message, NULL, on_stored,
                                        change_new (self, conversation, body));
}

void
im_outbox_retry (ImOutbox *self, ImConversation *conversation, gint64 message)
{
  g_autofree char *id = base_random_id ();

  store_messages_retry_async (self->services->db, message, id, NULL, on_retried,
                              change_new (self, conversation, NULL));
}

/* Only what this peer was sent: nobody can speak for somebody else. */
void
im_outbox_settle (ImOutbox *self, ImConversation *conversation, const char *stanza_id)
{
  GList *link = find_item (self, stanza_id);

  if (link != NULL && ((Item *) link->data)->conversation == conversation)
    drop (self, link);
}

/* Without stream management the session acknowledges, and the item goes, during the call. */
void
im_outbox_flush (ImOutbox *self)
{
  GList *link = self->items.head;

  while (link != NULL && xmpp_session_get_state (self->session) == XMPP_SESSION_ONLINE) {
    Item *item = link->data;

    link = link->next;
    if (item->given)
      continue;
    item->given = TRUE;
    xmpp_session_send (self->session, make_stanza (self, item));
  }
}

guint
im_outbox_get_n_waiting (ImOutbox *self)
{
  return self->items.length;
}

static void
im_outbox_dispose (GObject *object)
{
  ImOutbox *self = IM_OUTBOX (object);

  g_queue_clear_full (&self->items, item_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (im_outbox_parent_class)->dispose (object);
}

static void
im_outbox_finalize (GObject *object)
{
  ImOutbox *self = IM_OUTBOX (object);

  g_clear_pointer (&self->services, im_services_unref);
  G_OBJECT_CLASS (im_outbox_parent_class)->finalize (object);
}

static void
im_outbox_class_init (ImOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = im_outbox_dispose;
  object_class->finalize = im_outbox_finalize;
}

static void
im_outbox_init (ImOutbox *self)
{
  g_queue_init (&self->items);
}
