/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done with a gateway to another network: rows of its page.
 */
#pragma once

#include "im/service.h"

#include <adwaita.h>

/* What came of it is told by the action services.toast (s). */
void ui_gateway_rows_add (AdwPreferencesGroup *group, ImService *gateway);
