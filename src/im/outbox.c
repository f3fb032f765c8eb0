/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Store first, then send (XEP-0198), each message under one id for ever (XEP-0359).
 */

#include "im/outbox.h"

#include "base/data.h"
#include "base/random.h"
#include "im/account-private.h"
#include "im/changes.h"
#include "im/content.h"
#include "im/conversation-private.h"
#include "im/extra.h"
#include "im/reply.h"
#include "xmpp/stanza.h"
#include "xmpp/xep/0184-receipts.h"
#include "xmpp/xep/0203-delay.h"
#include "xmpp/xep/0224-attention.h"
#include "xmpp/xep/0308-correction.h"
#include "xmpp/xep/0333-markers.h"
#include "xmpp/xep/0359-ids.h"
#include "xmpp/xep/0382-spoiler.h"

/* What goes out so soon after it was written was written now. */
#define PROMPT (10 * G_USEC_PER_SEC)

/*
 * A message, or a change of one, which then is what it is about. What was tried may have arrived, so
 * it goes out again only as it was.
 */
typedef struct {
  ImConversation *conversation;
  StoreMessage *message;
  StoreChange *change; /* (nullable) */
  gboolean given;      /* the session has it, and the server has not acknowledged it yet */
  gboolean tried;      /* the session has had it */
  gboolean held;       /* the archive is about to change it, or to take it back */
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
  gint64 message; /* the archive's number */
  char *body;     /* (nullable) */
  char *spoiler;  /* (nullable): as which the body is hidden */
};

BASE_DEFINE_DATA (Change, change)

static void
change_cleanup (Change *change)
{
  g_clear_object (&change->outbox);
  g_clear_object (&change->conversation);
  g_clear_pointer (&change->body, g_free);
  g_clear_pointer (&change->spoiler, g_free);
}

static Change *
change_new (ImOutbox *self, ImConversation *conversation, gint64 message)
{
  Change *change = change_alloc ();

  change->outbox = g_object_ref (self);
  change->conversation = g_object_ref (conversation);
  change->message = message;
  return change;
}

static void
tell_not_kept (const Change *change, const GError *error)
{
  im_conversation_tell_not_kept (change->conversation, change->body, change->spoiler, error);
}

static void
item_free (gpointer data)
{
  Item *item = data;

  g_clear_object (&item->conversation);
  g_clear_pointer (&item->message, store_message_free);
  g_clear_pointer (&item->change, store_change_free);
  g_free (item);
}

static const char *
item_id (const Item *item)
{
  return item->change != NULL ? item->change->stanza_id : item->message->stanza_id;
}

static GList *
find_item (ImOutbox *self, const char *stanza_id)
{
  for (GList *l = self->items.head; l != NULL; l = l->next) {
    Item *item = l->data;

    if (item->given && g_strcmp0 (item_id (item), stanza_id) == 0)
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
  gint64 time = item->change != NULL ? item->change->time : item->message->time;

  if (g_get_real_time () - time > PROMPT)
    xml_element_take (stanza, xmpp_delay_build (time, xmpp_session_get_jid (self->session)));
}

static XmlElement *
make_change_stanza (ImOutbox *self, Item *item)
{
  XmlElement *stanza = xmpp_message_new (
    XMPP_MESSAGE_CHAT, im_peer_get_target (im_conversation_get_peer (item->conversation)));

  xml_element_set (stanza, "id", item->change->stanza_id);
  im_change_write (item->change, item->message, stanza);
  xml_element_take (stanza, xmpp_ids_build_origin (item->change->stanza_id));
  stamp (self, item, stanza);
  return stanza;
}

static XmlElement *
make_stanza (ImOutbox *self, Item *item)
{
  gboolean is_nudge = item->message->body == NULL;
  /* Of what it said when it failed. */
  gboolean is_correction = item->message->edited != 0 && item->message->origin_id != NULL &&
                           !g_str_equal (item->message->stanza_id, item->message->origin_id);
  XmlElement *stanza =
    xmpp_message_new (is_nudge ? XMPP_MESSAGE_HEADLINE : XMPP_MESSAGE_CHAT,
                      im_peer_get_target (im_conversation_get_peer (item->conversation)));
  XmppChatState state = im_peer_take_chat_state (im_conversation_get_peer (item->conversation));

  xml_element_set (stanza, "id", item->message->stanza_id);
  if (!is_nudge)
    im_reply_write (item->message, stanza);
  im_content_write (item->message->extra, stanza);
  xmpp_message_set_thread (stanza, item->message->thread);
  if (is_correction) {
    xml_element_take (stanza, xmpp_correction_build (item->message->origin_id));
    xml_element_take (stanza, xmpp_ids_build_origin (item->message->stanza_id));
  } else
    xml_element_take (stanza, xmpp_ids_build_origin (item->message->origin_id));
  xml_element_take (stanza, xmpp_receipts_build_request ());
  if (!is_nudge)
    xml_element_take (stanza, xmpp_markers_build_markable ());
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
    g_warning ("Cannot note what became of a message: %s", error->message);
}

static void
on_change_state_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImConversation) conversation = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreChangeOutcome) outcome =
    store_changes_set_state_finish (STORE_DB (source), result, &error);

  if (outcome != NULL && im_conversation_get_account (conversation) != NULL)
    im_change_show (im_conversation_get_account (conversation), outcome);
  else if (error != NULL)
    g_warning ("Cannot note what became of a change: %s", error->message);
}

