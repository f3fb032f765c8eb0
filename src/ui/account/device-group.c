/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where else the person is signed in with an account.
 */
#include "config.h"

#include "ui/account/device-group.h"

#include "im/devices.h"
#include "ui/chat/message-words.h"
#include "ui/widgets/clock.h"
#include "ui/widgets/presence.h"

#include <glib/gi18n.h>

struct _UiDeviceGroup {
  AdwPreferencesGroup parent_instance;

  ImDevices *devices;
  GPtrArray *rows; /* of GtkWidget, owned by the group */
};

G_DEFINE_FINAL_TYPE (UiDeviceGroup, ui_device_group, ADW_TYPE_PREFERENCES_GROUP)

static char *
describe (const ImDevice *device)
{
  g_autofree char *when =
    ui_date_time_text (device->since, ui_clock_get_hours_24 (ui_clock_get ()));
  const char *show = ui_presence_to_words (device->show);

  if (device->is_this || when == NULL)
    /* Translators: how a device is seen ("Available"), and its priority. */
    return g_strdup_printf (_ ("%s, priority %d"), show, device->priority);
  /* Translators: how a device is seen ("Available"), its priority, and since when it has been seen. */
  return g_strdup_printf (_ ("%s, priority %d, seen since %s"), show, device->priority, when);
}

static GtkWidget *
new_row (const ImDevice *device)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe (device);
  g_autofree char *title = NULL;

  if (device->is_this)
    /* Translators: %s is the name of this device at the server. */
    title = g_strdup_printf (_ ("This one (%s)"), device->name);
  else if (device->program != NULL)
    /* Translators: a program such as "Gajim", and the name of the device at the server. */
    title = g_strdup_printf (_ ("%s (%s)"), device->program, device->name);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : device->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             g_object_new (UI_TYPE_PRESENCE, "show", device->show, NULL));
  return row;
}

static void
refresh (UiDeviceGroup *self)
{
  const GPtrArray *devices = im_devices_get (self->devices);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < devices->len; i++) {
    GtkWidget *row = new_row (devices->pdata[i]);

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    g_ptr_array_add (self->rows, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), devices->len > 0);
}

void
ui_device_group_set_account (UiDeviceGroup *self, ImAccount *account)
{
  g_return_if_fail (self->devices == NULL);

  self->devices = g_object_ref (im_account_get_devices (account));
  g_signal_connect_object (self->devices, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ui_clock_get (), "notify::hours-24", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
}

static void
ui_device_group_dispose (GObject *object)
{
  UiDeviceGroup *self = UI_DEVICE_GROUP (object);

  g_clear_object (&self->devices);
  g_ptr_array_set_size (self->rows, 0);

  G_OBJECT_CLASS (ui_device_group_parent_class)->dispose (object);
}

static void
ui_device_group_finalize (GObject *object)
{
  g_ptr_array_unref (UI_DEVICE_GROUP (object)->rows);

  G_OBJECT_CLASS (ui_device_group_parent_class)->finalize (object);
}

static void
ui_device_group_class_init (UiDeviceGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ui_device_group_dispose;
  object_class->finalize = ui_device_group_finalize;
}

static void
ui_device_group_init (UiDeviceGroup *self)
{
  self->rows = g_ptr_array_new ();
}
