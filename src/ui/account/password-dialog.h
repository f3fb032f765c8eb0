/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dialog that asks for the password of an account that is set up already.
 */
#pragma once

#include "im/client.h"

#include <gtk/gtk.h>

/* Gives the password to @account; the person may also leave it for later. */
void ui_password_dialog_present (GtkWidget *parent, ImClient *client, ImAccount *account);
