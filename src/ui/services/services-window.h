/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window in which one walks through the services of servers.
 */
#pragma once

#include "im/client.h"

#include <adwaita.h>

void ui_services_window_present (GtkWindow *parent, ImClient *client);
