/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether the person works with any window of the program.
 */
#include "config.h"

#include "ui/focus-watch.h"

/* Who looks something up in another window is not gone. */
#define DELAY_S 60

struct _UiFocusWatch {
  GtkApplication *application;
  UiFocusFunc func;
  gpointer user_data;
  gboolean focused;
  guint timeout_id;
};

static gboolean
has_focus (UiFocusWatch *self)
{
  for (GList *l = gtk_application_get_windows (self->application); l != NULL; l = l->next) {
    if (gtk_window_is_active (l->data))
      return TRUE;
  }
  return FALSE;
}

static gboolean
on_timeout (gpointer user_data)
{
  UiFocusWatch *self = user_data;

  self->timeout_id = 0;
  self->focused = FALSE;
  self->func (FALSE, self->user_data);
  return G_SOURCE_REMOVE;
}

static void
update (UiFocusWatch *self)
{
  if (!has_focus (self)) {
    if (self->focused && self->timeout_id == 0)
      self->timeout_id = g_timeout_add_seconds (DELAY_S, on_timeout, self);
    return;
  }
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->focused)
    return;
  self->focused = TRUE;
  self->func (TRUE, self->user_data);
}

static void
on_active (GtkWindow *window, GParamSpec *pspec, gpointer user_data)
{
  update (user_data);
}

static void
on_window_added (GtkApplication *application, GtkWindow *window, gpointer user_data)
{
  g_signal_connect (window, "notify::is-active", G_CALLBACK (on_active), user_data);
}

static void
on_window_removed (GtkApplication *application, GtkWindow *window, gpointer user_data)
{
  g_signal_handlers_disconnect_by_data (window, user_data);
  update (user_data);
}

UiFocusWatch *
ui_focus_watch_new (GtkApplication *application, UiFocusFunc func, gpointer user_data)
{
  UiFocusWatch *self = g_new0 (UiFocusWatch, 1);

  self->application = g_object_ref (application);
  self->func = func;
  self->user_data = user_data;
  self->focused = TRUE;
  g_signal_connect (application, "window-added", G_CALLBACK (on_window_added), self);
  g_signal_connect (application, "window-removed", G_CALLBACK (on_window_removed), self);
  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    on_window_added (application, l->data, self);
  update (self);
  return self;
}

void
ui_focus_watch_free (UiFocusWatch *self)
{
  for (GList *l = gtk_application_get_windows (self->application); l != NULL; l = l->next)
    g_signal_handlers_disconnect_by_data (l->data, self);
  g_signal_handlers_disconnect_by_data (self->application, self);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_object_unref (self->application);
  g_free (self);
}
