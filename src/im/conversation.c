/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A chat with one person.
 */

#include "im/conversation-private.h"

#include "base/props.h"
#include "im/account-private.h"
#include "im/contact.h"
#include "im/message-list-private.h"
#include "im/notifications-private.h"
#include "im/peer.h"
#include "im/writing.h"
#include "store/reading.h"
#include "xmpp/timer.h"

/* Of error reports that come faster only the first is shown. */
#define REPORT_INTERVAL (10 * XMPP_SECOND)

struct _ImConversation {
  GObject parent_instance;

  ImServices *services;
  ImAccount *account; /* weak */
  XmppJid *jid;
  ImContact *contact; /* (nullable) */
  ImPeer *peer;
  ImMessageList *messages; /* (nullable) weak */
  ImWriting *writing;

  gint64 id;
  gint64 last_message;
  char *display_name;
  guint unread;
  char *preview;
  gboolean preview_outgoing;
  gboolean preview_retracted;
  gint64 last_time;
  gboolean pinned;
  gboolean archived;
  gboolean muted;
  gint64 muted_until;
  gboolean seeing; /* the archive marks as read … */
  gint64 see_next; /* … and then shall do so up to this message; 0: no more */
  gboolean tell_next;

  gint64 next_report;    /* by xmpp_timer_now() */
  XmppTimer *mute_timer; /* (nullable): most conversations need none */
};

G_DEFINE_FINAL_TYPE (ImConversation, im_conversation, G_TYPE_OBJECT)

enum {
  PROP_DISPLAY_NAME = 1,
  PROP_UNREAD,
  PROP_PREVIEW,
  PROP_PREVIEW_OUTGOING,
  PROP_PREVIEW_RETRACTED,
  PROP_LAST_TIME,
  PROP_PINNED,
  PROP_ARCHIVED,
  PROP_MUTED,
  N_TABLE_PROPS,
  PROP_ACCOUNT = N_TABLE_PROPS,
  PROP_CONTACT,
  PROP_ADDRESS,
  PROP_PICKED,
  PROP_TYPING,
  PROP_CAN_NUDGE,
  PROP_DRAFT,
  PROP_REPLYING_TO,
  PROP_SPOILER,
  PROP_MESSAGES,
  N_PROPS
};

#define MEMBER(field) G_STRUCT_OFFSET (ImConversation, field)

static const BaseProp table[] = {
  { "display-name", G_TYPE_STRING, NULL, MEMBER (display_name), BASE_RO },
  { "unread", G_TYPE_UINT, NULL, MEMBER (unread), BASE_RO },
  { "preview", G_TYPE_STRING, NULL, MEMBER (preview), BASE_RO },
  { "preview-outgoing", G_TYPE_BOOLEAN, NULL, MEMBER (preview_outgoing), BASE_RO },
  { "preview-retracted", G_TYPE_BOOLEAN, NULL, MEMBER (preview_retracted), BASE_RO },
  { "last-time", G_TYPE_INT64, NULL, MEMBER (last_time), BASE_RO },
  { "pinned", G_TYPE_BOOLEAN, NULL, MEMBER (pinned), BASE_RO },
  { "archived", G_TYPE_BOOLEAN, NULL, MEMBER (archived), BASE_RO },
  { "muted", G_TYPE_BOOLEAN, NULL, MEMBER (muted), BASE_RO },
};

static GParamSpec *props[N_PROPS];
static guint kept_signal;
static guint not_kept_signal;
static guint not_changed_signal;

static void
update_display_name (ImConversation *self)
{
  g_autofree char *name = self->contact != NULL ? im_contact_dup_display_name (self->contact)
                                                : im_display_name_of (self->jid);

  base_prop_set_string (self, &self->display_name, name, props[PROP_DISPLAY_NAME]);
}

static void
on_picked (ImConversation *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PICKED]);
}

static void
on_typing (ImConversation *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TYPING]);
}

static void
on_can_nudge (ImConversation *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAN_NUDGE]);
}

static void
on_display_name (ImContact *contact, GParamSpec *pspec, ImConversation *self)
{
  update_display_name (self);
}

