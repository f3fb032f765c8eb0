/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where else the person is signed in with an account.
 */
#pragma once

#include "im/account.h"

#include <adwaita.h>

#define UI_TYPE_DEVICE_GROUP (ui_device_group_get_type ())
G_DECLARE_FINAL_TYPE (UiDeviceGroup, ui_device_group, UI, DEVICE_GROUP, AdwPreferencesGroup)

/* Once. Shows itself while the account is signed in. */
void ui_device_group_set_account (UiDeviceGroup *self, ImAccount *account);
