/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Watches GNetworkMonitor and logind's PrepareForSleep (org.freedesktop.login1(5)).
 */

#include "im/system.h"

#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <unistd.h>

#define LOGIND "org.freedesktop.login1"
#define LOGIND_PATH "/org/freedesktop/login1"
#define LOGIND_MANAGER "org.freedesktop.login1.Manager"

struct _ImSystem {
  GObject parent_instance;

  GNetworkMonitor *monitor;
  GDBusConnection *bus; /* (nullable) */
  GCancellable *cancellable;
  guint subscription;
  guint n_holds;
  int lock; /* logind waits with the sleep until it is closed; -1: none */
  gboolean asleep;
};

G_DEFINE_FINAL_TYPE (ImSystem, im_system, G_TYPE_OBJECT)

enum { NETWORK_CHANGED, SLEEPING, WOKEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
on_network_changed (GNetworkMonitor *monitor, gboolean available, ImSystem *self)
{
  if (available)
    g_signal_emit (self, signals[NETWORK_CHANGED], 0);
}

/* Also a portal that lets us through now, which changes no address. */
static void
on_connectivity (GNetworkMonitor *monitor, GParamSpec *pspec, ImSystem *self)
{
  if (g_network_monitor_get_connectivity (monitor) == G_NETWORK_CONNECTIVITY_FULL)
    g_signal_emit (self, signals[NETWORK_CHANGED], 0);
}

static void
drop_lock (ImSystem *self)
{
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
}

static void
on_locked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImSystem) self = user_data;
  g_autoptr (GUnixFDList) fds = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_with_unix_fd_list_finish (
    G_DBUS_CONNECTION (source), &fds, result, &error);
  int handle;

  if (reply == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_debug ("No say in when the machine sleeps: %s", error->message);
    return;
  }
  drop_lock (self);
  g_variant_get (reply, "(h)", &handle);
  if (fds != NULL && handle < g_unix_fd_list_get_length (fds))
    self->lock = g_unix_fd_list_get (fds, handle, NULL);
}

static void
take_lock (ImSystem *self)
{
  g_dbus_connection_call_with_unix_fd_list (
    self->bus, LOGIND, LOGIND_PATH, LOGIND_MANAGER, "Inhibit",
    g_variant_new ("(ssss)", "sleep", "Kith", "Signing out", "delay"), G_VARIANT_TYPE ("(h)"),
    G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, self->cancellable, on_locked, g_object_ref (self));
}

static void
on_prepare_for_sleep (GDBusConnection *bus,
                      const char *sender,
                      const char *path,
                      const char *interface,
                      const char *signal,
                      GVariant *parameters,
                      gpointer user_data)
{
  gboolean asleep;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &asleep);
  im_system_set_asleep (IM_SYSTEM (user_data), asleep);
}

static void
watch_bus (ImSystem *self, GDBusConnection *bus)
{
  self->bus = g_object_ref (bus);
  self->subscription = g_dbus_connection_signal_subscribe (
    bus, LOGIND, LOGIND_MANAGER, "PrepareForSleep", LOGIND_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
    on_prepare_for_sleep, self, NULL);
  take_lock (self);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImSystem) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  /* When it ends there are no such news any more, and that is all. */
  if (bus != NULL)
    g_dbus_connection_set_exit_on_close (bus, FALSE);
  if (bus != NULL && !g_cancellable_is_cancelled (self->cancellable))
    watch_bus (self, bus);
  else if (bus == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("No system bus: %s", error->message);
}

ImSystem *
im_system_new (GNetworkMonitor *monitor, GDBusConnection *bus)
{
  ImSystem *self = g_object_new (IM_TYPE_SYSTEM, NULL);

  self->monitor = g_object_ref (monitor != NULL ? monitor : g_network_monitor_get_default ());
  g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (on_network_changed), self,
                           0);
  g_signal_connect_object (self->monitor, "notify::connectivity", G_CALLBACK (on_connectivity),
                           self, 0);
  if (bus != NULL)
    watch_bus (self, bus);
  else
    g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, on_bus, g_object_ref (self));
  return self;
}

/* Whoever hears of it first may be done before the next one hears of it: so it is held for all. */
void
im_system_set_asleep (ImSystem *self, gboolean asleep)
{
  if (asleep == self->asleep)
    return;
  self->asleep = asleep;
  if (asleep) {
    im_system_hold (self);
    g_signal_emit (self, signals[SLEEPING], 0);
    im_system_release (self);
  } else {
    if (self->bus != NULL)
      take_lock (self);
    g_signal_emit (self, signals[WOKEN], 0);
  }
}

gboolean
im_system_is_asleep (ImSystem *self)
{
  return self->asleep;
}

gboolean
im_system_is_online (ImSystem *self)
{
  return g_network_monitor_get_network_available (self->monitor);
}

gboolean
im_system_is_behind_portal (ImSystem *self)
{
  return g_network_monitor_get_connectivity (self->monitor) == G_NETWORK_CONNECTIVITY_PORTAL;
}

void
im_system_hold (ImSystem *self)
{
  self->n_holds++;
}

void
im_system_release (ImSystem *self)
{
  g_return_if_fail (self->n_holds > 0);

  self->n_holds--;
  if (self->n_holds == 0 && self->asleep)
    drop_lock (self);
}

static void
im_system_dispose (GObject *object)
{
  ImSystem *self = IM_SYSTEM (object);

  g_cancellable_cancel (self->cancellable);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->monitor);
  g_clear_object (&self->bus);
  drop_lock (self);
  G_OBJECT_CLASS (im_system_parent_class)->dispose (object);
}

static void
im_system_finalize (GObject *object)
{
  ImSystem *self = IM_SYSTEM (object);

  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (im_system_parent_class)->finalize (object);
}

static void
im_system_class_init (ImSystemClass *klass)
{
  static const char *const names[N_SIGNALS] = { "network-changed", "sleeping", "woken" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = im_system_dispose;
  object_class->finalize = im_system_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], IM_TYPE_SYSTEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
im_system_init (ImSystem *self)
{
  self->cancellable = g_cancellable_new ();
  self->lock = -1;
}
