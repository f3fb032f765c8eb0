/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message that was found, as a row: whose chat, when, and the words around what was looked for.
 */
#pragma once

#include "im/hit.h"

#include <adwaita.h>

#define UI_TYPE_HIT_ROW (ui_hit_row_get_type ())
G_DECLARE_FINAL_TYPE (UiHitRow, ui_hit_row, UI, HIT_ROW, AdwBin)

GtkWidget *ui_hit_row_new (void) G_GNUC_WARN_UNUSED_RESULT;

void ui_hit_row_bind (UiHitRow *self, ImHit *hit);
