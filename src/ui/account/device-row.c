/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells what is known of a device, and signs it out after a question.
 */
#include "config.h"

#include "ui/account/device-row.h"

#include "im/sign-out.h"
#include "ui/chat/message-words.h"
#include "ui/error-words.h"
#include "ui/widgets/button-names.h"
#include "ui/widgets/clock.h"
#include "ui/widgets/presence.h"

#include <glib/gi18n.h>

struct _UiDeviceRow {
  AdwActionRow parent_instance;

  ImAccount *account;
  char *device;
  gboolean is_this;
  GCancellable *cancellable;
  GtkWidget *presence;
  GtkWidget *button; /* to sign out */
};

G_DEFINE_FINAL_TYPE (UiDeviceRow, ui_device_row, ADW_TYPE_ACTION_ROW)

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

static void
on_signed_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UiDeviceRow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = im_sign_out_finish (IM_ACCOUNT (source), result, &error);
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->button, TRUE);
  if (done)
    return;
  words = ui_error_to_words (error);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

static void
on_confirmed (AdwMessageDialog *dialog, const char *response, UiDeviceRow *self)
{
  gtk_widget_set_sensitive (self->button, FALSE);
  im_sign_out_async (self->account, self->device, self->cancellable, on_signed_out,
                     g_object_ref (self));
}

static void
on_clicked (GtkButton *button, UiDeviceRow *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, NULL, NULL));

  /* Translators: %s is a device: "Gajim (desktop)". */
  adw_message_dialog_format_heading (dialog, _ ("Sign Out %s?"), title);
  adw_message_dialog_set_body (
    dialog,
    _ ("The server ends its connection. A program that knows the password may sign in again "
       "by itself: to keep somebody out, change the password first."));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "sign-out", _ ("_Sign Out"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "sign-out", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response::sign-out", G_CALLBACK (on_confirmed), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
ui_device_row_show (UiDeviceRow *self, const ImDevice *device)
{
  g_autofree char *subtitle = describe (device);
  g_autofree char *title = NULL;
  g_autofree char *spoken = NULL;

  if (device->is_this)
    /* Translators: %s is the name of this device at the server. */
    title = g_strdup_printf (_ ("This one (%s)"), device->name);
  else if (device->program != NULL)
    /* Translators: a program such as "Gajim", and the name of the device at the server. */
    title = g_strdup_printf (_ ("%s (%s)"), device->program, device->name);
  else
    title = g_strdup (device->name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  g_object_set (self->presence, "show", device->show, NULL);
  /* Translators: %s is a device: "Gajim (desktop)". */
  spoken = g_strdup_printf (_ ("Sign out %s"), title);
  ui_button_names_set_one (self->button, spoken);
  self->is_this = device->is_this;
}

void
ui_device_row_set_can_sign_out (UiDeviceRow *self, gboolean can)
{
  gtk_widget_set_visible (self->button, can && !self->is_this);
}

const char *
ui_device_row_get_device (UiDeviceRow *self)
{
  return self->device;
}

GtkWidget *
ui_device_row_new (ImAccount *account, const ImDevice *device)
{
  UiDeviceRow *self = g_object_new (UI_TYPE_DEVICE_ROW, NULL);

  self->account = g_object_ref (account);
  self->device = g_strdup (device->name);
  ui_device_row_show (self, device);
  return GTK_WIDGET (self);
}

static void
ui_device_row_dispose (GObject *object)
{
  UiDeviceRow *self = UI_DEVICE_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->account);
  G_OBJECT_CLASS (ui_device_row_parent_class)->dispose (object);
}

static void
ui_device_row_finalize (GObject *object)
{
  UiDeviceRow *self = UI_DEVICE_ROW (object);

  g_object_unref (self->cancellable);
  g_free (self->device);
  G_OBJECT_CLASS (ui_device_row_parent_class)->finalize (object);
}

static void
ui_device_row_class_init (UiDeviceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ui_device_row_dispose;
  object_class->finalize = ui_device_row_finalize;
}

static void
ui_device_row_init (UiDeviceRow *self)
{
  self->cancellable = g_cancellable_new ();
  self->presence = g_object_new (UI_TYPE_PRESENCE, NULL);
  self->button = gtk_button_new_with_label (_ ("Sign Out…"));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_hide (self->button);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (on_clicked), self, 0);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), self->presence);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->button);
}
