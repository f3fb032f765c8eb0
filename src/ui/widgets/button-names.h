/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names for buttons that are parts of other widgets, and have only a picture.
 */
#pragma once

#include <gtk/gtk.h>

/* From now on each button below @widget that has a tooltip tells it as its name. By itself a button
 * of GTK 4.8 tells the type of its picture: "GtkImage". */
void ui_button_names_set (GtkWidget *widget);