gint64
im_conversation_get_id (ImConversation *self)
{
  return self->id;
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

XmppJid *
im_conversation_get_jid (ImConversation *self)
{
  return self->jid;
}

const char *
im_conversation_get_address (ImConversation *self)
{
  return xmpp_jid_string (self->jid);
}

const char *
im_conversation_get_display_name (ImConversation *self)
{
  return self->display_name;
}

guint
im_conversation_get_unread (ImConversation *self)
{
  return self->unread;
}

const char *
im_conversation_get_preview (ImConversation *self)
{
  return self->preview;
}

gint64
im_conversation_get_last_time (ImConversation *self)
{
  return self->last_time;
}

const char *
im_conversation_get_picked (ImConversation *self)
{
  return im_peer_get_picked (self->peer);
}

void
im_conversation_pick (ImConversation *self, const char *resource)
{
  im_peer_pick (self->peer, resource);
}

gboolean
im_conversation_get_typing (ImConversation *self)
{
  return im_peer_get_typing (self->peer);
}

gboolean
im_conversation_get_can_nudge (ImConversation *self)
{
  return im_peer_get_can_nudge (self->peer);
}

void
im_conversation_nudge (ImConversation *self)
{
  if (self->id != 0 && im_peer_get_can_nudge (self->peer))
    im_outbox_nudge (im_account_get_outbox (self->account), self);
}

void
im_conversation_set_composing (ImConversation *self, gboolean composing)
{
  im_peer_set_composing (self->peer, composing);
}

void
im_conversation_set_open (ImConversation *self, gboolean open)
{
  im_peer_set_open (self->peer, open);
}

gboolean
im_conversation_get_pinned (ImConversation *self)
{
  return self->pinned;
}

gboolean
im_conversation_get_archived (ImConversation *self)
{
  return self->archived;
}

gboolean
im_conversation_get_muted (ImConversation *self)
{
  return self->muted_until > xmpp_timer_date ();
}

gint64
im_conversation_get_muted_until (ImConversation *self)
{
  return self->muted_until;
}

static void update_muted (ImConversation *self);

static void
on_mute_over (gpointer user_data)
{
  update_muted (user_data);
}

static void
update_muted (ImConversation *self)
{
  gboolean muted = im_conversation_get_muted (self);

  if (muted && self->muted_until != IM_MUTED_FOR_EVER) {
    if (self->mute_timer == NULL)
      self->mute_timer = xmpp_timer_new (on_mute_over, self);
    xmpp_timer_set (self->mute_timer, xmpp_timer_now () + self->muted_until - xmpp_timer_date ());
  } else if (self->mute_timer != NULL) {
    xmpp_timer_set (self->mute_timer, XMPP_NEVER);
  }
  if (base_prop_set_boolean (self, &self->muted, muted, props[PROP_MUTED]) && muted &&
      self->services->notifications != NULL)
    im_notifications_withdraw (self->services->notifications, self);
}

ImMessageList *
im_conversation_dup_messages (ImConversation *self)
{
  g_autoptr (ImMessageList) list = NULL;

  if (self->messages != NULL)
    return g_object_ref (self->messages);
  list = im_message_list_new (self);
  g_set_weak_pointer (&self->messages, list);
  return g_steal_pointer (&list);
}

static void see_up_to (ImConversation *self, gint64 message, gboolean tell);

static void
on_marked_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImConversation) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreConversation) record =
    store_reading_see_finish (STORE_DB (source), result, &error);

  self->seeing = FALSE;
  if (self->see_next != 0) {
    see_up_to (self, self->see_next, self->tell_next);
    return;
  }
  if (record != NULL) {
    im_conversation_update (self, record);
    if (self->account != NULL)
      im_displayed_tell (im_account_get_displayed (self->account));
  } else if (!g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_FOUND))
    g_warning ("Cannot mark as read: %s", error->message);
}

/* One after the other: where many come in, one covers what has come meanwhile. */
static void
see_up_to (ImConversation *self, gint64 message, gboolean tell)
{
  self->seeing = TRUE;
  self->see_next = 0;
  self->tell_next = FALSE;
  store_reading_see_async (self->services->db, self->id, message, tell, NULL, on_marked_read,
                           g_object_ref (self));
}

static void
see (ImConversation *self, gboolean tell)
{
  if (self->services->notifications != NULL)
    im_notifications_withdraw (self->services->notifications, self);
  if (self->unread == 0 || self->id == 0)
    return;
  base_prop_set_uint (self, &self->unread, 0, props[PROP_UNREAD]);
  if (!self->seeing) {
    see_up_to (self, self->last_message, tell);
    return;
  }
  self->see_next = self->last_message;
  self->tell_next = self->tell_next || tell;
}

void
im_conversation_mark_read (ImConversation *self)
{
  see (self, TRUE);
}

void
im_conversation_see_no_more (ImConversation *self)
{
  self->see_next = 0;
  self->tell_next = FALSE;
}

