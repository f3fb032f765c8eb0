/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decides what the person is told of, and keeps what the desktop shows in step with what is unread.
 */

#include "im/notifications-private.h"

#include "config.h"
#include "im/conversation.h"
#include "im/notification-text.h"
#include "im/notifier.h"
#include "im/settings.h"
#include "xmpp/timer.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#define AVATAR_SIDE 64

/* What was sent while we were away comes in a burst; it is told of at once after so long. */
#define BURST (3 * XMPP_SECOND / 2)

/* The desktop's reason for closing: the person waved it away. */
#define DISMISSED 2

/* How much of a note is about one conversation. */
typedef struct {
  ImConversation *conversation;
  guint n_messages;
} Chat;

/*
 * What the desktop shows, or shall show, for one conversation; the summary has several, and the one
 * for announcements none. It is counted because a call to the server may be under way when nobody else needs it any more.
 */
typedef struct {
  ImNotifications *owner;           /* unowned: whoever outlives it is gone */
  NotifyNotification *notification; /* not touched while busy */
  GPtrArray *chats;                 /* of Chat, the newest last */
  char *title;                      /* (nullable): of an announcement */
  char *text;
  guint id;
  gboolean busy;  /* a call is under way */
  gboolean stale; /* and what it shows is no longer all */
  gboolean gone;  /* and it shall not be seen any more */
} Note;

struct _ImNotifications {
  GObject parent_instance;

  ImSettings *settings;
  ImNotifier *notifier;
  const ImNotificationWords *words;
  ImAvatarFunc avatar;
  gpointer avatar_data;
  GDestroyNotify avatar_destroy;
  ImConversation *active; /* (nullable) weak */

  GPtrArray *notes; /* of Note */
  Note *missed;     /* (nullable): collects the burst under way */
  XmppTimer *burst_timer;
};

G_DEFINE_FINAL_TYPE (ImNotifications, im_notifications, G_TYPE_OBJECT)

static guint activated_signal;

/* The notification may outlive the note in a call; its callbacks must not. */
static void
disconnect (Note *note)
{
  if (note->notification == NULL)
    return;
  g_signal_handlers_disconnect_by_data (note->notification, note);
  notify_notification_clear_actions (note->notification);
}

static void
note_clear (gpointer data)
{
  Note *note = data;

  disconnect (note);
  g_clear_object (&note->notification);
  g_ptr_array_unref (note->chats);
  g_free (note->title);
  g_free (note->text);
}

static void
note_unref (gpointer note)
{
  g_rc_box_release_full (note, note_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Note, note_unref)

static void
chat_free (gpointer data)
{
  Chat *chat = data;

  g_clear_object (&chat->conversation);
  g_free (chat);
}

static Note *
note_new (ImNotifications *owner)
{
  Note *note = g_rc_box_new0 (Note);

  note->owner = owner;
  note->chats = g_ptr_array_new_with_free_func (chat_free);
  return note;
}

/* (transfer none) (nullable) */
static Chat *
find_chat (Note *note, ImConversation *conversation, guint *position)
{
  for (guint i = 0; i < note->chats->len; i++) {
    Chat *chat = g_ptr_array_index (note->chats, i);

    if (chat->conversation == conversation) {
      *position = i;
      return chat;
    }
  }
  return NULL;
}

/* (nullable): NULL of the one for announcements */
static ImConversation *
newest_chat (Note *note)
{
  const Chat *chat;

  if (note->chats->len == 0)
    return NULL;
  chat = g_ptr_array_index (note->chats, note->chats->len - 1);

  return chat->conversation;
}

static guint
count_messages (Note *note)
{
  guint n_messages = 0;

  for (guint i = 0; i < note->chats->len; i++)
    n_messages += ((const Chat *) g_ptr_array_index (note->chats, i))->n_messages;
  return n_messages;
}

static void
note_add (Note *note, ImConversation *conversation, guint n_messages, const char *text)
{
  guint position;
  Chat *chat = find_chat (note, conversation, &position);

  if (chat != NULL) {
    chat = g_ptr_array_steal_index (note->chats, position);
  } else {
    chat = g_new0 (Chat, 1);
    chat->conversation = g_object_ref (conversation);
  }
  chat->n_messages += n_messages;
  g_ptr_array_add (note->chats, chat);
  g_free (note->text);
  note->text = g_strdup (text);
}

/* The note of @conversation alone; NULL: that of the announcements. */
static Note *
find_note (ImNotifications *self, ImConversation *conversation)
{
  for (guint i = 0; i < self->notes->len; i++) {
    Note *note = g_ptr_array_index (self->notes, i);

    if (note->chats->len <= 1 && newest_chat (note) == conversation)
      return note;
  }
  return NULL;
}

static void
close_shown (Note *note, ImNotifier *notifier)
{
  disconnect (note);
  im_notifier_close (notifier, note->notification);
}

static void
withdraw (Note *note)
{
  ImNotifications *self = note->owner;

  note->gone = TRUE;
  if (!note->busy && note->notification != NULL)
    close_shown (note, self->notifier);
  g_ptr_array_remove (self->notes, note);
}

static void
activate (Note *note, const char *token)
{
  g_autoptr (ImConversation) conversation = NULL;
  ImNotifications *self = note->owner;

  g_set_object (&conversation, newest_chat (note));
  withdraw (note);
  g_signal_emit (self, activated_signal, 0, conversation, token);
}

static void
on_action (NotifyNotification *notification, char *action, gpointer user_data)
{
  Note *note = user_data;

  if (!note->gone)
    activate (note, notify_notification_get_activation_token (notification));
}

static void
on_closed (NotifyNotification *notification, Note *note)
{
  if (!note->gone && notify_notification_get_closed_reason (notification) == DISMISSED)
    withdraw (note);
}

static void
on_replied (ImNotifier *notifier, guint id, const char *text, ImNotifications *self)
{
  for (guint i = 0; i < self->notes->len; i++) {
    g_autoptr (Note) note = g_rc_box_acquire (g_ptr_array_index (self->notes, i));

    if (note->id == id && note->chats->len == 1) {
      im_conversation_send (newest_chat (note), text);
      im_conversation_mark_read (newest_chat (note));
      if (!note->gone)
        withdraw (note);
      return;
    }
  }
}

static GdkPixbuf *
load_avatar (Note *note)
{
  ImNotifications *self = note->owner;
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GInputStream) stream = NULL;

  if (self->avatar == NULL || note->chats->len != 1)
    return NULL;
  png = self->avatar (newest_chat (note), AVATAR_SIDE, self->avatar_data);
  if (png == NULL)
    return NULL;
  stream = g_memory_input_stream_new_from_bytes (png);
  return gdk_pixbuf_new_from_stream (stream, NULL, NULL);
}

