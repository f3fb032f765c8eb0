/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window about one account: how to reach and prove it, and its removal.
 */
#pragma once

#include "im/client.h"

#include <adwaita.h>

#define UI_TYPE_ACCOUNT_PAGE (ui_account_page_get_type ())
G_DECLARE_FINAL_TYPE (UiAccountPage, ui_account_page, UI, ACCOUNT_PAGE, AdwWindow)

/* What is changed takes effect when the window closes, with "Apply" or otherwise. Closes when the account has been removed. */
UiAccountPage *ui_account_page_new (GtkWindow *parent,
                                    ImClient *client,
                                    ImAccount *account) G_GNUC_WARN_UNUSED_RESULT;
