/*
 * SPDX-FileCopyrightText: 2026 The Kith authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the client does with the accounts.
 */
#pragma once

#include "im/accounts.h"
#include "im/conversations.h"
#include "im/services.h"

ImAccounts *im_accounts_new (ImServices *services,
                             ImConversations *conversations) G_GNUC_WARN_UNUSED_RESULT;
ImServices *im_accounts_get_services (ImAccounts *self); /* (transfer none) */

/* Loads all accounts with what belongs to them. The archive is open. */
void im_accounts_load_async (ImAccounts *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean im_accounts_load_finish (ImAccounts *self, GAsyncResult *result, GError **error);

/* The presence of all accounts, also of those to come; see im_own_presence_set_common(). OFFLINE signs
 * them out. */
void im_accounts_set_presence (ImAccounts *self, ImShow show, const char *text, gint64 idle_since);

/* Whether anybody looks at any of them (XEP-0352), also of those to come; TRUE at first. */
void im_accounts_set_active (ImAccounts *self, gboolean active);

/* Signs all out; done when each goodbye is said, after 2 s at the latest. */
void im_accounts_close_async (ImAccounts *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean im_accounts_close_finish (ImAccounts *self, GAsyncResult *result, GError **error);
