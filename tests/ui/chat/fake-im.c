/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The objects of im/ as the chat sees them, without archive and network.
 */
#include "config.h"

#include "tests/ui/chat/fake-im.h"

#include "base/props.h"

G_DEFINE_ENUM_TYPE (ImAccountState,
                    im_account_state,
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_ONLINE, "online"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_NEEDS_PASSWORD, "needs-password"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_NEEDS_TRUST, "needs-trust"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_FAILED, "failed"))

/* ImMessage */

struct _ImMessage {
  GObject parent_instance;

  gint64 id;
  gboolean outgoing;
  char *sender;
  gint64 time;
  ImMessageKind kind;
  char *subject;
  char *body;
  ImMessageState state;
  GError *error;
};

G_DEFINE_FINAL_TYPE (ImMessage, im_message, G_TYPE_OBJECT)

enum { MESSAGE_ID = 1, MESSAGE_STATE, N_MESSAGE_PROPS };

static GParamSpec *message_props[N_MESSAGE_PROPS];

static const BaseProp message_table[] = {
  { "id", G_TYPE_INT64, NULL, G_STRUCT_OFFSET (ImMessage, id), BASE_RO },
  { "state", 0, im_message_state_get_type, G_STRUCT_OFFSET (ImMessage, state), BASE_RO },
};

static void
im_message_finalize (GObject *object)
{
  ImMessage *self = IM_MESSAGE (object);

  g_free (self->sender);
  g_free (self->subject);
  g_free (self->body);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (im_message_parent_class)->finalize (object);
}

static void
im_message_class_init (ImMessageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = im_message_finalize;
  base_props_install (G_OBJECT_CLASS (klass), message_table, G_N_ELEMENTS (message_table),
                      message_props);
}

static void
im_message_init (ImMessage *self)
{
}

ImMessage *
fake_message_new (gboolean outgoing, gint64 time, const char *body)
{
  static gint64 last_id;
  ImMessage *self = g_object_new (IM_TYPE_MESSAGE, NULL);

  self->id = ++last_id;
  self->outgoing = outgoing;
  self->time = time;
  self->body = g_strdup (body);
  self->state = outgoing ? IM_MESSAGE_DELIVERED : IM_MESSAGE_RECEIVED;
  return self;
}

void
fake_message_set_kind (ImMessage *self, ImMessageKind kind, const char *subject)
{
  self->kind = kind;
  self->subject = g_strdup (subject);
}

void
fake_message_set_state (ImMessage *self, ImMessageState state, GError *error)
{
  self->state = state;
  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), message_props[MESSAGE_STATE]);
}

gint64
im_message_get_id (ImMessage *self)
{
  return self->id;
}

gboolean
im_message_get_outgoing (ImMessage *self)
{
  return self->outgoing;
}

const char *
im_message_get_sender (ImMessage *self)
{
  return self->sender;
}

gint64
im_message_get_time (ImMessage *self)
{
  return self->time;
}

ImMessageKind
im_message_get_kind (ImMessage *self)
{
  return self->kind;
}

const char *
im_message_get_subject (ImMessage *self)
{
  return self->subject;
}

const char *
im_message_get_body (ImMessage *self)
{
  return self->body;
}

ImMessageState
im_message_get_state (ImMessage *self)
{
  return self->state;
}

const GError *
im_message_get_error (ImMessage *self)
{
  return self->error;
}

/* ImMessageList: a window from @first on to before @end over all messages */

struct _ImMessageList {
  GObject parent_instance;

  ImConversation *conversation;
  GPtrArray *all;
  guint first;
  guint end;
  gboolean loaded;
  gboolean at_start;
  gboolean at_end;
};

static GType
im_message_list_get_item_type (GListModel *model)
{
  return IM_TYPE_MESSAGE;
}

static guint
im_message_list_get_n_items (GListModel *model)
{
  return IM_MESSAGE_LIST (model)->end - IM_MESSAGE_LIST (model)->first;
}

static gpointer
im_message_list_get_item (GListModel *model, guint position)
{
  ImMessageList *self = IM_MESSAGE_LIST (model);

  if (position >= self->end - self->first)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->all, self->first + position));
}

static void
im_message_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = im_message_list_get_item_type;
  iface->get_n_items = im_message_list_get_n_items;
  iface->get_item = im_message_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ImMessageList,
                               im_message_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      im_message_list_list_model_init))

enum { LIST_LOADED = 1, LIST_AT_START, LIST_AT_END, N_LIST_PROPS };

static GParamSpec *list_props[N_LIST_PROPS];

static const BaseProp list_table[] = {
  { "loaded", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessageList, loaded), BASE_RO },
  { "at-start", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessageList, at_start), BASE_RO },
  { "at-end", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessageList, at_end), BASE_RO },
};

