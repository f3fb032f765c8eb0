/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Waits for frames to be painted, and for what takes several of them.
 */
#pragma once

#include <gtk/gtk.h>

/* Instead of g_test_init(). Without a display the program ends as skipped. */
void frames_init (int *argc, char ***argv);

/* Presents @window and waits until it has been painted. */
void frames_present (GtkWidget *window);

/* Waits until @window has been painted @n times more. */
void frames_run (GtkWidget *window, guint n);

/* Makes the window so wide, and waits for it. */
void frames_set_width (GtkWidget *window, int width);

/* The first widget of @type below @root, depth first, of those that are visible. */
GtkWidget *frames_find (GtkWidget *root, GType type);
