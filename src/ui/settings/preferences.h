/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preferences: accounts, presence and privacy, notifications.
 */
#pragma once

#include "im/client.h"

#include <adwaita.h>

#define UI_TYPE_PREFERENCES (ui_preferences_get_type ())
G_DECLARE_FINAL_TYPE (UiPreferences, ui_preferences, UI, PREFERENCES, AdwPreferencesWindow)

void ui_preferences_present (GtkWindow *parent, ImClient *client);
