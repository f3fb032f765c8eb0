/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window that takes over the messages of another program.
 */
#pragma once

#include "im/client.h"

#include <adwaita.h>

#define UI_TYPE_IMPORT_DIALOG (ui_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (UiImportDialog, ui_import_dialog, UI, IMPORT_DIALOG, AdwWindow)

void ui_import_dialog_present (GtkWindow *parent, ImClient *client);
