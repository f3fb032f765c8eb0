/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is wrong with a host and a port that a person typed.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ui_server_fault:
 * @host: a name or an IP address; "" to have it found
 * @port: a number; "" to have it found
 *
 * Returns: (nullable): what is wrong, in words for the person; %NULL if nothing is
 */
const char *ui_server_fault (const char *host, const char *port);

G_END_DECLS
