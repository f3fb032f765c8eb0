/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A device that the person is signed in on, and a button that signs it out.
 */
#pragma once

#include "im/account.h"
#include "im/devices.h"

#include <adwaita.h>

#define UI_TYPE_DEVICE_ROW (ui_device_row_get_type ())
G_DECLARE_FINAL_TYPE (UiDeviceRow, ui_device_row, UI, DEVICE_ROW, AdwActionRow)

/* @device: is shown; its name stays */
GtkWidget *ui_device_row_new (ImAccount *account, const ImDevice *device);
void ui_device_row_show (UiDeviceRow *self, const ImDevice *device);

/* Whether the server lets other devices be signed out. */
void ui_device_row_set_can_sign_out (UiDeviceRow *self, gboolean can);

/* The name of the device. */
const char *ui_device_row_get_device (UiDeviceRow *self);
