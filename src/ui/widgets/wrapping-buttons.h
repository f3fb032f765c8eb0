/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Buttons whose words go on in a second line where the window is narrow or the text large.
 */
#pragma once

#include <gtk/gtk.h>

/* Makes such buttons of all below @widget that have a text. */
void ui_wrapping_buttons_set (GtkWidget *widget);
