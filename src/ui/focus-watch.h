/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether the person works with any window of the program.
 */
#pragma once

#include <gtk/gtk.h>

typedef struct _UiFocusWatch UiFocusWatch;

/* @focused: FALSE a minute after the last window has lost the focus, TRUE as soon as one has it. */
typedef void (*UiFocusFunc) (gboolean focused, gpointer user_data);

/* Takes the focus to be there until the first minute has gone by without. */
UiFocusWatch *ui_focus_watch_new (GtkApplication *application,
                                  UiFocusFunc func,
                                  gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

void ui_focus_watch_free (UiFocusWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UiFocusWatch, ui_focus_watch_free)
