/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers the engine's question for known capabilities from the archive.
 */

#include "im/caps-cache.h"

#include "store/caps.h"

struct _ImCapsCache {
  GObject parent_instance;

  StoreDb *db;
};

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *xml = store_caps_lookup_finish (STORE_DB (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, xml, g_free);
}

static void
lookup_async (XmppCapsCache *cache,
              const char *hash,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  ImCapsCache *self = IM_CAPS_CACHE (cache);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, lookup_async);
  store_caps_lookup_async (self->db, hash, cancellable, on_looked_up, task);
}

static char *
lookup_finish (XmppCapsCache *cache, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What cannot be kept is asked for again. */
static void
save (XmppCapsCache *cache, const char *hash, const char *xml)
{
  store_caps_insert_async (IM_CAPS_CACHE (cache)->db, hash, xml, NULL, NULL, NULL);
}

static void
caps_cache_init (XmppCapsCacheInterface *interface)
{
  interface->lookup_async = lookup_async;
  interface->lookup_finish = lookup_finish;
  interface->save = save;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ImCapsCache,
                               im_caps_cache,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (XMPP_TYPE_CAPS_CACHE, caps_cache_init))

XmppCapsCache *
im_caps_cache_new (StoreDb *db)
{
  ImCapsCache *self = g_object_new (IM_TYPE_CAPS_CACHE, NULL);

  self->db = g_object_ref (db);
  return XMPP_CAPS_CACHE (self);
}

static void
im_caps_cache_dispose (GObject *object)
{
  g_clear_object (&IM_CAPS_CACHE (object)->db);
  G_OBJECT_CLASS (im_caps_cache_parent_class)->dispose (object);
}

static void
im_caps_cache_class_init (ImCapsCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = im_caps_cache_dispose;
}

static void
im_caps_cache_init (ImCapsCache *self)
{
}
