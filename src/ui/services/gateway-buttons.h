/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The other networks on which somebody can be added: a button for each gateway that the person is
 * registered with (XEP-0100).
 */
#pragma once

#include "im/client.h"

#include <gtk/gtk.h>

/* Adds the buttons to @box as the gateways tell that they are some, and shows it then. What is found
 * goes where ui_gateway_add_someone() says. */
void ui_gateway_buttons_add (GtkBox *box, ImClient *client);
