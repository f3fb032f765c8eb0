/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row to choose for how long messages are kept. Before something is erased it asks.
 */
#pragma once

#include <adwaita.h>

/*
 * Properties:
 *
 * - keep: int, writable: days, or IM_KEEP_*; changes only when the person has agreed
 * - for-all: int, writable: what IM_KEEP_DEFAULT stands for
 * - one-chat: gboolean, construct-only: IM_KEEP_DEFAULT is among the choices
 */
#define UI_TYPE_KEEP_ROW (ui_keep_row_get_type ())
G_DECLARE_FINAL_TYPE (UiKeepRow, ui_keep_row, UI, KEEP_ROW, AdwComboRow)
