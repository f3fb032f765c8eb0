/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Network changes and a logind that puts the machine to sleep, on a bus of its own.
 */

#include "im/system.h"

#include "fake-monitor.h"

#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <unistd.h>

#define NAME "org.freedesktop.login1"
#define PATH "/org/freedesktop/login1"
#define MANAGER "org.freedesktop.login1.Manager"

static const char xml[] = "<node><interface name='" MANAGER "'><method name='Inhibit'>"
                          "<arg type='s' direction='in'/><arg type='s' direction='in'/>"
                          "<arg type='s' direction='in'/><arg type='s' direction='in'/>"
                          "<arg type='h' direction='out'/></method></interface></node>";

typedef struct {
  GTestDBus *daemon;
  GDBusConnection *bus;
  guint name, object;
  GNetworkMonitor *monitor;
  ImSystem *system;
  GString *seen;
  int lock; /* our end of the lock that was handed out last; -1: none */
  guint n_locks;
} Fixture;

static void
on_inhibit (GDBusConnection *bus,
            const char *sender,
            const char *path,
            const char *interface,
            const char *method,
            GVariant *parameters,
            GDBusMethodInvocation *invocation,
            gpointer user_data)
{
  Fixture *f = user_data;
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new ();
  const char *what, *mode;
  int ends[2];

  g_variant_get (parameters, "(&s&s&s&s)", &what, NULL, NULL, &mode);
  g_assert_cmpstr (what, ==, "sleep");
  g_assert_cmpstr (mode, ==, "delay");
  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (g_unix_fd_list_append (fds, ends[1], NULL), ==, 0);
  close (ends[1]);
  if (f->lock >= 0)
    close (f->lock);
  f->lock = ends[0];
  f->n_locks++;
  g_dbus_method_invocation_return_value_with_unix_fd_list (invocation, g_variant_new ("(h)", 0),
                                                           fds);
}

static const GDBusInterfaceVTable vtable = { .method_call = on_inhibit };

static void
note_network (ImSystem *system, Fixture *f)
{
  g_string_append (f->seen, "network ");
}

static void
note_sleeping (ImSystem *system, Fixture *f)
{
  g_string_append (f->seen, "sleeping ");
  im_system_hold (system);
}

static void
note_woken (ImSystem *system, Fixture *f)
{
  g_string_append (f->seen, "woken ");
}

static void
on_owned (GDBusConnection *bus, const char *name, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
setup (Fixture *f, gconstpointer data)
{
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GError) error = NULL;
  gboolean owned = FALSE;

  f->lock = -1;
  f->daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (f->daemon);
  f->bus = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (f->daemon),
                                                   G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                     G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                   NULL, NULL, &error);
  g_assert_no_error (error);
  f->object =
    g_dbus_connection_register_object (f->bus, PATH, info->interfaces[0], &vtable, f, NULL, NULL);
  f->name = g_bus_own_name_on_connection (f->bus, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, on_owned, NULL,
                                          &owned, NULL);
  while (!owned)
    g_main_context_iteration (NULL, TRUE);

  f->monitor = fake_monitor_new ();
  f->system = im_system_new (f->monitor, f->bus);
  f->seen = g_string_new (NULL);
  g_signal_connect (f->system, "network-changed", G_CALLBACK (note_network), f);
  g_signal_connect (f->system, "sleeping", G_CALLBACK (note_sleeping), f);
  g_signal_connect (f->system, "woken", G_CALLBACK (note_woken), f);
}

static void
teardown (Fixture *f, gconstpointer data)
{
  g_object_unref (f->system);
  g_object_unref (f->monitor);
  g_string_free (f->seen, TRUE);
  g_bus_unown_name (f->name);
  g_dbus_connection_unregister_object (f->bus, f->object);
  g_dbus_connection_close_sync (f->bus, NULL, NULL);
  g_object_unref (f->bus);
  if (f->lock >= 0)
    close (f->lock);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_test_dbus_down (f->daemon);
  g_object_unref (f->daemon);
}

static void
wait_for_lock (Fixture *f, guint n_locks)
{
  while (f->n_locks < n_locks)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
on_hangup (int fd, GIOCondition condition, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Our end notices when the last copy of the other is closed. */
static gboolean
lock_is_held (Fixture *f)
{
  GPollFD poll = { .fd = f->lock, .events = G_IO_IN };

  return g_poll (&poll, 1, 0) == 0;
}

static void
wait_for_release (Fixture *f)
{
  gboolean released = FALSE;

  g_unix_fd_add (f->lock, G_IO_HUP, on_hangup, &released);
  while (!released)
    g_main_context_iteration (NULL, TRUE);
}

static void
prepare_for_sleep (Fixture *f, gboolean asleep)
{
  gsize before = f->seen->len;

  g_assert_true (g_dbus_connection_emit_signal (f->bus, NULL, PATH, MANAGER, "PrepareForSleep",
                                                g_variant_new ("(b)", asleep), NULL));
  while (f->seen->len == before)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_network (Fixture *f, gconstpointer data)
{
  wait_for_lock (f, 1);
  fake_monitor_change (f->monitor, FALSE);
  g_assert_false (im_system_is_online (f->system));
  g_assert_cmpstr (f->seen->str, ==, "");
  fake_monitor_change (f->monitor, TRUE);
  g_assert_true (im_system_is_online (f->system));
  g_assert_cmpstr (f->seen->str, ==, "network ");
  fake_monitor_set_connectivity (f->monitor, G_NETWORK_CONNECTIVITY_PORTAL);
  g_assert_true (im_system_is_behind_portal (f->system));
  g_assert_cmpstr (f->seen->str, ==, "network ");
  fake_monitor_set_connectivity (f->monitor, G_NETWORK_CONNECTIVITY_FULL);
  g_assert_false (im_system_is_behind_portal (f->system));
  g_assert_cmpstr (f->seen->str, ==, "network network ");
}

static void
test_sleep (Fixture *f, gconstpointer data)
{
  wait_for_lock (f, 1);
  g_assert_false (im_system_is_asleep (f->system));
  prepare_for_sleep (f, TRUE);
  g_assert_true (im_system_is_asleep (f->system));
  g_assert_true (lock_is_held (f));
  im_system_release (f->system);
  wait_for_release (f);

  prepare_for_sleep (f, FALSE);
  g_assert_false (im_system_is_asleep (f->system));
  g_assert_cmpstr (f->seen->str, ==, "sleeping woken ");
  wait_for_lock (f, 2);
}

int
main (int argc, char *argv[])
{
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");

  g_test_init (&argc, &argv, NULL);
  if (daemon == NULL) {
    g_print ("1..0 # SKIP no dbus-daemon\n");
    return 0;
  }
  g_test_add ("/im/system/network", Fixture, NULL, setup, test_network, teardown);
  g_test_add ("/im/system/sleep", Fixture, NULL, setup, test_sleep, teardown);
  return g_test_run ();
}
