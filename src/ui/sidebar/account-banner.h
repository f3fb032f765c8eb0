/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells that an account is not connected, why, and offers what can be done about it.
 */
#pragma once

#include "im/client.h"

#include <adwaita.h>

#define UI_TYPE_ACCOUNT_BANNER (ui_account_banner_get_type ())
G_DECLARE_FINAL_TYPE (UiAccountBanner, ui_account_banner, UI, ACCOUNT_BANNER, AdwBin)

/* Hides itself while the account is connected or nobody wants it to be. */
UiAccountBanner *ui_account_banner_new (ImClient *client,
                                        ImAccount *account) G_GNUC_WARN_UNUSED_RESULT;
