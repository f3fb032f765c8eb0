/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks somebody after a question, or lets them in again.
 */
#pragma once

#include "im/account.h"

#include <gtk/gtk.h>

/**
 * ui_block_dialog_present:
 * @origin: in the window that asks; win.toast (s) of it tells what went wrong
 * @name: what the person knows them by
 *
 * Asks whether to block @address, and whether to report it where the server takes reports.
 */
void ui_block_dialog_present (GtkWidget *origin,
                              ImAccount *account,
                              const char *address,
                              const char *name);

/* Takes back what @address is blocked by; asks first if that is its whole server. */
void ui_unblock (GtkWidget *origin, ImAccount *account, const char *address);
