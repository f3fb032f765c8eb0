/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs libnotify in a thread, and listens for NotificationReplied, which libnotify does not know
 * (Plasma's extension of the Desktop Notifications Specification).
 */

#include "im/notifier.h"

#define SERVER "org.freedesktop.Notifications"
#define SERVER_PATH "/org/freedesktop/Notifications"

typedef enum {
  JOB_CAPS,
  JOB_SHOW,
  JOB_CLOSE,
} JobKind;

typedef struct {
  JobKind kind;
  NotifyNotification *notification; /* (nullable) */
} Job;

struct _ImNotifier {
  GObject parent_instance;

  GQueue tasks; /* of GTask; the head is running */
  gboolean running;
  GQueue replies;       /* of GVariant: NotificationReplied that nobody was told of yet */
  gboolean ready;       /* it is known whether there is a bus */
  GDBusConnection *bus; /* (nullable) */
  GCancellable *cancellable;
  guint watch;
  guint subscription;
  char *owner; /* (nullable): unique name of the server */
  gboolean caps_known;
  guint caps;
};

G_DEFINE_FINAL_TYPE (ImNotifier, im_notifier, G_TYPE_OBJECT)

static guint replied_signal;

static void
unref_variant (gpointer variant)
{
  g_variant_unref (variant);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->notification);
  g_free (job);
}

static guint
read_caps (void)
{
  static const struct {
    const char *name;
    guint cap;
  } known[] = {
    { "body-markup", IM_NOTIFIER_MARKUP },
    { "actions", IM_NOTIFIER_ACTIONS },
    { "inline-reply", IM_NOTIFIER_INLINE_REPLY },
  };

  GList *names = notify_get_server_caps ();
  guint caps = 0;

  for (GList *l = names; l != NULL; l = l->next)
    for (guint i = 0; i < G_N_ELEMENTS (known); i++)
      if (g_str_equal (known[i].name, l->data))
        caps |= known[i].cap;
  g_list_free_full (names, g_free);
  return caps;
}

static void
work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  int id = 0;

  switch (job->kind) {
  case JOB_CAPS:
    g_task_return_int (task, read_caps ());
    return;
  case JOB_SHOW:
    if (!notify_notification_show (job->notification, &error)) {
      g_task_return_error (task, error);
      return;
    }
    g_object_get (job->notification, "id", &id, NULL);
    g_task_return_int (task, id);
    return;
  case JOB_CLOSE:
    notify_notification_close (job->notification, NULL);
    g_task_return_int (task, 0);
    return;
  default:
    g_assert_not_reached ();
  }
}

/* libnotify would look for a bus itself each time, and warn that there is none. */
static void
run_next (ImNotifier *self)
{
  GTask *task = g_queue_peek_head (&self->tasks);

  if (task == NULL || self->running || !self->ready)
    return;
  self->running = TRUE;
  if (self->bus != NULL)
    g_task_run_in_thread (task, work);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "there is no session bus");
}

/* Whom a reply is to is known once the notification has its number, which a task may just be getting. */
static void
tell_replies (ImNotifier *self)
{
  while (!self->running && !g_queue_is_empty (&self->replies)) {
    g_autoptr (GVariant) reply = g_queue_pop_head (&self->replies);
    const char *text;
    guint id;

    g_variant_get (reply, "(u&s)", &id, &text);
    g_signal_emit (self, replied_signal, 0, id, text);
  }
}

/* GTask has called back already; now the next may run. */
static void
on_task_completed (GTask *task, GParamSpec *pspec, ImNotifier *self)
{
  g_autoptr (GTask) head = g_queue_pop_head (&self->tasks);

  g_assert (head == task);
  self->running = FALSE;
  tell_replies (self);
  run_next (self);
}

static void
push (ImNotifier *self, JobKind kind, NotifyNotification *notification, GTask *task)
{
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  g_set_object (&job->notification, notification);
  g_task_set_task_data (task, job, job_free);
  g_signal_connect_object (task, "notify::completed", G_CALLBACK (on_task_completed), self, 0);
  g_queue_push_tail (&self->tasks, g_object_ref (task));
  run_next (self);
}

