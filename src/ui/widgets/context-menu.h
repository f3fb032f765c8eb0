/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A menu that opens where the pointer is.
 */
#pragma once

#include <gtk/gtk.h>

/* Makes @popover such a menu; once, when it is made. */
void ui_context_menu_set_up (GtkPopover *popover);
