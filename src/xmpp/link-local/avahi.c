/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Avahi's objects: a browser, a resolver for each service that it finds, and a group for our own. They
 * live on a connection of their own to the bus: when that is closed Avahi drops them all. */
#include "config.h"

#include "xmpp/link-local/avahi.h"

#include "xmpp/transport/connect-error.h"

#define BUS_NAME "org.freedesktop.Avahi"
#define SERVER BUS_NAME ".Server2"
#define BROWSER BUS_NAME ".ServiceBrowser"
#define RESOLVER BUS_NAME ".ServiceResolver"
#define GROUP BUS_NAME ".EntryGroup"

#define SERVICE_TYPE "_presence._tcp"
#define ANYWHERE (-1) /* AVAHI_IF_UNSPEC, AVAHI_PROTO_UNSPEC */
#define OUR_OWN 16    /* AVAHI_LOOKUP_RESULT_OUR_OWN */

/* States of a group. */
#define ESTABLISHED 2
#define COLLISION 3
#define FAILURE 4

#define MAX_SERVICES 1000
#define MAX_ATTEMPTS 5
#define MAX_NAMES 9

/* A service that the browser has found; counted, as long as a call for it is under way. */
typedef struct {
  XmppAvahi *avahi; /* (nullable): NULL once it is lost */
  char *name, *type, *domain;
  int interface, protocol;
  char *resolver; /* (nullable): its path */
  guint n_attempts;
} Service;

struct _XmppAvahi {
  const XmppAvahiEvents *events;
  gpointer data;
  GCancellable *cancellable;
  GDBusConnection *bus; /* (nullable) */
  guint signals_id, watch_id;
  gboolean failed;

  char *browser;       /* (nullable): its path */
  GPtrArray *services; /* of Service */

  char *group;       /* (nullable): its path */
  char *wanted_name; /* (nullable) */
  char *name;        /* (nullable): the one that is tried or had */
  guint n_names;
  guint16 port;
  GVariant *strings; /* (nullable): what is to be told */
  GVariant *told;    /* (nullable): what is told */
};

static void
service_clear (gpointer data)
{
  Service *self = data;

  g_free (self->name);
  g_free (self->type);
  g_free (self->domain);
  g_free (self->resolver);
}

static void
service_unref (gpointer service)
{
  g_rc_box_release_full (service, service_clear);
}

static void
call (GDBusConnection *bus,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *parameters,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  g_dbus_connection_call (bus, BUS_NAME, path, interface, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, cancellable, callback, user_data);
}

/* (nullable): the path that a call has answered with */
static char *
finish_path (GObject *source, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, error);
  char *path = NULL;

  if (reply == NULL)
    return NULL;
  if (g_variant_is_of_type (reply, G_VARIANT_TYPE ("(o)")))
    g_variant_get (reply, "(o)", &path);
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Avahi named no object");
  return path;
}

static void
fail (XmppAvahi *self, const char *reason)
{
  g_autoptr (GError) error =
    g_error_new (XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_NO_DISCOVERY, "Avahi: %s", reason);

  if (self->failed)
    return;
  self->failed = TRUE;
  self->events->failed (error, self->data);
}

/* --- Looking for others --- */

static void
free_resolver (GDBusConnection *bus, const char *path)
{
  call (bus, path, RESOLVER, "Free", NULL, NULL, NULL, NULL);
}

static void
on_resolver (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Service *service = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = finish_path (source, result, &error);

  if (path == NULL) {
    g_debug ("No resolver: %s", error->message);
  } else if (service->avahi == NULL) {
    free_resolver (G_DBUS_CONNECTION (source), path);
  } else {
    service->resolver = g_steal_pointer (&path);
    call (G_DBUS_CONNECTION (source), service->resolver, RESOLVER, "Start", NULL, NULL, NULL, NULL);
  }
  service_unref (service);
}

static void
resolve (XmppAvahi *self, Service *service)
{
  service->n_attempts++;
  call (self->bus, "/", SERVER, "ServiceResolverPrepare",
        g_variant_new ("(iisssiu)", service->interface, service->protocol, service->name,
                       service->type, service->domain, service->protocol, 0),
        self->cancellable, on_resolver, g_rc_box_acquire (service));
}