static void
im_message_list_class_init (ImMessageListClass *klass)
{
  base_props_install (G_OBJECT_CLASS (klass), list_table, G_N_ELEMENTS (list_table), list_props);
}

static void
im_message_list_init (ImMessageList *self)
{
  self->loaded = TRUE;
}

static void
update_ends (ImMessageList *self)
{
  base_prop_set_boolean (self, &self->at_start, self->first == 0, list_props[LIST_AT_START]);
  base_prop_set_boolean (self, &self->at_end, self->end == self->all->len, list_props[LIST_AT_END]);
}

gboolean
im_message_list_get_loaded (ImMessageList *self)
{
  return self->loaded;
}

gboolean
im_message_list_get_at_start (ImMessageList *self)
{
  return self->at_start;
}

gboolean
im_message_list_get_at_end (ImMessageList *self)
{
  return self->at_end;
}

static gboolean
on_load_idle (gpointer user_data)
{
  GTask *task = user_data;
  ImMessageList *self = g_task_get_source_object (task);
  gboolean older = g_task_get_source_tag (task) == im_message_list_load_older_async;
  guint n = MIN (IM_MESSAGE_LIST_PAGE, older ? self->first : self->all->len - self->end);
  guint length = self->end - self->first;

  if (older)
    self->first -= n;
  else
    self->end += n;
  g_list_model_items_changed (G_LIST_MODEL (self), older ? 0 : length, 0, n);
  length += n;
  if (length > IM_MESSAGE_LIST_MAX) {
    guint gone = length - IM_MESSAGE_LIST_MAX;

    if (older)
      self->end -= gone;
    else
      self->first += gone;
    g_list_model_items_changed (G_LIST_MODEL (self), older ? IM_MESSAGE_LIST_MAX : 0, gone, 0);
  }
  update_ends (self);
  g_task_return_int (task, (gssize) n);
  return G_SOURCE_REMOVE;
}

void
im_message_list_load_older_async (ImMessageList *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_message_list_load_older_async);
  g_idle_add_full (G_PRIORITY_DEFAULT, on_load_idle, task, g_object_unref);
}

int
im_message_list_load_older_finish (ImMessageList *self, GAsyncResult *result, GError **error)
{
  return (int) g_task_propagate_int (G_TASK (result), error);
}

void
im_message_list_load_newer_async (ImMessageList *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, im_message_list_load_newer_async);
  g_idle_add_full (G_PRIORITY_DEFAULT, on_load_idle, task, g_object_unref);
}

int
im_message_list_load_newer_finish (ImMessageList *self, GAsyncResult *result, GError **error)
{
  return (int) g_task_propagate_int (G_TASK (result), error);
}

void
im_message_list_jump_async (ImMessageList *self,
                            gint64 id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  guint before = self->end - self->first;
  guint middle = self->all->len;

  for (guint i = 0; id != 0 && i < self->all->len; i++)
    if (im_message_get_id (g_ptr_array_index (self->all, i)) == id)
      middle = i;
  self->first = middle > IM_MESSAGE_LIST_PAGE ? middle - IM_MESSAGE_LIST_PAGE : 0;
  self->end = MIN (middle + IM_MESSAGE_LIST_PAGE, self->all->len);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->end - self->first);
  update_ends (self);
  g_task_return_boolean (task, TRUE);
}

gboolean
im_message_list_jump_finish (ImMessageList *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ImContact */

struct _ImContact {
  GObject parent_instance;

  ImSubscription subscription;
  gboolean ask;
  ImShow show;
  char *status_text;
};

G_DEFINE_FINAL_TYPE (ImContact, im_contact, G_TYPE_OBJECT)

static GParamSpec *contact_props[5];

static const BaseProp contact_table[] = {
  { "subscription", 0, im_subscription_get_type, G_STRUCT_OFFSET (ImContact, subscription),
    BASE_RW },
  { "ask", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImContact, ask), BASE_RW },
  { "show", 0, im_show_get_type, G_STRUCT_OFFSET (ImContact, show), BASE_RW },
  { "status-text", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (ImContact, status_text), BASE_RW },
};

static void
im_contact_class_init (ImContactClass *klass)
{
  base_props_install (G_OBJECT_CLASS (klass), contact_table, G_N_ELEMENTS (contact_table),
                      contact_props);
}

static void
im_contact_init (ImContact *self)
{
}

ImSubscription
im_contact_get_subscription (ImContact *self)
{
  return self->subscription;
}

gboolean
im_contact_get_ask (ImContact *self)
{
  return self->ask;
}

