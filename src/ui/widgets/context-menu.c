/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A menu that opens where the pointer is.
 */
#include "config.h"

#include "ui/widgets/context-menu.h"

/* GTK asks where the pointer is after each layout, and on X it asks the surface of a menu that is
 * closed too: with the pointer over where the menu was, that gets all presses until the pointer moves.
 * A menu without a surface is not asked. */
static void
on_hide (GtkWidget *popover)
{
  gtk_widget_unrealize (popover);
}

void
ui_context_menu_set_up (GtkPopover *popover)
{
  gtk_popover_set_has_arrow (popover, FALSE);
  g_signal_connect (popover, "hide", G_CALLBACK (on_hide), NULL);
}
