/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names for buttons whose picture or label does not say enough.
 */
#pragma once

#include <gtk/gtk.h>

/* From now on each button below @widget that has a tooltip tells it as its name. By itself a button
 * of GTK 4.8 tells the type of its picture: "GtkImage". */
void ui_button_names_set (GtkWidget *widget);

/* Gives a button with a label another name, for there are several with that label. By itself GTK
 * tells the label after the name (4.8), or instead of it (4.18). */
void ui_button_names_set_one (GtkWidget *button, const char *name);
