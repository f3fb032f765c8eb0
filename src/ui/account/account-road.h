/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By which road and through whom an account is connected: what is so, and what the person wants.
 */
#pragma once

#include "im/account.h"

#include <adwaita.h>

#define UI_TYPE_ACCOUNT_ROAD (ui_account_road_get_type ())
G_DECLARE_FINAL_TYPE (UiAccountRoad, ui_account_road, UI, ACCOUNT_ROAD, AdwPreferencesGroup)

/*
 * Signals:
 *
 * - changed (): the person has edited something
 */

/* Once; fills the fields from the account's settings. @account: (nullable) while there is none. */
void ui_account_road_set_account (UiAccountRoad *self, ImAccount *account);

/**
 * ui_account_road_apply:
 *
 * Writes what was edited into @settings.
 *
 * Returns: (nullable) (transfer full): what is wrong, in words; then nothing was written, and the focus
 *   is where it can be mended.
 */
char *ui_account_road_apply (UiAccountRoad *self,
                             ImAccountSettings *settings) G_GNUC_WARN_UNUSED_RESULT;