/* It is no more; a call for it may still be under way. */
static void
retire (Service *service, GDBusConnection *bus)
{
  service->avahi = NULL;
  if (service->resolver != NULL)
    free_resolver (bus, service->resolver);
  g_clear_pointer (&service->resolver, g_free);
}

static gboolean
find_service (XmppAvahi *self, int interface, int protocol, const char *name, guint *position)
{
  for (guint i = 0; i < self->services->len; i++) {
    const Service *service = g_ptr_array_index (self->services, i);

    if (service->interface == interface && service->protocol == protocol &&
        g_str_equal (service->name, name)) {
      *position = i;
      return TRUE;
    }
  }
  return FALSE;
}

static void
add_service (XmppAvahi *self, GVariant *parameters)
{
  const char *name, *type, *domain;
  int interface, protocol;
  guint flags, position;
  Service *service;

  g_variant_get (parameters, "(ii&s&s&su)", &interface, &protocol, &name, &type, &domain, &flags);
  if ((flags & OUR_OWN) != 0 || self->services->len >= MAX_SERVICES ||
      find_service (self, interface, protocol, name, &position))
    return;
  service = g_rc_box_new0 (Service);
  service->avahi = self;
  service->name = g_strdup (name);
  service->type = g_strdup (type);
  service->domain = g_strdup (domain);
  service->interface = interface;
  service->protocol = protocol;
  g_ptr_array_add (self->services, service);
  resolve (self, service);
}

static void
remove_service (XmppAvahi *self, GVariant *parameters)
{
  const char *name;
  int interface, protocol;
  XmppNearbyKey key;
  guint position;

  g_variant_get (parameters, "(ii&s&s&su)", &interface, &protocol, &name, NULL, NULL, NULL);
  key = (XmppNearbyKey){ name, interface, protocol };
  if (!find_service (self, interface, protocol, name, &position))
    return;
  retire (g_ptr_array_index (self->services, position), self->bus);
  g_ptr_array_remove_index (self->services, position);
  self->events->lost (&key, self->data);
}

/* (nullable) */
static Service *
find_resolver (XmppAvahi *self, const char *path)
{
  for (guint i = 0; i < self->services->len; i++) {
    Service *service = g_ptr_array_index (self->services, i);

    if (g_strcmp0 (service->resolver, path) == 0)
      return service;
  }
  return NULL;
}

static void
tell_found (XmppAvahi *self, Service *service, GVariant *parameters)
{
  XmppNearbyKey key = { service->name, service->interface, service->protocol };
  const char *text;
  guint16 port;
  g_autoptr (GVariant) strings = NULL;
  g_autoptr (GInetAddress) address = NULL;
  XmppNearbyPlace place;

  g_variant_get_child (parameters, 7, "&s", &text);
  g_variant_get_child (parameters, 8, "q", &port);
  strings = g_variant_get_child_value (parameters, 9);
  address = g_inet_address_new_from_string (text);
  place = (XmppNearbyPlace){ address, port, service->interface };
  if (address != NULL && port != 0)
    self->events->found (&key, &place, strings, self->data);
}

/* Some answers get lost on a busy network; what is not answered again and again is not there. */
static void
try_again (XmppAvahi *self, Service *service)
{
  free_resolver (self->bus, service->resolver);
  g_clear_pointer (&service->resolver, g_free);
  if (service->n_attempts < MAX_ATTEMPTS)
    resolve (self, service);
}

/* (nullable): NULL: we are gone, or it is told that we have failed */
static char *
take_path (XmppAvahi *self, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  char *path = finish_path (source, result, &error);

  if (path == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fail (self, error->message);
  return path;
}

static void
on_browser (GObject *source, GAsyncResult *result, gpointer user_data)
{
  XmppAvahi *self = user_data;
  g_autofree char *path = take_path (self, source, result);

  if (path == NULL)
    return;
  self->browser = g_steal_pointer (&path);
  call (self->bus, self->browser, BROWSER, "Start", NULL, NULL, NULL, NULL);
}

void
xmpp_avahi_browse (XmppAvahi *self)
{
  g_return_if_fail (self->bus != NULL && self->browser == NULL);

  call (self->bus, "/", SERVER, "ServiceBrowserPrepare",
        g_variant_new ("(iissu)", ANYWHERE, ANYWHERE, SERVICE_TYPE, "", 0), self->cancellable,
        on_browser, self);
}

/* --- Being found --- */

static void
on_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("Avahi does not tell what is new: %s", error->message);
}

