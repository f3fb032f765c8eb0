/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tooltip of a menu button keeps out of the way of its menu.
 */
#pragma once

#include <gtk/gtk.h>

/* From now on the tooltip does not show while the popover that @button has by now is open: it would
 * cover the first items, below the pointer. */
void ui_menu_tooltip_yield (GtkMenuButton *button);
