/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The button that shows how others see the person, and opens the menu that changes it.
 */
#pragma once

#include "im/client.h"

#include <adwaita.h>

#define UI_TYPE_PRESENCE_BUTTON (ui_presence_button_get_type ())
G_DECLARE_FINAL_TYPE (UiPresenceButton, ui_presence_button, UI, PRESENCE_BUTTON, AdwBin)

/* Once. */
void ui_presence_button_set_client (UiPresenceButton *self, ImClient *client);
