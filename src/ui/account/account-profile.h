/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the person chooses for an account: name, colour, presence. What is chosen takes effect at once, what is
 * typed with Enter or when the window asks for it.
 */
#pragma once

#include "im/account.h"

#include <adwaita.h>

#define UI_TYPE_ACCOUNT_PROFILE (ui_account_profile_get_type ())
G_DECLARE_FINAL_TYPE (UiAccountProfile,
                      ui_account_profile,
                      UI,
                      ACCOUNT_PROFILE,
                      AdwPreferencesGroup)

/*
 * Signals:
 *
 * - changed (): the person has typed something
 */

/* Once. */
void ui_account_profile_set_account (UiAccountProfile *self, ImAccount *account);

/* What was typed takes effect. */
void ui_account_profile_apply (UiAccountProfile *self);