ImShow
im_contact_get_show (ImContact *self)
{
  return self->show;
}

const char *
im_contact_get_status_text (ImContact *self)
{
  return self->status_text;
}

/* ImRequest, ImRoster */

struct _ImRequest {
  GObject parent_instance;
  char *address;
  char *text;
};

G_DEFINE_FINAL_TYPE (ImRequest, im_request, G_TYPE_OBJECT)

static void
im_request_class_init (ImRequestClass *klass)
{
}

static void
im_request_init (ImRequest *self)
{
}

const char *
im_request_get_address (ImRequest *self)
{
  return self->address;
}

const char *
im_request_get_text (ImRequest *self)
{
  return self->text;
}

struct _ImRoster {
  GObject parent_instance;
  GListStore *requests;
  guint n_asked;
};

G_DEFINE_FINAL_TYPE (ImRoster, im_roster, G_TYPE_OBJECT)

static void
im_roster_class_init (ImRosterClass *klass)
{
}

static void
im_roster_init (ImRoster *self)
{
  self->requests = g_list_store_new (IM_TYPE_REQUEST);
}

GListModel *
im_roster_get_requests (ImRoster *self)
{
  return G_LIST_MODEL (self->requests);
}

gboolean
im_roster_accept (ImRoster *self, ImRequest *request, GError **error)
{
  self->n_asked++;
  g_list_store_remove_all (self->requests);
  return TRUE;
}

gboolean
im_roster_refuse (ImRoster *self, ImRequest *request, GError **error)
{
  return im_roster_accept (self, request, error);
}

gboolean
im_roster_resend_request (ImRoster *self, ImContact *contact, GError **error)
{
  self->n_asked++;
  return TRUE;
}

/* ImAccount */

struct _ImAccount {
  GObject parent_instance;
  ImAccountState state;
  gboolean enabled;
  ImRoster *roster;
};

G_DEFINE_FINAL_TYPE (ImAccount, im_account, G_TYPE_OBJECT)

static GParamSpec *account_props[3];

static const BaseProp account_table[] = {
  { "state", 0, im_account_state_get_type, G_STRUCT_OFFSET (ImAccount, state), BASE_RW },
  { "enabled", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImAccount, enabled), BASE_RW },
};

static void
im_account_class_init (ImAccountClass *klass)
{
  base_props_install (G_OBJECT_CLASS (klass), account_table, G_N_ELEMENTS (account_table),
                      account_props);
}

static void
im_account_init (ImAccount *self)
{
  self->state = IM_ACCOUNT_ONLINE;
  self->enabled = TRUE;
  self->roster = g_object_new (IM_TYPE_ROSTER, NULL);
}

ImAccountState
im_account_get_state (ImAccount *self)
{
  return self->state;
}

gboolean
im_account_get_enabled (ImAccount *self)
{
  return self->enabled;
}

ImRoster *
im_account_get_roster (ImAccount *self)
{
  return self->roster;
}

void
im_account_retry_now (ImAccount *self)
{
  g_object_set (self, "state", IM_ACCOUNT_CONNECTING, NULL);
}

/* ImConversation */

struct _ImConversation {
  GObject parent_instance;

  ImAccount *account;
  ImContact *contact;
  ImMessageList *messages;
  char *address;
  char *name;
  char *draft;
  char *sent;
  guint unread;
  gboolean typing;
  gboolean composing;
  gboolean open;
  ImMessage *retried;
};

G_DEFINE_FINAL_TYPE (ImConversation, im_conversation, G_TYPE_OBJECT)

static GParamSpec *conversation_props[5];

static const BaseProp conversation_table[] = {
  { "contact", 0, im_contact_get_type, G_STRUCT_OFFSET (ImConversation, contact), BASE_RW },
  { "display-name", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (ImConversation, name), BASE_RW },
  { "unread", G_TYPE_UINT, NULL, G_STRUCT_OFFSET (ImConversation, unread), BASE_RW },
  { "typing", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImConversation, typing), BASE_RW },
};

static void
im_conversation_class_init (ImConversationClass *klass)
{
  base_props_install (G_OBJECT_CLASS (klass), conversation_table, G_N_ELEMENTS (conversation_table),
                      conversation_props);
}

static void
im_conversation_init (ImConversation *self)
{
  self->account = g_object_new (IM_TYPE_ACCOUNT, NULL);
  self->contact = g_object_new (IM_TYPE_CONTACT, NULL);
  self->contact->show = IM_SHOW_AVAILABLE;
  self->contact->subscription = IM_SUBSCRIPTION_BOTH;
  self->messages = g_object_new (IM_TYPE_MESSAGE_LIST, NULL);
  self->messages->all = g_ptr_array_new_with_free_func (g_object_unref);
  self->messages->conversation = self;
  self->messages->at_start = self->messages->at_end = TRUE;
  self->draft = g_strdup ("");
}

