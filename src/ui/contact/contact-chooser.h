/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window in which one contact of all accounts is chosen.
 */
#pragma once

#include "im/types.h"

#include <adwaita.h>

/*
 * Signals:
 *
 * - chosen (ImContact *contact): then the window closes
 */
#define UI_TYPE_CONTACT_CHOOSER (ui_contact_chooser_get_type ())
G_DECLARE_FINAL_TYPE (UiContactChooser, ui_contact_chooser, UI, CONTACT_CHOOSER, AdwWindow)

/* @accounts: of ImAccount; @except: whom not to show */
UiContactChooser *ui_contact_chooser_new (GtkWindow *parent,
                                          GListModel *accounts,
                                          ImContact *except) G_GNUC_WARN_UNUSED_RESULT;