static void
tell (XmppAvahi *self)
{
  if (self->told == self->strings)
    return;
  g_clear_pointer (&self->told, g_variant_unref);
  self->told = g_variant_ref (self->strings);
  call (self->bus, self->group, GROUP, "UpdateServiceTxt",
        g_variant_new ("(iiusss@aay)", ANYWHERE, ANYWHERE, 0, self->name, SERVICE_TYPE, "",
                       self->strings),
        self->cancellable, on_told, NULL);
}

static void add_own (XmppAvahi *self);

static void
take_next_name (XmppAvahi *self)
{
  if (self->n_names++ >= MAX_NAMES) {
    fail (self, "all names are taken");
    return;
  }
  g_free (self->name);
  self->name = xmpp_nearby_alternative (self->wanted_name, self->n_names);
  add_own (self);
}

static gboolean
is_collision (const GError *error)
{
  g_autofree char *name =
    g_dbus_error_is_remote_error (error) ? g_dbus_error_get_remote_error (error) : NULL;

  return g_strcmp0 (name, BUS_NAME ".CollisionError") == 0;
}

static void
on_committed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  XmppAvahi *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      self->group != NULL)
    fail (self, error->message);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  XmppAvahi *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->group == NULL)
    return;
  if (reply != NULL)
    call (self->bus, self->group, GROUP, "Commit", NULL, self->cancellable, on_committed, self);
  else if (is_collision (error))
    take_next_name (self);
  else
    fail (self, error->message);
}

static void
add_own (XmppAvahi *self)
{
  g_clear_pointer (&self->told, g_variant_unref);
  self->told = g_variant_ref (self->strings);
  call (self->bus, self->group, GROUP, "AddService",
        g_variant_new ("(iiussssq@aay)", ANYWHERE, ANYWHERE, 0, self->name, SERVICE_TYPE, "", "",
                       self->port, self->strings),
        self->cancellable, on_added, self);
}

static void
on_group (GObject *source, GAsyncResult *result, gpointer user_data)
{
  XmppAvahi *self = user_data;
  g_autofree char *path = take_path (self, source, result);

  if (path == NULL)
    return;
  /* We have been withdrawn in the meantime, and perhaps published again. */
  if (self->wanted_name == NULL || self->group != NULL) {
    call (self->bus, path, GROUP, "Free", NULL, NULL, NULL, NULL);
    return;
  }
  self->group = g_steal_pointer (&path);
  add_own (self);
}

static void
take_group_state (XmppAvahi *self, GVariant *parameters)
{
  const char *reason;
  int state;

  g_variant_get (parameters, "(i&s)", &state, &reason);
  if (state == ESTABLISHED) {
    tell (self);
    self->events->published (self->name, self->data);
  } else if (state == COLLISION) {
    call (self->bus, self->group, GROUP, "Reset", NULL, NULL, NULL, NULL);
    take_next_name (self);
  } else if (state == FAILURE) {
    fail (self, reason);
  }
}

void
xmpp_avahi_publish (XmppAvahi *self, const char *name, guint16 port, GVariant *strings)
{
  g_return_if_fail (self->bus != NULL);

  g_clear_pointer (&self->strings, g_variant_unref);
  self->strings = g_variant_ref_sink (strings);
  if (self->wanted_name != NULL) {
    if (self->group != NULL)
      tell (self);
    return;
  }
  self->wanted_name = g_strdup (name);
  self->name = g_strdup (name);
  self->port = port;
  call (self->bus, "/", SERVER, "EntryGroupNew", NULL, self->cancellable, on_group, self);
}

void
xmpp_avahi_withdraw (XmppAvahi *self)
{
  if (self->group != NULL)
    call (self->bus, self->group, GROUP, "Free", NULL, NULL, NULL, NULL);
  g_clear_pointer (&self->group, g_free);
  g_clear_pointer (&self->wanted_name, g_free);
  g_clear_pointer (&self->name, g_free);
  self->n_names = 0;
}

/* --- The bus --- */