static char *
make_title (Note *note)
{
  if (note->chats->len == 0)
    return note->title != NULL ? g_strdup (note->title) : note->owner->words->announcement ();
  if (note->chats->len == 1)
    return g_strdup (im_conversation_get_display_name (newest_chat (note)));
  return note->owner->words->missed (count_messages (note), note->chats->len);
}

static char *
make_body (Note *note, guint caps)
{
  ImNotifications *self = note->owner;
  gboolean markup = (caps & IM_NOTIFIER_MARKUP) != 0;
  GString *names;

  if (note->chats->len <= 1)
    return im_notification_body (self->words, MAX (count_messages (note), 1), note->text,
                                 im_settings_get_notification_text (self->settings), markup);
  names = g_string_new (NULL);
  for (guint i = note->chats->len; i > 0; i--) {
    const Chat *chat = g_ptr_array_index (note->chats, i - 1);
    const char *name = im_conversation_get_display_name (chat->conversation);
    g_autofree char *safe = markup ? g_markup_escape_text (name, -1) : g_strdup (name);

    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", safe);
  }
  return g_string_free (names, FALSE);
}

static void
add_actions (Note *note, guint caps)
{
  ImNotifications *self = note->owner;
  g_autofree char *open = self->words->open ();
  g_autofree char *reply = self->words->reply ();
  g_autofree char *hint = self->words->reply_hint ();

  if ((caps & IM_NOTIFIER_ACTIONS) == 0)
    return;
  notify_notification_add_action (note->notification, "default", open, on_action, note, NULL);
  if ((caps & IM_NOTIFIER_INLINE_REPLY) == 0 || note->chats->len != 1)
    return;
  notify_notification_add_action (note->notification, "inline-reply", reply, on_action, note, NULL);
  notify_notification_set_hint (note->notification, "x-kde-reply-placeholder-text",
                                g_variant_new_string (hint));
}

static void
build (Note *note, guint caps)
{
  g_autofree char *title = make_title (note);
  g_autofree char *body = make_body (note, caps);
  g_autoptr (GdkPixbuf) avatar = load_avatar (note);

  if (note->notification == NULL) {
    note->notification = notify_notification_new (title, body, KITH_APP_ID);
    notify_notification_set_category (note->notification, "im.received");
    notify_notification_set_hint (note->notification, "desktop-entry",
                                  g_variant_new_string (KITH_APP_ID));
    g_signal_connect (note->notification, "closed", G_CALLBACK (on_closed), note);
  } else {
    notify_notification_update (note->notification, title, body, KITH_APP_ID);
    notify_notification_clear_actions (note->notification);
  }
  add_actions (note, caps);
  if (avatar != NULL)
    notify_notification_set_image_from_pixbuf (note->notification, avatar);
}

