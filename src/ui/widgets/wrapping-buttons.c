/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Buttons whose words go on in a second line where the window is narrow or the text large.
 */
#include "config.h"

#include "ui/widgets/wrapping-buttons.h"

void
ui_wrapping_buttons_set (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (GTK_IS_BUTTON (widget) && GTK_IS_LABEL (gtk_widget_get_first_child (widget))) {
    GtkLabel *label = GTK_LABEL (gtk_widget_get_first_child (widget));

    gtk_label_set_wrap (label, TRUE);
    gtk_label_set_justify (label, GTK_JUSTIFY_CENTER);
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    ui_wrapping_buttons_set (child);
}
