/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window with all that an account blocks, to add to and to take from.
 */
#pragma once

#include "im/account.h"

#include <adwaita.h>

#define UI_TYPE_BLOCKED_LIST (ui_blocked_list_get_type ())
G_DECLARE_FINAL_TYPE (UiBlockedList, ui_blocked_list, UI, BLOCKED_LIST, AdwWindow)

UiBlockedList *ui_blocked_list_new (GtkWindow *parent,
                                    ImAccount *account) G_GNUC_WARN_UNUSED_RESULT;
