/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person changes about their account on its server: the password, or that it exists
 * (XEP-0077 §3.2, §3.3).
 */
#pragma once

#include "im/account.h"
#include "im/accounts.h"

/**
 * im_account_change_password_async:
 *
 * Has the server take @password from now on, and the keyring too.
 *
 * Errors: IM_ERROR_OFFLINE, XMPP_STANZA_ERROR, XMPP_SESSION_ERROR; G_IO_ERROR_PENDING while the
 * server is asked for this or for the below.
 */
void im_account_change_password_async (ImAccount *self,
                                       const char *password,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean im_account_change_password_finish (ImAccount *self, GAsyncResult *result, GError **error);

/**
 * im_accounts_delete_async:
 *
 * Deletes @account on its server, and then here as im_accounts_remove_async() does. Unless the
 * server has agreed nothing is removed here.
 *
 * Errors: as above, and those of im_accounts_remove_async().
 */
void im_accounts_delete_async (ImAccounts *self,
                               ImAccount *account,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean im_accounts_delete_finish (ImAccounts *self, GAsyncResult *result, GError **error);