ImConversation *
im_conversation_new (ImServices *services, ImAccount *account, XmppJid *jid)
{
  ImConversation *self = g_object_new (IM_TYPE_CONVERSATION, NULL);

  self->services = im_services_ref (services);
  g_set_weak_pointer (&self->account, account);
  self->jid = xmpp_jid_bare (jid);
  self->peer = im_peer_new (services, account, self->jid);
  g_signal_connect_object (self->peer, "notify::picked", G_CALLBACK (on_picked), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->peer, "notify::typing", G_CALLBACK (on_typing), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->peer, "notify::can-nudge", G_CALLBACK (on_can_nudge), self,
                           G_CONNECT_SWAPPED);
  self->last_time = g_get_real_time ();
  update_display_name (self);
  return self;
}

void
im_conversation_update (ImConversation *self, const StoreConversation *record)
{
  g_autofree char *preview = g_strdup (record->last_preview != NULL ? record->last_preview : "");
  gboolean is_first = self->id == 0;

  g_object_freeze_notify (G_OBJECT (self));
  self->id = record->id;
  self->last_message = record->last_message;
  g_strdelimit (preview, "\n\r\t", ' ');
  base_prop_set_string (self, &self->preview, preview, props[PROP_PREVIEW]);
  base_prop_set_boolean (self, &self->preview_outgoing, record->last_outgoing,
                         props[PROP_PREVIEW_OUTGOING]);
  base_prop_set_boolean (self, &self->preview_retracted, record->last_retracted,
                         props[PROP_PREVIEW_RETRACTED]);
  base_prop_set_uint (self, &self->unread, record->unread, props[PROP_UNREAD]);
  base_prop_set_int64 (self, &self->last_time, record->last_time, props[PROP_LAST_TIME]);
  base_prop_set_boolean (self, &self->pinned, record->pinned, props[PROP_PINNED]);
  base_prop_set_boolean (self, &self->archived, record->archived, props[PROP_ARCHIVED]);
  self->muted_until = record->muted_until;
  update_muted (self);
  if (is_first)
    im_writing_load (self->writing, record);
  g_object_thaw_notify (G_OBJECT (self));
  if (is_first && self->messages != NULL)
    im_message_list_start (self->messages);
  if (is_first)
    im_writing_catch_up (self->writing);
}

void
im_conversation_set_contact (ImConversation *self, ImContact *contact)
{
  if (self->contact == contact)
    return;
  if (self->contact != NULL)
    g_signal_handlers_disconnect_by_data (self->contact, self);
  g_set_object (&self->contact, contact);
  if (contact != NULL) {
    g_signal_connect_object (contact, "notify::display-name", G_CALLBACK (on_display_name), self,
                             0);
  }
  im_peer_set_contact (self->peer, contact);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONTACT]);
  update_display_name (self);
}

ImMessageList *
im_conversation_peek_messages (ImConversation *self)
{
  return self->messages;
}

StoreDb *
im_conversation_get_db (ImConversation *self)
{
  return self->services->db;
}

void
im_conversation_answered (ImConversation *self)
{
  see (self, FALSE);
}

void
im_conversation_followed (ImConversation *self)
{
  if (self->unread == 0 && self->services->notifications != NULL)
    im_notifications_withdraw (self->services->notifications, self);
}

gboolean
im_conversation_take_report (ImConversation *self)
{
  gint64 now = xmpp_timer_now ();

  if (now < self->next_report)
    return FALSE;
  self->next_report = now + REPORT_INTERVAL;
  return TRUE;
}

void
im_conversation_tell_not_kept (ImConversation *self,
                               const char *body,
                               const char *spoiler,
                               const GError *error)
{
  g_message ("Cannot save a message: %s", error->message);
  if (body != NULL)
    im_writing_put_back (self->writing, body, spoiler);
  g_signal_emit (self, not_kept_signal, 0, error);
}

void
im_conversation_tell_not_changed (ImConversation *self, const GError *error)
{
  g_signal_emit (self, not_changed_signal, 0, error);
}

void
im_conversation_tell_kept (ImConversation *self, const char *text)
{
  g_signal_emit (self, kept_signal, 0, text);
}

ImPeer *
im_conversation_get_peer (ImConversation *self)
{
  return self->peer;
}

ImWriting *
im_conversation_get_writing (ImConversation *self)
{
  return self->writing;
}

