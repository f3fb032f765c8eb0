/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Waits for frames to be painted, and for what takes several of them.
 */
#include "config.h"

#include "tests/ui/chat/frames.h"

#include <adwaita.h>
#include <stdlib.h>

void
frames_init (int *argc, char ***argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (argc, argv, NULL);
  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP There is no display\n");
    exit (EXIT_SUCCESS);
  }
  adw_init ();
}

static void
on_after_paint (GdkFrameClock *clock, gpointer user_data)
{
  gboolean *painted = user_data;

  *painted = TRUE;
}

void
frames_run (GtkWidget *window, guint n)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), &painted);

  for (guint i = 0; i < n; i++) {
    painted = FALSE;
    gtk_widget_queue_draw (window);
    while (!painted)
      g_main_context_iteration (NULL, TRUE);
  }
  g_signal_handler_disconnect (clock, id);
}

void
frames_present (GtkWidget *window)
{
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (window) == 0)
    g_main_context_iteration (NULL, TRUE);
  frames_run (window, 2);
}

void
frames_set_width (GtkWidget *window, int width)
{
  gtk_window_set_default_size (GTK_WINDOW (window), width, gtk_widget_get_height (window));
  while (gtk_widget_get_width (window) != width)
    frames_run (window, 1);
  frames_run (window, 1);
}

GtkWidget *
frames_find (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = gtk_widget_get_visible (child) ? frames_find (child, type) : NULL;

    if (found != NULL)
      return found;
  }
  return NULL;
}
