/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A search that finds nothing: what is found the tests of im/ and the window tests tell.
 */
#include "config.h"

#include "im/search.h"

struct _ImSearch {
  GObject parent_instance;
};

struct _ImHit {
  GObject parent_instance;
};

static GType
get_item_type (GListModel *model)
{
  return IM_TYPE_HIT;
}

static guint
get_n_items (GListModel *model)
{
  return 0;
}

static gpointer
get_item (GListModel *model, guint position)
{
  return NULL;
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
G_DEFINE_FINAL_TYPE (ImHit, im_hit, G_TYPE_OBJECT)

static void
im_search_class_init (ImSearchClass *klass)
{
  g_signal_new ("changed", IM_TYPE_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
im_search_init (ImSearch *self)
{
}

static void
im_hit_class_init (ImHitClass *klass)
{
}

static void
im_hit_init (ImHit *self)
{
}

ImSearch *
im_search_new_in (ImConversation *conversation)
{
  return g_object_new (IM_TYPE_SEARCH, NULL);
}

void
im_search_set_text (ImSearch *self, const char *text)
{
}

void
im_search_load_more (ImSearch *self)
{
}

ImSearchState
im_search_get_state (ImSearch *self)
{
  return IM_SEARCH_EMPTY;
}

const GError *
im_search_get_error (ImSearch *self)
{
  return NULL;
}

gboolean
im_search_get_has_more (ImSearch *self)
{
  return FALSE;
}

guint
im_search_get_count (ImSearch *self, gboolean *exact)
{
  *exact = TRUE;
  return 0;
}

GArray *
im_search_match (ImSearch *self, const char *text)
{
  return NULL;
}

gint64
im_hit_get_id (ImHit *self)
{
  return 0;
}

gboolean
im_search_may_ask_servers (ImSearch *self)
{
  return FALSE;
}

void
im_search_ask_servers (ImSearch *self)
{
}

void
im_search_stop_servers (ImSearch *self)
{
}

ImServerAnswer
im_search_get_server_answer (ImSearch *self)
{
  return IM_SERVER_NOT_ASKED;
}
