/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is wrong with the accounts: a banner for each of a few, one line for many.
 */
#pragma once

#include "im/client.h"

#include <adwaita.h>

#define UI_TYPE_ACCOUNT_BANNERS (ui_account_banners_get_type ())
G_DECLARE_FINAL_TYPE (UiAccountBanners, ui_account_banners, UI, ACCOUNT_BANNERS, GtkBox)

/* Once. */
void ui_account_banners_set_client (UiAccountBanners *self, ImClient *client);
