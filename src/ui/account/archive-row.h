/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row to choose whose messages the server keeps; there if the server lets one choose.
 */
#pragma once

#include "im/account.h"

#include <adwaita.h>

/* It shows what the server has said; a choice is shown when the server has taken it. */
#define UI_TYPE_ARCHIVE_ROW (ui_archive_row_get_type ())
G_DECLARE_FINAL_TYPE (UiArchiveRow, ui_archive_row, UI, ARCHIVE_ROW, AdwComboRow)

/* Once. */
void ui_archive_row_set_account (UiArchiveRow *self, ImAccount *account);
