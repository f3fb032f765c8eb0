/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells of a privacy list that another program has set for the account; there if one is in force.
 */
#pragma once

#include "im/account.h"

#include <adwaita.h>

#define UI_TYPE_PRIVACY_GROUP (ui_privacy_group_get_type ())
G_DECLARE_FINAL_TYPE (UiPrivacyGroup, ui_privacy_group, UI, PRIVACY_GROUP, AdwPreferencesGroup)

/* Once. */
void ui_privacy_group_set_account (UiPrivacyGroup *self, ImAccount *account);
