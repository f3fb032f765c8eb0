/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done with a gateway to another network: rows of its page.
 */
#pragma once

#include "im/service.h"

#include <adwaita.h>

/**
 * ui_gateway_add_someone:
 * @widget: what was pressed; its handlers whose data is @gateway are blocked until that has answered
 *
 * Asks the gateway how to ask for a name, and then for the address of who has it. That goes to the
 * action `contact.found` (sss) of @widget, else to `win.add-found-contact` of the window before which
 * its own stands: the address of the account, that of the person, and the name of the network.
 */
void ui_gateway_add_someone (GtkWidget *widget, ImService *gateway);

/* What came of it is told by the action services.toast (s). */
void ui_gateway_rows_add (AdwPreferencesGroup *group, ImService *gateway);
