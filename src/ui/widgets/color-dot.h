/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The colour of an account as a mark.
 */
#pragma once

#include <gtk/gtk.h>

/* @hue: 0 … 359 degrees, or -1: that of @seed (nullable) */
GdkRGBA ui_account_color (int hue, const char *seed);

#define UI_TYPE_COLOR_DOT (ui_color_dot_get_type ())
G_DECLARE_FINAL_TYPE (UiColorDot, ui_color_dot, UI, COLOR_DOT, GtkWidget)

/*
 * A disc of 12 pixels. Decoration only: the name stands beside it. Properties, writable:
 *
 * - hue: int, 0 … 359 degrees; -1: that of `seed`
 * - seed: string, (nullable), what a colour is made of (XEP-0392)
 */