/* @condition: (nullable): why it has FAILED */
static void
note_state (ImOutbox *self, const Item *item, StoreMessageState state, const char *condition)
{
  if (item->change != NULL)
    store_changes_set_state_async (self->services->db, item->change->id, state, NULL,
                                   on_change_state_set, g_object_ref (item->conversation));
  else
    store_messages_set_state_async (self->services->db, item->message->id, state, condition, NULL,
                                    NULL, on_state_set, g_object_ref (item->conversation));
}

static void
on_acked (XmppSession *session, XmlElement *stanza, ImOutbox *self)
{
  GList *link = find_item (self, xmpp_stanza_id (stanza));

  if (link == NULL)
    return;
  note_state (self, link->data, STORE_MESSAGE_SENT, NULL);
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

static Item *
push (ImOutbox *self, ImConversation *conversation, const StoreMessage *message)
{
  Item *item = g_new0 (Item, 1);

  item->conversation = g_object_ref (conversation);
  item->message = store_message_copy (message);
  g_queue_push_tail (&self->items, item);
  return item;
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ImOutbox *self = g_task_get_source_object (task);
  ImConversation *conversation = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreInsertion) insertion =
    store_messages_insert_outgoing_finish (STORE_DB (source), result, &error);

  if (insertion == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  im_conversation_update (conversation, insertion->conversation);
  im_conversation_show (conversation, insertion->message);
  push (self, conversation, insertion->message);
  im_outbox_flush (self);
  g_task_return_boolean (task, TRUE);
}

static void
on_retried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreMessage) record = store_messages_retry_finish (STORE_DB (source), result, &error);

  if (error != NULL)
    tell_not_kept (change, error);
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
  /* Nobody knows what became of it before the program ended. */
  push (self, conversation, pending)->tried = TRUE;
}

void
im_outbox_load_change (ImOutbox *self,
                       ImConversation *conversation,
                       const StorePendingChange *pending)
{
  push (self, conversation, pending->message)->change = store_change_copy (pending->change);
}

static StoreMessage *
new_message (ImConversation *conversation, const char *body)
{
  ImAccount *account = im_conversation_get_account (conversation);
  StoreMessage *message =
    store_message_new (STORE_MESSAGE_OUT, STORE_MESSAGE_CHAT, im_account_get_address (account),
                       im_sync_get_now (im_account_get_sync (account)));

  message->stanza_id = base_random_id ();
  message->origin_id = g_strdup (message->stanza_id);
  message->body = g_strdup (body);
  return message;
}

