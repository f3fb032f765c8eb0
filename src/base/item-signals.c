/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One callback for a signal of every item of a list.
 */
#include "config.h"

#include "base/item-signals.h"

#include "base/data.h"

typedef void (*Callback) (gpointer object);

struct _Watch {
  char *signal;
  GCallback callback;
  gpointer object; /* lives as long as the closure that holds this */
};

BASE_DEFINE_DATA (Watch, watch)

static void
watch_cleanup (Watch *self)
{
  g_free (self->signal);
}

static void
watch_closure_free (gpointer data, GClosure *closure)
{
  watch_free (data);
}

static void
follow (const Watch *self, GObject *item)
{
  guint id;
  GQuark detail;

  if (!g_signal_parse_name (self->signal, G_OBJECT_TYPE (item), &id, &detail, TRUE))
    g_return_if_reached ();
  /* One that was only moved is connected already. */
  g_signal_handlers_disconnect_matched (
    item, G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DETAIL | G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA, id,
    detail, NULL, (gpointer) self->callback, self->object);
  g_signal_connect_object (item, self->signal, self->callback, self->object, G_CONNECT_SWAPPED);
}

static void
follow_range (const Watch *self, GListModel *model, guint position, guint n)
{
  for (guint i = position; i < position + n; i++) {
    g_autoptr (GObject) item = g_list_model_get_item (model, i);

    follow (self, item);
  }
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  const Watch *self = user_data;

  follow_range (self, model, position, added);
  ((Callback) self->callback) (self->object);
}

void
base_item_signals_connect (GListModel *model,
                           const char *signal,
                           GCallback callback,
                           gpointer object)
{
  Watch *watch = watch_alloc ();
  GClosure *closure = g_cclosure_new (G_CALLBACK (on_items_changed), watch, watch_closure_free);

  watch->signal = g_strdup (signal);
  watch->callback = callback;
  watch->object = object;
  follow_range (watch, model, 0, g_list_model_get_n_items (model));
  g_object_watch_closure (object, closure);
  g_signal_connect_closure (model, "items-changed", closure, FALSE);
}