static void
im_conversation_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ImConversation *self = IM_CONVERSATION (object);

  switch (id) {
  case PROP_ACCOUNT:
    g_value_set_object (value, self->account);
    break;
  case PROP_CONTACT:
    g_value_set_object (value, self->contact);
    break;
  case PROP_ADDRESS:
    g_value_set_string (value, im_conversation_get_address (self));
    break;
  case PROP_PICKED:
    g_value_set_string (value, im_conversation_get_picked (self));
    break;
  case PROP_TYPING:
    g_value_set_boolean (value, im_conversation_get_typing (self));
    break;
  case PROP_CAN_NUDGE:
    g_value_set_boolean (value, im_conversation_get_can_nudge (self));
    break;
  case PROP_DRAFT:
    g_value_set_string (value, im_conversation_get_draft (self));
    break;
  case PROP_REPLYING_TO:
    g_value_set_object (value, im_conversation_get_replying_to (self));
    break;
  case PROP_SPOILER:
    g_value_set_string (value, im_conversation_get_spoiler (self));
    break;
  case PROP_MESSAGES:
    g_value_take_object (value, im_conversation_dup_messages (self));
    break;
  default:
    base_props_get (object, id, value, pspec);
  }
}

static void
im_conversation_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ImConversation *self = IM_CONVERSATION (object);

  switch (id) {
  case PROP_DRAFT:
    im_conversation_set_draft (self, g_value_get_string (value));
    break;
  case PROP_REPLYING_TO:
    im_conversation_set_replying_to (self, g_value_get_object (value));
    break;
  case PROP_SPOILER:
    im_conversation_set_spoiler (self, g_value_get_string (value));
    break;
  default:
    base_props_set (object, id, value, pspec);
  }
}

static void
im_conversation_dispose (GObject *object)
{
  ImConversation *self = IM_CONVERSATION (object);

  im_conversation_set_contact (self, NULL);
  g_clear_pointer (&self->mute_timer, xmpp_timer_free);
  g_clear_weak_pointer (&self->account);
  g_clear_weak_pointer (&self->messages);
  G_OBJECT_CLASS (im_conversation_parent_class)->dispose (object);
}

static void
im_conversation_finalize (GObject *object)
{
  ImConversation *self = IM_CONVERSATION (object);

  base_props_clear (self, table, G_N_ELEMENTS (table));
  g_clear_pointer (&self->services, im_services_unref);
  g_clear_pointer (&self->jid, xmpp_jid_unref);
  g_clear_object (&self->peer);
  g_clear_pointer (&self->writing, im_writing_free);
  G_OBJECT_CLASS (im_conversation_parent_class)->finalize (object);
}

static void
im_conversation_class_init (ImConversationClass *klass)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  base_props_install (object_class, table, G_N_ELEMENTS (table), props);
  object_class->get_property = im_conversation_get_property;
  object_class->set_property = im_conversation_set_property;
  object_class->dispose = im_conversation_dispose;
  object_class->finalize = im_conversation_finalize;
  not_changed_signal = g_signal_new ("not-changed", IM_TYPE_CONVERSATION, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  kept_signal = g_signal_new ("kept", IM_TYPE_CONVERSATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_STRING);
  not_kept_signal = g_signal_new ("not-kept", IM_TYPE_CONVERSATION, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);

  props[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, IM_TYPE_ACCOUNT, read);
  props[PROP_CONTACT] = g_param_spec_object ("contact", NULL, NULL, IM_TYPE_CONTACT, read);
  props[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, read);
  props[PROP_PICKED] = g_param_spec_string ("picked", NULL, NULL, NULL, read);
  props[PROP_TYPING] = g_param_spec_boolean ("typing", NULL, NULL, FALSE, read);
  props[PROP_CAN_NUDGE] = g_param_spec_boolean ("can-nudge", NULL, NULL, FALSE, read);
  props[PROP_DRAFT] = g_param_spec_string ("draft", NULL, NULL, "", read | G_PARAM_WRITABLE);
  props[PROP_REPLYING_TO] =
    g_param_spec_object ("replying-to", NULL, NULL, IM_TYPE_MESSAGE, read | G_PARAM_WRITABLE);
  props[PROP_SPOILER] = g_param_spec_string ("spoiler", NULL, NULL, NULL, read | G_PARAM_WRITABLE);
  props[PROP_MESSAGES] = g_param_spec_object ("messages", NULL, NULL, IM_TYPE_MESSAGE_LIST, read);
  for (guint i = PROP_ACCOUNT; i < N_PROPS; i++)
    g_object_class_install_property (object_class, i, props[i]);
}

static void
im_conversation_init (ImConversation *self)
{
  self->writing = im_writing_new (self);
  self->preview = g_strdup ("");
}
