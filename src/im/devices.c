/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The presences that come from the account's own address (RFC 6121 §4.4.2), and what sent them.
 */

#include "im/devices.h"

#include "base/data.h"
#include "im/show.h"
#include "xmpp/presence.h"
#include "xmpp/xep/0092-version.h"

#define MAX_DEVICES 64

struct _ImDevices {
  GObject parent_instance;

  XmppSession *session;
  XmppJid *account;
  GPtrArray *items;
  GCancellable *cancellable; /* of the questions of this session */
};

G_DEFINE_FINAL_TYPE (ImDevices, im_devices, G_TYPE_OBJECT)

static guint changed_signal;

/* A question for the program of a device. */
struct _Question {
  ImDevices *devices;
  char *name;
};

BASE_DEFINE_DATA (Question, question)

static void
question_cleanup (Question *question)
{
  g_clear_object (&question->devices);
  g_free (question->name);
}

static void
device_free (gpointer data)
{
  ImDevice *device = data;

  g_free (device->name);
  g_free (device->program);
  g_free (device);
}

static ImDevice *
find (ImDevices *self, const char *name)
{
  for (guint i = 0; i < self->items->len; i++) {
    ImDevice *device = self->items->pdata[i];

    if (g_str_equal (device->name, name))
      return device;
  }
  return NULL;
}

static void
on_version (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  ImDevices *self = question->devices;
  g_autoptr (XmlElement) reply = xmpp_session_query_finish (XMPP_SESSION (source), result, NULL);
  g_autoptr (XmppVersionInfo) version = reply != NULL ? xmpp_version_read (reply) : NULL;
  ImDevice *device = find (self, question->name);

  if (version != NULL && device != NULL) {
    g_free (device->program);
    device->program = g_steal_pointer (&version->name);
    g_signal_emit (self, changed_signal, 0);
  }
  question_free (question);
}

static void
ask_version (ImDevices *self, XmppJid *jid)
{
  Question *question = question_alloc ();

  question->devices = g_object_ref (self);
  question->name = g_strdup (xmpp_jid_resource (jid));
  xmpp_session_query_async (self->session, "get", jid, xmpp_version_build (), self->cancellable,
                            on_version, question);
}

static ImDevice *
add (ImDevices *self, XmppJid *jid)
{
  XmppJid *own = xmpp_session_get_jid (self->session);
  ImDevice *device;

  if (self->items->len >= MAX_DEVICES)
    return NULL;
  device = g_new0 (ImDevice, 1);
  device->name = g_strdup (xmpp_jid_resource (jid));
  device->since = g_get_real_time ();
  device->is_this = own != NULL && xmpp_jid_equal (own, jid);
  g_ptr_array_add (self->items, device);
  if (!device->is_this)
    ask_version (self, jid);
  return device;
}

static void
on_available (XmppPresence *module, XmppJid *from, const XmppPresenceInfo *info, ImDevices *self)
{
  const char *name = xmpp_jid_resource (from);
  ImDevice *device;

  if (name == NULL || !xmpp_jid_equal_bare (from, self->account))
    return;
  device = find (self, name);
  if (device == NULL)
    device = add (self, from);
  if (device == NULL)
    return;
  device->show = im_show_from_xmpp (info->show);
  device->priority = info->priority;
  g_signal_emit (self, changed_signal, 0);
}

static void
on_unavailable (XmppPresence *module, XmppJid *from, const char *status, ImDevices *self)
{
  const char *name = xmpp_jid_resource (from);
  ImDevice *device;

  if (!xmpp_jid_equal_bare (from, self->account))
    return;
  device = name != NULL ? find (self, name) : NULL;
  if (device == NULL)
    return;
  g_ptr_array_remove (self->items, device);
  g_signal_emit (self, changed_signal, 0);
}

ImDevices *
im_devices_new (XmppSession *session, XmppJid *account)
{
  ImDevices *self = g_object_new (IM_TYPE_DEVICES, NULL);
  XmppPresence *presence = xmpp_session_get_module (session, XMPP_TYPE_PRESENCE);

  self->session = g_object_ref (session);
  self->account = xmpp_jid_ref (account);
  g_signal_connect_object (presence, "available", G_CALLBACK (on_available), self, 0);
  g_signal_connect_object (presence, "unavailable", G_CALLBACK (on_unavailable), self, 0);
  return self;
}

const GPtrArray *
im_devices_get (ImDevices *self)
{
  return self->items;
}

void
im_devices_clear (ImDevices *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->items->len == 0)
    return;
  g_ptr_array_set_size (self->items, 0);
  g_signal_emit (self, changed_signal, 0);
}

static void
im_devices_dispose (GObject *object)
{
  ImDevices *self = IM_DEVICES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (im_devices_parent_class)->dispose (object);
}

static void
im_devices_finalize (GObject *object)
{
  ImDevices *self = IM_DEVICES (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->account, xmpp_jid_unref);
  g_ptr_array_unref (self->items);
  G_OBJECT_CLASS (im_devices_parent_class)->finalize (object);
}

static void
im_devices_class_init (ImDevicesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = im_devices_dispose;
  object_class->finalize = im_devices_finalize;
  changed_signal = g_signal_new ("changed", IM_TYPE_DEVICES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
im_devices_init (ImDevices *self)
{
  self->items = g_ptr_array_new_with_free_func (device_free);
  self->cancellable = g_cancellable_new ();
}
