/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long the person has not touched the machine, as the desktop knows it.
 */
#pragma once

#include <gio/gio.h>

typedef struct _UiIdleWatch UiIdleWatch;

/* @idle_s: seconds since the last key press or pointer movement, 0 when the person is back. */
typedef void (*UiIdleFunc) (guint idle_s, gpointer user_data);

/**
 * ui_idle_watch_new:
 *
 * Asks Mutter's idle monitor, else the freedesktop screen saver, on the session bus: once a minute
 * while the person is there, more often while they are away so that their return is seen within
 * seconds. Calls @func only when there is something new: on each answer while away, once on the
 * return. Silent on desktops that tell neither.
 */
UiIdleWatch *ui_idle_watch_new (UiIdleFunc func, gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

void ui_idle_watch_free (UiIdleWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UiIdleWatch, ui_idle_watch_free)