ImConversation *
fake_conversation_new (const char *address, const char *name)
{
  ImConversation *self = g_object_new (IM_TYPE_CONVERSATION, NULL);

  self->address = g_strdup (address);
  self->name = g_strdup (name);
  return self;
}

void
fake_conversation_add (ImConversation *self, ImMessage *message)
{
  ImMessageList *list = self->messages;

  message->sender = g_strdup (message->outgoing ? "Romeo" : self->name);
  g_ptr_array_add (list->all, message);
  if (!list->at_end)
    return;
  list->end++;
  g_list_model_items_changed (G_LIST_MODEL (list), list->end - list->first - 1, 0, 1);
}

void
fake_conversation_set_window (ImConversation *self, guint n)
{
  ImMessageList *list = self->messages;
  guint before = list->end - list->first;

  list->end = list->all->len;
  list->first = list->end - n;
  g_list_model_items_changed (G_LIST_MODEL (list), 0, before, n);
  update_ends (list);
}

void
fake_conversation_set_unread (ImConversation *self, guint unread)
{
  g_object_set (self, "unread", unread, NULL);
}

void
fake_conversation_set_typing (ImConversation *self, gboolean typing)
{
  g_object_set (self, "typing", typing, NULL);
}

void
fake_conversation_set_contact (ImConversation *self,
                               ImShow show,
                               const char *status_text,
                               ImSubscription subscription,
                               gboolean ask)
{
  g_object_set (self->contact, "show", show, "status-text", status_text, "subscription",
                subscription, "ask", ask, NULL);
}

void
fake_conversation_remove_contact (ImConversation *self)
{
  g_object_set (self, "contact", NULL, NULL);
}

void
fake_conversation_set_account_state (ImConversation *self, ImAccountState state)
{
  g_object_set (self->account, "state", state, NULL);
}

void
fake_conversation_add_request (ImConversation *self, const char *text)
{
  g_autoptr (ImRequest) request = g_object_new (IM_TYPE_REQUEST, NULL);

  request->address = g_strdup (self->address);
  request->text = g_strdup (text);
  g_list_store_append (self->account->roster->requests, request);
}

const char *
fake_conversation_get_sent (ImConversation *self)
{
  return self->sent;
}

gboolean
fake_conversation_get_composing (ImConversation *self)
{
  return self->composing;
}

gboolean
fake_conversation_get_open (ImConversation *self)
{
  return self->open;
}

guint
fake_conversation_get_n_asked (ImConversation *self)
{
  return self->account->roster->n_asked;
}

ImMessage *
fake_conversation_get_retried (ImConversation *self)
{
  return self->retried;
}

gint64
im_conversation_get_id (ImConversation *self)
{
  return (gint64) g_str_hash (self->address);
}

ImAccount *
im_conversation_get_account (ImConversation *self)
{
  return self->account;
}

ImContact *
im_conversation_get_contact (ImConversation *self)
{
  return self->contact;
}

const char *
im_conversation_get_address (ImConversation *self)
{
  return self->address;
}

const char *
im_conversation_get_display_name (ImConversation *self)
{
  return self->name;
}

guint
im_conversation_get_unread (ImConversation *self)
{
  return self->unread;
}

const char *
im_conversation_get_draft (ImConversation *self)
{
  return self->draft;
}

void
im_conversation_set_draft (ImConversation *self, const char *draft)
{
  g_free (self->draft);
  self->draft = g_strdup (draft);
}

gboolean
im_conversation_get_typing (ImConversation *self)
{
  return self->typing;
}

ImMessageList *
im_conversation_dup_messages (ImConversation *self)
{
  return g_object_ref (self->messages);
}

void
im_conversation_send (ImConversation *self, const char *text)
{
  ImMessage *message = fake_message_new (TRUE, g_get_real_time (), text);

  message->state = IM_MESSAGE_PENDING;
  g_free (self->sent);
  self->sent = g_strdup (text);
  im_conversation_set_draft (self, "");
  fake_conversation_add (self, message);
}

void
im_conversation_retry (ImConversation *self, ImMessage *message)
{
  self->retried = message;
  fake_message_set_state (message, IM_MESSAGE_PENDING, NULL);
}

void
im_conversation_set_composing (ImConversation *self, gboolean composing)
{
  self->composing = composing;
}

void
im_conversation_set_open (ImConversation *self, gboolean open)
{
  self->open = open;
}

void
im_conversation_mark_read (ImConversation *self)
{
  g_object_set (self, "unread", 0, NULL);
}
