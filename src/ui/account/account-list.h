/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of accounts, in which the person also puts them into order.
 */
#pragma once

#include "im/client.h"

#include <adwaita.h>

#define UI_TYPE_ACCOUNT_LIST (ui_account_list_get_type ())
G_DECLARE_FINAL_TYPE (UiAccountList, ui_account_list, UI, ACCOUNT_LIST, AdwPreferencesGroup)

/* Once. A row that is activated opens the window about its account; Alt+Up and Alt+Down and dragging
 * move it. */
void ui_account_list_set_client (UiAccountList *self, ImClient *client);
