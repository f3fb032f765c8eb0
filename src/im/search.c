/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A search for messages: a query, and its hits page by page.
 */

#include "im/search.h"

#include "im/accounts.h"
#include "im/client-private.h"
#include "im/conversation-private.h"
#include "im/conversations.h"
#include "im/search-query.h"
#include "im/server-search.h"

#include <string.h>

struct _ImSearch {
  GObject parent_instance;

  ImClient *client;             /* weak, (nullable): everywhere */
  ImConversation *conversation; /* weak, (nullable): in this one */
  ImSearchState state;
  GError *error;
  StoreSearchQuery *query; /* (nullable): what the hits are of, or will be */
  char *text;
  GCancellable *cancellable; /* of the query */
  GCancellable *asker;       /* (nullable): of the question to the servers */
  GPtrArray *hits;           /* of ImHit */
  gint64 next;               /* where more of them begin; 0: nowhere */
  guint count;
  gboolean loading;
  guint n_asked; /* servers that have not answered yet */
  guint n_new;   /* messages that servers have found */
  gboolean was_answered;
  gboolean was_asked;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return IM_TYPE_HIT;
}

static guint
get_n_items (GListModel *model)
{
  return IM_SEARCH (model)->hits->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  ImSearch *self = IM_SEARCH (model);

  return position < self->hits->len ? g_object_ref (self->hits->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ImSearch,
                               im_search,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
emit_changed (ImSearch *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static StoreDb *
get_db (ImSearch *self)
{
  if (self->client != NULL)
    return im_client_get_db (self->client);
  return self->conversation != NULL ? im_conversation_get_db (self->conversation) : NULL;
}

static void
drop_hits (ImSearch *self)
{
  guint n = self->hits->len;

  g_ptr_array_set_size (self->hits, 0);
  self->next = 0;
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
}

/* Whether the chat is one of those, by a part of its name or address. */
static gboolean
is_called (ImConversation *conversation, GPtrArray *names)
{
  g_autofree char *name = base_text_fold (im_conversation_get_display_name (conversation));
  g_autofree char *address = base_text_fold (im_conversation_get_address (conversation));

  for (guint i = 0; i < names->len; i++) {
    g_autofree char *wanted = base_text_fold (names->pdata[i]);

    if (strstr (name, wanted) != NULL || strstr (address, wanted) != NULL)
      return TRUE;
  }
  return names->len == 0;
}

static void
add_place (GArray *places, ImConversation *conversation, const ImSearchQuery *query)
{
  gint64 id = im_conversation_get_id (conversation);

  if (id != 0 && is_called (conversation, query->in) && is_called (conversation, query->from))
    g_array_append_val (places, id);
}

/* (nullable): the chats to look in; NULL: in all */
static GArray *
list_places (ImSearch *self, const ImSearchQuery *query)
{
  GArray *places;
  GListModel *all;

  if (self->conversation == NULL && query->in->len == 0 && query->from->len == 0)
    return NULL;
  places = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (self->conversation != NULL) {
    add_place (places, self->conversation, query);
    return places;
  }
  all = G_LIST_MODEL (im_client_get_conversations (self->client));
  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (ImConversation) conversation = g_list_model_get_item (all, i);

    add_place (places, conversation, query);
  }
  return places;
}

static ImConversation *
find_conversation (ImSearch *self, gint64 id)
{
  if (self->client != NULL)
    return im_conversations_find_id (im_client_get_conversations (self->client), id);
  return self->conversation;
}

static void
add_hits (ImSearch *self, const StoreHits *page, gboolean is_first)
{
  guint n_old = self->hits->len, position = is_first ? 0 : n_old;

  if (is_first)
    g_ptr_array_set_size (self->hits, 0);
  for (guint i = 0; i < page->hits->len; i++) {
    const StoreHit *hit = page->hits->pdata[i];
    ImConversation *conversation = find_conversation (self, hit->message->conversation);

    if (conversation != NULL)
      g_ptr_array_add (self->hits, im_hit_new (conversation, hit));
  }
  self->next = page->next;
  g_list_model_items_changed (G_LIST_MODEL (self), position, is_first ? n_old : 0,
                              self->hits->len - position);
}

static void
fail (ImSearch *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  self->state = IM_SEARCH_FAILED;
  drop_hits (self);
  emit_changed (self);
}

/* FALSE: another query has been asked since, or it failed. */
static gboolean
take_page (ImSearch *self, GObject *source, GAsyncResult *result, gboolean is_first)
{
  GError *error = NULL;
  g_autoptr (StoreHits) page = store_search_finish (STORE_DB (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_error_free (error);
    return FALSE;
  }
  self->loading = FALSE;
  if (page == NULL) {
    fail (self, error);
    return FALSE;
  }
  self->state = IM_SEARCH_DONE;
  add_hits (self, page, is_first);
  return TRUE;
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImSearch) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 count = store_search_count_finish (STORE_DB (source), result, &error);

  if (count < 0)
    return;
  self->count = (guint) count;
  emit_changed (self);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImSearch) self = user_data;

  if (!take_page (self, source, result, TRUE))
    return;
  /* A word that may go on stands for many: to count those would take much longer than to find some. */
  if (self->next != 0 && !self->query->open)
    store_search_count_async (STORE_DB (source), self->query, IM_SEARCH_MAX_COUNT,
                              self->cancellable, on_counted, g_object_ref (self));
  emit_changed (self);
}

static void
on_more (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImSearch) self = user_data;

  if (take_page (self, source, result, FALSE))
    emit_changed (self);
}

