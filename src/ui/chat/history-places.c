/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Goes through the history of a chat: to messages, days and the end, and back to where it was left.
 */
#include "config.h"

#include "ui/chat/chat-history-private.h"

#include "store/db.h"
#include "ui/error-words.h"

#include <stdio.h>

/* So long a message stands out that was jumped to. */
#define HIGHLIGHT_MS 2500

/* Where a chat was left: a message and where its top edge was. */
typedef struct {
  gint64 conversation;
  gint64 message;
  int offset;
} Place;

static gboolean
find_message (UiChatHistory *self, gint64 id, guint *position)
{
  GListModel *model = G_LIST_MODEL (self->list);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (ImMessage) message = g_list_model_get_item (model, i);

    if (im_message_get_id (message) == id) {
      *position = i;
      return TRUE;
    }
  }
  return FALSE;
}

ImMessage *
ui_chat_history_dup_message (UiChatHistory *self, gint64 id)
{
  guint position;

  if (self->list == NULL || !find_message (self, id, &position))
    return NULL;
  return g_list_model_get_item (G_LIST_MODEL (self->list), position);
}

/* FALSE when the operation was for another conversation, which is of no interest any more. */
static gboolean
take_result (UiChatHistory *self, GObject *source, const GError *error)
{
  if (source != G_OBJECT (self->list) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  /* An archive that cannot be read is not asked again for each frame that is scrolled. */
  self->loading = error != NULL && error->domain != G_IO_ERROR &&
                  !g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  if (self->loading)
    g_warning ("Messages cannot be loaded: %s", error->message);
  return TRUE;
}

static void
on_more_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiChatHistory) self = user_data;
  ImMessageList *list = IM_MESSAGE_LIST (source);
  g_autoptr (GError) error = NULL;
  int n;

  if (g_async_result_is_tagged (result, im_message_list_load_older_async))
    n = im_message_list_load_older_finish (list, result, &error);
  else
    n = im_message_list_load_newer_finish (list, result, &error);
  /* The edge may still be near. */
  if (take_result (self, source, error) && n > 0)
    gtk_widget_queue_allocate (GTK_WIDGET (self->view));
}

void
ui_chat_history_load_more (UiChatHistory *self)
{
  if (self->list == NULL || self->loading || ui_history_view_get_model (self->view) == NULL)
    return;
  if (!im_message_list_get_at_start (self->list) &&
      (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0 ||
       ui_history_view_is_near_start (self->view))) {
    self->loading = TRUE;
    im_message_list_load_older_async (self->list, self->cancellable, on_more_loaded,
                                      g_object_ref (self));
  } else if (!im_message_list_get_at_end (self->list) && ui_history_view_is_near_end (self->view)) {
    self->loading = TRUE;
    im_message_list_load_newer_async (self->list, self->cancellable, on_more_loaded,
                                      g_object_ref (self));
  }
}

static gboolean
on_highlight_over (gpointer user_data)
{
  UiChatHistory *self = user_data;

  self->highlight_source = 0;
  self->highlighted = 0;
  ui_history_view_rebind (self->view);
  return G_SOURCE_REMOVE;
}

void
ui_chat_history_set_highlighted (UiChatHistory *self, gint64 id)
{
  g_clear_handle_id (&self->highlight_source, g_source_remove);
  if (id != 0)
    self->highlight_source = g_timeout_add (HIGHLIGHT_MS, on_highlight_over, self);
  if (self->highlighted == id)
    return;
  self->highlighted = id;
  ui_history_view_rebind (self->view);
}

static void
go_to_wanted (UiChatHistory *self)
{
  guint position;

  if (self->wanted != 0 && find_message (self, self->wanted, &position)) {
    ui_history_view_scroll_to (self->view, position, self->wanted_offset);
    if (self->wanted == self->highlighted) {
      ui_history_view_set_cursor (self->view, position);
      ui_chat_history_set_highlighted (self, self->wanted);
    }
  } else {
    ui_history_view_scroll_to_end (self->view);
  }
}

static void
on_jumped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiChatHistory) self = user_data;
  g_autoptr (GError) error = NULL;

  im_message_list_jump_finish (IM_MESSAGE_LIST (source), result, &error);
  if (!take_result (self, source, error))
    return;
  if (error != NULL) {
    g_autofree char *words = ui_error_to_words (error);

    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
    return;
  }
  /* The person may have wished for the end since. */
  if (self->wanted == 0 && !im_message_list_get_at_end (self->list))
    ui_chat_history_go_to (self, 0, 0);
  else
    go_to_wanted (self);
}

