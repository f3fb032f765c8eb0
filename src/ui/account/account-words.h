/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How accounts stand, in words.
 */
#pragma once

#include "im/account.h"

/* In a few words: "Connecting…", "Password needed"; translated, constant. */
const char *ui_account_state_to_words (ImAccountState state);

/* It should be online and is not, and does not merely take its time. */
gboolean ui_account_state_is_trouble (ImAccountState state);

/* The same for one account, with its presence where it is online and the reason where it is not. */
char *ui_account_dup_standing (ImAccount *account) G_GNUC_WARN_UNUSED_RESULT;
