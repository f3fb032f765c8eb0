/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window onto a conversation's messages: pages come in at one end and go out at the other.
 */

#include "im/message-list-load.h"

#include "base/props.h"
#include "im/account-private.h"
#include "im/conversation-private.h"
#include "im/original.h"
#include "im/server-history.h"

enum {
  PROP_LOADED = 1,
  PROP_AT_START,
  PROP_AT_END,
  PROP_ASKING,
  PROP_WHOLE,
  PROP_FAILURE,
  N_TABLE_PROPS,
  PROP_CONVERSATION = N_TABLE_PROPS,
  N_PROPS
};

static const BaseProp table[] = {
  { "loaded", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessageList, loaded), BASE_RO },
  { "at-start", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessageList, at_start), BASE_RO },
  { "at-end", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessageList, at_end), BASE_RO },
  { "asking", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessageList, asking), BASE_RO },
  { "whole", G_TYPE_BOOLEAN, NULL, G_STRUCT_OFFSET (ImMessageList, whole), BASE_RO },
  { "failure", 0, g_error_get_type, G_STRUCT_OFFSET (ImMessageList, failure), BASE_RO },
};

static GParamSpec *props[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return IM_TYPE_MESSAGE;
}

static guint
get_n_items (GListModel *model)
{
  return IM_MESSAGE_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  ImMessageList *self = IM_MESSAGE_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ImMessageList,
                               im_message_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* Nothing is older than what is here: what was found out once stays so. */
static void
update_whole (ImMessageList *self)
{
  if (self->at_start && self->sync != NULL && im_sync_get_complete (self->sync))
    self->answered = TRUE;
  base_prop_set_boolean (self, &self->whole, self->at_start && self->answered, props[PROP_WHOLE]);
}

static void
set_at_start (ImMessageList *self, gboolean at_start)
{
  base_prop_set_boolean (self, &self->at_start, at_start, props[PROP_AT_START]);
  update_whole (self);
}

void
im_message_list_take_failure (ImMessageList *self, GError *failure)
{
  if (failure == NULL && self->failure == NULL)
    return;
  g_clear_error (&self->failure);
  self->failure = failure;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILURE]);
}

void
im_message_list_cover (ImMessageList *self, gint64 from, gint64 to)
{
  if (from <= self->covered_to && to >= self->covered_from) {
    from = MIN (from, self->covered_from);
    to = MAX (to, self->covered_to);
  }
  self->covered_from = from;
  self->covered_to = to;
}

gboolean
im_message_list_may_ask (ImMessageList *self, gint64 from, gint64 to)
{
  if (from >= self->covered_from && from < self->covered_to)
    from = self->covered_to;
  if (to > self->covered_from && to <= self->covered_to)
    to = self->covered_from;
  return from < to && self->failure == NULL &&
         im_server_history_may_ask (self->conversation, from, to);
}

static void
set_at_end (ImMessageList *self, gboolean at_end)
{
  base_prop_set_boolean (self, &self->at_end, at_end, props[PROP_AT_END]);
}

gint64
im_message_list_id_at (ImMessageList *self, guint position)
{
  return im_message_get_id (g_ptr_array_index (self->items, position));
}

gint64
im_message_list_time_at (ImMessageList *self, guint position)
{
  return position < self->items->len
           ? im_message_get_time (g_ptr_array_index (self->items, position))
           : G_MAXINT64;
}

gint64
im_records_time_at (GPtrArray *records, guint position)
{
  return ((const StoreMessage *) records->pdata[position])->time;
}

/* Where @record is, or where it belongs. Most are new, so the search begins at the end. */
static guint
find_place (ImMessageList *self, const StoreMessage *record, gboolean *found)
{
  guint place = self->items->len;

  *found = FALSE;
  while (place > 0) {
    int order = im_message_compare (g_ptr_array_index (self->items, place - 1), record);

    if (order < 0)
      break;
    place--;
    if (order == 0) {
      *found = TRUE;
      break;
    }
  }
  return place;
}

/* Adds records that all belong at @position, in the order in which they shall stand. */
static void
splice (ImMessageList *self, guint position, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_insert (
      self->items, position + i,
      im_conversation_make_message (self->conversation, g_ptr_array_index (records, i)));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, records->len);
}

static void
drop (ImMessageList *self, guint position, guint n_items)
{
  if (n_items == 0)
    return;
  g_ptr_array_remove_range (self->items, position, n_items);
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_items, 0);
}

static guint
count_surplus (ImMessageList *self)
{
  return self->items->len > IM_MESSAGE_LIST_MAX ? self->items->len - IM_MESSAGE_LIST_MAX : 0;
}

