/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages and their list as the chat sees them, without archive and network.
 */
#include "config.h"

#include "im/amend.h"
#include "im/reactions.h"
#include "tests/ui/chat/fake-im.h"

#include "base/props.h"

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
  char *extra;
  ImMessageState state;
  GError *error;
  ImQuote *quote;
  gint64 edited;
  gint64 retracted;
  char *reactions;
};

G_DEFINE_FINAL_TYPE (ImMessage, im_message, G_TYPE_OBJECT)

enum {
  MESSAGE_ID = 1,
  MESSAGE_STATE,
  MESSAGE_BODY,
  MESSAGE_RETRACTED,
  MESSAGE_REACTIONS,
  N_MESSAGE_PROPS
};

static GParamSpec *message_props[N_MESSAGE_PROPS];

static const BaseProp message_table[] = {
  { "id", G_TYPE_INT64, NULL, G_STRUCT_OFFSET (ImMessage, id), BASE_RO },
  { "state", 0, im_message_state_get_type, G_STRUCT_OFFSET (ImMessage, state), BASE_RO },
  { "body", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (ImMessage, body), BASE_RO },
  { "retracted", G_TYPE_INT64, NULL, G_STRUCT_OFFSET (ImMessage, retracted), BASE_RO },
  { "reactions", G_TYPE_STRING, NULL, G_STRUCT_OFFSET (ImMessage, reactions), BASE_RO },
};

static void
im_message_finalize (GObject *object)
{
  ImMessage *self = IM_MESSAGE (object);

  g_free (self->sender);
  g_free (self->subject);
  g_free (self->body);
  g_free (self->extra);
  g_clear_error (&self->error);
  im_quote_free (self->quote);
  g_free (self->reactions);
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
fake_message_set_extra (ImMessage *self, const char *extra)
{
  self->extra = g_strdup (extra);
}

void
fake_message_set_state (ImMessage *self, ImMessageState state, GError *error)
{
  self->state = state;
  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), message_props[MESSAGE_STATE]);
}

void
fake_message_set_quote (ImMessage *self, gint64 id, const char *sender, const char *text)
{
  im_quote_free (self->quote);
  self->quote = im_quote_new (id, sender, text);
}

void
fake_message_change (ImMessage *self,
                     const char *body,
                     gint64 edited,
                     gint64 retracted,
                     const char *reactions)
{
  g_autofree char *text = g_strdup (body);
  g_autofree char *all = g_strdup (reactions);

  self->edited = edited;
  base_prop_set_int64 (self, &self->retracted, retracted, message_props[MESSAGE_RETRACTED]);
  base_prop_set_string (self, &self->body, text, message_props[MESSAGE_BODY]);
  base_prop_set_string (self, &self->reactions, all, message_props[MESSAGE_REACTIONS]);
}

gint64
im_message_get_edited (ImMessage *self)
{
  return self->edited;
}

gint64
im_message_get_retracted (ImMessage *self)
{
  return self->retracted;
}

const char *
im_message_get_reactions (ImMessage *self)
{
  return self->reactions;
}

const char *
im_message_get_partner (ImMessage *self)
{
  return "romeo@example.net";
}

const char *
im_message_get_partner_name (ImMessage *self)
{
  return "Romeo";
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

const char *
im_message_get_extra (ImMessage *self)
{
  return self->extra;
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

const ImQuote *
im_message_get_quote (ImMessage *self)
{
  return self->quote;
}

gboolean
im_message_can_be_answered (ImMessage *self)
{
  return self->kind == IM_MESSAGE_CHAT || self->kind == IM_MESSAGE_NORMAL;
}

/* ImMessageList: a window from @first on to before @end over all messages */

struct _ImMessageList {
  GObject parent_instance;

  GPtrArray *all;
  guint first;
  guint end;
  gboolean loaded;
  gboolean at_start;
  gboolean at_end;
  gboolean asking;
  gboolean whole;
  GError *failure;
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

enum {
  LIST_LOADED = 1,
  LIST_AT_START,
  LIST_AT_END,
  LIST_ASKING,
  LIST_WHOLE,
  LIST_FAILURE,
  N_LIST_PROPS
};

static GParamSpec *list_props[N_LIST_PROPS];

static const BaseProp list_table[] = {
  { "loaded", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessageList, loaded), BASE_RO },
  { "at-start", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessageList, at_start), BASE_RO },
  { "at-end", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessageList, at_end), BASE_RO },
  { "asking", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessageList, asking), BASE_RO },
  { "whole", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessageList, whole), BASE_RO },
  { "failure", 0, g_error_get_type, G_STRUCT_OFFSET (ImMessageList, failure), BASE_RO },
};