static void
give_up (ImSearch *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->loading = FALSE;
}

static void
look (ImSearch *self)
{
  StoreDb *db = get_db (self);

  give_up (self);
  self->count = 0;
  g_clear_error (&self->error);
  if (self->query == NULL || db == NULL) {
    self->state = IM_SEARCH_EMPTY;
    drop_hits (self);
    return;
  }
  self->state = IM_SEARCH_RUNNING;
  self->loading = TRUE;
  self->next = 0;
  self->cancellable = g_cancellable_new ();
  store_search_async (db, self->query, 0, IM_SEARCH_PAGE, self->cancellable, on_found,
                      g_object_ref (self));
}

static void
stop_asking (ImSearch *self)
{
  g_cancellable_cancel (self->asker);
  g_clear_object (&self->asker);
  self->n_asked = 0;
}

static void
start (ImSearch *self)
{
  stop_asking (self);
  self->was_asked = self->was_answered = FALSE;
  self->n_new = 0;
  look (self);
  emit_changed (self);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImSearch) self = user_data;
  g_autoptr (GError) error = NULL;
  int n_new = im_server_search_finish (IM_ACCOUNT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->n_asked--;
  if (n_new >= 0) {
    self->was_answered = TRUE;
    self->n_new += (guint) n_new;
  } else {
    g_debug ("%s: %s", im_account_get_address (IM_ACCOUNT (source)), error->message);
  }
  /* What it has may have come here in another way since this looked for it. */
  if (self->n_asked == 0 && (self->n_new > 0 || self->hits->len == 0))
    look (self);
  emit_changed (self);
}

/* @account: (nullable): it is gone */
static void
ask_server (ImSearch *self, ImAccount *account, const char *with, const char *text)
{
  if (account == NULL)
    return;
  self->n_asked++;
  im_server_search_async (account, with, text, self->asker, on_answered, g_object_ref (self));
}

static ImSearch *
search_new (ImClient *client, ImConversation *conversation)
{
  ImSearch *self = g_object_new (IM_TYPE_SEARCH, NULL);

  g_set_weak_pointer (&self->client, client);
  g_set_weak_pointer (&self->conversation, conversation);
  return self;
}

ImSearch *
im_search_new (ImClient *client)
{
  return search_new (client, NULL);
}

ImSearch *
im_search_new_in (ImConversation *conversation)
{
  return search_new (NULL, conversation);
}

void
im_search_set_text (ImSearch *self, const char *text)
{
  g_autoptr (ImSearchQuery) query = NULL;

  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  g_clear_pointer (&self->query, store_search_query_free);
  query = im_search_query_parse (text, g_get_real_time ());
  if (!im_search_query_is_empty (query) && get_db (self) != NULL) {
    self->query = store_search_query_copy (query->sought);
    self->query->conversations = list_places (self, query);
    if (query->from->len > 0)
      self->query->by = STORE_SEARCH_BY_OTHERS;
  }
  start (self);
}

