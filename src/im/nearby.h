/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The account that needs no server: people on the local network (XEP-0174). There is one at most, and
 * none until the person wants it.
 */
#pragma once

#include "im/accounts.h"

/* Whether @account is that one: it has no password, no server, and contacts that come and go. */
gboolean im_nearby_is (ImAccount *account);

ImAccount *im_nearby_find (ImAccounts *accounts); /* (transfer none) (nullable) */

/**
 * im_nearby_add_async:
 * @label: (nullable): what the person calls it
 *
 * Adds it, under the names of this person and this machine, and begins to look for others.
 *
 * Errors: those of im_accounts_add_async().
 */
void im_nearby_add_async (ImAccounts *accounts,
                          const char *label,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
ImAccount *im_nearby_add_finish (ImAccounts *accounts,
                                 GAsyncResult *result,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What others on the network see as the person's name. @name: "" for none */
const char *im_nearby_get_name (ImAccount *account); /* (nullable) */
void im_nearby_set_name (ImAccount *account, const char *name);

/* `user@machine`, of any names that those may have. */
char *im_nearby_make_address (const char *user, const char *machine) G_GNUC_WARN_UNUSED_RESULT;
