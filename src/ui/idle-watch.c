/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long the person has not touched the machine, as the desktop knows it.
 */
#include "config.h"

#include "ui/idle-watch.h"

#define THERE_INTERVAL_S 60
#define AWAY_INTERVAL_S 15

/* Who may know it, the better first. */
static const struct {
  const char *name, *path, *interface, *method;
  const char *reply; /* of milliseconds */
} monitors[] = {
  { "org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core",
    "org.gnome.Mutter.IdleMonitor", "GetIdletime", "(t)" },
  { "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver",
    "GetSessionIdleTime", "(u)" },
};

struct _UiIdleWatch {
  UiIdleFunc func;
  gpointer user_data;
  GDBusConnection *bus;
  GCancellable *cancellable;
  guint monitor;
  guint timeout_id;
  gboolean away;
};

static void ask (UiIdleWatch *self);

static gboolean
on_timeout (gpointer user_data)
{
  UiIdleWatch *self = user_data;

  self->timeout_id = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
report (UiIdleWatch *self, guint64 idle_s)
{
  gboolean away = idle_s >= THERE_INTERVAL_S;

  if (away || self->away)
    self->func (away ? (guint) MIN (idle_s, G_MAXUINT) : 0, self->user_data);
  self->away = away;
  self->timeout_id =
    g_timeout_add_seconds (away ? AWAY_INTERVAL_S : THERE_INTERVAL_S, on_timeout, self);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UiIdleWatch *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GVariant) value = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (reply == NULL) {
    /* This desktop has no such monitor: try the next, and when there is none leave it at that. */
    if (++self->monitor < G_N_ELEMENTS (monitors))
      ask (self);
    return;
  }

  value = g_variant_get_child_value (reply, 0);
  report (self,
          (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT64) ? g_variant_get_uint64 (value)
                                                               : g_variant_get_uint32 (value)) /
            1000);
}

static void
ask (UiIdleWatch *self)
{
  guint i = self->monitor;

  /* Not started for this: a monitor that does not run knows nothing. */
  g_dbus_connection_call (self->bus, monitors[i].name, monitors[i].path, monitors[i].interface,
                          monitors[i].method, NULL, G_VARIANT_TYPE (monitors[i].reply),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->cancellable, on_answer, self);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UiIdleWatch *self = user_data;
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);

  if (bus == NULL)
    return; /* cancelled and freed, or no bus at all */

  self->bus = bus;
  ask (self);
}

UiIdleWatch *
ui_idle_watch_new (UiIdleFunc func, gpointer user_data)
{
  UiIdleWatch *self = g_new0 (UiIdleWatch, 1);

  self->func = func;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, on_bus, self);
  return self;
}

void
ui_idle_watch_free (UiIdleWatch *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_object (&self->bus);
  g_free (self);
}