void
im_search_refresh (ImSearch *self)
{
  if (self->query != NULL)
    start (self);
}

void
im_search_load_more (ImSearch *self)
{
  StoreDb *db = get_db (self);

  if (self->next == 0 || self->loading || db == NULL)
    return;
  self->loading = TRUE;
  store_search_async (db, self->query, self->next, IM_SEARCH_PAGE, self->cancellable, on_more,
                      g_object_ref (self));
}

ImSearchState
im_search_get_state (ImSearch *self)
{
  return self->state;
}

const GError *
im_search_get_error (ImSearch *self)
{
  return self->error;
}

gboolean
im_search_get_has_more (ImSearch *self)
{
  return self->next != 0;
}

gboolean
im_search_may_ask_servers (ImSearch *self)
{
  return get_db (self) != NULL && self->state == IM_SEARCH_DONE && self->next == 0 &&
         store_search_query_has_words (self->query);
}

void
im_search_ask_servers (ImSearch *self)
{
  g_autofree char *text = NULL;

  if (!im_search_may_ask_servers (self) || self->was_asked)
    return;
  g_ptr_array_add (self->query->phrases, NULL);
  text = g_strjoinv (" ", (char **) self->query->phrases->pdata);
  g_ptr_array_remove_index (self->query->phrases, self->query->phrases->len - 1);
  self->was_asked = TRUE;
  self->asker = g_cancellable_new ();
  if (self->client == NULL) {
    ask_server (self, im_conversation_get_account (self->conversation),
                im_conversation_get_address (self->conversation), text);
  } else {
    GListModel *accounts = G_LIST_MODEL (im_client_get_accounts (self->client));

    for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
      g_autoptr (ImAccount) account = g_list_model_get_item (accounts, i);

      ask_server (self, account, NULL, text);
    }
  }
  emit_changed (self);
}

void
im_search_stop_servers (ImSearch *self)
{
  if (self->n_asked == 0)
    return;
  stop_asking (self);
  self->was_asked = FALSE;
  /* What has come until now counts. */
  look (self);
  emit_changed (self);
}

ImServerAnswer
im_search_get_server_answer (ImSearch *self)
{
  if (!self->was_asked)
    return IM_SERVER_NOT_ASKED;
  if (self->n_asked > 0)
    return IM_SERVER_ASKED;
  return self->was_answered ? IM_SERVER_FOUND : IM_SERVER_CANNOT;
}

guint
im_search_get_n_new (ImSearch *self)
{
  return self->n_new;
}

guint
im_search_get_count (ImSearch *self, gboolean *exact)
{
  gboolean known = self->next == 0 || (self->count > 0 && self->count < IM_SEARCH_MAX_COUNT);

  *exact = known;
  return self->next == 0 ? self->hits->len : MAX (self->count, self->hits->len);
}

GArray *
im_search_match (ImSearch *self, const char *text)
{
  return self->query != NULL && store_search_query_has_words (self->query)
           ? store_search_query_match (self->query, text)
           : NULL;
}

static void
im_search_dispose (GObject *object)
{
  ImSearch *self = IM_SEARCH (object);

  give_up (self);
  stop_asking (self);
  g_clear_weak_pointer (&self->client);
  g_clear_weak_pointer (&self->conversation);
  G_OBJECT_CLASS (im_search_parent_class)->dispose (object);
}

static void
im_search_finalize (GObject *object)
{
  ImSearch *self = IM_SEARCH (object);

  g_clear_pointer (&self->query, store_search_query_free);
  g_clear_error (&self->error);
  g_free (self->text);
  g_ptr_array_unref (self->hits);
  G_OBJECT_CLASS (im_search_parent_class)->finalize (object);
}

static void
im_search_class_init (ImSearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = im_search_dispose;
  object_class->finalize = im_search_finalize;
  signals[CHANGED] = g_signal_new ("changed", IM_TYPE_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
im_search_init (ImSearch *self)
{
  self->hits = g_ptr_array_new_with_free_func (g_object_unref);
}
