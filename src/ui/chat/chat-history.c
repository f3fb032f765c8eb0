/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was said in a chat: the messages, the place where it was left, and what is unread.
 */
#include "config.h"

#include "ui/chat/chat-history-private.h"

#include "ui/chat/message-row.h"
#include "ui/chat/message-words.h"
#include "ui/widgets/clock.h"

#include <glib/gi18n.h>

/* How far below the top the first unread message is put. */
#define UNREAD_OFFSET 48

G_DEFINE_FINAL_TYPE (UiChatHistory, ui_chat_history, GTK_TYPE_WIDGET)

/* Rows */

static gboolean
is_first_unread (UiChatHistory *self, ImMessage *message)
{
  return self->first_unread != 0 && im_message_get_id (message) == self->first_unread;
}

static gboolean
stands_together (UiChatHistory *self, ImMessage *before, ImMessage *message)
{
  return !is_first_unread (self, message) && ui_message_continues (before, message);
}

static GtkWidget *
create_row (gpointer data)
{
  return ui_message_row_new ();
}

static void
bind_row (GtkWidget *row, gpointer item, gpointer before, gpointer after, gpointer data)
{
  UiChatHistory *self = data;
  UiMessageFlags flags = 0;

  if (before == NULL ||
      ui_times_on_other_days (im_message_get_time (before), im_message_get_time (item)))
    flags |= UI_MESSAGE_NEW_DAY;
  if (before == NULL && im_message_list_get_whole (self->list))
    flags |= UI_MESSAGE_FIRST;
  if (is_first_unread (self, item))
    flags |= UI_MESSAGE_FIRST_UNREAD;
  if (before != NULL && stands_together (self, before, item))
    flags |= UI_MESSAGE_CONTINUES;
  if (after != NULL && stands_together (self, item, after))
    flags |= UI_MESSAGE_CONTINUED;
  if (self->highlighted != 0 && im_message_get_id (item) == self->highlighted)
    flags |= UI_MESSAGE_HIGHLIGHTED;
  if (ui_selection_bar_has (self->selection, item))
    flags |= UI_MESSAGE_SELECTED;
  ui_message_row_bind (UI_MESSAGE_ROW (row), item, flags,
                       im_conversation_get_address (self->conversation));
  if (self->search != NULL || self->was_searched)
    ui_message_row_mark (UI_MESSAGE_ROW (row), self->search);
}

static void
unbind_row (GtkWidget *row, gpointer data)
{
  ui_message_row_unbind (UI_MESSAGE_ROW (row));
}

static const UiHistoryRows message_rows = { create_row, bind_row, unbind_row };

/* What has been read */

/* Nothing is in view while one window of the archive is replaced by another. */
static gboolean
newest_is_seen (UiChatHistory *self)
{
  return self->in_front && self->list != NULL && ui_history_view_get_model (self->view) != NULL &&
         g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0 &&
         ui_history_view_get_at_end (self->view);
}

static void
mark_read (UiChatHistory *self)
{
  if (newest_is_seen (self) && im_conversation_get_unread (self->conversation) > 0)
    im_conversation_mark_read (self->conversation);
}

static void
set_first_unread (UiChatHistory *self, gint64 id)
{
  if (self->first_unread == id)
    return;
  self->first_unread = id;
  ui_history_view_rebind (self->view);
}

/* The oldest of the @n newest messages that came in; the window's first if there are more. */
static gint64
find_first_unread (UiChatHistory *self, guint n)
{
  GListModel *model = G_LIST_MODEL (self->list);
  gint64 found = 0;

  for (guint i = g_list_model_get_n_items (model); i > 0 && n > 0; i--) {
    g_autoptr (ImMessage) message = g_list_model_get_item (model, i - 1);

    if (im_message_get_outgoing (message))
      continue;
    found = im_message_get_id (message);
    n--;
  }
  return found;
}

/* What comes while nobody looks begins the unread ones, unless they have begun already. */
static void
note_new_messages (UiChatHistory *self, guint position, guint n_added)
{
  gboolean seen = self->in_front && ui_history_view_get_at_end (self->view);

  for (guint i = 0; i < n_added && !seen && self->first_unread == 0; i++) {
    g_autoptr (ImMessage) message = g_list_model_get_item (G_LIST_MODEL (self->list), position + i);

    if (!im_message_get_outgoing (message))
      self->first_unread = im_message_get_id (message);
  }
}

static void
update_empty (UiChatHistory *self)
{
  gtk_widget_set_visible (self->empty_label,
                          self->list != NULL && im_message_list_get_loaded (self->list) &&
                            !im_message_list_get_asking (self->list) &&
                            g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0);
}

static void
on_items_changed (UiChatHistory *self, guint position, guint n_removed, guint n_added)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  /* The first ones of another window of the archive are not new. */
  if (n_removed == 0 && position + n_added == n && (position > 0 || !self->loading) &&
      im_message_list_get_at_end (self->list) && ui_history_view_get_model (self->view) != NULL)
    note_new_messages (self, position, n_added);
  update_empty (self);
}

/* The window of the archive */

