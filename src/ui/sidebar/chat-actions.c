/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The actions of a window that keep its list of chats in order.
 */
#include "config.h"

#include "ui/sidebar/chat-actions.h"

#include "im/conversations.h"
#include "im/person.h"
#include "ui/widgets/toast.h"

#include <glib/gi18n.h>

struct _UiChatActions {
  GObject parent_instance;

  GtkWidget *window;
  AdwToastOverlay *overlay;
  AdwToast *toast; /* (nullable): weak, the last one */
  ImClient *client;
  ImConversation *conversation; /* (nullable): that is shown */
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (UiChatActions, ui_chat_actions, G_TYPE_OBJECT)

static guint leave_signal;

/* (nullable) (transfer none): it may have gone since the menu was opened */
static ImConversation *
find (UiChatActions *self, gint64 id)
{
  return im_conversations_find_id (im_client_get_conversations (self->client), id);
}

/* What is put away, or left unread, is not before one's eyes any more. */
static void
leave (UiChatActions *self, ImConversation *conversation)
{
  if (im_person_is_same (self->conversation, conversation))
    g_signal_emit (self, leave_signal, 0);
}

static void
set_pinned (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ImConversation *conversation = find (user_data, g_variant_get_int64 (parameter));

  if (conversation != NULL)
    im_conversation_set_pinned (conversation,
                                g_str_equal (g_action_get_name (G_ACTION (action)), "pin"));
}

static void
archive (UiChatActions *self, ImConversation *conversation)
{
  g_autofree char *text = g_strdup_printf (
    /* Translators: %s is the name of a chat. */
    _ ("“%s” archived"), im_conversation_get_display_name (conversation));

  im_conversation_set_archived (conversation, TRUE);
  leave (self, conversation);
  ui_toast_with_undo (self->overlay, &self->toast, text, "chats.unarchive",
                      g_variant_new_int64 (im_conversation_get_id (conversation)));
}

static void
set_archived (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ImConversation *conversation = find (user_data, g_variant_get_int64 (parameter));

  if (conversation == NULL)
    return;
  if (g_str_equal (g_action_get_name (G_ACTION (action)), "archive"))
    archive (user_data, conversation);
  else
    im_conversation_set_archived (conversation, FALSE);
}

static void
mark_read (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ImConversation *conversation = find (user_data, g_variant_get_int64 (parameter));

  if (conversation != NULL)
    im_person_mark_read (conversation);
}

static void
leave_unread (UiChatActions *self, ImConversation *conversation)
{
  leave (self, conversation);
  im_conversation_mark_unread (conversation);
}

static void
mark_unread (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ImConversation *conversation = find (user_data, g_variant_get_int64 (parameter));

  if (conversation != NULL)
    leave_unread (user_data, conversation);
}

static void
mute (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gint64 id, seconds;
  ImConversation *conversation;

  g_variant_get (parameter, "(xx)", &id, &seconds);
  conversation = find (user_data, id);
  if (conversation == NULL)
    return;
  if (seconds > 0)
    im_conversation_mute (conversation, g_get_real_time () + seconds * G_USEC_PER_SEC);
  else
    im_conversation_mute (conversation, seconds < 0 ? IM_MUTED_FOR_EVER : 0);
}

static void
toggle_pinned (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UiChatActions *self = user_data;
  gboolean pinned = !im_conversation_get_pinned (self->conversation);

  im_conversation_set_pinned (self->conversation, pinned);
  ui_toast (self->overlay, &self->toast, pinned ? _ ("Chat pinned") : _ ("Chat no longer pinned"));
}

static void
toggle_muted (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UiChatActions *self = user_data;
  gboolean muted = !im_conversation_get_muted (self->conversation);

  im_conversation_mute (self->conversation, muted ? IM_MUTED_FOR_EVER : 0);
  ui_toast (self->overlay, &self->toast, muted ? _ ("Chat muted") : _ ("Chat no longer muted"));
}

static void
toggle_archived (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UiChatActions *self = user_data;

  if (im_conversation_get_archived (self->conversation))
    im_conversation_set_archived (self->conversation, FALSE);
  else
    archive (self, self->conversation);
}

static void
leave_current_unread (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UiChatActions *self = user_data;
  g_autoptr (ImConversation) conversation = g_object_ref (self->conversation);

  leave_unread (self, conversation);
}

static void
refresh (UiChatActions *self)
{
  static const char *const current[] = { "toggle-pinned", "toggle-muted", "toggle-archived",
                                         "leave-unread" };

  for (guint i = 0; i < G_N_ELEMENTS (current); i++)
    g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), current[i])),
      self->conversation != NULL);
}

UiChatActions *
ui_chat_actions_new (GtkWidget *window, AdwToastOverlay *overlay, ImClient *client)
{
  UiChatActions *self = g_object_new (UI_TYPE_CHAT_ACTIONS, NULL);

  self->window = window;
  self->overlay = overlay;
  self->client = g_object_ref (client);
  gtk_widget_insert_action_group (window, "chats", G_ACTION_GROUP (self->actions));
  return self;
}

void
ui_chat_actions_set_conversation (UiChatActions *self, ImConversation *conversation)
{
  g_set_object (&self->conversation, conversation);
  refresh (self);
}

static void
ui_chat_actions_dispose (GObject *object)
{
  UiChatActions *self = UI_CHAT_ACTIONS (object);

  gtk_widget_insert_action_group (self->window, "chats", NULL);
  g_clear_weak_pointer (&self->toast);
  g_clear_object (&self->conversation);
  g_clear_object (&self->client);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (ui_chat_actions_parent_class)->dispose (object);
}

static void
ui_chat_actions_class_init (UiChatActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ui_chat_actions_dispose;
  leave_signal = g_signal_new ("leave", UI_TYPE_CHAT_ACTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
}

static void
ui_chat_actions_init (UiChatActions *self)
{
  const GActionEntry entries[] = {
    { .name = "pin", .activate = set_pinned, .parameter_type = "x" },
    { .name = "unpin", .activate = set_pinned, .parameter_type = "x" },
    { .name = "archive", .activate = set_archived, .parameter_type = "x" },
    { .name = "unarchive", .activate = set_archived, .parameter_type = "x" },
    { .name = "mark-read", .activate = mark_read, .parameter_type = "x" },
    { .name = "mark-unread", .activate = mark_unread, .parameter_type = "x" },
    { .name = "mute", .activate = mute, .parameter_type = "(xx)" },
    { .name = "toggle-pinned", .activate = toggle_pinned },
    { .name = "toggle-muted", .activate = toggle_muted },
    { .name = "toggle-archived", .activate = toggle_archived },
    { .name = "leave-unread", .activate = leave_current_unread },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  refresh (self);
}
