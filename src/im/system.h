/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the machine tells: the network has changed, it is about to sleep, it is awake again.
 */
#pragma once

#include <gio/gio.h>

#define IM_TYPE_SYSTEM (im_system_get_type ())
G_DECLARE_FINAL_TYPE (ImSystem, im_system, IM, SYSTEM, GObject)

/*
 * Signals:
 *
 * - network-changed (): there is a network, and it is another one than before, or might be
 * - sleeping (): the machine is about to sleep; whoever has something to finish calls
 *   im_system_hold() now and im_system_release() soon
 * - woken (): it is awake again
 */

/**
 * im_system_new:
 * @monitor: (nullable): NULL takes the default
 * @bus: (nullable): the system bus, for logind; NULL looks for it in the background, and it may not
 *   be there
 */
ImSystem *im_system_new (GNetworkMonitor *monitor, GDBusConnection *bus) G_GNUC_WARN_UNUSED_RESULT;

/* What logind tells; a test may tell it, too. */
void im_system_set_asleep (ImSystem *self, gboolean asleep);

gboolean im_system_is_asleep (ImSystem *self); /* between sleeping and woken */
gboolean im_system_is_online (ImSystem *self); /* a guess: the monitor may be wrong */

/* The network lets nobody through who has not signed in to it on a web page; a guess as well. */
gboolean im_system_is_behind_portal (ImSystem *self);

/* The sleep waits for a few seconds at most (logind's InhibitDelayMaxSec). */
void im_system_hold (ImSystem *self);
void im_system_release (ImSystem *self);
