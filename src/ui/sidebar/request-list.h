/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everybody who wants to be a contact, in the sidebar: there while anybody waits.
 */
#pragma once

#include "im/accounts.h"

#include <adwaita.h>

#define UI_TYPE_REQUEST_LIST (ui_request_list_get_type ())
G_DECLARE_FINAL_TYPE (UiRequestList, ui_request_list, UI, REQUEST_LIST, AdwBin)

/* Once. */
void ui_request_list_set_accounts (UiRequestList *self, ImAccounts *accounts);