static void
im_message_list_finalize (GObject *object)
{
  g_ptr_array_unref (IM_MESSAGE_LIST (object)->all);
  g_clear_error (&IM_MESSAGE_LIST (object)->failure);
  G_OBJECT_CLASS (im_message_list_parent_class)->finalize (object);
}

static void
im_message_list_class_init (ImMessageListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = im_message_list_finalize;
  base_props_install (G_OBJECT_CLASS (klass), list_table, G_N_ELEMENTS (list_table), list_props);
}

static void
im_message_list_init (ImMessageList *self)
{
  self->loaded = self->at_start = self->at_end = TRUE;
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
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

gboolean
im_message_list_get_whole (ImMessageList *self)
{
  return self->whole;
}

gboolean
im_message_list_get_asking (ImMessageList *self)
{
  return self->asking;
}

const GError *
im_message_list_get_failure (ImMessageList *self)
{
  return self->failure;
}

void
fake_message_list_set_fetch (ImMessageList *self, gboolean asking, GError *failure, gboolean whole)
{
  g_clear_error (&self->failure);
  self->failure = failure;
  g_object_notify_by_pspec (G_OBJECT (self), list_props[LIST_FAILURE]);
  base_prop_set_boolean (self, &self->asking, asking, list_props[LIST_ASKING]);
  base_prop_set_boolean (self, &self->whole, whole, list_props[LIST_WHOLE]);
}

void
im_message_list_ask_again (ImMessageList *self)
{
  fake_message_list_set_fetch (self, FALSE, NULL, self->whole);
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
  /* As the real one does it: first nothing is left, then the new window comes in. */
  self->first = self->end = 0;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, 0);
  self->first = middle > IM_MESSAGE_LIST_PAGE ? middle - IM_MESSAGE_LIST_PAGE : 0;
  self->end = MIN (middle + IM_MESSAGE_LIST_PAGE, self->all->len);
  update_ends (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->end - self->first);
  g_task_return_boolean (task, TRUE);
}

gboolean
im_message_list_jump_finish (ImMessageList *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
im_message_list_find_at_async (ImMessageList *self,
                               gint64 time,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gint64 id = 0;

  for (guint i = self->all->len; i > 0; i--) {
    ImMessage *message = g_ptr_array_index (self->all, i - 1);

    if (message->time >= time)
      id = message->id;
  }
  g_task_return_int (task, id);
}

gint64
im_message_list_find_at_finish (ImMessageList *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

void
fake_message_list_add (ImMessageList *self, ImMessage *message, const char *sender)
{
  message->sender = g_strdup (sender);
  g_ptr_array_add (self->all, message);
  if (!self->at_end)
    return;
  self->end++;
  g_list_model_items_changed (G_LIST_MODEL (self), self->end - self->first - 1, 0, 1);
}

void
fake_message_list_set_window (ImMessageList *self, guint n)
{
  guint before = self->end - self->first;

  self->end = self->all->len;
  self->first = self->end - n;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, n);
  update_ends (self);
}

gboolean
im_amend_can_correct (ImMessage *message)
{
  return im_message_get_outgoing (message);
}

gboolean
im_amend_can_take_back (ImMessage *message)
{
  return im_message_get_outgoing (message);
}

gboolean
im_amend_can_react (ImMessage *message)
{
  return im_message_get_retracted (message) == 0;
}

ImMessage *
im_amend_find_last (ImMessageList *list)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (list)); i > 0; i--) {
    g_autoptr (ImMessage) message = g_list_model_get_item (G_LIST_MODEL (list), i - 1);

    if (im_amend_can_correct (message))
      return g_steal_pointer (&message);
  }
  return NULL;
}

void
im_amend_correct (ImConversation *conversation, ImMessage *message, const char *text)
{
  fake_message_change (message, text, g_get_real_time (), 0, im_message_get_reactions (message));
}

void
im_amend_take_back (ImConversation *conversation, ImMessage *message)
{
  fake_message_change (message, "", 0, g_get_real_time (), NULL);
}

void
im_amend_toggle_reaction (ImConversation *conversation, ImMessage *message, const char *emoji)
{
  g_auto (GStrv) own =
    im_reactions_toggle (im_message_get_reactions (message), "romeo@example.net", emoji);
  g_autofree char *joined = g_strjoinv (" ", own);
  g_autofree char *line = g_strconcat ("juliet@example.org\t", joined, NULL);

  fake_message_change (message, im_message_get_body (message), im_message_get_edited (message), 0,
                       *joined != '\0' ? line : NULL);
}

void
im_version_free (gpointer self)
{
  g_free (((ImVersion *) self)->text);
  g_free (self);
}

void
im_amend_list_versions_async (ImConversation *conversation,
                              ImMessage *message,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (conversation, cancellable, callback, user_data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Not in this test");
}

GPtrArray *
im_amend_list_versions_finish (ImConversation *conversation, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