static void refresh (Note *note);

static void
on_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Note) note = user_data;
  g_autoptr (GError) error = NULL;
  ImNotifier *notifier = IM_NOTIFIER (source);

  note->id = im_notifier_show_finish (notifier, result, &error);
  note->busy = FALSE;
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("No notification: %s", error->message);
  if (note->gone)
    close_shown (note, notifier);
  else if (note->stale)
    refresh (note);
}

static void
on_caps (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Note) note = user_data;
  ImNotifier *notifier = IM_NOTIFIER (source);
  guint caps = im_notifier_get_caps_finish (notifier, result);

  if (note->gone) {
    note->busy = FALSE;
    return;
  }
  note->stale = FALSE;
  build (note, caps);
  im_notifier_show_async (notifier, note->notification, on_shown, g_rc_box_acquire (note));
}

/* Brings what the desktop shows up to date. */
static void
refresh (Note *note)
{
  note->stale = TRUE;
  if (note->busy)
    return;
  note->busy = TRUE;
  im_notifier_get_caps_async (note->owner->notifier, on_caps, g_rc_box_acquire (note));
}

/* What @from tells of becomes a part of @note, and is the newest in it. */
static void
note_fold (Note *note, Note *from)
{
  for (guint i = 0; i < from->chats->len; i++) {
    const Chat *chat = g_ptr_array_index (from->chats, i);

    note_add (note, chat->conversation, chat->n_messages, from->text);
  }
}

/* Whether one notification shall stand for both: there is one summary, and one for each chat. */
static gboolean
belong_together (Note *a, Note *b)
{
  guint position;

  if (a->chats->len > 1 && b->chats->len > 1)
    return TRUE;
  for (guint i = 0; i < a->chats->len; i++) {
    const Chat *chat = g_ptr_array_index (a->chats, i);

    if (find_chat (b, chat->conversation, &position) != NULL)
      return TRUE;
  }
  return FALSE;
}

/* What is on the screen about the same chats is replaced, and counts on. */
static void
flush_missed (ImNotifications *self)
{
  g_autoptr (Note) missed = g_steal_pointer (&self->missed);
  Note *target = NULL;

  for (guint i = self->notes->len; i > 0; i--) {
    g_autoptr (Note) note = g_rc_box_acquire (g_ptr_array_index (self->notes, i - 1));

    if (!belong_together (note, missed))
      continue;
    if (target != NULL) {
      note_fold (target, note);
      withdraw (note);
    } else {
      target = note;
    }
  }
  if (target != NULL) {
    note_fold (target, missed);
  } else {
    target = missed;
    g_ptr_array_add (self->notes, g_rc_box_acquire (missed));
  }
  refresh (target);
}

static void
on_burst_over (gpointer user_data)
{
  flush_missed (user_data);
}

static void
add_missed (ImNotifications *self, ImConversation *conversation, const char *text)
{
  if (self->missed == NULL) {
    self->missed = note_new (self);
    xmpp_timer_set (self->burst_timer, xmpp_timer_now () + BURST);
  }
  note_add (self->missed, conversation, 1, text);
}

static void
add_live (ImNotifications *self, ImConversation *conversation, const char *text)
{
  Note *note = find_note (self, conversation);

  if (note == NULL) {
    note = note_new (self);
    g_ptr_array_add (self->notes, note);
  }
  note_add (note, conversation, 1, text);
  refresh (note);
}

/* One chat fewer in a note; FALSE when it was the last. */
static gboolean
forget_chat (Note *note, ImConversation *conversation)
{
  guint position;

  if (find_chat (note, conversation, &position) == NULL)
    return TRUE;
  if (note->chats->len == 1)
    return FALSE;
  g_ptr_array_remove_index (note->chats, position);
  return TRUE;
}

ImNotifications *
im_notifications_new (ImSettings *settings)
{
  ImNotifications *self = g_object_new (IM_TYPE_NOTIFICATIONS, NULL);

  self->settings = g_object_ref (settings);
  return self;
}

void
im_notifications_set_avatar_func (ImNotifications *self,
                                  ImAvatarFunc func,
                                  gpointer user_data,
                                  GDestroyNotify destroy)
{
  if (self->avatar_destroy != NULL)
    self->avatar_destroy (self->avatar_data);
  self->avatar = func;
  self->avatar_data = user_data;
  self->avatar_destroy = destroy;
}

void
im_notifications_set_active (ImNotifications *self, ImConversation *conversation)
{
  /* Before it is the active one: coming to the chat ends a nudge too. */
  if (conversation != NULL)
    im_notifications_withdraw (self, conversation);
  g_set_weak_pointer (&self->active, conversation);
}

