/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The picture of a person: initials on the colour of their address (XEP-0392).
 */
#pragma once

#include <gtk/gtk.h>

#define UI_TYPE_AVATAR (ui_avatar_get_type ())
G_DECLARE_FINAL_TYPE (UiAvatar, ui_avatar, UI, AVATAR, GtkWidget)

/*
 * Properties, all writable:
 *   name  string, whose initials are shown
 *   seed  string, what the colour is made of: the bare address
 *   size  int, width and height in pixels
 *
 * Decoration only: the name stands beside it, so assistive technology does not see it.
 */

/* Draws the picture without a widget: for rows that draw themselves. */
void ui_avatar_draw (GtkSnapshot *snapshot,
                     PangoContext *context,
                     const char *name,
                     const char *seed,
                     float x,
                     float y,
                     int size);

/* The same as PNG data of @size × @size pixels. */
GBytes *ui_avatar_to_png (const char *name, const char *seed, int size) G_GNUC_WARN_UNUSED_RESULT;

/* At most two letters for @name: the first of the first and of the last word; "" for none. */
char *ui_avatar_dup_initials (const char *name) G_GNUC_WARN_UNUSED_RESULT;