void
im_message_list_add_older (ImMessageList *self, GPtrArray *records, gboolean complete)
{
  gboolean is_short = records->len < IM_MESSAGE_LIST_PAGE;
  gint64 oldest = records->len > 0 ? im_records_time_at (records, records->len - 1)
                                   : im_message_list_time_at (self, 0);
  guint surplus;

  if (is_short && complete)
    self->answered = TRUE;
  for (guint i = 0; i < records->len / 2; i++) {
    gpointer *pointers = records->pdata;
    gpointer swapped = pointers[i];

    pointers[i] = pointers[records->len - 1 - i];
    pointers[records->len - 1 - i] = swapped;
  }
  set_at_start (self, is_short && (self->answered || !im_message_list_may_ask (self, 0, oldest)));
  splice (self, 0, records);
  surplus = count_surplus (self);
  if (surplus > 0) {
    set_at_end (self, FALSE);
    drop (self, self->items->len - surplus, surplus);
  }
}

void
im_message_list_add_newer (ImMessageList *self, GPtrArray *records, gboolean complete)
{
  gboolean is_short = records->len < IM_MESSAGE_LIST_PAGE;
  gint64 newest = records->len > 0 ? im_records_time_at (records, records->len - 1)
                                   : im_message_list_time_at (self, self->items->len - 1);
  guint surplus;

  splice (self, self->items->len, records);
  set_at_end (self, is_short && (complete || !im_message_list_may_ask (self, newest, G_MAXINT64)));
  surplus = count_surplus (self);
  if (surplus > 0) {
    set_at_start (self, FALSE);
    drop (self, 0, surplus);
  }
}

void
im_message_list_show_newest (ImMessageList *self, GPtrArray *records, gboolean complete)
{
  drop (self, 0, self->items->len);
  set_at_end (self, TRUE);
  im_message_list_add_older (self, records, complete);
  base_prop_set_boolean (self, &self->loaded, TRUE, props[PROP_LOADED]);
}

void
im_message_list_show_around (ImMessageList *self, GPtrArray *records, guint target)
{
  guint n_newer = records->len - target - 1;
  gint64 time = im_records_time_at (records, target);
  gboolean lacks_older = im_message_list_may_ask (self, im_records_time_at (records, 0), time);
  gboolean lacks_newer =
    im_message_list_may_ask (self, time, im_records_time_at (records, records->len - 1));
  gint64 first_time, last_time;

  if (lacks_newer)
    g_ptr_array_set_size (records, (int) target + 1);
  if (lacks_older)
    g_ptr_array_remove_range (records, 0, target);
  first_time = im_records_time_at (records, 0);
  last_time = im_records_time_at (records, records->len - 1);
  drop (self, 0, self->items->len);
  splice (self, 0, records);
  set_at_start (self, target < IM_MESSAGE_LIST_PAGE && !lacks_older &&
                        (self->answered || !im_message_list_may_ask (self, 0, first_time)));
  set_at_end (self, n_newer < IM_MESSAGE_LIST_PAGE && !lacks_newer &&
                      !im_message_list_may_ask (self, last_time, G_MAXINT64));
}

void
im_message_list_set_asking (ImMessageList *self, gboolean asking)
{
  base_prop_set_boolean (self, &self->asking, asking, props[PROP_ASKING]);
}

void
im_message_list_ask_again (ImMessageList *self)
{
  im_message_list_take_failure (self, NULL);
  if (self->at_start && !self->whole)
    set_at_start (self, FALSE);
}

/* The server's archive can be asked again, or all of it is here. */
static void
on_sync_busy (ImMessageList *self)
{
  if (im_sync_get_busy (self->sync))
    im_message_list_ask_again (self);
  else
    update_whole (self);
}

ImMessageList *
im_message_list_new (ImConversation *conversation)
{
  ImMessageList *self = g_object_new (IM_TYPE_MESSAGE_LIST, NULL);
  ImAccount *account = im_conversation_get_account (conversation);

  g_set_weak_pointer (&self->conversation, conversation);
  if (account != NULL) {
    self->sync = g_object_ref (im_account_get_sync (account));
    g_signal_connect_object (self->sync, "notify::busy", G_CALLBACK (on_sync_busy), self,
                             G_CONNECT_SWAPPED);
  }
  if (im_conversation_get_id (conversation) != 0)
    im_message_list_start (self);
  return self;
}

/*
 * Before the first page is there nothing is inserted: the archive works in order, so that page has
 * everything that was written before it was asked for.
 */
