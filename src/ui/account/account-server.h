/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dialogs that change an account on its server: its password, or that it exists.
 */
#pragma once

#include "im/client.h"

#include <adwaita.h>

/* Asks for a new password, and tells when the server has taken it. */
void ui_change_password_present (GtkWindow *parent, ImAccount *account);

/* Asks whether to delete the account, and closes @parent when it is gone. */
void ui_delete_account_present (GtkWindow *parent, ImClient *client, ImAccount *account);
