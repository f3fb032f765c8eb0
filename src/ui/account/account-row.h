/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An account in the list of accounts: its name and colour, how it stands, whether it is used.
 */
#pragma once

#include "im/account.h"

#include <adwaita.h>

#define UI_TYPE_ACCOUNT_ROW (ui_account_row_get_type ())
G_DECLARE_FINAL_TYPE (UiAccountRow, ui_account_row, UI, ACCOUNT_ROW, AdwActionRow)

GtkWidget *ui_account_row_new (ImAccount *account) G_GNUC_WARN_UNUSED_RESULT;
ImAccount *ui_account_row_get_account (UiAccountRow *self); /* (transfer none) */
