/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes a chat, or all of them, to a file, page by page.
 */

#include "im/export.h"

#include "base/data.h"
#include "im/account.h"
#include "im/client-private.h"
#include "im/conversation-private.h"
#include "im/conversations.h"
#include "store/message-pages.h"

#define PAGE 500

/* One export. */
struct _Export {
  StoreDb *db;
  ImExportFormat format;
  GFile *file;
  GFile *part; /* what is written until it is whole */
  GOutputStream *stream;
  GPtrArray *chats; /* of ImExportChat */
  GArray *ids;      /* of gint64, of the conversations */
  guint at;         /* among those */
  gint64 last;      /* of the messages of that one, which are written; 0: none */
  GString *text;    /* what is being written */
  gint64 n_messages;
  ImExportProgress progress;
  gpointer progress_data;
};

BASE_DEFINE_DATA (Export, export)

static void
chat_free (gpointer data)
{
  ImExportChat *chat = data;

  g_free (chat->account);
  g_free (chat->peer);
  g_free (chat->name);
  g_free (chat);
}

static void
export_cleanup (Export *self)
{
  g_clear_object (&self->db);
  g_clear_object (&self->file);
  g_clear_object (&self->part);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->chats, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
}

static void
add_chat (Export *self, ImConversation *conversation)
{
  gint64 id = im_conversation_get_id (conversation);
  ImExportChat *chat;

  if (id == 0)
    return;
  chat = g_new0 (ImExportChat, 1);
  chat->account = g_strdup (im_account_get_address (im_conversation_get_account (conversation)));
  chat->peer = g_strdup (im_conversation_get_address (conversation));
  chat->name = g_strdup (im_conversation_get_display_name (conversation));
  g_ptr_array_add (self->chats, chat);
  g_array_append_val (self->ids, id);
}

static void
add_all (Export *self, GListModel *conversations)
{
  for (guint i = 0; i < g_list_model_get_n_items (conversations); i++) {
    g_autoptr (ImConversation) conversation = g_list_model_get_item (conversations, i);

    add_chat (self, conversation);
  }
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_file_delete_finish (G_FILE (source), result, NULL);
  g_task_return_error (task, g_error_copy (g_task_get_task_data (task)));
}

static void
free_error (gpointer error)
{
  g_error_free (error);
}

/* Takes @error; nothing stays behind. */
static void
fail (GTask *task, GError *error)
{
  Export *self = g_task_get_task_data (task);
  g_autoptr (GFile) part = g_object_ref (self->part);

  /* Dropping the stream closes it. */
  g_task_set_task_data (task, error, free_error);
  g_file_delete_async (part, G_PRIORITY_DEFAULT, NULL, on_deleted, g_object_ref (task));
}

static void write_on (GTask *task);

static void
on_moved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_file_move_finish (G_FILE (source), result, &error))
    g_task_return_int (task, (gssize) self->n_messages);
  else
    fail (task, error);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error)) {
    fail (task, error);
    return;
  }
  g_file_move_async (self->part, self->file, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT,
                     g_task_get_cancellable (task), NULL, NULL, on_moved, g_object_ref (task));
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error)) {
    fail (task, error);
    return;
  }
  g_string_truncate (self->text, 0);
  if (self->progress != NULL)
    self->progress ((guint64) self->n_messages, self->progress_data);
  if (self->at < self->ids->len)
    write_on (task);
  else
    g_output_stream_close_async (self->stream, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                 on_closed, g_object_ref (task));
}

static void
write_text (GTask *task)
{
  Export *self = g_task_get_task_data (task);

  g_output_stream_write_all_async (self->stream, self->text->str, self->text->len,
                                   G_PRIORITY_DEFAULT, g_task_get_cancellable (task), on_written,
                                   g_object_ref (task));
}

static void
append_page (Export *self, GPtrArray *messages)
{
  const ImExportChat *chat = self->chats->pdata[self->at];

  if (self->last == 0)
    im_export_append_chat_begin (self->text, self->format, chat);
  for (guint i = 0; i < messages->len; i++) {
    const StoreMessage *message = messages->pdata[i];

    im_export_append_message (self->text, self->format, chat, message);
    self->last = message->id;
  }
  self->n_messages += messages->len;
  if (messages->len == PAGE)
    return;
  im_export_append_chat_end (self->text, self->format);
  self->last = 0;
  if (++self->at == self->ids->len)
    im_export_append_end (self->text, self->format);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) messages = store_messages_after_finish (STORE_DB (source), result, &error);

  if (messages == NULL) {
    fail (task, error);
    return;
  }
  append_page (g_task_get_task_data (task), messages);
  write_text (task);
}

/* The next page of the chat that it is at. */
static void
write_on (GTask *task)
{
  Export *self = g_task_get_task_data (task);

  store_messages_after_async (self->db, g_array_index (self->ids, gint64, self->at), self->last,
                              PAGE, g_task_get_cancellable (task), on_page, g_object_ref (task));
}

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;
  GFileOutputStream *stream = g_file_replace_finish (G_FILE (source), result, &error);

  if (stream == NULL) {
    g_task_return_error (task, error);
    return;
  }
  self->stream = G_OUTPUT_STREAM (stream);
  im_export_append_begin (self->text, self->format);
  if (self->ids->len == 0)
    im_export_append_end (self->text, self->format);
  write_text (task);
}

/* Beside the file, so that it can take its place. */
static GFile *
name_part (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_strdup_printf (".%s.part", base);

  return folder != NULL ? g_file_get_child (folder, name) : g_object_ref (file);
}

void
im_export_async (ImClient *client,
                 ImConversation *conversation,
                 ImExportFormat format,
                 GFile *file,
                 ImExportProgress progress,
                 gpointer progress_data,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Export *self = export_alloc ();

  g_task_set_source_tag (task, im_export_async);
  g_task_set_check_cancellable (task, FALSE);
  self->db = g_object_ref (im_client_get_db (client));
  self->format = format;
  self->file = g_object_ref (file);
  self->part = name_part (file);
  self->chats = g_ptr_array_new_with_free_func (chat_free);
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->text = g_string_new (NULL);
  self->progress = progress;
  self->progress_data = progress_data;
  if (conversation != NULL)
    add_chat (self, conversation);
  else
    add_all (self, G_LIST_MODEL (im_client_get_conversations (client)));
  g_task_set_task_data (task, self, export_free);
  g_file_replace_async (self->part, NULL, FALSE, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT,
                        cancellable, on_created, g_object_ref (task));
}

gint64
im_export_finish (ImClient *client, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}
