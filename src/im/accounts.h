/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of accounts, in the order that the person gave them; a new one comes last.
 */
#pragma once

#include "im/account.h"

#define IM_TYPE_ACCOUNTS (im_accounts_get_type ())
G_DECLARE_FINAL_TYPE (ImAccounts, im_accounts, IM, ACCOUNTS, GObject)

/* GListModel of ImAccount. */

/**
 * im_accounts_add_async:
 * @address: as the person typed it
 * @password: (nullable): kept in memory until a sign-in succeeded with it, then in the keyring
 * @settings: (nullable): how to reach the server; NULL finds everything by itself
 *
 * Saves a new account and starts to sign in; watch its `state` for how that goes.
 *
 * Errors: XMPP_JID_ERROR_*, IM_ERROR_NO_LOCALPART, IM_ERROR_EXISTS, STORE_ERROR_*.
 */
void im_accounts_add_async (ImAccounts *self,
                            const char *address,
                            const char *password,
                            const ImAccountSettings *settings,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
ImAccount *im_accounts_add_finish (ImAccounts *self,
                                   GAsyncResult *result,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * im_accounts_remove_async:
 *
 * Signs @account out and forgets it here: its password, contacts, conversations and messages. The
 * account on the server stays as it is.
 */
void im_accounts_remove_async (ImAccounts *self,
                               ImAccount *account,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean im_accounts_remove_finish (ImAccounts *self, GAsyncResult *result, GError **error);

/* Puts @account at @position in the list (the last place, if there are fewer), and keeps the order. */
void im_accounts_move (ImAccounts *self, ImAccount *account, guint position);

ImAccount *im_accounts_find (ImAccounts *self,
                             XmppJid *jid); /* (transfer none) (nullable); by bare address */
