/* SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the kernel is to do for a connection that lives for days. */
#pragma once

#include <gio/gio.h>

/**
 * xmpp_socket_tune:
 *
 * Small writes go out at once; a peer that acknowledges nothing for 30 s is gone; a silent one is
 * probed after two minutes. A socket that cannot do this goes on without.
 */
void xmpp_socket_tune (GSocket *socket);