static void
on_settled (UiChatHistory *self)
{
  mark_read (self);
  ui_chat_history_load_more (self);
}

static void
on_list_at_end (UiChatHistory *self)
{
  ui_history_view_set_follows_end (self->view, im_message_list_get_at_end (self->list));
}

/* The first page is there: shows it at what is unread, else where the chat was left. */
static void
on_loaded (UiChatHistory *self)
{
  guint unread = im_conversation_get_unread (self->conversation);

  if (!im_message_list_get_loaded (self->list) || ui_history_view_get_model (self->view) != NULL)
    return;
  self->first_unread = unread > 0 ? find_first_unread (self, unread) : 0;
  on_list_at_end (self);
  ui_history_view_set_model (self->view, G_LIST_MODEL (self->list));
  if (self->highlighted != 0)
    ui_chat_history_go_to (self, self->highlighted, self->wanted_offset);
  else if (self->first_unread != 0)
    ui_chat_history_go_to (self, self->first_unread, UNREAD_OFFSET);
  else
    ui_chat_history_go_back (self);
  update_empty (self);
  /* Without rows nothing settles. */
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    ui_chat_history_load_more (self);
}

/* The end of the history */

/* What has come since the end was seen, and what was unread before the chat was opened. */
static void
update_end_label (UiChatHistory *self)
{
  guint unread = self->conversation != NULL ? im_conversation_get_unread (self->conversation) : 0;
  guint n = MAX (ui_history_view_get_n_new (self->view), unread);
  g_autofree char *text = g_strdup_printf (ngettext ("%u new message", "%u new messages", n), n);

  gtk_label_set_text (self->end_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->end_label), n > 0);
}

static void
on_unread (UiChatHistory *self)
{
  mark_read (self);
  update_end_label (self);
}

static void
on_at_end (UiChatHistory *self)
{
  gboolean at_end = ui_history_view_get_at_end (self->view);

  gtk_revealer_set_reveal_child (self->end_revealer, !at_end);
}

static void
resend (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatHistory *self = UI_CHAT_HISTORY (widget);
  g_autoptr (ImMessage) message =
    ui_chat_history_dup_message (self, g_variant_get_int64 (parameter));

  if (message != NULL)
    im_conversation_retry (self->conversation, message);
}

static void
reply_to (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatHistory *self = UI_CHAT_HISTORY (widget);
  g_autoptr (ImMessage) message =
    ui_chat_history_dup_message (self, g_variant_get_int64 (parameter));

  if (message == NULL)
    return;
  im_conversation_set_replying_to (self->conversation, message);
  gtk_widget_activate_action (widget, "chat.write", NULL);
}

static void
select_message (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatHistory *self = UI_CHAT_HISTORY (widget);
  g_autoptr (ImMessage) message =
    ui_chat_history_dup_message (self, g_variant_get_int64 (parameter));

  if (message != NULL)
    ui_selection_bar_toggle (self->selection, message);
}

static gboolean on_midnight (gpointer user_data);

static void
watch_day (UiChatHistory *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int today = g_date_time_get_day_of_year (now);
  int seconds = g_date_time_get_hour (now) * 3600 + g_date_time_get_minute (now) * 60;

  if (self->today != 0 && self->today != today)
    ui_history_view_rebind (self->view);
  self->today = today;
  g_clear_handle_id (&self->midnight_source, g_source_remove);
  self->midnight_source = g_timeout_add_seconds (24 * 3600 - (guint) seconds, on_midnight, self);
}

static gboolean
on_midnight (gpointer user_data)
{
  UiChatHistory *self = user_data;

  self->midnight_source = 0;
  watch_day (self);
  return G_SOURCE_REMOVE;
}

static void
leave (UiChatHistory *self)
{
  ui_chat_history_save_place (self);
  if (self->in_front)
    im_conversation_set_open (self->conversation, FALSE);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_signal_group_set_target (self->list_signals, NULL);
  ui_fetch_bar_set_list (self->fetch_bar, NULL);
  ui_chat_history_set_highlighted (self, 0);
  ui_selection_bar_clear (self->selection);
  ui_history_view_set_model (self->view, NULL);
  g_clear_object (&self->list);
  self->loading = FALSE;
}

static void
enter (UiChatHistory *self)
{
  self->cancellable = g_cancellable_new ();
  self->list = im_conversation_dup_messages (self->conversation);
  g_signal_group_set_target (self->list_signals, self->list);
  ui_fetch_bar_set_list (self->fetch_bar, self->list);
  if (self->in_front)
    im_conversation_set_open (self->conversation, TRUE);
  on_loaded (self);
}

void
ui_chat_history_set_conversation (UiChatHistory *self, ImConversation *conversation)
{
  g_return_if_fail (UI_IS_CHAT_HISTORY (self));
  g_return_if_fail (conversation == NULL || IM_IS_CONVERSATION (conversation));

  if (self->conversation == conversation)
    return;
  if (self->conversation != NULL)
    leave (self);
  g_set_object (&self->conversation, conversation);
  g_signal_group_set_target (self->conversation_signals, conversation);
  if (conversation != NULL)
    enter (self);
  update_empty (self);
  update_end_label (self);
}

