/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where else the person is signed in with an account.
 */
#include "config.h"

#include "ui/account/device-group.h"

#include "im/sign-out.h"
#include "ui/account/device-row.h"
#include "ui/widgets/clock.h"

struct _UiDeviceGroup {
  AdwPreferencesGroup parent_instance;

  ImAccount *account; /* NULL until it is set */
  GCancellable *cancellable;
  GPtrArray *rows; /* of UiDeviceRow, owned by the group, in the order of the devices */
  gboolean can_sign_out;
};

G_DEFINE_FINAL_TYPE (UiDeviceGroup, ui_device_group, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
has_device (const GPtrArray *devices, const char *name)
{
  for (guint i = 0; i < devices->len; i++)
    if (g_str_equal (((const ImDevice *) devices->pdata[i])->name, name))
      return TRUE;
  return FALSE;
}

/* The keyboard stays in the list when the row that had it goes. */
static void
remove_row (UiDeviceGroup *self, guint position)
{
  GtkWidget *row = self->rows->pdata[position];
  gboolean had_focus = gtk_widget_get_focus_child (gtk_widget_get_parent (row)) == row;

  g_ptr_array_remove_index (self->rows, position);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
  if (had_focus && self->rows->len > 0)
    gtk_widget_grab_focus (self->rows->pdata[MAX (position, 1) - 1]);
}

static void
refresh (UiDeviceGroup *self)
{
  const GPtrArray *devices = im_devices_get (im_account_get_devices (self->account));

  for (guint i = self->rows->len; i > 0; i--)
    if (!has_device (devices, ui_device_row_get_device (self->rows->pdata[i - 1])))
      remove_row (self, i - 1);
  /* New ones come at the end. */
  for (guint i = 0; i < devices->len; i++) {
    if (i < self->rows->len) {
      ui_device_row_show (self->rows->pdata[i], devices->pdata[i]);
    } else {
      GtkWidget *row = ui_device_row_new (self->account, devices->pdata[i]);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
    ui_device_row_set_can_sign_out (self->rows->pdata[i], self->can_sign_out);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), devices->len > 0);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiDeviceGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean can = im_sign_out_look_finish (IM_ACCOUNT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    g_debug ("Nobody can be signed out: %s", error->message);
  self->can_sign_out = can;
  refresh (self);
}

static void
look (UiDeviceGroup *self)
{
  if (im_account_get_state (self->account) == IM_ACCOUNT_ONLINE)
    im_sign_out_look_async (self->account, self->cancellable, on_looked, g_object_ref (self));
}

void
ui_device_group_set_account (UiDeviceGroup *self, ImAccount *account)
{
  g_return_if_fail (self->account == NULL);

  self->account = g_object_ref (account);
  g_signal_connect_object (im_account_get_devices (account), "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (account, "notify::state", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ui_clock_get (), "notify::hours-24", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  look (self);
}

static void
ui_device_group_dispose (GObject *object)
{
  UiDeviceGroup *self = UI_DEVICE_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->account);
  g_ptr_array_set_size (self->rows, 0);

  G_OBJECT_CLASS (ui_device_group_parent_class)->dispose (object);
}

static void
ui_device_group_finalize (GObject *object)
{
  UiDeviceGroup *self = UI_DEVICE_GROUP (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->rows);

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
  self->cancellable = g_cancellable_new ();
}