static void
on_signal (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *name,
           GVariant *parameters,
           gpointer user_data)
{
  XmppAvahi *self = user_data;

  const struct {
    const char *interface, *name, *type;
  } known[] = {
    { BROWSER, "ItemNew", "(iisssu)" },       { BROWSER, "ItemRemove", "(iisssu)" },
    { RESOLVER, "Found", "(iissssisqaayu)" }, { RESOLVER, "Failure", "(s)" },
    { GROUP, "StateChanged", "(is)" },
  };

  Service *service = find_resolver (self, path);
  guint which = 0;

  while (which < G_N_ELEMENTS (known) && !(g_str_equal (known[which].interface, interface) &&
                                           g_str_equal (known[which].name, name)))
    which++;
  if (self->failed || which == G_N_ELEMENTS (known) ||
      !g_variant_is_of_type (parameters, G_VARIANT_TYPE (known[which].type)))
    return;
  if (which == 0 && g_strcmp0 (path, self->browser) == 0)
    add_service (self, parameters);
  else if (which == 1 && g_strcmp0 (path, self->browser) == 0)
    remove_service (self, parameters);
  else if (which == 2 && service != NULL)
    tell_found (self, service, parameters);
  else if (which == 3 && service != NULL)
    try_again (self, service);
  else if (which == 4 && g_strcmp0 (path, self->group) == 0)
    take_group_state (self, parameters);
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  fail (user_data, "it is not there any more");
}

static void
connect_step (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  XmppAvahi *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;

  /* Then we are gone. */
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->bus == NULL) {
    self->bus = g_dbus_connection_new_for_address_finish (result, &error);
    if (self->bus != NULL) {
      /* Has the bus start it if it is not there. */
      call (self->bus, "/", SERVER, "GetAPIVersion", NULL, self->cancellable, connect_step,
            g_steal_pointer (&task));
      return;
    }
  } else {
    reply = g_dbus_connection_call_finish (self->bus, result, &error);
  }
  if (reply == NULL) {
    g_task_return_new_error (task, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_NO_DISCOVERY, "Avahi: %s",
                             error->message);
    return;
  }
  self->signals_id = g_dbus_connection_signal_subscribe (
    self->bus, BUS_NAME, NULL, NULL, NULL, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_signal, self, NULL);
  self->watch_id = g_bus_watch_name_on_connection (
    self->bus, BUS_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, on_vanished, self, NULL);
  g_task_return_boolean (task, TRUE);
}

void
xmpp_avahi_connect_async (XmppAvahi *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, self->cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, &error);

  g_task_set_source_tag (task, xmpp_avahi_connect_async);
  g_task_set_task_data (task, self, NULL);
  if (address == NULL) {
    g_task_return_new_error (task, XMPP_CONNECT_ERROR, XMPP_CONNECT_ERROR_NO_DISCOVERY,
                             "No system bus: %s", error->message);
    g_object_unref (task);
    return;
  }
  g_dbus_connection_new_for_address (address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                       G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, self->cancellable, connect_step, task);
}

gboolean
xmpp_avahi_connect_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

XmppAvahi *
xmpp_avahi_new (const XmppAvahiEvents *events, gpointer data)
{
  XmppAvahi *self = g_new0 (XmppAvahi, 1);

  self->events = events;
  self->data = data;
  self->cancellable = g_cancellable_new ();
  self->services = g_ptr_array_new_with_free_func (service_unref);
  return self;
}

void
xmpp_avahi_free (XmppAvahi *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->signals_id != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->signals_id);
  if (self->watch_id != 0)
    g_bus_unwatch_name (self->watch_id);
  for (guint i = 0; i < self->services->len; i++)
    ((Service *) g_ptr_array_index (self->services, i))->avahi = NULL;
  g_ptr_array_unref (self->services);
  if (self->bus != NULL)
    g_dbus_connection_close (self->bus, NULL, NULL, NULL);
  g_clear_object (&self->bus);
  g_object_unref (self->cancellable);
  g_free (self->browser);
  g_free (self->group);
  g_free (self->wanted_name);
  g_free (self->name);
  g_clear_pointer (&self->strings, g_variant_unref);
  g_clear_pointer (&self->told, g_variant_unref);
  g_free (self);
}
