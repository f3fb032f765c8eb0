/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Desktop Notifications Specification 1.2, the server, in its least form.
 */

#include "fake-desktop.h"

#define NAME "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"

static const char xml[] =
  "<node><interface name='" NAME "'>"
  "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
  "<method name='GetServerInformation'><arg type='s' direction='out'/>"
  "<arg type='s' direction='out'/><arg type='s' direction='out'/>"
  "<arg type='s' direction='out'/></method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
  "<arg type='u' direction='out'/></method>"
  "</interface></node>";

static void
emit (FakeDesktop *self, const char *signal, GVariant *parameters)
{
  g_assert_true (
    g_dbus_connection_emit_signal (self->bus, NULL, PATH, NAME, signal, parameters, NULL));
}

static void
take_down (FakeDesktop *self, guint id, guint reason)
{
  if (g_hash_table_remove (self->shown, GUINT_TO_POINTER (id)))
    emit (self, "NotificationClosed", g_variant_new ("(uu)", id, reason));
}

static guint
put_up (FakeDesktop *self, GVariant *parameters)
{
  const char *summary, *body;
  guint id;

  g_clear_pointer (&self->last_hints, g_variant_unref);
  g_clear_pointer (&self->last_actions, g_strfreev);
  g_variant_get (parameters, "(&su&s&s&s^as@a{sv}i)", NULL, &id, NULL, &summary, &body,
                 &self->last_actions, &self->last_hints, NULL);
  if (id == 0)
    id = ++self->last_id;
  g_hash_table_insert (self->shown, GUINT_TO_POINTER (id),
                       g_strdup_printf ("%s|%s", summary, body));
  self->n_shown++;
  return id;
}

static void
on_call (GDBusConnection *bus,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  FakeDesktop *self = user_data;
  GVariant *answer = NULL;

  if (g_str_equal (method, "GetCapabilities")) {
    answer = g_variant_new ("(^as)", self->caps);
  } else if (g_str_equal (method, "GetServerInformation")) {
    answer = g_variant_new ("(ssss)", "fake", "Kith", "1", "1.2");
  } else if (g_str_equal (method, "Notify")) {
    answer = g_variant_new ("(u)", put_up (self, parameters));
  } else {
    guint id;

    g_variant_get (parameters, "(u)", &id);
    take_down (self, id, 3);
  }
  g_dbus_method_invocation_return_value (invocation, answer);
}

static const GDBusInterfaceVTable vtable = { .method_call = on_call };

static void
on_owned (GDBusConnection *bus, const char *name, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
own_name (FakeDesktop *self)
{
  gboolean owned = FALSE;

  self->name = g_bus_own_name_on_connection (self->bus, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, on_owned,
                                             NULL, &owned, NULL);
  while (!owned)
    g_main_context_iteration (NULL, TRUE);
}

static GTestDBus *test_bus;

gboolean
fake_desktop_start_bus (void)
{
  g_autofree char *program = g_find_program_in_path ("dbus-daemon");

  if (program == NULL)
    return FALSE;
  test_bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (test_bus);
  return TRUE;
}

void
fake_desktop_stop_bus (void)
{
  g_test_dbus_stop (test_bus);
}

FakeDesktop *
fake_desktop_new (const char *const *caps)
{
  FakeDesktop *self = g_new0 (FakeDesktop, 1);
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, NULL);

  self->caps = caps;
  self->shown = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_assert_nonnull (self->bus);
  g_dbus_connection_set_exit_on_close (self->bus, FALSE);
  self->object = g_dbus_connection_register_object (self->bus, PATH, info->interfaces[0], &vtable,
                                                    self, NULL, NULL);
  own_name (self);
  return self;
}

void
fake_desktop_free (FakeDesktop *self)
{
  g_bus_unown_name (self->name);
  g_dbus_connection_unregister_object (self->bus, self->object);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->last_hints, g_variant_unref);
  g_clear_pointer (&self->last_actions, g_strfreev);
  g_hash_table_unref (self->shown);
  g_free (self);
}

static void
on_pong (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GVariant) pong =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  g_assert_nonnull (pong);
  *(gboolean *) user_data = TRUE;
}

/* What the bus answers comes after what it has delivered before. */
static void
let_signals_through (FakeDesktop *self)
{
  gboolean done = FALSE;

  g_dbus_connection_call (self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "GetId", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, on_pong, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

void
fake_desktop_click (FakeDesktop *self, guint id, const char *token)
{
  if (token != NULL)
    emit (self, "ActivationToken", g_variant_new ("(us)", id, token));
  emit (self, "ActionInvoked", g_variant_new ("(us)", id, "default"));
  take_down (self, id, 2);
  let_signals_through (self);
}

void
fake_desktop_dismiss (FakeDesktop *self, guint id)
{
  take_down (self, id, 2);
  let_signals_through (self);
}

void
fake_desktop_reply (FakeDesktop *self, guint id, const char *text)
{
  emit (self, "NotificationReplied", g_variant_new ("(us)", id, text));
  let_signals_through (self);
}

const char *
fake_desktop_get (FakeDesktop *self, guint id)
{
  return g_hash_table_lookup (self->shown, GUINT_TO_POINTER (id));
}
