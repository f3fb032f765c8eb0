/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The objects of im/ as the chat sees them, without archive and network.
 */
#include "config.h"

#include "tests/ui/chat/fake-im.h"

#include "base/props.h"
#include "base/text.h"
#include "im/blocking.h"
#include "im/nearby.h"

G_DEFINE_ENUM_TYPE (ImAccountState,
                    im_account_state,
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_ONLINE, "online"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_NEEDS_PASSWORD, "needs-password"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_NEEDS_TRUST, "needs-trust"),
                    G_DEFINE_ENUM_VALUE (IM_ACCOUNT_FAILED, "failed"))

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
im_contact_finalize (GObject *object)
{
  ImContact *self = IM_CONTACT (object);

  g_free (self->status_text);
  G_OBJECT_CLASS (im_contact_parent_class)->finalize (object);
}

static void
im_contact_class_init (ImContactClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = im_contact_finalize;
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
im_request_finalize (GObject *object)
{
  ImRequest *self = IM_REQUEST (object);

  g_free (self->address);
  g_free (self->text);
  G_OBJECT_CLASS (im_request_parent_class)->finalize (object);
}

static void
im_request_class_init (ImRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = im_request_finalize;
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
im_roster_finalize (GObject *object)
{
  ImRoster *self = IM_ROSTER (object);

  g_object_unref (self->requests);
  G_OBJECT_CLASS (im_roster_parent_class)->finalize (object);
}

static void
im_roster_class_init (ImRosterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = im_roster_finalize;
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
  gboolean alone;
  char *name;
  int hue;
  ImRoster *roster;
};

G_DEFINE_FINAL_TYPE (ImAccount, im_account, G_TYPE_OBJECT)

static GParamSpec *account_props[6];

static const BaseProp account_table[] = {
  { "state", 0, im_account_state_get_type, G_STRUCT_OFFSET (ImAccount, state), BASE_RW },
  { "enabled", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImAccount, enabled), BASE_RW },
  { "alone", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImAccount, alone), BASE_RW },
  { "name", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (ImAccount, name), BASE_RW },
  { "hue", G_TYPE_INT, NULL, G_STRUCT_OFFSET (ImAccount, hue), BASE_RW },
};

static void
im_account_finalize (GObject *object)
{
  ImAccount *self = IM_ACCOUNT (object);

  g_object_unref (self->roster);
  g_free (self->name);
  G_OBJECT_CLASS (im_account_parent_class)->finalize (object);
}

static void
im_account_class_init (ImAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = im_account_finalize;
  base_props_install (G_OBJECT_CLASS (klass), account_table, G_N_ELEMENTS (account_table),
                      account_props);
}

static void
im_account_init (ImAccount *self)
{
  self->state = IM_ACCOUNT_ONLINE;
  self->enabled = TRUE;
  self->alone = TRUE;
  self->name = g_strdup ("juliet@example.org");
  self->hue = -1;
  self->roster = g_object_new (IM_TYPE_ROSTER, NULL);
}

ImAccountState
im_account_get_state (ImAccount *self)
{
  return self->state;
}

const char *
im_account_get_address (ImAccount *self)
{
  return "juliet@example.org";
}

const char *
im_account_get_name (ImAccount *self)
{
  return self->name;
}

int
im_account_get_hue (ImAccount *self)
{
  return self->hue;
}

gboolean
im_account_get_alone (ImAccount *self)
{
  return self->alone;
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
  char *waiting; /* (nullable): to be kept by the archive */
  gboolean slow;
  char *sent;
  guint unread;
  gboolean typing;
  gboolean composing;
  gboolean open;
  ImMessage *retried;
  ImMessage *replying_to;
  char *spoiler;
  ImMessage *answered;
};

G_DEFINE_FINAL_TYPE (ImConversation, im_conversation, G_TYPE_OBJECT)

static GParamSpec *conversation_props[8];

static const BaseProp conversation_table[] = {
  { "contact", 0, im_contact_get_type, G_STRUCT_OFFSET (ImConversation, contact), BASE_RW },
  { "display-name", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (ImConversation, name), BASE_RW },
  { "unread", G_TYPE_UINT, NULL, G_STRUCT_OFFSET (ImConversation, unread), BASE_RW },
  { "typing", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImConversation, typing), BASE_RW },
  { "draft", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (ImConversation, draft), BASE_RW },
  { "replying-to", 0, im_message_get_type, G_STRUCT_OFFSET (ImConversation, replying_to), BASE_RW },
  { "spoiler", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (ImConversation, spoiler), BASE_RW },
};

