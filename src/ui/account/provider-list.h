/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The public servers that Kith knows, to choose one from.
 */
#pragma once

#include <adwaita.h>

#define UI_TYPE_PROVIDER_LIST (ui_provider_list_get_type ())
G_DECLARE_FINAL_TYPE (UiProviderList, ui_provider_list, UI, PROVIDER_LIST, AdwBin)

/*
 * Signals:
 *   chosen (const char *server)
 */
