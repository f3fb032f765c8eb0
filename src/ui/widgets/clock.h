/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether the person reads the time with 12 hours or with 24.
 */
#pragma once

#include <gio/gio.h>

/*
 * Properties:
 *   hours-24  gboolean, read-only: what the person chose for the clock of the desktop, and follows
 *             it; else what their locale says
 */
#define UI_TYPE_CLOCK (ui_clock_get_type ())
G_DECLARE_FINAL_TYPE (UiClock, ui_clock, UI, CLOCK, GObject)

UiClock *ui_clock_get (void); /* (transfer none): the one there is */

gboolean ui_clock_get_hours_24 (UiClock *self);

/* Whether a locale with that nl_langinfo (T_FMT) writes 24 hours. */
gboolean ui_clock_format_has_24_hours (const char *format);