void
im_notifications_set_words (ImNotifications *self, const ImNotificationWords *words)
{
  self->words = words;
}

/* @text: (nullable): of a nudge, which may have none */
static char *
dup_text (ImNotifications *self, const char *text)
{
  return text != NULL ? g_strdup (text) : self->words->nudge ();
}

void
im_notifications_add (ImNotifications *self,
                      ImConversation *conversation,
                      const char *text,
                      gboolean missed)
{
  g_autofree char *words = dup_text (self, text);

  if (conversation == self->active || !im_settings_get_notifications (self->settings))
    return;
  if (missed)
    add_missed (self, conversation, words);
  else
    add_live (self, conversation, words);
}

void
im_notifications_nudge (ImNotifications *self, ImConversation *conversation, const char *text)
{
  g_autofree char *words = dup_text (self, text);

  if (im_settings_get_notifications (self->settings))
    add_live (self, conversation, words);
}

void
im_notifications_revise (ImNotifications *self, ImConversation *conversation, const char *text)
{
  Note *note = find_note (self, conversation);

  if (note == NULL)
    return;
  if (text == NULL && count_messages (note) <= 1) {
    withdraw (note);
    return;
  }
  g_free (note->text);
  note->text = text != NULL ? g_strdup (text) : self->words->retracted ();
  refresh (note);
}

void
im_notifications_add_announcement (ImNotifications *self, const char *title, const char *text)
{
  Note *note = find_note (self, NULL);

  if (!im_settings_get_notifications (self->settings))
    return;
  if (note == NULL) {
    note = note_new (self);
    g_ptr_array_add (self->notes, note);
  }
  g_free (note->title);
  g_free (note->text);
  note->title = im_settings_get_notification_text (self->settings) ? g_strdup (title) : NULL;
  note->text = g_strdup (text);
  refresh (note);
}

void
im_notifications_withdraw_announcements (ImNotifications *self)
{
  Note *note = find_note (self, NULL);

  if (note != NULL)
    withdraw (note);
}

void
im_notifications_withdraw (ImNotifications *self, ImConversation *conversation)
{
  /* The chat that one looks at is told of by a nudge alone, and reading does not end that. */
  if (conversation == self->active)
    return;
  for (guint i = self->notes->len; i > 0; i--) {
    Note *note = g_ptr_array_index (self->notes, i - 1);

    if (!forget_chat (note, conversation))
      withdraw (note);
  }
  if (self->missed != NULL && !forget_chat (self->missed, conversation)) {
    g_clear_pointer (&self->missed, note_unref);
    xmpp_timer_set (self->burst_timer, XMPP_NEVER);
  }
}

gboolean
im_notifications_is_settled (ImNotifications *self)
{
  for (guint i = 0; i < self->notes->len; i++) {
    const Note *note = g_ptr_array_index (self->notes, i);

    if (note->busy)
      return FALSE;
  }
  return self->missed == NULL;
}

void
im_notifications_close (ImNotifications *self)
{
  g_clear_pointer (&self->missed, note_unref);
  xmpp_timer_set (self->burst_timer, XMPP_NEVER);
  while (self->notes->len > 0)
    withdraw (g_ptr_array_index (self->notes, 0));
}

static void
im_notifications_dispose (GObject *object)
{
  ImNotifications *self = IM_NOTIFICATIONS (object);

  if (self->burst_timer != NULL)
    im_notifications_close (self);
  g_clear_pointer (&self->burst_timer, xmpp_timer_free);
  im_notifications_set_avatar_func (self, NULL, NULL, NULL);
  g_clear_weak_pointer (&self->active);
  g_clear_object (&self->notifier);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (im_notifications_parent_class)->dispose (object);
}

static void
im_notifications_finalize (GObject *object)
{
  ImNotifications *self = IM_NOTIFICATIONS (object);

  g_ptr_array_unref (self->notes);
  G_OBJECT_CLASS (im_notifications_parent_class)->finalize (object);
}

static void
im_notifications_class_init (ImNotificationsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = im_notifications_dispose;
  object_class->finalize = im_notifications_finalize;
  activated_signal = g_signal_new ("activated", IM_TYPE_NOTIFICATIONS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 2, IM_TYPE_CONVERSATION, G_TYPE_STRING);
}

static void
im_notifications_init (ImNotifications *self)
{
  self->notes = g_ptr_array_new_with_free_func (note_unref);
  self->words = &im_notification_words;
  self->burst_timer = xmpp_timer_new (on_burst_over, self);
  self->notifier = im_notifier_new ();
  g_signal_connect_object (self->notifier, "replied", G_CALLBACK (on_replied), self, 0);
}