static void
im_conversation_finalize (GObject *object)
{
  ImConversation *self = IM_CONVERSATION (object);

  g_object_unref (self->account);
  g_clear_object (&self->contact);
  g_object_unref (self->messages);
  g_free (self->address);
  g_free (self->name);
  g_free (self->draft);
  g_free (self->waiting);
  g_free (self->sent);
  g_free (self->spoiler);
  g_clear_object (&self->replying_to);
  g_clear_object (&self->answered);
  G_OBJECT_CLASS (im_conversation_parent_class)->finalize (object);
}

static void
im_conversation_class_init (ImConversationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = im_conversation_finalize;
  base_props_install (G_OBJECT_CLASS (klass), conversation_table, G_N_ELEMENTS (conversation_table),
                      conversation_props);
  g_signal_new ("kept", IM_TYPE_CONVERSATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                1, G_TYPE_STRING);
  g_signal_new ("not-changed", IM_TYPE_CONVERSATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_ERROR);
  g_signal_new ("not-kept", IM_TYPE_CONVERSATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
im_conversation_init (ImConversation *self)
{
  self->account = g_object_new (IM_TYPE_ACCOUNT, NULL);
  self->contact = g_object_new (IM_TYPE_CONTACT, NULL);
  self->contact->show = IM_SHOW_AVAILABLE;
  self->contact->subscription = IM_SUBSCRIPTION_BOTH;
  self->messages = g_object_new (IM_TYPE_MESSAGE_LIST, NULL);
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
  const char *sender = im_message_get_outgoing (message) ? "Romeo" : self->name;

  fake_message_list_add (self->messages, message, sender);
}

void
fake_conversation_set_window (ImConversation *self, guint n)
{
  fake_message_list_set_window (self->messages, n);
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

ImMessage *
fake_conversation_get_answered (ImConversation *self)
{
  return self->answered;
}

void
im_conversation_set_replying_to (ImConversation *self, ImMessage *message)
{
  g_object_set (self, "replying-to", message, NULL);
}

ImMessage *
im_conversation_get_replying_to (ImConversation *self)
{
  return self->replying_to;
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
  g_object_set (self, "draft", draft, NULL);
}

gboolean
im_conversation_get_typing (ImConversation *self)
{
  return self->typing;
}

const char *
im_conversation_get_picked (ImConversation *self)
{
  return NULL;
}

void
im_conversation_pick (ImConversation *self, const char *resource)
{
}

ImMessageList *
im_conversation_dup_messages (ImConversation *self)
{
  return g_object_ref (self->messages);
}

void
im_conversation_reply (ImConversation *self, const char *text, ImMessage *original)
{
  ImMessage *message = fake_message_new (TRUE, g_get_real_time (), text);

  fake_message_set_state (message, IM_MESSAGE_PENDING, NULL);
  g_free (self->sent);
  self->sent = g_strdup (text);
  g_set_object (&self->answered, original);
  fake_conversation_add (self, message);
}

void
fake_conversation_keep (ImConversation *self)
{
  g_autofree char *text = g_steal_pointer (&self->waiting);

  g_free (self->draft);
  self->draft = g_strdup (g_str_has_prefix (self->draft, text) ? self->draft + strlen (text) : "");
  g_signal_emit_by_name (self, "kept", text);
  g_object_notify (G_OBJECT (self), "draft");
}

void
fake_conversation_set_slow (ImConversation *self)
{
  self->slow = TRUE;
}

gboolean
im_conversation_get_can_nudge (ImConversation *self)
{
  return FALSE;
}

void
im_conversation_nudge (ImConversation *self)
{
}

gboolean
im_conversation_can_write (ImConversation *self, const char *text)
{
  if (self->waiting != NULL)
    text = g_str_has_prefix (text, self->waiting) ? text + strlen (self->waiting) : "";
  return !base_text_is_blank (text);
}

void
im_conversation_write (ImConversation *self, const char *text)
{
  g_assert_null (self->waiting);
  self->waiting = g_strdup (text);
  g_free (self->draft);
  self->draft = g_strdup (text);
  im_conversation_reply (self, text, im_conversation_get_replying_to (self));
  im_conversation_set_replying_to (self, NULL);
  im_conversation_set_spoiler (self, NULL);
  if (!self->slow)
    fake_conversation_keep (self);
}

void
im_conversation_set_spoiler (ImConversation *self, const char *hint)
{
  g_object_set (self, "spoiler", hint, NULL);
}

const char *
im_conversation_get_spoiler (ImConversation *self)
{
  return self->spoiler;
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

/* Blocking */

XmppBlocking *
im_blocking_get (ImAccount *account)
{
  return NULL;
}

gboolean
im_blocking_is_blocked (ImAccount *account, const char *address)
{
  return FALSE;
}

/* The road */

gboolean
im_nearby_is (ImAccount *account)
{
  return FALSE;
}
