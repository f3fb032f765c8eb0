/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tooltip of a menu button keeps out of the way of its menu.
 */
#include "config.h"

#include "ui/widgets/menu-tooltip.h"

void
ui_menu_tooltip_yield (GtkMenuButton *button)
{
  GtkPopover *popover = gtk_menu_button_get_popover (button);

  g_return_if_fail (popover != NULL);

  g_object_bind_property (popover, "visible", button, "has-tooltip",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
}