void
ui_chat_history_go_to (UiChatHistory *self, gint64 message, int offset)
{
  guint position;

  self->wanted = message;
  self->wanted_offset = offset;
  if (message != 0 ? find_message (self, message, &position)
                   : im_message_list_get_at_end (self->list)) {
    go_to_wanted (self);
    return;
  }
  self->loading = TRUE;
  im_message_list_jump_async (self->list, message, self->cancellable, on_jumped,
                              g_object_ref (self));
}

void
ui_chat_history_save_place (UiChatHistory *self)
{
  gint64 id = im_conversation_get_id (self->conversation);
  GListModel *model = ui_history_view_get_model (self->view);
  guint position;
  int offset;

  g_hash_table_remove (self->places, &id);
  if (model != NULL && ui_history_view_get_place (self->view, &position, &offset)) {
    g_autoptr (ImMessage) message = g_list_model_get_item (model, position);
    Place *place = g_new (Place, 1);

    *place = (Place){ id, im_message_get_id (message), offset };
    g_hash_table_insert (self->places, &place->conversation, place);
  }
}

void
ui_chat_history_go_back (UiChatHistory *self)
{
  gint64 id = im_conversation_get_id (self->conversation);
  const Place *left = g_hash_table_lookup (self->places, &id);

  if (left != NULL)
    ui_chat_history_go_to (self, left->message, left->offset);
}

static void
scroll_to_end (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ui_chat_history_scroll_to_end (UI_CHAT_HISTORY (widget));
}

static void
show_message (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ui_chat_history_show_message (UI_CHAT_HISTORY (widget), g_variant_get_int64 (parameter));
}

static void
fetch_again (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatHistory *self = UI_CHAT_HISTORY (widget);

  /* What was pressed goes. */
  gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
  if (self->list != NULL)
    im_message_list_ask_again (self->list);
  ui_chat_history_load_more (self);
}

/* Days */

static void
on_day_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiChatHistory) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = im_message_list_find_at_finish (IM_MESSAGE_LIST (source), result, &error);

  if (source != G_OBJECT (self->list))
    return;
  if (error != NULL)
    g_warning ("No message can be looked for: %s", error->message);
  else
    ui_chat_history_go_to (self, id, 0);
}

/* To the first message of that day, or of the next one that has any. */
static void
show_day (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatHistory *self = UI_CHAT_HISTORY (widget);
  int year, month, day;
  g_autoptr (GDateTime) date = NULL;

  if (self->list == NULL ||
      sscanf (g_variant_get_string (parameter, NULL), "%d-%d-%d", &year, &month, &day) != 3)
    return;
  date = g_date_time_new_local (year, month, day, 0, 0, 0);
  if (date == NULL)
    return;
  im_message_list_find_at_async (self->list, g_date_time_to_unix (date) * G_USEC_PER_SEC,
                                 self->cancellable, on_day_found, g_object_ref (self));
}

static void
choose_day (GtkWidget *widget, const char *action, GVariant *parameter)
{
  UiChatHistory *self = UI_CHAT_HISTORY (widget);

  if (self->list != NULL)
    ui_day_bar_pop_up (self->day_bar);
}

void
ui_chat_history_scroll_to_end (UiChatHistory *self)
{
  g_return_if_fail (UI_IS_CHAT_HISTORY (self));

  if (self->list != NULL && ui_history_view_get_model (self->view) != NULL)
    ui_chat_history_go_to (self, 0, 0);
}

void
ui_chat_history_show_message (UiChatHistory *self, gint64 id)
{
  g_return_if_fail (UI_IS_CHAT_HISTORY (self));
  g_return_if_fail (id > 0);

  if (self->list == NULL)
    return;
  ui_chat_history_set_highlighted (self, id);
  self->wanted_offset = gtk_widget_get_height (GTK_WIDGET (self->view)) / 3;
  if (ui_history_view_get_model (self->view) != NULL)
    ui_chat_history_go_to (self, id, self->wanted_offset);
}

void
ui_chat_history_install_places (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.scroll-to-end", NULL, scroll_to_end);
  gtk_widget_class_install_action (widget_class, "chat.show-message", "x", show_message);
  gtk_widget_class_install_action (widget_class, "chat.fetch-again", NULL, fetch_again);
  gtk_widget_class_install_action (widget_class, "chat.show-day", "s", show_day);
  gtk_widget_class_install_action (widget_class, "chat.choose-day", NULL, choose_day);
}