static void
keep (ImOutbox *self,
      ImConversation *conversation,
      const StoreMessage *message,
      gboolean drafted,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, keep);
  g_task_set_task_data (task, g_object_ref (conversation), g_object_unref);
  store_messages_insert_outgoing_async (self->services->db, im_conversation_get_id (conversation),
                                        message, drafted, NULL, on_stored, task);
}

void
im_outbox_add_async (ImOutbox *self,
                     ImConversation *conversation,
                     const char *body,
                     ImMessage *original,
                     const char *spoiler,
                     gboolean drafted,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (StoreMessage) message = new_message (conversation, body);

  if (original != NULL && im_message_can_be_answered (original))
    im_reply_set (message, im_message_get_name (original), im_message_get_author (original),
                  im_content_is_spoiler (im_message_get_extra (original))
                    ? NULL
                    : im_message_get_body (original));
  if (spoiler != NULL) {
    g_autoptr (XmlElement) element = xmpp_spoiler_build (*spoiler != '\0' ? spoiler : NULL);

    im_extra_append (&message->extra, element);
  }
  keep (self, conversation, message, drafted, callback, user_data);
}

gboolean
im_outbox_add_finish (ImOutbox *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_nudge_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImConversation) conversation = user_data;
  g_autoptr (GError) error = NULL;

  if (!im_outbox_add_finish (IM_OUTBOX (source), result, &error))
    im_conversation_tell_not_kept (conversation, NULL, NULL, error);
}

void
im_outbox_nudge (ImOutbox *self, ImConversation *conversation)
{
  g_autoptr (StoreMessage) message = new_message (conversation, NULL);
  g_autoptr (XmlElement) attention = xmpp_attention_build ();

  im_extra_append (&message->extra, attention);
  keep (self, conversation, message, FALSE, on_nudge_added, g_object_ref (conversation));
}

void
im_outbox_retry (ImOutbox *self, ImConversation *conversation, gint64 message)
{
  g_autofree char *id = base_random_id ();

  store_messages_retry_async (self->services->db, message, id, NULL, on_retried,
                              change_new (self, conversation, message));
}

/* (nullable): the message itself, if it has not left */
static Item *
find_message (ImOutbox *self, gint64 message)
{
  for (GList *l = self->items.head; l != NULL; l = l->next) {
    Item *item = l->data;

    if (item->change == NULL && item->message->id == message)
      return item;
  }
  return NULL;
}

static void
hold (ImOutbox *self, gint64 message, gboolean held)
{
  for (GList *l = self->items.head; l != NULL; l = l->next) {
    Item *item = l->data;

    if (item->message->id == message)
      item->held = held;
  }
}

/* What was taken back does not go out any more, nor do its corrections. */
static void
drop_message (ImOutbox *self, gint64 message)
{
  GList *link = self->items.head;

  while (link != NULL) {
    GList *next = link->next;
    const Item *item = link->data;

    if (item->message->id == message &&
        (item->change == NULL || item->change->kind == STORE_CHANGE_CORRECTION))
      drop (self, link);
    link = next;
  }
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  ImOutbox *self = change->outbox;
  ImAccount *account = im_conversation_get_account (change->conversation);
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreChangeOutcome) outcome =
    store_changes_write_finish (STORE_DB (source), result, &error);

  hold (self, change->message, FALSE);
  if (outcome == NULL) {
    tell_not_kept (change, error);
  } else {
    if (outcome->change->kind == STORE_CHANGE_RETRACTION)
      drop_message (self, change->message);
    if (outcome->change->state == STORE_MESSAGE_PENDING)
      push (self, change->conversation, outcome->message)->change =
        store_change_copy (outcome->change);
    else if (outcome->change->kind == STORE_CHANGE_CORRECTION)
      push (self, change->conversation, outcome->message); /* it had failed */
    if (account != NULL)
      im_change_show (account, outcome);
  }
  im_outbox_flush (self);
}

/* @change: (transfer full) */
static void
write_change (ImOutbox *self, Change *change, StoreChange *written)
{
  written->message = change->message;
  written->stanza_id = base_random_id ();
  store_changes_write_async (self->services->db, written, NULL, on_written, change);
}