void
im_message_list_insert (ImMessageList *self, const StoreMessage *record)
{
  gboolean found;
  guint place = find_place (self, record, &found);
  g_autoptr (GPtrArray) records = NULL;

  if (!self->loaded || found)
    return;
  if (place == self->items->len && !self->at_end)
    return;
  if (place == 0 && !self->at_start && self->items->len > 0)
    return;
  /* Ahead of a full page it need not be shown, only be there when one scrolls up. */
  if (place == 0 && self->items->len >= IM_MESSAGE_LIST_PAGE) {
    set_at_start (self, FALSE);
    return;
  }
  records = g_ptr_array_new ();
  g_ptr_array_add (records, (gpointer) record);
  splice (self, place, records);
  /* The oldest stay for a while: somebody may be reading them. */
  if (self->items->len > 2 * IM_MESSAGE_LIST_MAX) {
    set_at_start (self, FALSE);
    drop (self, 0, IM_MESSAGE_LIST_MAX);
  }
}

void
im_message_list_remove (ImMessageList *self, gint64 message)
{
  for (guint i = self->items->len; i > 0; i--)
    if (im_message_list_id_at (self, i - 1) == message) {
      drop (self, i - 1, 1);
      return;
    }
}

static gboolean
is_erased (ImMessage *message, gint64 cleared, gint64 aged)
{
  ImMessageState state = im_message_get_state (message);
  gint64 time = im_message_get_time (message);

  return state != IM_MESSAGE_PENDING &&
         (time <= cleared || (state != IM_MESSAGE_FAILED && time <= aged));
}

/* In runs, so that a view is told once for each. */
void
im_message_list_remove_until (ImMessageList *self, gint64 cleared, gint64 aged)
{
  for (guint end = self->items->len; end > 0;) {
    guint start = end;

    while (start > 0 && is_erased (self->items->pdata[start - 1], cleared, aged))
      start--;
    drop (self, start, end - start);
    end = start > 0 ? start - 1 : 0;
  }
}

/* Whether what is at @position stays between its neighbours as @record is now. Some may be hidden behind the
 * last, past which it does not go unseen. */
static gboolean
stays (ImMessageList *self, guint position, const StoreMessage *record)
{
  gboolean is_last = position + 1 == self->items->len;

  if (position > 0 && im_message_compare (self->items->pdata[position - 1], record) > 0)
    return FALSE;
  if (is_last)
    return self->at_end || im_message_compare (self->items->pdata[position], record) >= 0;
  return im_message_compare (self->items->pdata[position + 1], record) > 0;
}

/* From @position to where it belongs now. Those around it may be about to move as well, so it does not
 * leave at the start. */
static void
move (ImMessageList *self, guint position, const StoreMessage *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  gboolean found;
  guint place;

  drop (self, position, 1);
  place = find_place (self, record, &found);
  if (place == self->items->len && !self->at_end)
    return;
  g_ptr_array_add (records, (gpointer) record);
  splice (self, place, records);
}

static void
update (ImMessageList *self, const StoreMessage *record)
{
  for (guint i = self->items->len; i > 0; i--) {
    ImMessage *message = g_ptr_array_index (self->items, i - 1);

    if (im_message_get_id (message) == record->id) {
      if (stays (self, i - 1, record))
        im_message_update (message, record);
      else
        move (self, i - 1, record);
      return;
    }
    im_original_update (message, record); /* its replies are below it */
  }
  im_message_list_insert (self, record); /* it may have stood above, and belong here now */
}

void
im_message_list_update (ImMessageList *self, const StoreMessage *record)
{
  gint64 start = im_message_list_time_at (self, 0);

  update (self, record);
  if (!self->at_start && im_message_list_time_at (self, 0) < start)
    im_message_list_fill (self);
}

ImConversation *
im_message_list_get_conversation (ImMessageList *self)
{
  return self->conversation;
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

gboolean
im_message_list_get_at_end (ImMessageList *self)
{
  return self->at_end;
}

static void
im_message_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONVERSATION)
    g_value_set_object (value, IM_MESSAGE_LIST (object)->conversation);
  else
    base_props_get (object, id, value, pspec);
}

static void
im_message_list_dispose (GObject *object)
{
  ImMessageList *self = IM_MESSAGE_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->sync);
  g_clear_weak_pointer (&self->conversation);
  G_OBJECT_CLASS (im_message_list_parent_class)->dispose (object);
}

static void
im_message_list_finalize (GObject *object)
{
  ImMessageList *self = IM_MESSAGE_LIST (object);

  g_ptr_array_unref (self->items);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->asker);
  g_clear_error (&self->failure);
  G_OBJECT_CLASS (im_message_list_parent_class)->finalize (object);
}

static void
im_message_list_class_init (ImMessageListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  base_props_install (object_class, table, G_N_ELEMENTS (table), props);
  object_class->get_property = im_message_list_get_property;
  object_class->dispose = im_message_list_dispose;
  object_class->finalize = im_message_list_finalize;
  props[PROP_CONVERSATION] =
    g_param_spec_object ("conversation", NULL, NULL, IM_TYPE_CONVERSATION,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, PROP_CONVERSATION, props[PROP_CONVERSATION]);
}

static void
im_message_list_init (ImMessageList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}