void
ui_chat_history_set_in_front (UiChatHistory *self, gboolean in_front)
{
  g_return_if_fail (UI_IS_CHAT_HISTORY (self));

  if (self->in_front == in_front)
    return;
  self->in_front = in_front;
  watch_day (self);
  if (self->conversation == NULL)
    return;
  im_conversation_set_open (self->conversation, in_front);
  if (in_front)
    mark_read (self);
  else if (im_conversation_get_unread (self->conversation) == 0)
    set_first_unread (self, 0);
}

void
ui_chat_history_set_search (UiChatHistory *self, ImSearch *search)
{
  g_return_if_fail (UI_IS_CHAT_HISTORY (self));

  self->was_searched = self->was_searched || self->search != NULL;
  g_set_object (&self->search, search);
  ui_history_view_rebind (self->view);
}

void
ui_chat_history_scroll_pages (UiChatHistory *self, double n_pages)
{
  g_return_if_fail (UI_IS_CHAT_HISTORY (self));

  ui_history_view_scroll_pages (self->view, n_pages);
}

void
ui_chat_history_forget_unread (UiChatHistory *self)
{
  g_return_if_fail (UI_IS_CHAT_HISTORY (self));

  set_first_unread (self, 0);
}

static void
ui_chat_history_dispose (GObject *object)
{
  UiChatHistory *self = UI_CHAT_HISTORY (object);
  GtkWidget *child;

  if (self->view != NULL)
    ui_chat_history_set_conversation (self, NULL);
  g_clear_handle_id (&self->midnight_source, g_source_remove);
  g_clear_handle_id (&self->highlight_source, g_source_remove);
  g_clear_object (&self->conversation_signals);
  g_clear_object (&self->search);
  g_clear_object (&self->list_signals);
  g_clear_pointer (&self->places, g_hash_table_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), UI_TYPE_CHAT_HISTORY);
  /* It lets go of those children only that are bound to a field. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ui_chat_history_parent_class)->dispose (object);
}

static void
ui_chat_history_class_init (UiChatHistoryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ui_chat_history_dispose;

  ui_chat_history_install_places (widget_class);
  gtk_widget_class_install_action (widget_class, "chat.resend", "x", resend);
  gtk_widget_class_install_action (widget_class, "chat.reply-to", "x", reply_to);
  gtk_widget_class_install_action (widget_class, "chat.select", "x", select_message);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/kith/Kith/ui/chat/chat-history.ui");
  gtk_widget_class_bind_template_child (widget_class, UiChatHistory, view);
  gtk_widget_class_bind_template_child (widget_class, UiChatHistory, day_bar);
  gtk_widget_class_bind_template_child (widget_class, UiChatHistory, fetch_bar);
  gtk_widget_class_bind_template_child (widget_class, UiChatHistory, selection);
  gtk_widget_class_bind_template_child (widget_class, UiChatHistory, empty_label);
  gtk_widget_class_bind_template_child (widget_class, UiChatHistory, end_revealer);
  gtk_widget_class_bind_template_child (widget_class, UiChatHistory, end_label);
  gtk_widget_class_bind_template_callback (widget_class, on_settled);
  gtk_widget_class_bind_template_callback (widget_class, on_at_end);
  gtk_widget_class_bind_template_callback (widget_class, update_end_label);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "chathistory");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ui_chat_history_init (UiChatHistory *self)
{
  g_type_ensure (UI_TYPE_DAY_BAR);
  g_type_ensure (UI_TYPE_FETCH_BAR);
  g_type_ensure (UI_TYPE_HISTORY_VIEW);
  g_type_ensure (UI_TYPE_SELECTION_BAR);
  self->places = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  ui_history_view_set_rows (self->view, &message_rows, self);
  ui_day_bar_set_view (self->day_bar, self->view);
  ui_selection_bar_set_view (self->selection, self->view);
  self->conversation_signals = g_signal_group_new (IM_TYPE_CONVERSATION);
  self->list_signals = g_signal_group_new (IM_TYPE_MESSAGE_LIST);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::unread",
                                  G_CALLBACK (on_unread), self);
  g_signal_group_connect_swapped (self->list_signals, "notify::loaded", G_CALLBACK (on_loaded),
                                  self);
  g_signal_group_connect_swapped (self->list_signals, "notify::at-end", G_CALLBACK (on_list_at_end),
                                  self);
  g_signal_group_connect_swapped (self->list_signals, "notify::at-start",
                                  G_CALLBACK (ui_chat_history_load_more), self);
  g_signal_group_connect_swapped (self->list_signals, "notify::asking", G_CALLBACK (update_empty),
                                  self);
  g_signal_group_connect_swapped (self->list_signals, "notify::whole",
                                  G_CALLBACK (ui_history_view_rebind), self->view);
  g_signal_group_connect_swapped (self->list_signals, "items-changed",
                                  G_CALLBACK (on_items_changed), self);
  g_signal_connect_object (ui_clock_get (), "notify::hours-24", G_CALLBACK (ui_history_view_rebind),
                           self->view, G_CONNECT_SWAPPED);
  watch_day (self);
}