static StoreChange *
new_change (ImOutbox *self, StoreChangeKind kind)
{
  StoreChange *change = store_change_new (
    kind, STORE_MESSAGE_OUT, xmpp_jid_string (xmpp_session_get_account (self->session)),
    g_get_real_time (), NULL);

  change->state = STORE_MESSAGE_PENDING;
  return change;
}

static void
on_rewritten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  ImOutbox *self = change->outbox;
  Item *item = find_message (self, change->message);
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreInsertion) insertion =
    store_messages_rewrite_finish (STORE_DB (source), result, &error);

  hold (self, change->message, FALSE);
  if (insertion == NULL) {
    tell_not_kept (change, error);
  } else {
    if (item != NULL) {
      store_message_free (item->message);
      item->message = store_message_copy (insertion->message);
    }
    im_conversation_update (change->conversation, insertion->conversation);
    im_conversation_show_state (change->conversation, insertion->message);
  }
  im_outbox_flush (self);
}

void
im_outbox_correct (ImOutbox *self,
                   ImConversation *conversation,
                   ImMessage *message,
                   const char *body)
{
  gint64 id = im_message_get_id (message);
  const Item *item = find_message (self, id);
  gboolean unread = item != NULL && !item->tried;
  Change *change = change_new (self, conversation, id);

  change->body = g_strdup (body);
  change->spoiler = im_content_dup_spoiler (im_message_get_extra (message));
  if (unread) {
    hold (self, id, TRUE);
    store_messages_rewrite_async (self->services->db, id, body, NULL, on_rewritten, change);
  } else {
    g_autoptr (StoreChange) correction = new_change (self, STORE_CHANGE_CORRECTION);

    correction->body = g_strdup (body);
    write_change (self, change, correction);
  }
}

void
im_outbox_take_back (ImOutbox *self, ImConversation *conversation, ImMessage *message)
{
  gint64 id = im_message_get_id (message);
  const Item *item = find_message (self, id);
  g_autoptr (StoreChange) retraction = new_change (self, STORE_CHANGE_RETRACTION);

  /* Who never got it need not be told to forget it. */
  if (item != NULL && !item->tried)
    retraction->state = STORE_MESSAGE_SENT;
  hold (self, id, TRUE);
  write_change (self, change_new (self, conversation, id), retraction);
}

void
im_outbox_react (ImOutbox *self,
                 ImConversation *conversation,
                 ImMessage *message,
                 const char *const *emoji)
{
  g_autoptr (StoreChange) reactions = new_change (self, STORE_CHANGE_REACTIONS);

  reactions->body = g_strjoinv (" ", (char **) emoji);
  write_change (self, change_new (self, conversation, im_message_get_id (message)), reactions);
}

/* Only what this peer was sent: nobody can speak for somebody else. */
void
im_outbox_settle (ImOutbox *self, ImConversation *conversation, const char *stanza_id)
{
  GList *link = find_item (self, stanza_id);

  if (link != NULL && ((Item *) link->data)->conversation == conversation)
    drop (self, link);
}

/* What is longer than the server takes would end the stream (XEP-0478 §4), so it fails here. */
static void
give (ImOutbox *self, GList *link)
{
  Item *item = link->data;
  g_autoptr (XmlElement) stanza =
    item->change != NULL ? make_change_stanza (self, item) : make_stanza (self, item);

  if (!xmpp_session_allows (self->session, stanza)) {
    note_state (self, item, STORE_MESSAGE_FAILED, "not-acceptable");
    drop (self, link);
    return;
  }
  item->given = item->tried = TRUE;
  xmpp_session_send (self->session, g_steal_pointer (&stanza));
}

/* Without stream management the session acknowledges, and the item goes, during the call. */
void
im_outbox_flush (ImOutbox *self)
{
  GList *link = self->items.head;

  while (link != NULL && xmpp_session_get_state (self->session) == XMPP_SESSION_ONLINE) {
    GList *this = link;
    const Item *item = this->data;

    link = link->next;
    if (item->held)
      break; /* what was written later waits for it */
    if (!item->given)
      give (self, this);
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