/*
 * The bus lets anybody send a signal to us alone, so the sender is compared with who owns the
 * server's name.
 */
static void
on_replied (GDBusConnection *bus,
            const char *sender,
            const char *path,
            const char *interface,
            const char *signal,
            GVariant *parameters,
            gpointer user_data)
{
  ImNotifier *self = IM_NOTIFIER (user_data);

  if (self->owner == NULL || g_strcmp0 (sender, self->owner) != 0)
    return;
  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(us)")))
    return;
  g_queue_push_tail (&self->replies, g_variant_ref (parameters));
  tell_replies (self);
}

static void
on_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  ImNotifier *self = user_data;

  g_free (self->owner);
  self->owner = g_strdup (owner);
  self->caps_known = FALSE;
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  ImNotifier *self = user_data;

  g_clear_pointer (&self->owner, g_free);
  self->caps_known = FALSE;
}

static void
listen (ImNotifier *self)
{
  self->watch = g_bus_watch_name_on_connection (self->bus, SERVER, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                on_appeared, on_vanished, self, NULL);
  self->subscription = g_dbus_connection_signal_subscribe (
    self->bus, SERVER, SERVER, "NotificationReplied", SERVER_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
    on_replied, self, NULL);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ImNotifier) self = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  self->ready = TRUE;
  if (bus != NULL && !g_cancellable_is_cancelled (self->cancellable)) {
    self->bus = g_steal_pointer (&bus);
    listen (self);
  }
  run_next (self);
}

ImNotifier *
im_notifier_new (void)
{
  return g_object_new (IM_TYPE_NOTIFIER, NULL);
}

void
im_notifier_get_caps_async (ImNotifier *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, callback, user_data);

  g_task_set_source_tag (task, im_notifier_get_caps_async);
  if (self->caps_known)
    g_task_return_int (task, self->caps);
  else
    push (self, JOB_CAPS, NULL, task);
}

guint
im_notifier_get_caps_finish (ImNotifier *self, GAsyncResult *result)
{
  gssize caps = g_task_propagate_int (G_TASK (result), NULL);

  /* Without an owner there was no server, or it is just being started: ask again. */
  self->caps_known = caps > 0 && self->owner != NULL;
  self->caps = MAX (caps, 0);
  return self->caps;
}

void
im_notifier_show_async (ImNotifier *self,
                        NotifyNotification *notification,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, callback, user_data);

  g_task_set_source_tag (task, im_notifier_show_async);
  push (self, JOB_SHOW, notification, task);
}

guint
im_notifier_show_finish (ImNotifier *self, GAsyncResult *result, GError **error)
{
  gssize id = g_task_propagate_int (G_TASK (result), error);

  return id > 0 ? id : 0;
}

void
im_notifier_close (ImNotifier *self, NotifyNotification *notification)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);

  g_task_set_source_tag (task, im_notifier_close);
  push (self, JOB_CLOSE, notification, task);
}

static void
im_notifier_dispose (GObject *object)
{
  ImNotifier *self = IM_NOTIFIER (object);

  g_cancellable_cancel (self->cancellable);
  if (self->watch != 0)
    g_bus_unwatch_name (self->watch);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->watch = self->subscription = 0;
  g_clear_object (&self->bus);
  G_OBJECT_CLASS (im_notifier_parent_class)->dispose (object);
}

static void
im_notifier_finalize (GObject *object)
{
  ImNotifier *self = IM_NOTIFIER (object);

  g_queue_clear_full (&self->tasks, g_object_unref);
  g_queue_clear_full (&self->replies, unref_variant);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->owner, g_free);
  G_OBJECT_CLASS (im_notifier_parent_class)->finalize (object);
}

static void
im_notifier_class_init (ImNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = im_notifier_dispose;
  object_class->finalize = im_notifier_finalize;
  replied_signal = g_signal_new ("replied", IM_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}

static void
im_notifier_init (ImNotifier *self)
{
  self->cancellable = g_cancellable_new ();
  if (!notify_is_initted ())
    notify_init ("Kith");
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, on_bus, g_object_ref (self));
}
