/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A network monitor that says what the test wants.
 */
#pragma once

#include <gio/gio.h>

/* Says that there is a network. */
GNetworkMonitor *fake_monitor_new (void);

/* What it is worth, with a notification. */
void fake_monitor_set_connectivity (GNetworkMonitor *self, GNetworkConnectivity connectivity);

void fake_monitor_change (GNetworkMonitor *self, gboolean available);
